// From a tape to a description. What is described is encoded at once: where that does not give the
// octets of the input, the description keeps them.
#include "mm1/mms/describe.h"

#include <algorithm>

#include "describe_value.h"
#include "mm1/mms/view.h"
#include "write_description.h"

namespace mm1::mms {
namespace {

using wsp::Buffer;
using wsp::Element;
using wsp::Kind;
using wsp::Octets;
using wsp::Tape;
using wsp::Writer;

constexpr std::uint8_t kTopBit = 0x80;

Buffer copy(Octets octets) { return {octets.begin(), octets.end()}; }

/// The octets of the input, unless there is a value and encoding it gives the same.
std::optional<Buffer> unless_same(bool readable, const Writer& encoded, Octets octets) {
  if (readable && std::ranges::equal(encoded.written(), octets)) return std::nullopt;
  return copy(octets);
}

Place place_of(const Element& element) { return {element.offset, element.length}; }

class Describer {
 public:
  explicit Describer(const Tape& tape) : tape_(tape) {}

  [[nodiscard]] PduDescription pdu(std::size_t index) const {
    PduDescription pdu;
    for (const std::size_t child : children(index)) pdu.items.push_back(item(child));
    return pdu;
  }

 private:
  [[nodiscard]] const Element& at(std::size_t index) const { return tape_.elements()[index]; }
  [[nodiscard]] Octets octets(std::size_t index) const { return tape_.octets(at(index)); }
  [[nodiscard]] Children children(std::size_t index) const { return {tape_.elements(), index}; }

  [[nodiscard]] ItemDescription item(std::size_t index) const {
    const bool named = !octets(index).empty() && octets(index).front() >= kTopBit;
    switch (at(index).kind) {
      case Kind::kField:
        if (named) return {field(index)};
        break;
      case Kind::kApplicationField:
        return {application_field(index)};
      case Kind::kBody:
        return {body(index)};
      default:
        break;
    }
    return {StrayOctets{copy(octets(index)), place_of(at(index))}};
  }

  [[nodiscard]] FieldDescription field(std::size_t index) const {
    const Octets whole = octets(index);
    FieldDescription field{at(index).code, {}, place_of(at(index))};
    for (const std::size_t child : children(index)) {
      if (at(child).kind != Kind::kFieldName) field.value.value = describe_value(tape_, child);
    }
    const bool same = field.value.value &&
                      std::ranges::equal(encode_field(field.number, *field.value.value), whole);
    if (!same) field.value.octets = copy(whole.subspan(1));
    return field;
  }

  [[nodiscard]] ApplicationFieldDescription application_field(std::size_t index) const {
    ApplicationFieldDescription described{{}, place_of(at(index))};
    std::optional<std::string> name, value;
    for (const std::size_t child : children(index)) {
      if (at(child).kind == Kind::kName) name = tape_.ascii(at(child));
      if (at(child).kind == Kind::kText) value = tape_.ascii(at(child));
    }
    if (name && value) described.field.value = ApplicationField{*name, {*value}};
    Writer writer;
    if (described.field.value) write(writer, *described.field.value);
    described.field.octets = unless_same(described.field.value.has_value(), writer, octets(index));
    return described;
  }

  [[nodiscard]] Content body(std::size_t index) const {
    for (const std::size_t child : children(index)) return content(index, child);
    return plain(index);
  }

  [[nodiscard]] Content plain(std::size_t index) const {
    return {copy(octets(index)), {}, place_of(at(index))};
  }

  /// What the element `index` holds, whose first child is `inner`.
  [[nodiscard]] Content content(std::size_t index, std::size_t inner) const {
    Content content = plain(index);
    if (at(inner).kind == Kind::kPdu) {
      content.form = pdu(inner);
    } else if (at(inner).kind == Kind::kMultipart && holds_count(inner)) {
      content.form = multipart(inner);
    }
    Writer writer;
    write(writer, content);
    content.octets = unless_same(true, writer, octets(index));
    return content;
  }

  [[nodiscard]] bool holds_count(std::size_t multipart) const {
    return at(multipart).end > multipart + 1 && at(multipart + 1).kind == Kind::kPartCount;
  }

  [[nodiscard]] Multipart multipart(std::size_t index) const {
    Multipart multipart;
    for (const std::size_t child : children(index)) {
      if (at(child).kind != Kind::kPartCount) multipart.parts.push_back(part(child));
    }
    const std::uint64_t announced = at(index + 1).number;
    if (announced != multipart.parts.size()) {
      multipart.entries = static_cast<std::uint32_t>(announced);
    }
    return multipart;
  }

  [[nodiscard]] PartDescription part(std::size_t index) const {
    PartDescription part;
    part.place = place_of(at(index));
    part.data.place = {part.place.offset + part.place.length, 0};
    for (const std::size_t child : children(index)) add_to_part(part, child);
    Writer writer;
    const bool readable = part.type.value || part.type.octets;
    if (readable) write(writer, part);
    part.octets = unless_same(readable, writer, octets(index));
    return part;
  }

  void add_to_part(PartDescription& part, std::size_t index) const {
    switch (at(index).kind) {
      case Kind::kMediaType:
        part.type = media_type(index);
        break;
      case Kind::kPartField:
        part.headers.push_back(header(index));
        break;
      case Kind::kPartData:
        part.data = body(index);
        break;
      default:
        break;
    }
  }

  [[nodiscard]] Described<wsp::MediaType> media_type(std::size_t index) const {
    Described<wsp::MediaType> type{describe_media_type(tape_, index), {}};
    Writer writer;
    if (type.value) wsp::write(writer, *type.value);
    type.octets = unless_same(type.value.has_value(), writer, octets(index));
    return type;
  }

  [[nodiscard]] PartHeader header(std::size_t index) const {
    PartHeader header{at(index).code, {}};
    std::size_t value_at = at(index).offset;
    for (const std::size_t child : children(index)) {
      const Element& element = at(child);
      const bool is_name = element.kind == Kind::kName;
      if (is_name) header.name = std::string(tape_.ascii(element));
      if (is_name || element.kind == Kind::kFieldName) {
        value_at = std::size_t{element.offset} + element.length;
      } else if (element.kind == Kind::kInteger) {
        header.value.value = element.number;
      } else if (element.kind == Kind::kText) {
        header.value.value = written_text(octets(child));
      }
    }
    const Octets value = octets(index).subspan(value_at - at(index).offset);
    Writer writer;
    write_header_value(writer, header);
    header.value.octets = unless_same(header.value.value.has_value(), writer, value);
    return header;
  }

  const Tape& tape_;
};

}  // namespace

PduDescription describe(const Tape& tape) {
  if (!tape.elements().empty()) return Describer(tape).pdu(0);
  return {{{StrayOctets{copy(tape.input()), {0, tape.input().size()}}}}};
}

}  // namespace mm1::mms
