// One field value as JSON, by the grammar of its row.
#pragma once

#include <cstddef>

#include "mm1/mms/fields.h"
#include "mm1/report/json_writer.h"
#include "mm1/wsp/tape.h"

namespace mm1::report {

/// Whether a value element is of a kind that the row's grammar leads to. Only then has its JSON the
/// shape that the schema promises for the field.
[[nodiscard]] bool is_readable(const mms::FieldRow& row, const wsp::Element& value);

/// Writes the readable value element at index `value` of a field described by `row`, in the
/// shape that mm1scope.schema.json gives.
void write_value(JsonWriter& json, const wsp::Tape& tape, const mms::FieldRow& row,
                 std::size_t value);

}  // namespace mm1::report
