// Content-Type values and their parameters (WAP-230 §8.4.2.24, §8.4.2.4).
#include "mm1/wsp/body.h"
#include "mm1/wsp/charsets.h"
#include "mm1/wsp/parameters.h"
#include "mm1/wsp/primitives.h"
#include "mm1/wsp/values.h"

namespace mm1::wsp {
namespace {

constexpr Fault kMisfit = Fault::kMediaTypeForm;

// Constrained-encoding: an assigned number in one octet, or text. A quotation mark in front, which
// some senders put there as in MIME, is not part of the name.
ElementIndex read_constrained(TapeBuilder& tape, Window& in, Kind kind) {
  if (value_class(in.peek()) != ValueClass::kOctet) return read_text_value(tape, in, kind, kMisfit);
  return read_integer(tape, in, kind, IntegerForm::kInteger);
}

// The media type of the general form: any Integer-value, or text.
ElementIndex read_media(TapeBuilder& tape, Window& in) {
  const bool long_integer = in.peek() >= 1 && in.peek() <= kLongestShortLength;
  if (long_integer) return read_integer(tape, in, Kind::kMedia, IntegerForm::kInteger);
  return read_constrained(tape, in, Kind::kMedia);
}

// A value that by its grammar is an integer. Text in its place is what some senders write, and
// keeps its place as text.
ElementIndex read_integer_or_text(TapeBuilder& tape, Window& in, Kind kind) {
  if (value_class(in.peek()) == ValueClass::kText) {
    return read_text_value(tape, in, Kind::kText, kMisfit);
  }
  return read_integer(tape, in, kind, IntegerForm::kInteger);
}

// Untyped-value: Integer-value or Text-value, told apart by the first octet.
ElementIndex read_untyped(TapeBuilder& tape, Window& in) {
  if (in.peek() == 0) return read_text_value(tape, in, Kind::kText, kMisfit);
  return read_integer_or_text(tape, in, Kind::kInteger);
}

ElementIndex read_value(TapeBuilder& tape, Window& in, ParameterGrammar grammar) {
  switch (grammar) {
    case ParameterGrammar::kText:
    case ParameterGrammar::kNoValue:
      return read_text_value(tape, in, Kind::kText, kMisfit);
    case ParameterGrammar::kInteger:
    case ParameterGrammar::kShortInteger:
    case ParameterGrammar::kFieldName:
      return read_integer_or_text(tape, in, Kind::kInteger);
    case ParameterGrammar::kVersion:
      return read_integer_or_text(tape, in, Kind::kVersion);
    case ParameterGrammar::kDate:
      return read_integer_or_text(tape, in, Kind::kDate);
    case ParameterGrammar::kDelta:
      return read_integer_or_text(tape, in, Kind::kDelta);
    case ParameterGrammar::kCharset:
      return read_integer_or_text(tape, in, Kind::kCharset);
    case ParameterGrammar::kMedia:
      return read_constrained(tape, in, Kind::kMedia);
    case ParameterGrammar::kQuality: {
      read_uintvar(tape, in, Kind::kInteger);
      return kNoElement;
    }
  }
  return skip_value(tape, in);
}

// Name and value of a parameter with an assigned number.
void read_typed(TapeBuilder& tape, Window& in, ElementIndex whole) {
  const ElementIndex name = read_integer(tape, in, Kind::kParameterName, IntegerForm::kInteger);
  const bool numbered = name != kNoElement && tape[name].kind == Kind::kParameterName;
  const std::uint64_t number = numbered ? tape[name].number : parameter_number::kByName;
  tape[whole].code = static_cast<std::uint8_t>(number < 0x80 ? number : parameter_number::kByName);
  if (in.at_end()) {
    report_past_end(tape, in, in.past_end, whole);
    return;
  }
  const ParameterRow* row = parameter(number);
  const ElementIndex value =
      row == nullptr ? skip_value(tape, in) : read_value(tape, in, row->grammar);
  tape[whole].number = tape[value].number;
  tape[whole].text_offset = tape[value].text_offset;
  tape[whole].text_length = tape[value].text_length;
}

void read_named(TapeBuilder& tape, Window& in, ElementIndex whole) {
  tape[whole].code = parameter_number::kByName;
  read_token_text(tape, in, Kind::kParameterName, kMisfit);
  if (in.at_end()) {
    report_past_end(tape, in, in.past_end, whole);
    return;
  }
  const ElementIndex value = read_untyped(tape, in);
  tape[whole].number = tape[value].number;
  tape[whole].text_offset = tape[value].text_offset;
  tape[whole].text_length = tape[value].text_length;
}

// A charset parameter tells the charset of the whole body.
void note_charset(TapeBuilder& tape, ElementIndex media_type, ElementIndex parameter) {
  const Element& found = tape[parameter];
  if (found.code == parameter_number::kCharset && found.text_length == 0 && found.number < 0xFFFF) {
    tape[media_type].charset = static_cast<std::uint16_t>(found.number);
  }
}

void read_general_form(TapeBuilder& tape, Window& value, ElementIndex whole) {
  if (value.at_end()) {
    report_past_end(tape, value, kMisfit, whole);
    return;
  }
  const ElementIndex media = read_media(tape, value);
  tape[whole].number = tape[media].number;
  tape[whole].text_offset = tape[media].text_offset;
  tape[whole].text_length = tape[media].text_length;
  while (!value.at_end() && !tape.full()) {
    note_charset(tape, whole, read_parameter(tape, value));
  }
}

}  // namespace

ElementIndex read_parameter(TapeBuilder& tape, Window& in) {
  const ElementIndex whole = tape.open(Kind::kParameter, in.offset());
  if (value_class(in.peek()) == ValueClass::kText) {
    read_named(tape, in, whole);
  } else {
    read_typed(tape, in, whole);
  }
  tape.close(whole, in.offset());
  return whole;
}

ElementIndex read_media_type(TapeBuilder& tape, Window& in) {
  const std::uint8_t first = in.peek();
  // 00 is an empty Extension-media: how some write */* (E12 T15 "encoded as 0x00").
  if (first == 0 || first > kLengthQuote) return read_constrained(tape, in, Kind::kMediaType);
  const ElementIndex whole = tape.open(Kind::kMediaType, in.offset());
  if (auto value = read_value_length(tape, in)) {
    *value = value->as_value(kMisfit);
    read_general_form(tape, *value, whole);
  }
  tape.close(whole, in.offset());
  return whole;
}

BodyForm body_form(const TapeBuilder& tape, const Element& media_type) {
  if (media_type.kind != Kind::kMediaType) return BodyForm::kPlain;
  if (media_type.text_length == 0) return body_form(media_type.number);
  return body_form(ascii(tape.input().subspan(media_type.text_offset, media_type.text_length)));
}

}  // namespace mm1::wsp
