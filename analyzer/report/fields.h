// Fields of a decoded PDU, with the row that describes each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "mm1/mms/fields.h"
#include "mm1/mms/view.h"
#include "mm1/wsp/tape.h"

namespace mm1::report {

/// Index of a field's value element: what follows its name octet. Nothing when the PDU ends there.
[[nodiscard]] std::optional<std::size_t> value_index(const wsp::Tape& tape, std::size_t field);

/// Whether any PDU's table grants repetition of this field: its JSON value is always an array.
[[nodiscard]] bool is_repeatable(std::uint8_t number);

/// Name of an enumeration's value, "0x99" for one that the row's table does not have.
[[nodiscard]] std::string value_name_or_hex(const mms::FieldRow& row, std::uint64_t octet);

/// The same of any octet: also the PDU that a message type names, the field that an attribute
/// names.
[[nodiscard]] std::string octet_name(const mms::FieldRow& row, std::uint64_t octet);

/// Name of the status that a PDU carries, whichever its type has (X-Mms-Response-Status,
/// X-Mms-Retrieve-Status, X-Mms-Status …); empty without one.
[[nodiscard]] std::string status_of(const mms::PduView& pdu);

}  // namespace mm1::report
