#include "value_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>

#include "fields.h"
#include "mm1/mms/text.h"
#include "mm1/mms/view.h"
#include "mm1/report/values.h"
#include "names.h"

namespace mm1::report {
namespace {

constexpr std::uint8_t kAbsoluteTime = 0x80;
constexpr std::uint8_t kInsertAddress = 0x81;

/// A grammar and a kind of element that decoding it gives.
struct GrammarKind {
  mms::Grammar grammar;
  wsp::Kind kind;
};

constexpr GrammarKind kGrammarKinds[] = {
    {mms::Grammar::kEnumeration, wsp::Kind::kEnumeration},
    {mms::Grammar::kEnumeration, wsp::Kind::kCountedValue},
    {mms::Grammar::kMessageClass, wsp::Kind::kEnumeration},
    {mms::Grammar::kMessageClass, wsp::Kind::kText},
    {mms::Grammar::kMessageType, wsp::Kind::kEnumeration},
    {mms::Grammar::kVersion, wsp::Kind::kVersion},
    {mms::Grammar::kText, wsp::Kind::kText},
    {mms::Grammar::kMessageId, wsp::Kind::kText},
    {mms::Grammar::kUri, wsp::Kind::kUri},
    {mms::Grammar::kUri, wsp::Kind::kCountedValue},
    {mms::Grammar::kEncodedString, wsp::Kind::kEncodedString},
    {mms::Grammar::kEncodedString, wsp::Kind::kCountedValue},
    {mms::Grammar::kAddress, wsp::Kind::kAddress},
    {mms::Grammar::kFrom, wsp::Kind::kFromValue},
    {mms::Grammar::kDate, wsp::Kind::kDate},
    {mms::Grammar::kOctetCount, wsp::Kind::kInteger},
    {mms::Grammar::kInteger, wsp::Kind::kInteger},
    {mms::Grammar::kTime, wsp::Kind::kTimeValue},
    {mms::Grammar::kPreviouslySentBy, wsp::Kind::kPreviouslySent},
    {mms::Grammar::kPreviouslySentDate, wsp::Kind::kPreviouslySent},
    {mms::Grammar::kFlags, wsp::Kind::kFlagsValue},
    {mms::Grammar::kTotal, wsp::Kind::kTotalValue},
    {mms::Grammar::kAttribute, wsp::Kind::kEnumeration},
    {mms::Grammar::kElementDescriptor, wsp::Kind::kElementDescriptor},
    {mms::Grammar::kContentType, wsp::Kind::kMediaType},
};

std::optional<std::size_t> child_of_kind(const wsp::Tape& tape, std::size_t parent,
                                         wsp::Kind kind) {
  for (const std::size_t child : mms::Children(tape.elements(), parent)) {
    if (tape.elements()[child].kind == kind) return child;
  }
  return std::nullopt;
}

void write_time(JsonWriter& json, const wsp::Element& value) {
  json.begin_object();
  if (value.token == kAbsoluteTime) {
    json.string("absolute", date_text(value.number));
  } else {
    json.number("relative", value.number);
  }
  json.end_object();
}

void write_previously_sent(JsonWriter& json, const wsp::Tape& tape, const mms::FieldRow& row,
                           std::size_t value) {
  const wsp::Element& element = tape.elements()[value];
  json.begin_object();
  json.number("count", element.number);
  if (row.grammar == mms::Grammar::kPreviouslySentDate) {
    const auto date = child_of_kind(tape, value, wsp::Kind::kDate);
    if (date) json.string("date", date_text(tape.elements()[*date].number));
  } else {
    json.string("address", mms::element_text(tape, element));
  }
  json.end_object();
}

void write_counted(JsonWriter& json, const wsp::Tape& tape, const mms::FieldRow& row,
                   std::size_t value) {
  json.begin_object();
  json.number("count", tape.elements()[value].number);
  const auto operand = mms::counted_operand(tape, value);
  if (operand && is_readable(row, tape.elements()[*operand])) {
    json.key("value");
    write_value(json, tape, row, *operand);
  }
  json.end_object();
}

void write_parameter_value(JsonWriter& json, const wsp::Tape& tape, const wsp::Element& value) {
  switch (value.kind) {
    case wsp::Kind::kInteger:
    case wsp::Kind::kDate:
    case wsp::Kind::kDelta:
    case wsp::Kind::kEnumeration:
      json.number(value.number);
      return;
    case wsp::Kind::kVersion:
      json.string(version_text(static_cast<mms::Version>(value.number)));
      return;
    case wsp::Kind::kCharset: {
      const std::string_view name = mms::charset_name(static_cast<std::uint32_t>(value.number));
      json.string(name.empty() ? fmt::format("{}", value.number) : std::string(name));
      return;
    }
    case wsp::Kind::kMedia:
    case wsp::Kind::kMediaType:
      json.string(mms::media_type(tape, value));
      return;
    case wsp::Kind::kUndecoded:
      json.string(hex(tape.octets(value)));
      return;
    default:
      json.string(mms::element_text(tape, value));
  }
}

// Parameters as a list: names come from the wire and may repeat.
void write_parameters(JsonWriter& json, const wsp::Tape& tape, std::size_t parent) {
  json.begin_array("parameters");
  for (const std::size_t index : mms::Children(tape.elements(), parent)) {
    if (tape.elements()[index].kind != wsp::Kind::kParameter) continue;
    json.begin_object();
    json.string("name", parameter_name(tape, index, tape.elements()[parent].kind));
    for (const std::size_t child : mms::Children(tape.elements(), index)) {
      const wsp::Element& value = tape.elements()[child];
      if (value.kind == wsp::Kind::kParameterName) continue;
      json.key("value");
      write_parameter_value(json, tape, value);
      break;
    }
    json.end_object();
  }
  json.end_array();
}

}  // namespace

bool is_readable(const mms::FieldRow& row, const wsp::Element& value) {
  return std::any_of(std::begin(kGrammarKinds), std::end(kGrammarKinds),
                     [&](const GrammarKind& pair) {
                       return pair.grammar == row.grammar && pair.kind == value.kind;
                     });
}

void write_value(JsonWriter& json, const wsp::Tape& tape, const mms::FieldRow& row,
                 std::size_t value) {
  const wsp::Element& element = tape.elements()[value];
  switch (element.kind) {
    case wsp::Kind::kEnumeration:
      json.string(octet_name(row, element.number));
      return;
    case wsp::Kind::kVersion:
      json.string(version_text(static_cast<mms::Version>(element.number)));
      return;
    case wsp::Kind::kInteger:
      json.number(element.number);
      return;
    case wsp::Kind::kDate:
      json.string(date_text(element.number));
      return;
    case wsp::Kind::kTimeValue:
      write_time(json, element);
      return;
    case wsp::Kind::kFromValue:
      json.string(element.number == kInsertAddress ? "insert-address-token"
                                                   : mms::element_text(tape, element));
      return;
    case wsp::Kind::kPreviouslySent:
      write_previously_sent(json, tape, row, value);
      return;
    case wsp::Kind::kFlagsValue:
      json.begin_object();
      json.string("token", value_name_or_hex(row, element.number));
      json.string("keyword", mms::element_text(tape, element));
      json.end_object();
      return;
    case wsp::Kind::kTotalValue:
      json.begin_object();
      json.string("unit", value_name_or_hex(row, element.token));
      json.number("value", element.number);
      json.end_object();
      return;
    case wsp::Kind::kCountedValue:
      write_counted(json, tape, row, value);
      return;
    case wsp::Kind::kElementDescriptor:
      json.begin_object();
      json.string("reference", mms::element_text(tape, element));
      write_parameters(json, tape, value);
      json.end_object();
      return;
    case wsp::Kind::kMediaType:
      json.begin_object();
      json.string("type", mms::media_type(tape, element));
      write_parameters(json, tape, value);
      json.end_object();
      return;
    default:
      json.string(mms::element_text(tape, element));
  }
}

}  // namespace mm1::report
