#include "labels.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "mm1/mms/address.h"
#include "mm1/mms/text.h"
#include "mm1/mms/view.h"
#include "mm1/wsp/charsets.h"
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

/// Whether an element's text can be shown as its octets are, without asking the codec what they
/// mean. So it is nearly always, and asking costs more than showing.
bool is_plain(const Element& element, std::string_view octets) {
  constexpr std::uint32_t kSameAsAscii[] = {0, wsp::mib::kUsAscii, wsp::mib::kUtf8};
  return std::ranges::find(kSameAsAscii, element.charset) != std::end(kSameAsAscii) &&
         std::ranges::all_of(octets, [](char octet) { return ' ' <= octet && octet <= '~'; });
}

const char* text(packet_info* pinfo, const Tape& tape, const Element& element) {
  const std::string_view octets = tape.ascii(element);
  return is_plain(element, octets) ? pool_line(pinfo, {octets})
                                   : pool_text(pinfo, mms::element_text(tape, element));
}

const char* value_text(packet_info* pinfo, const Tape& tape, const mms::FieldRow& row,
                       const Element& value) {
  // A From value that says "insert an address" has no text.
  constexpr Kind kTexts[] = {Kind::kText, Kind::kUri, Kind::kEncodedString, Kind::kAddress,
                             Kind::kFromValue};
  const std::string_view octets = tape.ascii(value);
  const bool is_text = !octets.empty() && std::ranges::find(kTexts, value.kind) != std::end(kTexts);
  return is_text && is_plain(value, octets) ? pool_line(pinfo, {octets})
                                            : pool_text(pinfo, mms::value_text(tape, row, value));
}

const char* parameter_name(packet_info* pinfo, const Tape& tape, const Element& name) {
  if (name.text_length != 0) return text(pinfo, tape, name);
  const wsp::ParameterRow* row = wsp::parameter(name.number & 0x7F);
  return row != nullptr ? pool_line(pinfo, {row->name})
                        : pool_line(pinfo, {"parameter ", std::to_string(name.number)});
}

const char* part_field_name(packet_info* pinfo, const Element& name) {
  const auto octet = static_cast<std::uint8_t>(name.number);
  const wsp::HeaderNameRow* row = wsp::header_name(octet);
  return row != nullptr ? pool_line(pinfo, {row->name})
                        : pool_line(pinfo, {"header ", hex_octet(octet)});
}

const char* charset_words(packet_info* pinfo, const Element& charset) {
  const std::string_view name = mms::charset_name(static_cast<std::uint32_t>(charset.number));
  return name.empty() ? pool_line(pinfo, {std::to_string(charset.number)})
                      : pool_line(pinfo, {name});
}

const char* element_words(packet_info* pinfo, const Tape& tape, const Element& element) {
  switch (element.kind) {
    case Kind::kMediaType:
    case Kind::kMedia:
      return pool_text(pinfo, mms::media_type(tape, element));
    case Kind::kParameterName:
      return parameter_name(pinfo, tape, element);
    case Kind::kFieldName:
      return part_field_name(pinfo, element);
    case Kind::kDate:
      return pool_line(pinfo, {mms::utc(element.number)});
    case Kind::kEnumeration:
    case Kind::kInteger:
    case Kind::kDelta:
    case Kind::kCount:
      return pool_line(pinfo, {std::to_string(element.number)});
    case Kind::kCharset:
      return charset_words(pinfo, element);
    case Kind::kContent:
    case Kind::kPartData:
    case Kind::kUndecoded:
      return pool_line(pinfo, {octets_text(element.length)});
    default:
      return text(pinfo, tape, element);
  }
}

/// Name and value, the first two children of a field, header or parameter; 0 when there is none.
struct NameAndValue {
  std::size_t name = 0;
  std::size_t value = 0;
};

NameAndValue name_and_value(const Tape& tape, std::size_t parent) {
  const std::size_t end = tape.elements()[parent].end;
  NameAndValue found;
  if (parent + 1 < end) found.name = parent + 1;
  if (found.name != 0 && tape.elements()[found.name].end < end) {
    found.value = tape.elements()[found.name].end;
  }
  return found;
}

}  // namespace

Labels::Labels(packet_info* pinfo, const Tape& tape)
    : pinfo_(pinfo),
      tape_(tape),
      words_(wmem_alloc0_array(pinfo->pool, const char*, tape.elements().size()),
             tape.elements().size()) {}

const char* Labels::words(std::size_t index, const mms::FieldRow* row) const {
  const char*& known = words_[index];
  if (known == nullptr) {
    known = row != nullptr ? value_text(pinfo_, tape_, *row, element(index))
                           : element_words(pinfo_, tape_, element(index));
  }
  return known;
}

const char* Labels::line(std::size_t index) const {
  const Element& shown = element(index);
  switch (shown.kind) {
    case Kind::kField:
      return field_line(index);
    case Kind::kPart:
      return part_line(index);
    case Kind::kMultipart:
      return multipart_line(index);
    case Kind::kBody:
      return pool_line(pinfo_, {"Body (", octets_text(shown.length), ")"});
    case Kind::kPartData:
      return pool_line(pinfo_, {"Part data (", octets_text(shown.length), ")"});
    case Kind::kPdu:
      return pool_line(pinfo_, {"PDU: ", mms::PduView(tape_, index).type_name()});
    default:
      return named_line(index);
  }
}

const char* Labels::field_line(std::size_t field) const {
  constexpr std::uint8_t kNameBit = 0x80;
  const std::uint8_t number = element(field).code;
  const mms::FieldRow* row = mms::field(number);
  const std::size_t value = name_and_value(tape_, field).value;
  const std::string_view before_value = value == 0 ? "" : ": ";
  const char* words = value == 0 ? "" : this->words(value, row);
  if (row != nullptr) return pool_line(pinfo_, {row->name, before_value, words});
  return pool_line(pinfo_, {"Unknown field ", hex_octet(number | kNameBit), before_value, words});
}

const char* Labels::named_line(std::size_t parent) const {
  const NameAndValue children = name_and_value(tape_, parent);
  if (children.name == 0) return "";
  const char* name = words(children.name);
  if (children.value == 0) return name;
  return pool_line(pinfo_, {name, ": ", words(children.value)});
}

const char* Labels::part_line(std::size_t part) const {
  const char* line = "Part";
  for (const std::size_t child : mms::Children(tape_.elements(), part)) {
    const Element& piece = element(child);
    if (piece.kind == Kind::kMediaType) line = pool_line(pinfo_, {line, ": ", words(child)});
    if (piece.kind == Kind::kPartData) {
      line = pool_line(pinfo_, {line, " (", octets_text(piece.length), ")"});
    }
  }
  return line;
}

const char* Labels::multipart_line(std::size_t multipart) const {
  std::size_t parts = 0;
  for (const std::size_t child : mms::Children(tape_.elements(), multipart)) {
    if (element(child).kind == Kind::kPart) ++parts;
  }
  return pool_line(pinfo_,
                   {"Multipart (", std::to_string(parts), parts == 1 ? " part)" : " parts)"});
}

const char* note_on(packet_info* pinfo, const Element& element) {
  if (element.state == wsp::State::kTruncated) return "the capture ends here";
  if (element.kind != Kind::kCharset) return nullptr;
  const std::string_view name = mms::charset_name(static_cast<std::uint32_t>(element.number));
  return name.empty() ? nullptr : pool_line(pinfo, {name});
}

AddressLabels address_labels(packet_info* pinfo, const Tape& tape, std::size_t address) {
  const mms::Address pieces = mms::parse_address(text(pinfo, tape, tape.elements()[address]));
  return {pool_line(pinfo, {mms::address_kind_name(pieces.kind)}), pool_line(pinfo, {pieces.value}),
          pool_line(pinfo, {pieces.type}), pool_line(pinfo, {pieces.display_name})};
}

}  // namespace mm1::plugin
