#include "typed_value_json.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cstdio>

#include "fields.h"
#include "media_type_json.h"
#include "mm1/mms/pdus.h"
#include "mm1/mms/text.h"
#include "mm1/report/values.h"
#include "mm1/wsp/charsets.h"

namespace mm1::report {
namespace {

using mms::Grammar;

constexpr std::string_view kInsertAddress = "insert-address-token";
constexpr std::uint8_t kTopBit = 0x80;
constexpr std::uint64_t kHighestOctet = 0xFF;
constexpr std::uint64_t kHighestCharset = 0xFFFF;
constexpr std::uint8_t kNoMinor = 0x0F;

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
    write_parameters(json_, ParameterTable::kElementDescriptor, descriptor.parameters);
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
  return mms::ElementDescriptor{node.member("reference").string(),
                                read_parameters(node, ParameterTable::kElementDescriptor)};
}

}  // namespace

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
