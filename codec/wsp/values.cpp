#include "mm1/wsp/values.h"

#include <algorithm>
#include <utility>

#include "mm1/wsp/charsets.h"
#include "mm1/wsp/primitives.h"

namespace mm1::wsp {
namespace {

// The octets in front of `in`, taken as one leaf.
ElementIndex take_leaf(TapeBuilder& tape, Window& in, Kind kind, std::size_t length) {
  const std::size_t offset = in.offset();
  in.cursor.skip(length);
  const ElementIndex index = tape.leaf(kind, offset, length);
  if (kind == Kind::kUndecoded && length > 0) tape[index].number = tape.input()[offset];
  return index;
}

void set_text(TapeBuilder& tape, ElementIndex index, std::size_t offset, std::size_t length) {
  tape[index].text_offset = static_cast<std::uint32_t>(offset);
  tape[index].text_length = static_cast<std::uint32_t>(length);
}

// Phones write UTF-8 without the Quote that its first octet would need. Taken by its class, that
// octet would be the whole value and the rest of the text would pass for fields.
bool begins_unquoted_utf8(Octets octets, bool cut) {
  const auto end = find_end_of_string(octets);
  if ((!end && !cut) || octets[0] < 0xC2 || octets[0] > 0xF4) return false;
  std::size_t continuations = 0;
  for (const std::uint8_t octet : octets.first(end.value_or(octets.size()))) {
    const bool continues = (octet & 0xC0) == 0x80;
    if (continues != (continuations > 0)) return false;
    if (continues) {
      --continuations;
    } else if (octet >= 0x80) {
      if (octet < 0xC2 || octet > 0xF4) return false;
      continuations = octet >= 0xF0 ? 3 : octet >= 0xE0 ? 2 : 1;
    }
  }
  return continuations == 0 || !end;
}

bool begins_text(const Window& in) {
  const std::uint8_t first = in.peek();
  return first == 0 || value_class(first) == ValueClass::kText ||
         (first >= 0x80 && begins_unquoted_utf8(in.cursor.rest(), in.end == WindowEnd::kCut));
}

// Text of `length` octets in front of `in`, its 00 (if it is there) not counted.
ElementIndex take_text(TapeBuilder& tape, Window& in, Kind kind, std::size_t length,
                       bool terminated) {
  const std::size_t offset = in.offset();
  const bool quoted = in.peek() == kQuote && length > 0;
  const std::uint8_t first = quoted ? in.peek(1) : in.peek();
  const ElementIndex index = take_leaf(tape, in, kind, length + (terminated ? 1 : 0));
  set_text(tape, index, offset + (quoted ? 1 : 0), length - (quoted ? 1 : 0));
  if (!terminated) report_past_end(tape, in, in.text_past_end, index);
  const bool octet_behind = length > 1 || terminated;
  if (quoted && octet_behind && first < 0x80) {
    tape.fault(Fault::kQuoteNeedless, index, offset, 1);
  } else if (!quoted && length > 0 && first >= 0x80) {
    tape.fault(Fault::kQuoteMissing, index, offset, 1);
  }
  return index;
}

ElementIndex take_text(TapeBuilder& tape, Window& in, Kind kind) {
  const Octets rest = in.cursor.rest();
  const auto end = find_end_of_string(rest);
  return take_text(tape, in, kind, end.value_or(rest.size()), end.has_value());
}

// A value that is missing altogether: the fault goes to the element that is open.
ElementIndex report_missing(TapeBuilder& tape, const Window& in) {
  report_past_end(tape, in, in.past_end, tape.innermost());
  return kNoElement;
}

ElementIndex read_long_integer(TapeBuilder& tape, Window& in, Kind kind, IntegerForm form) {
  const std::size_t offset = in.offset();
  const std::size_t length = in.peek();
  if (length > in.cursor.remaining() - 1) {
    const ElementIndex cut = take_leaf(tape, in, Kind::kUndecoded, in.cursor.remaining());
    report_past_end(tape, in, in.past_end, cut);
    return cut;
  }
  const Octets octets = tape.input().subspan(offset + 1, length);
  const auto number = big_endian(octets);
  const ElementIndex index = take_leaf(tape, in, number ? kind : Kind::kUndecoded, 1 + length);
  if (!number) {
    tape.fault(Fault::kIntegerAbove64Bits, index);
    return index;
  }
  tape[index].number = *number;
  if (length > 1 && octets[0] == 0) {
    tape.fault(Fault::kLongIntegerLeadingZero, index);
  } else if (form == IntegerForm::kInteger && *number < 0x80) {
    tape.fault(Fault::kLongIntegerForShort, index);
  }
  return index;
}

// Text of a charset-form value, which its Value-length ends.
ElementIndex read_wide_text(TapeBuilder& tape, Window& in, bool charset_known) {
  const Octets rest = in.cursor.rest();
  std::size_t length = rest.size();
  bool terminated = rest[length - 1] == 0;
  if (terminated) --length;
  if (length % 2 == 1 && rest[length - 1] == 0) {
    --length;  // Some senders end two-octet text with a two-octet 00.
  } else if (length % 2 == 1 && terminated && charset_known) {
    ++length;  // The 00 was half a character.
    terminated = false;
  }
  const std::size_t offset = in.offset();
  const ElementIndex index = take_leaf(tape, in, Kind::kText, rest.size());
  set_text(tape, index, offset, length);
  if (!terminated) report_past_end(tape, in, in.text_past_end, index);
  return index;
}

ElementIndex read_charset(TapeBuilder& tape, Window& in) {
  const ValueClass form = value_class(in.peek());
  const bool number =
      form == ValueClass::kOctet || (form == ValueClass::kShortLength && in.peek() != 0);
  if (number) return read_integer(tape, in, Kind::kCharset, IntegerForm::kInteger);
  return skip_value(tape, in, Fault::kCharsetNotInteger);
}

ElementIndex read_narrow_text(TapeBuilder& tape, Window& in) {
  const ElementIndex text = take_text(tape, in, Kind::kText);
  if (!in.at_end()) {
    const ElementIndex rest = take_leaf(tape, in, Kind::kUndecoded, in.cursor.remaining());
    tape.fault(Fault::kTextAfterEnd, rest);
  }
  return text;
}

// Char-set and Text-string of an Encoded-string-value, inside its Value-length.
void read_charset_form(TapeBuilder& tape, Window& value, ElementIndex whole) {
  if (value.at_end()) {
    report_past_end(tape, value, value.past_end, whole);
    return;
  }
  const ElementIndex charset = read_charset(tape, value);
  const bool stated = tape[charset].kind == Kind::kCharset;
  const std::uint64_t mib_enum = stated ? tape[charset].number : 0;
  if (value.at_end()) {
    report_past_end(tape, value, value.text_past_end, whole);
    return;
  }
  // Text that may hold 00 inside a character ends with its value, not at the first 00; so does
  // one in a charset we do not know.
  const CharsetRow* row = wsp::charset(mib_enum);
  const bool wide = stated && (row == nullptr || row->wide);
  const ElementIndex text =
      wide ? read_wide_text(tape, value, row != nullptr) : read_narrow_text(tape, value);
  tape[whole].charset = static_cast<std::uint16_t>(std::min<std::uint64_t>(mib_enum, 0xFFFF));
  tape[text].charset = tape[whole].charset;
  set_text(tape, whole, tape[text].text_offset, tape[text].text_length);
}

}  // namespace

void report_past_end(TapeBuilder& tape, const Window& in, Fault fault, ElementIndex element) {
  switch (in.end) {
    case WindowEnd::kFirm:
      tape.fault(fault, element);
      break;
    case WindowEnd::kCut:
      tape.mark(State::kTruncated, element);
      break;
    case WindowEnd::kTold:
      tape.mark(State::kInvalid, element);
      break;
  }
}

ElementIndex read_integer(TapeBuilder& tape, Window& in, Kind kind, IntegerForm form) {
  if (in.at_end()) return report_missing(tape, in);
  const std::uint8_t first = in.peek();
  if (first >= 0x80) {
    const ElementIndex index = take_leaf(tape, in, kind, 1);
    tape[index].number = first & 0x7Fu;
    if (form == IntegerForm::kLong) tape.fault(Fault::kShortIntegerForLong, index);
    return index;
  }
  if (first == 0 || first > kLongestShortLength) {
    return skip_value(tape, in, Fault::kLongIntegerLength);
  }
  return read_long_integer(tape, in, kind, form);
}

std::optional<std::uint64_t> read_uintvar(TapeBuilder& tape, Window& in, Kind kind) {
  const Uintvar number = uintvar(in.cursor.rest());
  if (number.length == 0) {
    report_missing(tape, in);
    return std::nullopt;
  }
  const ElementIndex index =
      take_leaf(tape, in, number.complete ? kind : Kind::kUndecoded, number.length);
  if (!number.complete) {
    report_past_end(tape, in, in.past_end, index);
    return std::nullopt;
  }
  tape[index].number = number.value;
  if (number.too_long) {
    tape.fault(Fault::kUintvarTooLong, index);
  } else if (number.padded) {
    tape.fault(Fault::kUintvarNotShortest, index);
  }
  return number.value;
}

ElementIndex read_octet(TapeBuilder& tape, Window& in, Kind kind, Fault fault) {
  if (in.at_end()) return report_missing(tape, in);
  const std::uint8_t octet = in.peek();
  if (octet < 0x80) return skip_value(tape, in, fault);
  const ElementIndex index = take_leaf(tape, in, kind, 1);
  tape[index].number = octet;
  return index;
}

ElementIndex read_text(TapeBuilder& tape, Window& in, Kind kind, Fault not_text) {
  if (in.at_end()) return report_missing(tape, in);
  if (!begins_text(in)) return skip_value(tape, in, not_text);
  return take_text(tape, in, kind);
}

ElementIndex read_token_text(TapeBuilder& tape, Window& in, Kind kind, Fault not_text) {
  const ElementIndex index = read_text(tape, in, kind, not_text);
  const bool whole_text = tape[index].kind == kind && tape[index].state == State::kOk;
  if (index == kNoElement || !whole_text) return index;
  const Octets text = tape.input().subspan(tape[index].text_offset, tape[index].text_length);
  const auto* separator = std::ranges::find_if_not(text, is_token_octet).base();
  const auto at = static_cast<std::size_t>(separator - text.data());
  if (at < text.size()) {
    tape.fault(Fault::kTokenSeparator, index, tape[index].text_offset + at, 1);
  }
  return index;
}

ElementIndex read_text_value(TapeBuilder& tape, Window& in, Kind kind, Fault not_text) {
  const ElementIndex index = read_text(tape, in, kind, not_text);
  if (index == kNoElement || tape[index].kind != kind || tape[index].text_length == 0) return index;
  if (tape.input()[tape[index].text_offset] == kStringQuote) {
    set_text(tape, index, tape[index].text_offset + 1, tape[index].text_length - 1);
  }
  return index;
}

ElementIndex read_encoded_string(TapeBuilder& tape, Window& in, Kind kind) {
  if (in.at_end()) return report_missing(tape, in);
  // 00 is an empty text, not a Value-length of nothing.
  const bool counted = in.peek() != 0 && in.peek() <= kLengthQuote;
  if (!counted) return read_text(tape, in, kind, Fault::kTextForm);
  const ElementIndex whole = tape.open(kind, in.offset());
  if (auto value = read_value_length(tape, in)) read_charset_form(tape, *value, whole);
  tape.close(whole, in.offset());
  return whole;
}

std::optional<Window> read_value_length(TapeBuilder& tape, Window& in) {
  if (in.at_end() || in.peek() > kLengthQuote) return std::nullopt;
  const std::size_t offset = in.offset();
  const bool quoted = in.peek() == kLengthQuote;
  const Uintvar number = quoted ? uintvar(in.cursor.rest().subspan(1))
                                : Uintvar{.value = in.peek(), .length = 0, .complete = true};
  const ElementIndex index = take_leaf(tape, in, Kind::kValueLength, 1 + number.length);
  tape[index].number = number.value;
  bool told = false;
  if (!number.complete) {
    report_past_end(tape, in, in.past_end, index);
    told = true;
  } else if (number.too_long) {
    tape.fault(Fault::kUintvarTooLong, index);
    told = true;
  } else if (number.padded) {
    tape.fault(Fault::kUintvarNotShortest, index, offset + 1, number.length);
  } else if (quoted && number.value <= kLongestShortLength) {
    tape.fault(Fault::kLengthQuoteNeedless, index);
  }
  const std::size_t believed = std::exchange(in.believed_length, 0);
  if (number.value > in.cursor.remaining() && !told) {
    report_past_end(tape, in, in.length_past_end, index);
    told = true;
  } else if (believed != 0 && !told) {
    tape.fault(Fault::kValueLengthMismatch, index);
  }
  const std::uint64_t length = believed != 0 ? believed : number.value;
  Window value = in.sub(static_cast<std::size_t>(length)).as_value();
  if (told && value.end == WindowEnd::kFirm) value.end = WindowEnd::kTold;
  return value;
}

ElementIndex skip_value(TapeBuilder& tape, Window& in) {
  if (in.at_end()) return report_missing(tape, in);
  const Extent extent = value_extent(in.cursor.rest());
  const ElementIndex index = take_leaf(tape, in, Kind::kUndecoded, extent.length);
  if (!extent.complete) report_past_end(tape, in, in.past_end, index);
  return index;
}

ElementIndex skip_value(TapeBuilder& tape, Window& in, Fault fault) {
  const Extent extent = value_extent(in.cursor.rest());
  const ElementIndex index = take_leaf(tape, in, Kind::kUndecoded, extent.length);
  if (extent.complete) {
    tape.fault(fault, index);
  } else {
    report_past_end(tape, in, fault, index);
  }
  return index;
}

void finish_value(TapeBuilder& tape, Window& in) {
  if (in.at_end()) return;
  const ElementIndex rest = take_leaf(tape, in, Kind::kUndecoded, in.cursor.remaining());
  if (in.end == WindowEnd::kTold) {
    tape.mark(State::kInvalid, rest);
  } else {
    tape.fault(in.past_end, rest);
  }
}

}  // namespace mm1::wsp
