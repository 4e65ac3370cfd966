// Multipart bodies and the headers of their parts (WAP-230 §8.5, §8.4.2.21, §8.4.2.53).
#include "mm1/wsp/body.h"
#include "mm1/wsp/header_names.h"
#include "mm1/wsp/primitives.h"
#include "mm1/wsp/values.h"

namespace mm1::wsp {
namespace {

constexpr Fault kMisfit = Fault::kPartHeadersEnd;
// Levels below a multipart: part, media type, parameter, its value; and below a PDU: field,
// structured value, encoded string, text.
constexpr std::size_t kLevelsInside = 5;

// Value-length, Disposition-value, parameters.
void read_disposition(TapeBuilder& tape, Window& in) {
  auto value = read_value_length(tape, in);
  if (!value) {
    skip_value(tape, in);
    return;
  }
  if (value->at_end()) {
    report_past_end(tape, *value, value->past_end, tape.innermost());
    return;
  }
  if (value->peek() >= 0x80) {
    read_octet(tape, *value, Kind::kToken, kMisfit);
  } else {
    read_token_text(tape, *value, Kind::kText, kMisfit);
  }
  while (!value->at_end() && !tape.full()) read_parameter(tape, *value);
}

// A value of which the class of its first octet is all we need.
void read_by_class(TapeBuilder& tape, Window& in) {
  switch (value_class(in.peek())) {
    case ValueClass::kText:
      read_text_value(tape, in, Kind::kText, kMisfit);
      break;
    case ValueClass::kOctet:
      read_integer(tape, in, Kind::kInteger, IntegerForm::kInteger);
      break;
    default:
      skip_value(tape, in);
  }
}

void read_header_value(TapeBuilder& tape, Window& in, std::uint8_t number) {
  if (in.at_end()) {
    report_past_end(tape, in, in.past_end, tape.innermost());
    return;
  }
  switch (number) {
    case header::kContentDisposition:
    case header::kContentDisposition14:
      read_disposition(tape, in);
      break;
    case header::kContentLocation:
      read_text(tape, in, Kind::kText, kMisfit);
      break;
    default:
      read_by_class(tape, in);
  }
}

bool begins_header(std::uint8_t octet) { return octet >= kLengthQuote + 1 && octet != kQuote; }

void read_part_headers(TapeBuilder& tape, Window& headers) {
  while (!headers.at_end() && !tape.full()) {
    // A shift to another code page, which no header of a part is on.
    if (!begins_header(headers.peek())) break;
    read_part_field(tape, headers);
  }
  finish_value(tape, headers);
}

ElementIndex read_part_media_type(TapeBuilder& tape, Window& headers, ElementIndex part) {
  if (headers.at_end()) {
    report_past_end(tape, headers, headers.past_end, part);
    return kNoElement;
  }
  return read_media_type(tape, headers);
}

// A part's window, cut to what is there; that it should have been longer is told once, at the
// element that says so.
Window part_window(TapeBuilder& tape, Window& in, std::uint64_t length, ElementIndex teller) {
  const bool fits = length <= in.cursor.remaining();
  if (!fits) report_past_end(tape, in, Fault::kPartPastEnd, teller);
  Window window = in.sub(static_cast<std::size_t>(length));
  if (!fits && in.end == WindowEnd::kFirm) window.end = WindowEnd::kTold;
  return window;
}

BodyForm content_form(const TapeBuilder& tape, const Window& in, ElementIndex media_type,
                      const PduReader& pdu) {
  if (in.at_end()) return BodyForm::kPlain;
  const BodyForm form = body_form(tape, tape[media_type]);
  const bool unnamed_pdu = pdu.expected && form == BodyForm::kPlain;
  return unnamed_pdu && pdu.begins(in.cursor.rest()) ? BodyForm::kMms : form;
}

void read_content_as(TapeBuilder& tape, Window& in, BodyForm form, Kind plain,
                     const PduReader& pdu) {
  const bool too_deep = form != BodyForm::kPlain && tape.too_deep(kLevelsInside);
  if (form == BodyForm::kMultipart && !too_deep) {
    read_multipart(tape, in, pdu);
    return;
  }
  if (form == BodyForm::kMms && !too_deep) {
    pdu.read(tape, in);
    return;
  }
  const std::size_t offset = in.offset();
  in.cursor.skip(in.cursor.remaining());
  const ElementIndex index = tape.leaf(plain, offset, in.offset() - offset);
  if (too_deep) tape.fault(Fault::kDepthLimit, index);
  if (in.end == WindowEnd::kCut) tape.mark(State::kTruncated, index);
}

void read_part_data(TapeBuilder& tape, Window& data, ElementIndex media_type,
                    const PduReader& pdu) {
  const BodyForm form = content_form(tape, data, media_type, pdu);
  if (form == BodyForm::kPlain) {
    read_content_as(tape, data, form, Kind::kPartData, pdu);
    return;
  }
  const ElementIndex whole = tape.open(Kind::kPartData, data.offset());
  read_content_as(tape, data, form, Kind::kContent, pdu);
  tape.close(whole, data.offset());
}

void read_part(TapeBuilder& tape, Window& in, const PduReader& pdu) {
  const ElementIndex part = tape.open(Kind::kPart, in.offset());
  const auto headers_length = read_uintvar(tape, in, Kind::kHeadersLength);
  const ElementIndex headers_teller = tape.last();
  const auto data_length =
      headers_length ? read_uintvar(tape, in, Kind::kDataLength) : std::nullopt;
  const ElementIndex data_teller = tape.last();
  if (headers_length && data_length) {
    Window headers = part_window(tape, in, *headers_length, headers_teller)
                         .as_headers(Fault::kPartHeadersLength);
    const bool whole_headers = headers.end == WindowEnd::kFirm;
    const ElementIndex media_type = read_part_media_type(tape, headers, part);
    headers = headers.as_headers(kMisfit);
    read_part_headers(tape, headers);
    if (whole_headers) {
      Window data = part_window(tape, in, *data_length, data_teller);
      read_part_data(tape, data, media_type, pdu);
    }
  }
  tape.close(part, in.offset());
}

// Whether the octets in front are one whole part: what lies behind the announced parts counts as a
// part only then.
bool holds_whole_part(Octets octets) {
  const Uintvar headers = uintvar(octets);
  if (!headers.complete || headers.value == 0) return false;
  const Uintvar data = uintvar(octets.subspan(headers.length));
  return data.complete &&
         headers.length + data.length + headers.value + data.value <= octets.size();
}

}  // namespace

void read_part_field(TapeBuilder& tape, Window& in) {
  const ElementIndex whole = tape.open(Kind::kPartField, in.offset());
  std::uint8_t number = header::kByName;
  if (in.peek() >= 0x80) {
    const ElementIndex name = read_octet(tape, in, Kind::kFieldName, kMisfit);
    number = static_cast<std::uint8_t>(tape[name].number & 0x7F);
    tape[name].code = number;
  } else {
    read_token_text(tape, in, Kind::kName, kMisfit);
  }
  tape[whole].code = number;
  read_header_value(tape, in, number);
  tape.close(whole, in.offset());
}

void read_content(TapeBuilder& tape, Window& in, ElementIndex media_type, Kind plain,
                  const PduReader& pdu) {
  read_content_as(tape, in, content_form(tape, in, media_type, pdu), plain, pdu);
}

void read_multipart(TapeBuilder& tape, Window& in, const PduReader& pdu) {
  in = in.as_value(Fault::kPartPastEnd);
  const ElementIndex whole = tape.open(Kind::kMultipart, in.offset());
  const auto announced = read_uintvar(tape, in, Kind::kPartCount);
  tape[whole].number = announced.value_or(0);
  for (std::uint64_t found = 0; !in.at_end() && !tape.full(); ++found) {
    if (found >= announced.value_or(0) && in.end == WindowEnd::kFirm &&
        !holds_whole_part(in.cursor.rest())) {
      Window rest = in.as_value(Fault::kPartRest);
      finish_value(tape, rest);
      in = rest;
      break;
    }
    if (!tape.count_part()) {
      const std::size_t offset = in.offset();
      in.cursor.skip(in.cursor.remaining());
      tape.fault(Fault::kPartLimit, tape.leaf(Kind::kUndecoded, offset, in.offset() - offset));
      break;
    }
    read_part(tape, in, pdu);
  }
  tape.close(whole, in.offset());
}

}  // namespace mm1::wsp
