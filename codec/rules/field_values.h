// Reading values the way several checks need them.
#pragma once

#include <cstdint>
#include <optional>

#include "pdu_facts.h"

namespace mm1::rules {

/// The octet that decides what a field says: its value, its token, or in the counted form its
/// operand. Nothing when the field is broken or its value no octet.
[[nodiscard]] std::optional<std::uint8_t> deciding_octet(const PduFacts& pdu, std::size_t field);

/// The operand element of a counted value, nullptr when the field is broken or not counted.
[[nodiscard]] const wsp::Element* counted_operand(const PduFacts& pdu, std::size_t field);

/// Whether a Response-Status that is assigned today was still reserved in that version (E12
/// §7.2.37): partial success before 1.2, lack of prepaid before 1.3. 1.0 reserved nothing.
[[nodiscard]] bool reserved_at(mms::Version version, std::uint8_t field, std::uint8_t octet);

}  // namespace mm1::rules
