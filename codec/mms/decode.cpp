// The fields of a PDU, one after the other, and the body behind them (E12 §7, §7.1).
#include "mm1/mms/decode.h"

#include <algorithm>

#include "field_value.h"
#include "mm1/mms/fields.h"
#include "mm1/mms/pdus.h"
#include "mm1/wsp/body.h"
#include "mm1/wsp/primitives.h"
#include "mm1/wsp/tape_builder.h"
#include "mm1/wsp/values.h"
#include "mm1/wsp/window.h"

namespace mm1::mms {
namespace {

using wsp::ElementIndex;
using wsp::Fault;
using wsp::Kind;
using wsp::TapeBuilder;
using wsp::Window;

constexpr std::uint8_t kMessageTypeOctet = 0x80 | number::kMessageType;
// Enough for one PDU with any value in it, so that a tape always has a shape.
constexpr std::uint16_t kLeastDepth = 8;
constexpr std::uint32_t kLeastElements = 16;

void read_pdu(TapeBuilder& tape, Window& in);

bool begins_descriptor(wsp::Octets octets) {
  return octets.size() >= 2 && octets[0] == kMessageTypeOctet &&
         octets[1] == static_cast<std::uint8_t>(PduType::kMboxDescr);
}

bool holds_descriptors(std::uint8_t type) {
  return type == static_cast<std::uint8_t>(PduType::kMboxViewConf) ||
         type == static_cast<std::uint8_t>(PduType::kMboxUploadReq);
}

void read_body(TapeBuilder& tape, Window& in, std::uint8_t pdu_type, ElementIndex media_type) {
  if (in.at_end()) return;
  const ElementIndex body = tape.open(Kind::kBody, in.offset());
  wsp::read_content(tape, in, media_type, Kind::kContent,
                    {read_pdu, holds_descriptors(pdu_type), begins_descriptor});
  tape.close(body, in.offset());
}

// Application-header: Token-text and Text-string.
void read_application_field(TapeBuilder& tape, Window& in) {
  const ElementIndex whole = tape.open(Kind::kApplicationField, in.offset());
  wsp::read_token_text(tape, in, Kind::kName, Fault::kTokenSeparator);
  const bool field_follows = field(in.peek()) != nullptr && in.cursor.remaining() > 1;
  if (in.peek() >= 0x80 && field_follows) {
    // The value is missing, as it is behind the rest of a text whose length was too small. What
    // follows is read as the field that it looks like.
    tape.fault(Fault::kApplicationValueNotText, whole);
  } else if (!in.at_end() || tape[whole].state == wsp::State::kOk) {
    // A name that takes all octets has no end, and that is on record.
    wsp::read_text(tape, in, Kind::kText, Fault::kApplicationValueNotText);
  }
  tape.close(whole, in.offset());
}

// Octets that cannot begin a field, up to the next assigned field number.
void read_stray_octets(TapeBuilder& tape, Window& in) {
  const std::size_t offset = in.offset();
  do {
    in.cursor.skip(1);
  } while (!in.at_end() && (in.peek() < 0x80 || field(in.peek()) == nullptr));
  const ElementIndex stray = tape.leaf(Kind::kUndecoded, offset, in.offset() - offset);
  tape[stray].number = tape.input()[offset];
  tape.fault(Fault::kFieldNameOctet, stray);
}

// Name octet and value; returns the value element.
ElementIndex read_field(TapeBuilder& tape, Window& in, ElementIndex pdu) {
  const std::uint8_t number = in.peek() & 0x7F;
  const ElementIndex whole = tape.open(Kind::kField, in.offset(), number);
  tape[tape.leaf(Kind::kFieldName, in.offset(), 1)].code = number;
  in.cursor.skip(1);
  ElementIndex value = wsp::kNoElement;
  if (in.at_end()) {
    wsp::report_past_end(tape, in, in.past_end, whole);
  } else {
    value = read_field_value(tape, in, number, tape[pdu].code);
  }
  tape.close(whole, in.offset());
  return value;
}

void read_pdu(TapeBuilder& tape, Window& in) {
  // A PDU inside a part has the same misfits as one that stands alone.
  in = Window{.cursor = in.cursor, .end = in.end};
  const ElementIndex whole = tape.open(Kind::kPdu, in.offset());
  while (!in.at_end() && !tape.full()) {
    const std::uint8_t first = in.peek();
    if (first >= 0x80) {
      const ElementIndex value = read_field(tape, in, whole);
      const bool type_known = tape[whole].code != 0;
      if (first == kMessageTypeOctet && !type_known && tape[value].kind == Kind::kEnumeration) {
        tape[whole].code = static_cast<std::uint8_t>(tape[value].number);
      }
      if ((first & 0x7F) == number::kContentType) read_body(tape, in, tape[whole].code, value);
    } else if (first > wsp::kLengthQuote && first != wsp::kQuote) {
      read_application_field(tape, in);
    } else {
      read_stray_octets(tape, in);
    }
  }
  if (in.end == wsp::WindowEnd::kCut) tape.mark(wsp::State::kTruncated, whole);
  tape.close(whole, in.cursor.end());
}

}  // namespace

wsp::Tape decode(wsp::Octets pdu, wsp::Allocator allocator, const DecodeOptions& options) noexcept {
  wsp::Limits limits = options.limits;
  limits.depth = std::max(limits.depth, kLeastDepth);
  limits.elements = std::max(limits.elements, kLeastElements);
  TapeBuilder tape(pdu, allocator, limits);
  const bool cut = options.reported_length > pdu.size();
  Window window{.cursor = wsp::Cursor(pdu),
                .end = cut ? wsp::WindowEnd::kCut : wsp::WindowEnd::kFirm};
  read_pdu(tape, window);
  return tape.finish();
}

bool looks_like_pdu(wsp::Octets octets) noexcept {
  return octets.size() >= 2 && octets[0] == kMessageTypeOctet && pdu(octets[1]) != nullptr;
}

bool reads_as_pdu(wsp::Octets octets) noexcept {
  constexpr std::uint8_t kVersionOctet = 0x80 | number::kMmsVersion;
  constexpr std::uint8_t kMajor1 = 0x90;
  if (!looks_like_pdu(octets)) return false;
  wsp::Cursor cursor(octets);
  while (!cursor.at_end()) {
    const std::uint8_t name = cursor.take();
    const wsp::Extent value = wsp::value_extent(cursor.rest());
    if (name < 0x80 || field(name) == nullptr || !value.complete) return false;
    if (name == kVersionOctet) return (cursor.peek() & 0xF0) == kMajor1;
    cursor.skip(value.length);
  }
  return false;
}

}  // namespace mm1::mms
