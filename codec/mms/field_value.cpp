#include "field_value.h"

#include "believable_length.h"
#include "mm1/mms/fields.h"
#include "mm1/mms/pdus.h"
#include "mm1/wsp/body.h"
#include "mm1/wsp/primitives.h"
#include "mm1/wsp/values.h"

namespace mm1::mms {
namespace {

using wsp::ElementIndex;
using wsp::Fault;
using wsp::IntegerForm;
using wsp::Kind;
using wsp::TapeBuilder;
using wsp::Window;

constexpr std::uint8_t kFirstToken = 0x80, kSecondToken = 0x81, kThirdToken = 0x82;

// What a structured value's element repeats of its parts, so that readers need not look inside.
void take_text_of(TapeBuilder& tape, ElementIndex whole, ElementIndex part) {
  tape[whole].text_offset = tape[part].text_offset;
  tape[whole].text_length = tape[part].text_length;
  tape[whole].charset = tape[part].charset;
}

// A value that begins with a Value-length: `read` takes the octets behind it.
template <typename Read>
ElementIndex read_structured(TapeBuilder& tape, Window& in, Kind kind, Fault misfit, Read read) {
  if (in.peek() > wsp::kLengthQuote) return wsp::skip_value(tape, in, misfit);
  const ElementIndex whole = tape.open(kind, in.offset());
  if (auto value = wsp::read_value_length(tape, in)) {
    *value = value->as_value(misfit);
    if (value->at_end()) {
      wsp::report_past_end(tape, *value, misfit, whole);
    } else {
      read(*value, whole);
      wsp::finish_value(tape, *value);
    }
  }
  tape.close(whole, in.offset());
  return whole;
}

// The deciding octet of a structured value; its text classes are no token.
std::uint8_t read_token(TapeBuilder& tape, Window& in, ElementIndex whole, std::uint8_t last,
                        Fault fault) {
  const std::uint8_t token = in.peek();
  const std::size_t offset = in.offset();
  in.cursor.skip(1);
  const ElementIndex leaf = tape.leaf(Kind::kToken, offset, 1);
  tape[leaf].number = token;
  tape[whole].token = token;
  if (token < kFirstToken || token > last) tape.fault(fault, leaf);
  return token;
}

// What follows a token that is not in the grammar cannot be read; the token's fault covers it.
void cover_rest(TapeBuilder& tape, Window& in) {
  const std::size_t offset = in.offset();
  if (in.at_end()) return;
  in.cursor.skip(in.cursor.remaining());
  const ElementIndex rest = tape.leaf(Kind::kUndecoded, offset, in.offset() - offset);
  tape[rest].number = tape.input()[offset];
}

ElementIndex read_from(TapeBuilder& tape, Window& in) {
  const auto read = [&tape](Window& value, ElementIndex whole) {
    const std::uint8_t token = read_token(tape, value, whole, kSecondToken, Fault::kFromToken);
    tape[whole].number = token;
    if (token == kFirstToken) {
      take_text_of(tape, whole, wsp::read_encoded_string(tape, value, Kind::kAddress));
    } else if (token == kSecondToken) {
      value = value.as_value(Fault::kInsertAddressFollowed);
    } else {
      cover_rest(tape, value);
    }
  };
  return read_structured(tape, in, Kind::kFromValue, Fault::kValueLengthMismatch, read);
}

ElementIndex read_time(TapeBuilder& tape, Window& in) {
  const auto read = [&tape](Window& value, ElementIndex whole) {
    const std::uint8_t token = read_token(tape, value, whole, kSecondToken, Fault::kTimeToken);
    if (token != kFirstToken && token != kSecondToken) {
      cover_rest(tape, value);
      return;
    }
    const Kind kind = token == kFirstToken ? Kind::kDate : Kind::kDelta;
    const ElementIndex operand = wsp::read_integer(tape, value, kind, IntegerForm::kLong);
    tape[whole].number = tape[operand].number;
  };
  return read_structured(tape, in, Kind::kTimeValue, Fault::kValueLengthMismatch, read);
}

ElementIndex read_previously_sent(TapeBuilder& tape, Window& in, Kind operand_kind) {
  const auto read = [&tape, operand_kind](Window& value, ElementIndex whole) {
    const ElementIndex count = wsp::read_integer(tape, value, Kind::kCount, IntegerForm::kInteger);
    tape[whole].number = tape[count].number;
    if (operand_kind == Kind::kAddress) {
      take_text_of(tape, whole, wsp::read_encoded_string(tape, value, operand_kind));
    } else {
      wsp::read_integer(tape, value, operand_kind, IntegerForm::kLong);
    }
  };
  return read_structured(tape, in, Kind::kPreviouslySent, Fault::kPreviouslySentForm, read);
}

ElementIndex read_flags(TapeBuilder& tape, Window& in) {
  const auto read = [&tape](Window& value, ElementIndex whole) {
    const std::uint8_t token = read_token(tape, value, whole, kThirdToken, Fault::kFlagsToken);
    tape[whole].number = token;
    if (token < kFirstToken) {
      cover_rest(tape, value);
    } else {
      take_text_of(tape, whole, wsp::read_encoded_string(tape, value, Kind::kEncodedString));
    }
  };
  return read_structured(tape, in, Kind::kFlagsValue, Fault::kValueLengthMismatch, read);
}

ElementIndex read_total(TapeBuilder& tape, Window& in) {
  const auto read = [&tape](Window& value, ElementIndex whole) {
    read_token(tape, value, whole, kSecondToken, Fault::kMailboxTotalForm);
    const ElementIndex operand =
        wsp::read_integer(tape, value, Kind::kInteger, IntegerForm::kInteger);
    tape[whole].number = tape[operand].number;
  };
  return read_structured(tape, in, Kind::kTotalValue, Fault::kMailboxTotalForm, read);
}

// A parameter of the Element-Descriptor has its own numbers: 02 is Type (E12 T23), where WSP's 02
// is Level.
void read_descriptor_parameter(TapeBuilder& tape, Window& in) {
  constexpr Fault kMisfit = Fault::kElementDescriptorForm;
  constexpr std::uint8_t kByName = 0xFF;
  const ElementIndex whole = tape.open(Kind::kParameter, in.offset());
  if (in.peek() >= 0x80) {
    const ElementIndex name =
        wsp::read_integer(tape, in, Kind::kParameterName, IntegerForm::kInteger);
    tape[whole].code = static_cast<std::uint8_t>(tape[name].number);
  } else {
    tape[whole].code = kByName;
    wsp::read_token_text(tape, in, Kind::kParameterName, kMisfit);
  }
  if (in.at_end()) {
    wsp::report_past_end(tape, in, in.past_end, whole);
  } else {
    const ElementIndex value =
        in.peek() >= 0x80 ? wsp::read_integer(tape, in, Kind::kMedia, IntegerForm::kInteger)
                          : wsp::read_text(tape, in, Kind::kMedia, kMisfit);
    tape[whole].number = tape[value].number;
    take_text_of(tape, whole, value);
  }
  tape.close(whole, in.offset());
}

ElementIndex read_element_descriptor(TapeBuilder& tape, Window& in) {
  constexpr Fault kMisfit = Fault::kElementDescriptorForm;
  const auto read = [&tape](Window& value, ElementIndex whole) {
    if (wsp::value_class(value.peek()) != wsp::ValueClass::kText) {
      tape.fault(kMisfit, whole, value.offset(), 1);
    } else {
      take_text_of(tape, whole, wsp::read_text(tape, value, Kind::kText, kMisfit));
    }
    while (!value.at_end() && !tape.full()) read_descriptor_parameter(tape, value);
  };
  return read_structured(tape, in, Kind::kElementDescriptor, kMisfit, read);
}

// The plain forms of Content-Location, Response-Status and Response-Text.
ElementIndex read_plain(TapeBuilder& tape, Window& in, Grammar grammar) {
  switch (grammar) {
    case Grammar::kUri:
      return wsp::read_text(tape, in, Kind::kUri, Fault::kTextForm);
    case Grammar::kEncodedString:
      return wsp::read_encoded_string(tape, in, Kind::kEncodedString);
    default:
      return wsp::read_octet(tape, in, Kind::kEnumeration, Fault::kEnumerationForm);
  }
}

// The same fields in a delete confirmation: Value-length, Status-count, and the plain form.
ElementIndex read_counted(TapeBuilder& tape, Window& in, Grammar grammar) {
  const auto read = [&tape, grammar](Window& value, ElementIndex whole) {
    const ElementIndex count = wsp::read_integer(tape, value, Kind::kCount, IntegerForm::kInteger);
    tape[whole].number = tape[count].number;
    take_text_of(tape, whole, read_plain(tape, value, grammar));
  };
  return read_structured(tape, in, Kind::kCountedValue, Fault::kValueLengthMismatch, read);
}

bool begins_value_length(const Window& in) {
  return in.peek() != 0 && in.peek() <= wsp::kLengthQuote;
}

// Whether the octets in front are a counted value where none belongs: a Status-count in one octet,
// and the rest of the value in its plain form.
bool is_counted(const Window& in, Grammar grammar) {
  const wsp::Octets rest = in.cursor.rest();
  const wsp::Extent extent = wsp::value_extent(rest);
  constexpr std::size_t kShortest = 3;
  if (!begins_value_length(in) || rest[0] == wsp::kLengthQuote || !extent.complete ||
      extent.length < kShortest || rest[1] < 0x80) {
    return false;
  }
  const wsp::Octets operand = rest.subspan(2, extent.length - 2);
  if (grammar == Grammar::kEnumeration) return operand.size() == 1 && operand[0] >= 0x80;
  // A text in a charset has a Value-length and a number in front as well, but no charset has a
  // number this small.
  constexpr std::uint8_t kFirstCharset = 0x83;
  const bool charset = grammar == Grammar::kEncodedString && rest[1] >= kFirstCharset;
  return !charset && operand.back() == 0;
}

ElementIndex read_counted_or_plain(TapeBuilder& tape, Window& in, Grammar grammar,
                                   bool counted_asked) {
  if (counted_asked && begins_value_length(in)) return read_counted(tape, in, grammar);
  const bool counted = !counted_asked && is_counted(in, grammar);
  const ElementIndex value =
      counted ? read_counted(tape, in, grammar) : read_plain(tape, in, grammar);
  if (counted_asked) tape.fault(Fault::kPlainFormInDelete, value);
  if (counted) tape.fault(Fault::kDeleteFormElsewhere, value);
  return value;
}

bool counts_fields(std::uint8_t pdu_type) {
  const PduRow* row = pdu(pdu_type);
  return row != nullptr && row->counted_fields;
}

bool has_counted_form(std::uint8_t number) {
  return number == number::kContentLocation || number == number::kResponseStatus ||
         number == number::kResponseText;
}

ElementIndex read_message_class(TapeBuilder& tape, Window& in) {
  if (wsp::value_class(in.peek()) == wsp::ValueClass::kText) {
    return wsp::read_token_text(tape, in, Kind::kText, Fault::kEnumerationForm);
  }
  return wsp::read_octet(tape, in, Kind::kEnumeration, Fault::kEnumerationForm);
}

ElementIndex read_version(TapeBuilder& tape, Window& in) {
  const ElementIndex value = wsp::read_octet(tape, in, Kind::kVersion, Fault::kVersionForm);
  if (tape[value].kind == Kind::kVersion) tape[value].number &= 0x7F;
  return value;
}

ElementIndex read_by_grammar(TapeBuilder& tape, Window& in, const FieldRow& row) {
  switch (row.grammar) {
    case Grammar::kEnumeration:
    case Grammar::kMessageType:
      return wsp::read_octet(tape, in, Kind::kEnumeration, Fault::kEnumerationForm);
    case Grammar::kMessageClass:
      return read_message_class(tape, in);
    case Grammar::kVersion:
      return read_version(tape, in);
    case Grammar::kText:
    case Grammar::kMessageId:
      return wsp::read_text(
          tape, in, Kind::kText,
          row.number == number::kTransactionId ? Fault::kTransactionIdNotText : Fault::kTextForm);
    case Grammar::kUri:
      return wsp::read_text(tape, in, Kind::kUri, Fault::kTextForm);
    case Grammar::kEncodedString:
      return wsp::read_encoded_string(tape, in, Kind::kEncodedString);
    case Grammar::kAddress:
      return wsp::read_encoded_string(tape, in, Kind::kAddress);
    case Grammar::kFrom:
      return read_from(tape, in);
    case Grammar::kDate:
      return wsp::read_integer(tape, in, Kind::kDate, IntegerForm::kLong);
    case Grammar::kOctetCount:
      return wsp::read_integer(tape, in, Kind::kInteger, IntegerForm::kLong);
    case Grammar::kInteger:
      return wsp::read_integer(tape, in, Kind::kInteger, IntegerForm::kInteger);
    case Grammar::kTime:
      return read_time(tape, in);
    case Grammar::kPreviouslySentBy:
      return read_previously_sent(tape, in, Kind::kAddress);
    case Grammar::kPreviouslySentDate:
      return read_previously_sent(tape, in, Kind::kDate);
    case Grammar::kFlags:
      return read_flags(tape, in);
    case Grammar::kTotal:
      return read_total(tape, in);
    case Grammar::kAttribute:
      return wsp::read_octet(tape, in, Kind::kEnumeration, Fault::kAttributeForm);
    case Grammar::kElementDescriptor:
      return read_element_descriptor(tape, in);
    case Grammar::kContentType:
      return wsp::read_media_type(tape, in);
    case Grammar::kAttributeOnly:
      return wsp::skip_value(tape, in);
  }
  return wsp::skip_value(tape, in);
}

}  // namespace

ElementIndex read_field_value(TapeBuilder& tape, Window& in, std::uint8_t number,
                              std::uint8_t pdu_type) {
  const FieldRow* row = field(number);
  if (row == nullptr) return wsp::skip_value(tape, in);
  const bool may_be_counted = has_counted_form(number);
  const bool counted = may_be_counted && counts_fields(pdu_type);
  const bool begins_with_length = in.peek() <= wsp::kLengthQuote;
  if (begins_with_length) in.believed_length = believable_length(in, row->grammar, counted);
  const ElementIndex value = may_be_counted ? read_counted_or_plain(tape, in, row->grammar, counted)
                                            : read_by_grammar(tape, in, *row);
  in.believed_length = 0;
  return value;
}

}  // namespace mm1::mms
