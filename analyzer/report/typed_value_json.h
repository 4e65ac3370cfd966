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

/// Writes the members `type` and `parameters` of a media type.
void write_media_type_members(JsonWriter& json, const wsp::MediaType& type);
[[nodiscard]] wsp::MediaType read_media_type(const JsonNode& node);

/// Writes a text as the member `value`, or `quoted` for one that begins with a quotation mark.
void write_text_member(JsonWriter& json, std::string_view text);
/// Reads the member that `write_text_member` writes; nothing where there is neither.
[[nodiscard]] std::optional<std::string> find_text_member(const JsonNode& node);

/// "0x33" as an octet.
[[nodiscard]] std::optional<std::uint8_t> hex_octet(std::string_view text);

}  // namespace mm1::report
