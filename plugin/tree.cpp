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

/// What of a tape is shown so far, by element.
struct Shown {
  std::span<proto_item*> items;
  std::span<const char*> texts;  // of text values; null: of no use to anyone
};

/// Walks the tape. Holds no memory of its own: Wireshark may leave any of its calls by `longjmp`.
///
/// Most packets are dissected for a filter or for the columns: then the tree is not visible, and an
/// item that no filter asks for is its parent, as in Wireshark's own functions.
class Builder {
 public:
  Builder(tvbuff_t* tvb, packet_info* pinfo, const wsp::Tape& tape, proto_tree* tree, Shown shown)
      : tvb_(tvb),
        pinfo_(pinfo),
        tape_(tape),
        visible_(PTREE_DATA(tree)->visible != 0),
        shown_(shown) {}

  void add_children(proto_item* item, std::size_t parent, const Place& place, int subtree_type) {
    if (element(parent).end == parent + 1) return;
    proto_tree* tree = proto_item_add_subtree(item, subtree_type);
    for (const std::size_t child : mms::Children(tape_.elements(), parent)) {
      const Element& shown = element(child);
      const Field& field = field_of(place, shown);
      shown_.items[child] = is_wanted(tree, field) ? add(tree, field, place, child, parent) : item;
      add_children(shown_.items[child], child, inside(place, shown), subtree(shown.kind));
      if (visible_) set_label(field, child);
      add_pieces(place, child);
    }
  }

 private:
  [[nodiscard]] const Element& element(std::size_t index) const { return tape_.elements()[index]; }

  [[nodiscard]] static const Field& field_of(const Place& place, const Element& shown) {
    const Field& wanted = field_for(place, shown);
    return fits(wanted, shown) ? wanted : undecoded_field();
  }

  [[nodiscard]] bool is_wanted(proto_tree* tree, const Field& field) const {
    return visible_ || proto_field_is_referenced(tree, field.id) != 0;
  }

  proto_item* add(proto_tree* tree, const Field& field, const Place& place, std::size_t index,
                  std::size_t parent) {
    if (field.shape != Shape::kText) return add_value(tree, field, element(index), "");
    const bool whole_value = element(parent).kind == Kind::kField;
    shown_.texts[index] = value(place, index, whole_value);
    return add_value(tree, field, element(index), shown_.texts[index]);
  }

  /// To be called when the element's children are there.
  void set_label(const Field& field, std::size_t index) {
    const Element& shown = element(index);
    proto_item* item = shown_.items[index];
    // The octets of data that is taken apart are shown by its children.
    const bool taken_apart = shown.kind == Kind::kPartData && shown.end != index + 1;
    if (field.shape == Shape::kTree || taken_apart) {
      const char* text = value_text(index);
      const mms::FieldRow* row = shown.kind == Kind::kField ? mms::field(shown.code) : nullptr;
      if (row != nullptr && text != nullptr) {
        proto_item_set_text(item, "%.*s: %s", static_cast<int>(row->name.size()), row->name.data(),
                            text);
      } else {
        proto_item_set_text(item, "%s", tree_label(pinfo_, tape_, index));
      }
    } else if (const char* note = note_on(pinfo_, shown); note != nullptr) {
      proto_item_append_text(item, " (%s)", note);
    }
  }

  /// Text of a header field's value, which stands behind its name; null when it is no text.
  [[nodiscard]] const char* value_text(std::size_t field) const {
    const std::size_t name = field + 1;
    if (element(field).end <= name) return nullptr;
    const std::size_t value = element(name).end;
    return value < element(field).end ? shown_.texts[value] : nullptr;
  }

  /// What an element says that is more than its octets' one value.
  void add_pieces(const Place& place, std::size_t index) {
    const Kind kind = element(index).kind;
    if (kind == Kind::kVersion) add_version_pieces(index);
    if (kind == Kind::kAddress && place.row != nullptr) add_address_pieces(*place.row, index);
  }

  void add_version_pieces(std::size_t index) {
    const Element& version = element(index);
    proto_tree* tree = proto_item_add_subtree(shown_.items[index], subtree(version.kind));
    const auto add_piece = [&](VersionPiece piece, std::uint64_t number) {
      const Field& field = version_piece(piece);
      if (!is_wanted(tree, field)) return;
      proto_tree_add_uint64(tree, field.id, tvb_, static_cast<int>(version.offset),
                            static_cast<int>(version.length), number);
    };
    add_piece(VersionPiece::kMajor, (version.number >> 4) & 0x07);
    add_piece(VersionPiece::kMinor, version.number & 0x0F);
  }

  void add_address_pieces(const mms::FieldRow& row, std::size_t index) {
    proto_tree* tree = proto_item_add_subtree(shown_.items[index], subtree(Kind::kAddress));
    constexpr AddressPiece kPieces[] = {AddressPiece::kKind, AddressPiece::kValue,
                                        AddressPiece::kType, AddressPiece::kDisplayName};
    const bool wanted = std::any_of(std::begin(kPieces), std::end(kPieces), [&](auto piece) {
      return is_wanted(tree, address_piece(row, piece));
    });
    if (!wanted) return;
    const AddressLabels labels = address_labels(pinfo_, tape_, index);
    const auto add_piece = [&](AddressPiece piece, const char* text) {
      if (text[0] == '\0') return;
      proto_item_set_generated(proto_tree_add_string(
          tree, address_piece(row, piece).id, tvb_, static_cast<int>(element(index).offset),
          static_cast<int>(element(index).length), text));
    };
    add_piece(AddressPiece::kKind, labels.kind);
    add_piece(AddressPiece::kValue, labels.value);
    add_piece(AddressPiece::kType, labels.type);
    add_piece(AddressPiece::kDisplayName, labels.display_name);
  }

  const char* value(const Place& place, std::size_t index, bool whole_value) {
    return whole_value && place.row != nullptr ? value_label(pinfo_, tape_, *place.row, index)
                                               : element_label(pinfo_, tape_, index);
  }

  proto_item* add_value(proto_tree* tree, const Field& field, const Element& shown,
                        const char* text) {
    const int offset = static_cast<int>(shown.offset);
    const int length = static_cast<int>(shown.length);
    switch (field.shape) {
      case Shape::kText:
        return proto_tree_add_string(tree, field.id, tvb_, offset, length, text);
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
      case Shape::kOctets:
        return proto_tree_add_item(tree, field.id, tvb_, offset, length, ENC_NA);
    }
    return nullptr;
  }

  tvbuff_t* tvb_;
  packet_info* pinfo_;
  const wsp::Tape& tape_;
  bool visible_;
  Shown shown_;
};

}  // namespace

Tree add_tree(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, int protocol,
              const wsp::Tape& tape, const char* summary) {
  if (tree == nullptr) return {};
  proto_item* pdu = proto_tree_add_item(tree, protocol, tvb, 0, -1, ENC_NA);
  proto_item_append_text(pdu, ", %s", summary);
  const std::size_t count = tape.elements().size();
  if (count == 0) return {};
  auto** items = wmem_alloc0_array(pinfo->pool, proto_item*, count);
  auto** texts = wmem_alloc0_array(pinfo->pool, const char*, count);
  items[0] = pdu;
  Builder(tvb, pinfo, tape, tree, {{items, count}, {texts, count}})
      .add_children(pdu, 0, {}, protocol_subtree());
  return Tree({items, count});
}

}  // namespace mm1::plugin
