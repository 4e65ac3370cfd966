// The encoder's typed values as JSON, both ways. Shapes are those of mm1scope.schema.json, with
// what encoding needs besides: charsets, quotation marks, numbers of names.
#pragma once

#include "json_node.h"
#include "mm1/mms/describe.h"
#include "mm1/mms/fields.h"
#include "mm1/report/json_writer.h"

namespace mm1::report {

/// Writes a value of the field that `row` describes. What JSON cannot hold (octets that are no text
/// in their charset) is lost: reading gives another value then.
void write_typed_value(JsonWriter& json, const mms::FieldRow& row, const mms::Value& value);

/// Reads what `write_typed_value` writes, and numbers for enumerations.
[[nodiscard]] mms::Value read_typed_value(const JsonNode& node, const mms::FieldRow& row);

}  // namespace mm1::report
