// Addresses as digests, to compare them where keeping them is not worth the memory.
#pragma once

#include <cstdint>
#include <string_view>

#include "mm1/mms/view.h"

namespace mm1::flow {

/// The same for addresses that may name one subscriber: numbers by their last digits, since relays
/// rewrite national numbers as international ones, all else without regard to case. 0 for an empty
/// address and for text that is not ASCII.
[[nodiscard]] std::uint64_t address_print(std::string_view address);

/// The same of the address in a field's first value.
[[nodiscard]] std::uint64_t address_print(const mms::PduView& pdu, std::uint8_t number);

}  // namespace mm1::flow
