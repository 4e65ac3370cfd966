// Values as people write them.
#include "mm1/mms/text.h"

#include <chrono>
#include <cstdio>

#include "mm1/mms/pdus.h"
#include "mm1/mms/view.h"
#include "mm1/wsp/media_types.h"
#include "mm1/wsp/parameters.h"

namespace mm1::mms {
namespace {

using wsp::Element;
using wsp::Kind;
using wsp::Tape;

std::string hex_octet(std::uint64_t octet) {
  char text[8];
  std::snprintf(text, sizeof text, "0x%02x", static_cast<unsigned>(octet & 0xFF));
  return text;
}

// Octets nobody could read, as far as a line has room for them.
std::string hex_octets(wsp::Octets octets) {
  constexpr std::size_t kMost = 32;
  std::string text;
  for (const std::uint8_t octet : octets.first(std::min(octets.size(), kMost))) {
    char pair[8];
    std::snprintf(pair, sizeof pair, text.empty() ? "%02x" : " %02x", unsigned{octet});
    text += pair;
  }
  return octets.size() > kMost ? text + " …" : text;
}

std::string one_line(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return text;
}

std::string value_or_hex(const FieldRow& row, std::uint8_t octet) {
  const std::string_view name = value_name(row, octet);
  return name.empty() ? hex_octet(octet) : std::string(name);
}

std::string enumeration(const FieldRow& row, const Element& value) {
  const auto octet = static_cast<std::uint8_t>(value.number);
  if (row.grammar == Grammar::kMessageType) {
    const PduRow* type = pdu(octet);
    return type == nullptr ? hex_octet(octet) : std::string(type->name);
  }
  if (row.grammar == Grammar::kAttribute) {
    const FieldRow* attribute = field(octet);
    return attribute == nullptr ? hex_octet(octet) : std::string(attribute->name);
  }
  return value_or_hex(row, octet);
}

std::string version(std::uint64_t number) {
  constexpr std::uint64_t kNoMinor = 15;
  const std::string major = std::to_string(number >> 4);
  const std::uint64_t minor = number & 0x0F;
  return minor == kNoMinor ? major : major + "." + std::to_string(minor);
}

std::string seconds(std::uint64_t number) { return std::to_string(number) + " s"; }

std::size_t index_of(const Tape& tape, const Element& element) {
  return static_cast<std::size_t>(&element - tape.elements().data());
}

std::string counted(const Tape& tape, const FieldRow& row, const Element& value) {
  const auto operand = counted_operand(tape, index_of(tape, value));
  return std::to_string(value.number) +
         (operand ? ": " + value_text(tape, row, tape.elements()[*operand]) : "");
}

std::string time(const Element& value) {
  constexpr std::uint8_t kAbsolute = 0x80, kRelative = 0x81;
  if (value.token == kAbsolute) return utc(value.number);
  return value.token == kRelative ? seconds(value.number) : hex_octet(value.token);
}

std::string from(const Tape& tape, const FieldRow& row, const Element& value) {
  constexpr std::uint8_t kAddressPresent = 0x80;
  if (value.token == kAddressPresent) return one_line(element_text(tape, value));
  return value_or_hex(row, value.token);
}

// The value of a parameter is its last child; the parameter repeats its number and text.
std::string parameter_value(const Tape& tape, const Element& parameter) {
  const Element* value = nullptr;
  for (const std::size_t child : Children(tape.elements(), index_of(tape, parameter))) {
    value = &tape.elements()[child];
  }
  if (value == nullptr) return {};
  switch (value->kind) {
    case Kind::kText:
      return one_line(element_text(tape, *value));
    case Kind::kMedia:
      return media_type(tape, *value);
    case Kind::kCharset: {
      const auto name = charset_name(static_cast<std::uint32_t>(value->number));
      return name.empty() ? std::to_string(value->number) : std::string(name);
    }
    case Kind::kUndecoded:
      return hex_octets(tape.octets(*value));
    default:
      return std::to_string(value->number);
  }
}

std::string parameter_name(const Tape& tape, const Element& parameter, bool descriptor) {
  if (parameter.code == wsp::parameter_number::kByName) {
    const Element& name = tape.elements()[index_of(tape, parameter) + 1];
    return one_line(element_text(tape, name));
  }
  constexpr std::uint8_t kDescriptorType = 0x02;
  if (descriptor) return parameter.code == kDescriptorType ? "Type" : hex_octet(parameter.code);
  const wsp::ParameterRow* row = wsp::parameter(parameter.code);
  return row == nullptr ? hex_octet(parameter.code) : std::string(row->name);
}

std::string with_parameters(const Tape& tape, const Element& value, std::string text) {
  for (const std::size_t child : Children(tape.elements(), index_of(tape, value))) {
    const Element& parameter = tape.elements()[child];
    if (parameter.kind != Kind::kParameter) continue;
    const bool descriptor = value.kind == Kind::kElementDescriptor;
    text +=
        "; " + parameter_name(tape, parameter, descriptor) + "=" + parameter_value(tape, parameter);
  }
  return text;
}

}  // namespace

std::string element_text(const Tape& tape, const Element& element) {
  return to_utf8(tape.text(element), element.charset).utf8;
}

std::string media_type(const Tape& tape, const Element& element) {
  if (element.kind != Kind::kMediaType && element.kind != Kind::kMedia) return {};
  if (element.text_length != 0) return one_line(element_text(tape, element));
  const wsp::MediaTypeRow* row = wsp::media_type(element.number);
  return row == nullptr ? "unknown-" + hex_octet(element.number) : std::string(row->name);
}

std::string value_text(const Tape& tape, const FieldRow& row, const Element& value) {
  switch (value.kind) {
    case Kind::kEnumeration:
      return enumeration(row, value);
    case Kind::kVersion:
      return version(value.number);
    case Kind::kInteger:
      return std::to_string(value.number) + (row.grammar == Grammar::kOctetCount ? " octets" : "");
    case Kind::kDate:
      return utc(value.number);
    case Kind::kDelta:
      return seconds(value.number);
    case Kind::kText:
    case Kind::kUri:
    case Kind::kEncodedString:
    case Kind::kAddress:
      return one_line(element_text(tape, value));
    case Kind::kFromValue:
      return from(tape, row, value);
    case Kind::kTimeValue:
      return time(value);
    case Kind::kFlagsValue:
      return value_or_hex(row, value.token) + " " + one_line(element_text(tape, value));
    case Kind::kTotalValue:
      return std::to_string(value.number) + " " + value_or_hex(row, value.token);
    case Kind::kPreviouslySent:
    case Kind::kCountedValue:
      return counted(tape, row, value);
    case Kind::kElementDescriptor:
      return with_parameters(tape, value, one_line(element_text(tape, value)));
    case Kind::kMediaType:
      return with_parameters(tape, value, media_type(tape, value));
    default:
      return hex_octets(tape.octets(value));
  }
}

std::string utc(std::uint64_t seconds) {
  constexpr std::uint64_t kLastOfYear9999 = 253402300799;
  if (seconds > kLastOfYear9999) return std::to_string(seconds) + " s after 1970-01-01";
  using namespace std::chrono;
  const sys_seconds time{std::chrono::seconds{static_cast<std::int64_t>(seconds)}};
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  std::string text = "0000-00-00T00:00:00Z";
  // Every second PDU says a time, and printf takes ten times as long.
  const auto put = [&text](std::size_t at, std::size_t digits, long number) {
    for (; digits > 0; number /= 10) text[at + --digits] = static_cast<char>('0' + number % 10);
  };
  put(0, 4, int{date.year()});
  put(5, 2, unsigned{date.month()});
  put(8, 2, unsigned{date.day()});
  put(11, 2, clock.hours().count());
  put(14, 2, clock.minutes().count());
  put(17, 2, clock.seconds().count());
  return text;
}

}  // namespace mm1::mms
