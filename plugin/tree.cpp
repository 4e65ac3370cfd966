#include "tree.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <limits>

#include <wsutil/nstime.h>

#include "fields.h"
#include "labels.h"
#include "mm1/mms/fields.h"
#include "mm1/mms/view.h"

namespace mm1::plugin {
namespace {

using wsp::Element;
using wsp::Kind;

/// Where the children of `element` stand, when it stands at `place` itself.
Place inside(const Place& place, const Element& element) {
  switch (element.kind) {
    case Kind::kField:
      return {mms::field(element.code), Within::kAnything};
    case Kind::kApplicationField:
      return {nullptr, Within::kApplicationField};
    case Kind::kParameter:
      return {nullptr, Within::kParameter};
    case Kind::kPart:
      return {nullptr, Within::kPart};
    case Kind::kPartField:
      return {nullptr, Within::kPartField};
    case Kind::kPdu:
    case Kind::kBody:
    case Kind::kMultipart:
    case Kind::kPartData:
      return {};
    default:
      return place;
  }
}

/// The octet an element consists of. A field's name has it as its code, without the top bit.
std::uint32_t octet(const Element& element) {
  constexpr std::uint32_t kNameBit = 0x80;
  if (element.kind == Kind::kFieldName) return element.code | kNameBit;
  return static_cast<std::uint32_t>(element.number);
}

/// Whether `field` can hold the element's number; if not, the octets are shown as they are.
bool fits(const Field& field, const Element& element) {
  constexpr std::uint8_t kYes = 0x80;
  constexpr std::uint8_t kNo = 0x81;
  constexpr std::uint64_t kLastSecond = 253402300799;  // 9999-12-31T23:59:59Z
  switch (field.shape) {
    case Shape::kYesNo:
      return element.number == kYes || element.number == kNo;
    case Shape::kOctet:
      return element.number <= std::numeric_limits<std::uint8_t>::max();
    case Shape::kUtc:
    case Shape::kSeconds:
      return element.number <= kLastSecond;
    default:
      return true;
  }
}

/// Walks the tape. Holds no memory of its own: Wireshark may leave any of its calls by `longjmp`.
///
/// Most packets are dissected for a filter or for the columns: then the tree is not visible, and an
/// item that no filter asks for is its parent, as in Wireshark's own functions.
class Builder {
 public:
  Builder(tvbuff_t* tvb, packet_info* pinfo, const wsp::Tape& tape, Interests looked_at,
          std::span<proto_item*> items)
      : tvb_(tvb),
        pinfo_(pinfo),
        tape_(tape),
        looked_at_(looked_at),
        labels_(pinfo, tape),
        items_(items) {}

  /// Adds the children of the element whose item is `item` to its `tree`.
  void add_children(proto_item* item, proto_tree* tree, std::size_t parent, const Place& place) {
    const bool in_field = element(parent).kind == Kind::kField;
    for (const std::size_t child : mms::Children(tape_.elements(), parent)) {
      const Element& shown = element(child);
      const Field& field = field_of(place, shown);
      items_[child] =
          is_wanted(field) ? add(tree, field, child, in_field ? place.row : nullptr) : item;
      if (shown.end != child + 1) {
        proto_tree* below = proto_item_add_subtree(items_[child], subtree(shown.kind));
        add_children(items_[child], below, child, inside(place, shown));
      }
      add_pieces(place, child);
    }
  }

 private:
  [[nodiscard]] const Element& element(std::size_t index) const { return tape_.elements()[index]; }

  [[nodiscard]] static int offset(const Element& shown) { return static_cast<int>(shown.offset); }
  [[nodiscard]] static int length(const Element& shown) { return static_cast<int>(shown.length); }

  [[nodiscard]] static const Field& field_of(const Place& place, const Element& shown) {
    const Field& wanted = field_for(place, shown);
    return fits(wanted, shown) ? wanted : undecoded_field();
  }

  [[nodiscard]] bool is_whole() const { return looked_at_.in(Interest::kWholeTree); }
  [[nodiscard]] bool is_wanted(const Field& field) const {
    return is_shown(looked_at_, field.registered);
  }

  /// `row` is that of the header field whose whole value the element is, otherwise nullptr.
  proto_item* add(proto_tree* tree, const Field& field, std::size_t index,
                  const mms::FieldRow* row) {
    const Element& shown = element(index);
    if (is_whole() && field.shape == Shape::kTree) {
      return proto_tree_add_none_format(tree, field.id, tvb_, offset(shown), length(shown), "%s",
                                        labels_.line(index));
    }
    proto_item* item = field.shape == Shape::kText
                           ? proto_tree_add_string(tree, field.id, tvb_, offset(shown),
                                                   length(shown), labels_.words(index, row))
                           : add_value(tree, field, shown);
    if (is_whole()) complete_label(item, index);
    return item;
  }

  void complete_label(proto_item* item, std::size_t index) {
    const Element& shown = element(index);
    // The octets of data that is taken apart are shown by its children.
    if (shown.kind == Kind::kPartData && shown.end != index + 1) {
      proto_item_set_text(item, "%s", labels_.line(index));
    } else if (const char* note = note_on(pinfo_, shown); note != nullptr) {
      proto_item_append_text(item, " (%s)", note);
    }
  }

  /// What an element says that is more than its octets' one value.
  void add_pieces(const Place& place, std::size_t index) {
    const Kind kind = element(index).kind;
    if (kind == Kind::kVersion) add_version_pieces(index);
    if (kind == Kind::kAddress && place.row != nullptr) add_address_pieces(*place.row, index);
  }

  void add_version_pieces(std::size_t index) {
    const Element& version = element(index);
    proto_tree* tree = proto_item_add_subtree(items_[index], subtree(version.kind));
    const auto add_piece = [&](VersionPiece piece, std::uint64_t number) {
      const Field& field = version_piece(piece);
      if (!is_wanted(field)) return;
      proto_tree_add_uint64(tree, field.id, tvb_, offset(version), length(version), number);
    };
    add_piece(VersionPiece::kMajor, (version.number >> 4) & 0x07);
    add_piece(VersionPiece::kMinor, version.number & 0x0F);
  }

  void add_address_pieces(const mms::FieldRow& row, std::size_t index) {
    proto_tree* tree = proto_item_add_subtree(items_[index], subtree(Kind::kAddress));
    constexpr AddressPiece kPieces[] = {AddressPiece::kKind, AddressPiece::kValue,
                                        AddressPiece::kType, AddressPiece::kDisplayName};
    const bool wanted = std::any_of(std::begin(kPieces), std::end(kPieces), [&](auto piece) {
      return is_wanted(address_piece(row, piece));
    });
    if (!wanted) return;
    const Element& address = element(index);
    const AddressLabels labels = address_labels(pinfo_, tape_, index);
    const auto add_piece = [&](AddressPiece piece, const char* text) {
      if (text[0] == '\0') return;
      proto_item_set_generated(proto_tree_add_string(tree, address_piece(row, piece).id, tvb_,
                                                     offset(address), length(address), text));
    };
    add_piece(AddressPiece::kKind, labels.kind);
    add_piece(AddressPiece::kValue, labels.value);
    add_piece(AddressPiece::kType, labels.type);
    add_piece(AddressPiece::kDisplayName, labels.display_name);
  }

  /// Adds a value that is no text.
  proto_item* add_value(proto_tree* tree, const Field& field, const Element& shown) {
    const int offset = Builder::offset(shown);
    const int length = Builder::length(shown);
    switch (field.shape) {
      case Shape::kOctet:
        return proto_tree_add_uint(tree, field.id, tvb_, offset, length, octet(shown));
      case Shape::kNumber:
        return proto_tree_add_uint64(tree, field.id, tvb_, offset, length, shown.number);
      case Shape::kYesNo: {
        constexpr std::uint64_t kYes = 0x80;
        return proto_tree_add_boolean(tree, field.id, tvb_, offset, length, shown.number == kYes);
      }
      case Shape::kUtc:
      case Shape::kSeconds: {
        const nstime_t time = {static_cast<time_t>(shown.number), 0};
        return proto_tree_add_time(tree, field.id, tvb_, offset, length, &time);
      }
      case Shape::kTree:
      case Shape::kText:
      case Shape::kOctets:
        return proto_tree_add_item(tree, field.id, tvb_, offset, length, ENC_NA);
    }
    return nullptr;
  }

  tvbuff_t* tvb_;
  packet_info* pinfo_;
  const wsp::Tape& tape_;
  Interests looked_at_;
  Labels labels_;
  std::span<proto_item*> items_;
};

}  // namespace

Tree add_tree(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, int protocol,
              const wsp::Tape& tape, const char* summary, Interests looked_at) {
  if (tree == nullptr) return {};
  proto_item* pdu = proto_tree_add_item(tree, protocol, tvb, 0, -1, ENC_NA);
  if (looked_at.in(Interest::kWholeTree)) proto_item_append_text(pdu, ", %s", summary);
  const std::size_t count = tape.elements().size();
  if (count == 0) return {};
  proto_tree* inside = proto_item_add_subtree(pdu, protocol_subtree());
  // Wireshark notes at the protocol that one of its fields is asked for.
  const auto* registered = proto_registrar_get_nth(static_cast<unsigned>(protocol));
  if (!is_shown(looked_at, registered)) return Tree(pdu);
  auto** items = wmem_alloc0_array(pinfo->pool, proto_item*, count);
  items[0] = pdu;
  Builder(tvb, pinfo, tape, looked_at, {items, count}).add_children(pdu, inside, 0, {});
  return Tree(pdu, {items, count});
}

}  // namespace mm1::plugin
