#include "media_type_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "mm1/mms/text.h"
#include "mm1/report/values.h"
#include "mm1/wsp/charsets.h"
#include "mm1/wsp/encoding_version.h"
#include "mm1/wsp/media_types.h"
#include "mm1/wsp/parameters.h"

namespace mm1::report {
namespace {

constexpr std::uint64_t kHighestOctet = 0xFF;
constexpr std::uint64_t kHighestNumber = 0xFFFF;  // of a charset or media type

std::string hex_text(std::uint64_t octet) { return fmt::format("0x{:02X}", octet); }

// The names that parameters have where they stand, and the numbers that are written for them.
struct ParameterNames {
  explicit ParameterNames(ParameterTable table)
      : descriptor(table == ParameterTable::kElementDescriptor) {}

  bool descriptor;
  static constexpr std::uint8_t kDescriptorType = 0x02;

  [[nodiscard]] std::string name(std::uint8_t number) const {
    if (descriptor) return number == kDescriptorType ? "Type" : hex_text(number);
    const wsp::ParameterRow* row = wsp::parameter(number);
    return row != nullptr ? std::string(row->name) : hex_text(number);
  }
  [[nodiscard]] std::optional<std::uint8_t> number(std::string_view name) const {
    if (const auto octet = hex_octet(name)) return octet;
    if (descriptor) {
      return name == "Type" ? std::optional(kDescriptorType) : std::nullopt;
    }
    const wsp::ParameterRow* row = wsp::parameter_named(name);
    const bool numbered = row != nullptr && row->since <= wsp::kMmsEncodingVersion;
    return numbered ? std::optional(row->number) : std::nullopt;
  }
  [[nodiscard]] bool holds(wsp::ParameterGrammar grammar, const wsp::Parameter& parameter) const {
    const auto* number = std::get_if<std::uint8_t>(&parameter.name);
    if (number == nullptr) return false;
    if (descriptor) {
      return grammar == wsp::ParameterGrammar::kMedia && *number == kDescriptorType;
    }
    const wsp::ParameterRow* row = wsp::parameter(*number);
    return row != nullptr && row->grammar == grammar;
  }
};

std::optional<std::uint16_t> media_number(std::string_view name) {
  const auto type = wsp::MediaType(name).type;
  const auto* number = std::get_if<std::uint16_t>(&type);
  return number != nullptr ? std::optional(*number) : std::nullopt;
}

// The name of an assigned number, where that number is written for the name.
std::string_view media_name(std::uint64_t number) {
  const wsp::MediaTypeRow* row = wsp::media_type(number);
  return row != nullptr && media_number(row->name) == number ? row->name : std::string_view{};
}

void write_parameter_number(JsonWriter& json, const ParameterNames& names,
                            const wsp::Parameter& parameter, std::uint64_t number) {
  std::string_view name;
  if (names.holds(wsp::ParameterGrammar::kCharset, parameter)) {
    name = mms::charset_name(static_cast<std::uint32_t>(std::min(number, kHighestNumber)));
  } else if (names.holds(wsp::ParameterGrammar::kMedia, parameter)) {
    name = media_name(number);
  }
  if (name.empty()) {
    json.number("value", number);
  } else {
    json.string("value", name);
  }
}

void write_parameter(JsonWriter& json, const ParameterNames& names,
                     const wsp::Parameter& parameter) {
  json.begin_object();
  if (const auto* number = std::get_if<std::uint8_t>(&parameter.name)) {
    const std::string name = names.name(*number);
    json.string("name", name);
    if (names.number(name) != *number) json.number("code", *number);
  } else {
    json.string("name", std::get<std::string>(parameter.name));
  }
  if (const auto* number = std::get_if<std::uint64_t>(&parameter.value)) {
    write_parameter_number(json, names, parameter, *number);
  } else if (const auto* text = std::get_if<std::string>(&parameter.value)) {
    write_text_member(json, *text);
  } else {
    json.string("octets", hex(std::get<wsp::Buffer>(parameter.value)));
  }
  json.end_object();
}

std::optional<std::uint64_t> named_number(const ParameterNames& names,
                                          const wsp::Parameter& parameter,
                                          const std::string& name) {
  if (names.holds(wsp::ParameterGrammar::kCharset, parameter)) {
    const wsp::CharsetRow* row = wsp::charset_named(name);
    if (row != nullptr) return row->mib_enum;
  } else if (names.holds(wsp::ParameterGrammar::kMedia, parameter)) {
    return media_number(name);
  }
  return std::nullopt;
}

wsp::Parameter read_parameter(const JsonNode& node, const ParameterNames& names) {
  node.expect_members({"name", "code", "value", "quoted", "octets"});
  wsp::Parameter parameter;
  const std::string name = node.member("name").string();
  if (const auto code = node.find("code")) {
    parameter.name = static_cast<std::uint8_t>(code->number(kHighestOctet));
  } else if (const auto number = names.number(name)) {
    parameter.name = *number;
  } else {
    parameter.name = name;
  }
  if (const auto octets = node.find("octets")) {
    parameter.value = octets->octets();
  } else if (node.has("value") && !node.member("value").is_string()) {
    parameter.value = node.member("value").number();
  } else if (auto text = find_text_member(node)) {
    const auto number = node.has("value") ? named_number(names, parameter, *text) : std::nullopt;
    if (number) {
      parameter.value = *number;
    } else {
      parameter.value = std::move(*text);
    }
  } else {
    node.fail("has none of value, quoted and octets");
  }
  return parameter;
}

}  // namespace

void write_parameters(JsonWriter& json, ParameterTable table,
                      const std::vector<wsp::Parameter>& parameters) {
  const ParameterNames names(table);
  json.begin_array("parameters");
  for (const wsp::Parameter& parameter : parameters) write_parameter(json, names, parameter);
  json.end_array();
}

std::vector<wsp::Parameter> read_parameters(const JsonNode& node, ParameterTable table) {
  const ParameterNames names(table);
  std::vector<wsp::Parameter> parameters;
  const auto list = node.find("parameters");
  if (!list) return parameters;
  for (const JsonNode& element : list->elements()) {
    parameters.push_back(read_parameter(element, names));
  }
  return parameters;
}

std::optional<std::uint8_t> hex_octet(std::string_view text) {
  std::uint8_t octet = 0;
  if (text.size() != 4 || !text.starts_with("0x")) return std::nullopt;
  const char* const end = text.data() + text.size();
  if (std::from_chars(text.data() + 2, end, octet, 16).ptr != end) return std::nullopt;
  return octet;
}

void write_text_member(JsonWriter& json, std::string_view text) {
  const bool quoted = text.starts_with('"');
  json.string(quoted ? "quoted" : "value", quoted ? text.substr(1) : text);
}

std::optional<std::string> find_text_member(const JsonNode& node) {
  if (const auto quoted = node.find("quoted")) return '"' + quoted->string();
  if (const auto value = node.find("value")) return value->string();
  return std::nullopt;
}

void write_media_type_members(JsonWriter& json, const wsp::MediaType& type) {
  if (const auto* text = std::get_if<std::string>(&type.type)) {
    json.string("type", *text);
  } else {
    const std::uint16_t number = std::get<std::uint16_t>(type.type);
    const wsp::MediaTypeRow* row = wsp::media_type(number);
    json.string("type", row != nullptr ? std::string(row->name) : "unknown");
    if (media_name(number).empty()) json.number("code", number);
  }
  write_parameters(json, ParameterTable::kMediaType, type.parameters);
}

wsp::MediaType read_media_type(const JsonNode& node) {
  node.expect_members({"type", "code", "parameters", "octets"});
  wsp::MediaType type(node.member("type").string());
  if (const auto code = node.find("code")) {
    type.type = static_cast<std::uint16_t>(code->number(kHighestNumber));
  }
  type.parameters = read_parameters(node, ParameterTable::kMediaType);
  return type;
}

}  // namespace mm1::report
