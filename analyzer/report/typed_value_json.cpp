#include "typed_value_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>

#include "fields.h"
#include "mm1/mms/pdus.h"
#include "mm1/mms/text.h"
#include "mm1/report/values.h"
#include "mm1/wsp/charsets.h"
#include "mm1/wsp/encoding_version.h"
#include "mm1/wsp/media_types.h"
#include "mm1/wsp/parameters.h"

namespace mm1::report {
namespace {

using mms::Grammar;

constexpr std::string_view kInsertAddress = "insert-address-token";
constexpr std::uint8_t kTopBit = 0x80;
constexpr std::uint64_t kHighestOctet = 0xFF;
constexpr std::uint64_t kHighestCharset = 0xFFFF;
constexpr std::uint8_t kNoMinor = 0x0F;

std::string hex_text(std::uint64_t octet) { return fmt::format("0x{:02X}", octet); }

std::optional<std::uint8_t> octet_named(const mms::FieldRow& row, std::string_view name) {
  if (row.grammar == Grammar::kMessageType) {
    for (const mms::PduRow& pdu : mms::pdu_table()) {
      if (pdu.name == name) return static_cast<std::uint8_t>(pdu.type);
    }
  } else if (row.grammar == Grammar::kAttribute) {
    const mms::FieldRow* field = mms::field_named(name);
    if (field != nullptr) return static_cast<std::uint8_t>(field->number | kTopBit);
  }
  for (const mms::NamedValue& value : row.values) {
    if (value.name == name) return value.octet;
  }
  return hex_octet(name);
}

std::uint64_t read_octet(const JsonNode& node, const mms::FieldRow& row) {
  if (!node.is_string()) return node.number(kHighestOctet);
  const auto octet = octet_named(row, node.string());
  if (!octet) node.fail(fmt::format("\"{}\" is no value of {}", node.string(), row.name));
  return *octet;
}

std::uint64_t read_version(const JsonNode& node) {
  if (!node.is_string()) return node.number(kHighestOctet);
  unsigned major = 0, minor = kNoMinor;
  const int found = std::sscanf(node.string().c_str(), "%1u.%2u", &major, &minor);
  const std::uint64_t version = major << 4 | minor;
  const bool fits = found > 0 && major < 8 && minor <= kNoMinor;
  if (!fits || version_text(static_cast<mms::Version>(version)) != node.string()) {
    node.fail(fmt::format("\"{}\" is no version such as 1.2", node.string()));
  }
  return version;
}

std::uint64_t read_date(const JsonNode& node) {
  using namespace std::chrono;
  if (!node.is_string()) return node.number();
  const std::string& text = node.string();
  std::uint64_t seconds = 0;
  int y = 0;
  unsigned mo = 0, d = 0, h = 0, mi = 0, s = 0;
  if (text.find('T') == std::string::npos) {
    std::from_chars(text.data(), text.data() + text.size(), seconds);
  } else if (std::sscanf(text.c_str(), "%4d-%2u-%2uT%2u:%2u:%2uZ", &y, &mo, &d, &h, &mi, &s) == 6) {
    const sys_seconds time =
        sys_days{year{y} / month{mo} / day{d}} + hours{h} + minutes{mi} + std::chrono::seconds{s};
    seconds = static_cast<std::uint64_t>(time.time_since_epoch().count());
  }
  if (date_text(seconds) != text) {
    node.fail(fmt::format("\"{}\" is no date such as 2005-03-03T00:38:24Z from 1970 on", text));
  }
  return seconds;
}

void write_text(JsonWriter& json, const mms::Text& text) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(text.octets.data());
  const std::string utf8 = mms::to_utf8({data, text.octets.size()}, text.charset).utf8;
  if (text.charset == 0) {
    json.string(utf8);
    return;
  }
  json.begin_object();
  json.string("text", utf8);
  const std::string_view name = mms::charset_name(text.charset);
  if (name.empty()) {
    json.number("charset", text.charset);
  } else {
    json.string("charset", name);
  }
  json.end_object();
}

std::uint64_t read_charset(const JsonNode& node) {
  if (!node.is_string()) return node.number(kHighestCharset);
  const wsp::CharsetRow* row = wsp::charset_named(node.string());
  if (row == nullptr) {
    node.fail(fmt::format("\"{}\" is no known charset; give its MIBEnum", node.string()));
  }
  return row->mib_enum;
}

mms::Text read_text(const JsonNode& node) {
  if (!node.is_object()) return {node.string()};
  node.expect_members({"text", "charset"});
  const auto charset = static_cast<std::uint16_t>(read_charset(node.member("charset")));
  const auto octets = mms::from_utf8(node.member("text").string(), charset);
  if (!octets) node.fail("the text cannot be written in this charset; give octets");
  return {*octets, charset};
}

// The names that parameters have where they stand, and the numbers that are written for them.
struct ParameterNames {
  bool descriptor;  // X-Mms-Element-Descriptor has one of its own: Type, 02 (E12 T23)
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
    name = mms::charset_name(static_cast<std::uint32_t>(std::min(number, kHighestCharset)));
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

void write_parameters(JsonWriter& json, const ParameterNames& names,
                      const std::vector<wsp::Parameter>& parameters) {
  json.begin_array("parameters");
  for (const wsp::Parameter& parameter : parameters) write_parameter(json, names, parameter);
  json.end_array();
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

std::vector<wsp::Parameter> read_parameters(const JsonNode& node, const ParameterNames& names) {
  std::vector<wsp::Parameter> parameters;
  const auto list = node.find("parameters");
  if (!list) return parameters;
  for (const JsonNode& element : list->elements()) {
    parameters.push_back(read_parameter(element, names));
  }
  return parameters;
}

std::string_view operand_member(const mms::FieldRow& row) {
  if (row.grammar == Grammar::kPreviouslySentBy) return "address";
  return row.grammar == Grammar::kPreviouslySentDate ? "date" : "value";
}

class ValueWriter {
 public:
  ValueWriter(JsonWriter& json, const mms::FieldRow& row) : json_(json), row_(row) {}

  void operator()(std::uint64_t number) const {
    switch (row_.grammar) {
      case Grammar::kEnumeration:
      case Grammar::kMessageClass:
      case Grammar::kMessageType:
      case Grammar::kAttribute:
        json_.string(octet_name(row_, number));
        break;
      case Grammar::kVersion: {
        const std::string text = version_text(static_cast<mms::Version>(number));
        text.empty() ? json_.number(number) : json_.string(text);
        break;
      }
      case Grammar::kDate:
      case Grammar::kPreviouslySentDate:
        json_.string(date_text(number));
        break;
      default:
        json_.number(number);
    }
  }
  void operator()(const mms::Text& text) const { write_text(json_, text); }
  void operator()(mms::InsertAddress) const { json_.string(kInsertAddress); }
  void operator()(mms::Absolute time) const {
    json_.begin_object();
    json_.string("absolute", date_text(time.seconds));
    json_.end_object();
  }
  void operator()(mms::Relative time) const {
    json_.begin_object();
    json_.number("relative", time.seconds);
    json_.end_object();
  }
  void operator()(const mms::Flag& flag) const {
    json_.begin_object();
    json_.string("token", value_name_or_hex(row_, flag.token));
    json_.key("keyword");
    write_text(json_, flag.keyword);
    json_.end_object();
  }
  void operator()(const mms::Total& total) const {
    json_.begin_object();
    json_.string("unit", value_name_or_hex(row_, total.token));
    json_.number("value", total.number);
    json_.end_object();
  }
  void operator()(const mms::Counted& counted) const {
    json_.begin_object();
    json_.number("count", counted.count);
    json_.key(operand_member(row_));
    std::visit(*this, counted.operand);
    json_.end_object();
  }
  void operator()(const mms::ElementDescriptor& descriptor) const {
    json_.begin_object();
    json_.string("reference", descriptor.reference);
    write_parameters(json_, {true}, descriptor.parameters);
    json_.end_object();
  }
  void operator()(const wsp::MediaType& type) const {
    json_.begin_object();
    write_media_type_members(json_, type);
    json_.end_object();
  }
  void operator()(const mms::Raw& raw) const { json_.string(hex(raw.octets)); }

 private:
  JsonWriter& json_;
  const mms::FieldRow& row_;
};

std::uint8_t read_token(const JsonNode& node, const mms::FieldRow& row) {
  return static_cast<std::uint8_t>(read_octet(node, row));
}

mms::Value read_counted(const JsonNode& node, const mms::FieldRow& row) {
  const std::string member(operand_member(row));
  node.expect_members({"count", member});
  const std::uint64_t count = node.member("count").number();
  const JsonNode operand = node.member(member.c_str());
  if (row.grammar == Grammar::kPreviouslySentDate) return mms::Counted(count, read_date(operand));
  if (row.grammar == Grammar::kEnumeration) return mms::Counted(count, read_octet(operand, row));
  return mms::Counted(count, read_text(operand));
}

mms::Value read_time(const JsonNode& node) {
  node.expect_members({"absolute", "relative"});
  if (node.has("absolute") == node.has("relative")) node.fail("is either absolute or relative");
  if (const auto absolute = node.find("absolute")) return mms::Absolute{read_date(*absolute)};
  return mms::Relative{node.member("relative").number()};
}

mms::Value read_flag(const JsonNode& node, const mms::FieldRow& row) {
  node.expect_members({"token", "keyword"});
  const auto token = static_cast<mms::Flag::Token>(read_token(node.member("token"), row));
  return mms::Flag{token, read_text(node.member("keyword"))};
}

mms::Value read_total(const JsonNode& node, const mms::FieldRow& row) {
  node.expect_members({"unit", "value"});
  const auto token = static_cast<mms::Total::Token>(read_token(node.member("unit"), row));
  return mms::Total{token, node.member("value").number()};
}

mms::Value read_message_class(const JsonNode& node, const mms::FieldRow& row) {
  if (!node.is_string() || octet_named(row, node.string())) return read_octet(node, row);
  return read_text(node);
}

mms::Value read_from(const JsonNode& node) {
  if (node.is_string() && node.string() == kInsertAddress) return mms::InsertAddress{};
  return read_text(node);
}

mms::Value read_descriptor(const JsonNode& node) {
  node.expect_members({"reference", "parameters"});
  return mms::ElementDescriptor{node.member("reference").string(), read_parameters(node, {true})};
}

}  // namespace

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
  write_parameters(json, {false}, type.parameters);
}

wsp::MediaType read_media_type(const JsonNode& node) {
  node.expect_members({"type", "code", "parameters", "octets"});
  wsp::MediaType type(node.member("type").string());
  if (const auto code = node.find("code")) {
    type.type = static_cast<std::uint16_t>(code->number(kHighestCharset));
  }
  type.parameters = read_parameters(node, {false});
  return type;
}

void write_typed_value(JsonWriter& json, const mms::FieldRow& row, const mms::Value& value) {
  std::visit(ValueWriter(json, row), value.form());
}

mms::Value read_typed_value(const JsonNode& node, const mms::FieldRow& row) {
  switch (row.grammar) {
    case Grammar::kEnumeration:
      return node.is_object() ? read_counted(node, row) : mms::Value(read_octet(node, row));
    case Grammar::kMessageType:
    case Grammar::kAttribute:
      return read_octet(node, row);
    case Grammar::kMessageClass:
      return read_message_class(node, row);
    case Grammar::kVersion:
      return read_version(node);
    case Grammar::kUri:
    case Grammar::kEncodedString:
      return node.has("count") ? read_counted(node, row) : mms::Value(read_text(node));
    case Grammar::kText:
    case Grammar::kMessageId:
    case Grammar::kAddress:
      return read_text(node);
    case Grammar::kFrom:
      return read_from(node);
    case Grammar::kDate:
      return read_date(node);
    case Grammar::kOctetCount:
    case Grammar::kInteger:
      return node.number();
    case Grammar::kTime:
      return read_time(node);
    case Grammar::kPreviouslySentBy:
    case Grammar::kPreviouslySentDate:
      return read_counted(node, row);
    case Grammar::kFlags:
      return read_flag(node, row);
    case Grammar::kTotal:
      return read_total(node, row);
    case Grammar::kElementDescriptor:
      return read_descriptor(node);
    case Grammar::kContentType:
      return read_media_type(node);
    case Grammar::kAttributeOnly:
      break;
  }
  node.fail(fmt::format("{} has no value of its own; give octets", row.name));
}

}  // namespace mm1::report
