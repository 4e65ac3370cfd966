#include "mm1/mms/view.h"

#include <cstdio>

#include "mm1/mms/fields.h"
#include "mm1/mms/text.h"
#include "mm1/wsp/charsets.h"
#include "mm1/wsp/header_names.h"
#include "mm1/wsp/parameters.h"

namespace mm1::mms {
namespace {

using wsp::Element;
using wsp::Kind;
using wsp::Tape;

// A part's name and identifier as its sender means them: without the marks of their encoding.
std::string_view without(std::string_view text, char first, char last) {
  if (!text.empty() && text.front() == first) text.remove_prefix(1);
  if (!text.empty() && text.back() == last) text.remove_suffix(1);
  return text;
}

bool holds(const Element& element, Kind kind) { return element.kind == kind; }

std::string_view parameter_name(const Tape& tape, std::size_t parameter) {
  const Element& element = tape.elements()[parameter];
  if (element.code != wsp::parameter_number::kByName) {
    const wsp::ParameterRow* row = wsp::parameter(element.code);
    return row == nullptr ? std::string_view{} : row->name;
  }
  return element.end > parameter + 1 ? tape.ascii(tape.elements()[parameter + 1])
                                     : std::string_view{};
}

bool is_file_name(const wsp::ParameterRow* row) {
  if (row == nullptr) return false;
  using namespace wsp::parameter_number;
  return row->number == kNameOld || row->number == kFilenameOld || row->number == kName ||
         row->number == kFilename;
}

void note_parameter(const Tape& tape, std::size_t index, PartView& part) {
  const Element& parameter = tape.elements()[index];
  const wsp::ParameterRow* row = wsp::parameter_named(parameter_name(tape, index));
  if (is_file_name(row) && part.name.empty()) {
    part.name = without(tape.ascii(parameter), '"', '"');
  } else if (row != nullptr && row->number == wsp::parameter_number::kCharset) {
    const wsp::CharsetRow* named = wsp::charset_named(tape.ascii(parameter));
    part.charset =
        named != nullptr ? named->mib_enum : static_cast<std::uint32_t>(parameter.number);
  }
}

void note_parameters(const Tape& tape, std::size_t parent, PartView& part) {
  for (const std::size_t child : Children(tape.elements(), parent)) {
    if (holds(tape.elements()[child], Kind::kParameter)) note_parameter(tape, child, part);
  }
}

void note_media_type(const Tape& tape, std::size_t index, PartView& part) {
  part.content_type = media_type(tape, tape.elements()[index]);
  note_parameters(tape, index, part);
}

void note_header(const Tape& tape, std::size_t index, PartView& part) {
  const Element& header = tape.elements()[index];
  if (header.end <= index + 2) return;
  const Element& name = tape.elements()[index + 1];
  const std::string_view value = tape.ascii(tape.elements()[index + 2]);
  const wsp::HeaderNameRow* row = holds(name, Kind::kName) ? wsp::header_named(tape.ascii(name))
                                                           : wsp::header_name(header.code);
  if (row == nullptr) return;
  if (row->name == "Content-ID") {
    part.content_id = without(without(value, '"', '"'), '<', '>');
  } else if (row->name == "Content-Location") {
    part.content_location = without(value, '"', '"');
  } else if (row->name == "Content-Disposition") {
    note_parameters(tape, index, part);
  }
}

PartView multipart_part(const Tape& tape, std::size_t index, std::uint16_t level) {
  PartView part = {index, {}, {}, 0, {}, {}, {}, level};
  for (const std::size_t child : Children(tape.elements(), index)) {
    const Element& element = tape.elements()[child];
    switch (element.kind) {
      case Kind::kMediaType:
        note_media_type(tape, child, part);
        break;
      case Kind::kPartField:
        note_header(tape, child, part);
        break;
      case Kind::kPartData:
        part.data = tape.octets(element);
        break;
      default:
        break;
    }
  }
  return part;
}

// A body that is a single object; its type is that of the Content-Type field in front.
PartView body_part(const Tape& tape, std::size_t index, std::uint16_t level) {
  PartView part = {index, tape.octets(tape.elements()[index]), {}, 0, {}, {}, {}, level};
  for (std::size_t i = index; i-- > 0 && !holds(tape.elements()[i], Kind::kPdu);) {
    if (holds(tape.elements()[i], Kind::kMediaType)) {
      note_media_type(tape, i, part);
      break;
    }
  }
  return part;
}

bool is_multipart(const Tape& tape, std::size_t body) {
  return tape.elements()[body].end > body + 1 && holds(tape.elements()[body + 1], Kind::kMultipart);
}

// Kinds whose `number` is the value itself, readable even where its form is a fault.
bool is_number(Kind kind) {
  return kind == Kind::kEnumeration || kind == Kind::kVersion || kind == Kind::kInteger ||
         kind == Kind::kDate || kind == Kind::kDelta;
}

bool has_number(const Element& value) {
  switch (value.kind) {
    case Kind::kTimeValue:
    case Kind::kTotalValue:
    case Kind::kFromValue:
    case Kind::kFlagsValue:
    case Kind::kCountedValue:
    case Kind::kPreviouslySent:
      return value.state == wsp::State::kOk;
    case Kind::kMediaType:
      return value.state == wsp::State::kOk && value.text_length == 0;
    default:
      return is_number(value.kind);
  }
}

}  // namespace

std::string PduView::type_name() const {
  if (type_octet() == 0) return "none";
  if (row() != nullptr) return std::string(row()->name);
  char name[16];
  std::snprintf(name, sizeof name, "unknown-0x%02x", unsigned{type_octet()});
  return name;
}

Version PduView::version() const {
  return static_cast<Version>(number(number::kMmsVersion).value_or(0));
}

const Element* PduView::value(std::uint8_t number, std::size_t nth) const {
  const auto elements = tape_->elements();
  const bool further = last_.index != 0 && last_.number == number && last_.nth <= nth;
  std::size_t index = further ? last_.index : pdu_ + 1;
  std::size_t at = further ? last_.nth : 0;
  const std::size_t end = pdu_ < elements.size() ? elements[pdu_].end : index;
  for (; index < end; index = elements[index].end) {
    const Element& field = elements[index];
    if (!holds(field, Kind::kField) || field.code != number) continue;
    if (at++ != nth) continue;
    last_ = {number, nth, index};
    return field.end > index + 2 ? &elements[index + 2] : nullptr;
  }
  return nullptr;
}

std::size_t PduView::count(std::uint8_t number) const {
  if (counted_.number == number && counted_.count) return *counted_.count;
  std::size_t count = 0;
  for (const std::size_t index : children()) {
    const Element& field = tape_->elements()[index];
    if (holds(field, Kind::kField) && field.code == number) ++count;
  }
  counted_ = {number, count};
  return count;
}

std::string_view PduView::text(std::uint8_t number, std::size_t nth) const {
  const Element* found = value(number, nth);
  const bool whole = found != nullptr && found->state != wsp::State::kTruncated;
  return whole ? tape_->ascii(*found) : std::string_view{};
}

std::optional<std::uint64_t> PduView::number(std::uint8_t number, std::size_t nth) const {
  const Element* found = value(number, nth);
  if (found == nullptr || !has_number(*found)) return std::nullopt;
  return found->number;
}

const Element* PduView::body() const {
  for (const std::size_t index : children()) {
    if (holds(tape_->elements()[index], Kind::kBody)) return &tape_->elements()[index];
  }
  return nullptr;
}

std::optional<std::size_t> counted_operand(const Tape& tape, std::size_t value) {
  std::optional<std::size_t> operand;
  for (const std::size_t child : Children(tape.elements(), value)) {
    const Kind kind = tape.elements()[child].kind;
    if (kind != Kind::kValueLength && kind != Kind::kCount) operand = child;
  }
  return operand;
}

const Element* operand_of(const Tape& tape, const Element& value) {
  if (value.kind != Kind::kCountedValue) return &value;
  const auto index = static_cast<std::size_t>(&value - tape.elements().data());
  const auto operand = counted_operand(tape, index);
  return operand ? &tape.elements()[*operand] : nullptr;
}

std::vector<PartView> parts(const PduView& pdu) {
  std::vector<PartView> found;
  const Tape& tape = pdu.tape();
  const Element* body = pdu.body();
  if (body == nullptr) return found;
  std::vector<std::uint32_t> enclosing;  // ends of the parts that the scan is inside of
  // Pre-order puts nested parts behind their parent by itself.
  for (auto i = static_cast<std::size_t>(body - tape.elements().data()); i < body->end; ++i) {
    const Element& element = tape.elements()[i];
    while (!enclosing.empty() && i >= enclosing.back()) enclosing.pop_back();
    const bool single = holds(element, Kind::kBody) && !is_multipart(tape, i);
    if (!single && !holds(element, Kind::kPart)) continue;
    const auto level = static_cast<std::uint16_t>(enclosing.size());
    found.push_back(single ? body_part(tape, i, level) : multipart_part(tape, i, level));
    enclosing.push_back(element.end);
  }
  return found;
}

}  // namespace mm1::mms
