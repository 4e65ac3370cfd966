// Media types and their parameters as JSON, both ways, and the small forms that other values share.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json_node.h"
#include "mm1/mms/encode.h"
#include "mm1/report/json_writer.h"

namespace mm1::report {

/// Whose parameters: X-Mms-Element-Descriptor has a table of its own, with Type as 02 (E12 T23).
enum class ParameterTable : std::uint8_t { kMediaType, kElementDescriptor };

/// Writes the member `parameters`.
void write_parameters(JsonWriter& json, ParameterTable table,
                      const std::vector<wsp::Parameter>& parameters);
/// Reads it; none where it is not there.
[[nodiscard]] std::vector<wsp::Parameter> read_parameters(const JsonNode& node,
                                                          ParameterTable table);

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
