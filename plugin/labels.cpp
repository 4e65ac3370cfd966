#include "labels.h"

#include <string>

#include "mm1/mms/text.h"
#include "mm1/mms/view.h"
#include "mm1/wsp/header_names.h"
#include "mm1/wsp/parameters.h"
#include "pool.h"

namespace mm1::plugin {
namespace {

using wsp::Element;
using wsp::Kind;
using wsp::Tape;

std::string hex_octet(std::uint8_t octet) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  return {'0', 'x', kDigits[octet >> 4], kDigits[octet & 0x0F]};
}

std::string octets_text(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " octet" : " octets");
}

std::string parameter_name(const Tape& tape, const Element& name) {
  if (name.text_length != 0) return mms::element_text(tape, name);
  const wsp::ParameterRow* row = wsp::parameter(name.number & 0x7F);
  return row != nullptr ? std::string(row->name) : "parameter " + std::to_string(name.number);
}

std::string part_field_name(const Element& name) {
  const auto octet = static_cast<std::uint8_t>(name.number);
  const wsp::HeaderNameRow* row = wsp::header_name(octet);
  return row != nullptr ? std::string(row->name) : "header " + hex_octet(octet);
}

std::string header_field_name(const Element& field) {
  constexpr std::uint8_t kNameBit = 0x80;
  const mms::FieldRow* row = mms::field(field.code);
  return row != nullptr ? std::string(row->name)
                        : "Unknown field " + hex_octet(field.code | kNameBit);
}

std::string element_words(const Tape& tape, const Element& element) {
  switch (element.kind) {
    case Kind::kMediaType:
    case Kind::kMedia:
      return mms::media_type(tape, element);
    case Kind::kParameterName:
      return parameter_name(tape, element);
    case Kind::kFieldName:
      return part_field_name(element);
    case Kind::kDate:
      return mms::utc(element.number);
    case Kind::kEnumeration:
    case Kind::kInteger:
    case Kind::kDelta:
    case Kind::kCount:
      return std::to_string(element.number);
    case Kind::kCharset: {
      const std::string_view name = mms::charset_name(static_cast<std::uint32_t>(element.number));
      return name.empty() ? std::to_string(element.number) : std::string(name);
    }
    case Kind::kContent:
    case Kind::kPartData:
    case Kind::kUndecoded:
      return octets_text(element.length);
    default:
      return mms::element_text(tape, element);
  }
}

/// Name and value, the first two children of a field, header or parameter; 0 when there is none.
struct NameAndValue {
  std::size_t name = 0;
  std::size_t value = 0;
};

NameAndValue name_and_value(const Tape& tape, std::size_t parent) {
  NameAndValue found;
  for (const std::size_t child : mms::Children(tape.elements(), parent)) {
    if (found.name == 0) {
      found.name = child;
    } else {
      found.value = child;
      break;
    }
  }
  return found;
}

std::string field_label(const Tape& tape, std::size_t index) {
  const Element& field = tape.elements()[index];
  const std::size_t value = name_and_value(tape, index).value;
  std::string label = header_field_name(field);
  if (value == 0) return label;
  const mms::FieldRow* row = mms::field(field.code);
  const Element& shown = tape.elements()[value];
  label += ": ";
  label += row != nullptr ? mms::value_text(tape, *row, shown) : element_words(tape, shown);
  return label;
}

std::string named_label(const Tape& tape, std::size_t index) {
  const NameAndValue children = name_and_value(tape, index);
  if (children.name == 0) return {};
  std::string label = element_words(tape, tape.elements()[children.name]);
  if (children.value == 0) return label;
  return label + ": " + element_words(tape, tape.elements()[children.value]);
}

std::string part_label(const Tape& tape, std::size_t index) {
  std::string label = "Part";
  for (const std::size_t child : mms::Children(tape.elements(), index)) {
    const Element& piece = tape.elements()[child];
    if (piece.kind == Kind::kMediaType) label += ": " + mms::media_type(tape, piece);
    if (piece.kind == Kind::kPartData) label += " (" + octets_text(piece.length) + ")";
  }
  return label;
}

std::string multipart_label(const Tape& tape, std::size_t index) {
  std::size_t parts = 0;
  for (const std::size_t child : mms::Children(tape.elements(), index)) {
    if (tape.elements()[child].kind == Kind::kPart) ++parts;
  }
  return "Multipart (" + std::to_string(parts) + (parts == 1 ? " part)" : " parts)");
}

std::string words_for_tree(const Tape& tape, std::size_t index) {
  const Element& element = tape.elements()[index];
  switch (element.kind) {
    case Kind::kField:
      return field_label(tape, index);
    case Kind::kPart:
      return part_label(tape, index);
    case Kind::kMultipart:
      return multipart_label(tape, index);
    case Kind::kBody:
      return "Body (" + octets_text(element.length) + ")";
    case Kind::kPartData:
      return "Part data (" + octets_text(element.length) + ")";
    case Kind::kPdu:
      return "PDU: " + mms::PduView(tape, index).type_name();
    default:
      return named_label(tape, index);
  }
}

}  // namespace

const char* value_label(packet_info* pinfo, const Tape& tape, const mms::FieldRow& row,
                        std::size_t value) {
  return pool_text(pinfo, mms::value_text(tape, row, tape.elements()[value]));
}

const char* element_label(packet_info* pinfo, const Tape& tape, std::size_t element) {
  return pool_text(pinfo, element_words(tape, tape.elements()[element]));
}

const char* tree_label(packet_info* pinfo, const Tape& tape, std::size_t element) {
  return pool_text(pinfo, words_for_tree(tape, element));
}

const char* note_on(packet_info* pinfo, const Element& element) {
  if (element.state == wsp::State::kTruncated) return "the capture ends here";
  if (element.kind != Kind::kCharset) return nullptr;
  const std::string_view name = mms::charset_name(static_cast<std::uint32_t>(element.number));
  return name.empty() ? nullptr : pool_text(pinfo, name);
}

AddressLabels address_labels(packet_info* pinfo, const Tape& tape, std::size_t address) {
  const std::string text = mms::element_text(tape, tape.elements()[address]);
  const mms::Address pieces = mms::parse_address(text);
  return {pool_text(pinfo, mms::address_kind_name(pieces.kind)), pool_text(pinfo, pieces.value),
          pool_text(pinfo, pieces.type), pool_text(pinfo, pieces.display_name)};
}

}  // namespace mm1::plugin
