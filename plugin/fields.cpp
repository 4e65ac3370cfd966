#include "fields.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include <epan/packet.h>
#include <epan/proto.h>
#include <epan/tfs.h>
#include <epan/wmem_scopes.h>

#include "field_tables.h"
#include "mm1/mms/pdus.h"

namespace mm1::plugin {
namespace {

constexpr std::size_t kKinds = static_cast<std::size_t>(Kind::kUndecoded) + 1;
constexpr std::size_t kRows = 0x40;  // field numbers 01–3F, by number
constexpr std::size_t kPlaces = static_cast<std::size_t>(Within::kPartField) + 1;
constexpr std::uint8_t kNameBit = 0x80;  // a field number on the wire has it set

bool holds_address(Grammar grammar) {
  return grammar == Grammar::kAddress || grammar == Grammar::kFrom ||
         grammar == Grammar::kPreviouslySentBy;
}

struct Subtree {
  int id = -1;
};

/// Everything Wireshark writes a number into. It keeps the addresses, so they stay put.
struct Registered {
  std::array<std::array<Field, kKinds>, kRows> values;
  std::array<std::array<Field, kKinds>, kPlaces> elements;
  std::array<std::array<Field, kAddressPieces>, kRows> address_pieces;
  std::array<Field, kPartFacts> part_facts;
  std::array<Field, kVersionPieces> version_pieces;
  std::array<Subtree, kKinds> subtrees;
  Subtree protocol_subtree;
};

Registered registered;

template <typename Enumerator>
constexpr std::size_t index(Enumerator enumerator) {
  return static_cast<std::size_t>(enumerator);
}

/// Text that lives as long as Wireshark does, as registered names must.
const char* kept(std::string_view text) {
  return wmem_strndup(wmem_epan_scope(), text.data(), text.size());
}

/// A value_string array of `count` names; `name_of` gives each by its index.
template <typename NameOf>
const value_string* named_octets(std::size_t count, NameOf name_of) {
  auto* names = wmem_alloc_array(wmem_epan_scope(), value_string, count + 1);
  for (std::size_t i = 0; i < count; ++i) {
    const mms::NamedValue named = name_of(i);
    names[i] = {named.octet, kept(named.name)};
  }
  names[count] = {0, nullptr};
  return names;
}

const value_string* pdu_names() {
  return named_octets(mms::pdu_table().size(), [](std::size_t i) {
    const mms::PduRow& row = mms::pdu_table()[i];
    return mms::NamedValue{static_cast<std::uint8_t>(row.type), row.name};
  });
}

const value_string* field_names() {
  return named_octets(mms::field_table().size(), [](std::size_t i) {
    const mms::FieldRow& row = mms::field_table()[i];
    return mms::NamedValue{static_cast<std::uint8_t>(row.number | kNameBit), row.name};
  });
}

const value_string* octet_names(const mms::FieldRow& row) {
  if (row.grammar == Grammar::kMessageType) return pdu_names();
  if (row.grammar == Grammar::kAttribute) return field_names();
  return named_octets(row.values.size(), [&row](std::size_t i) { return row.values[i]; });
}

bool is_yes_or_no(const mms::FieldRow& row) {
  return row.values.size() == 2 && row.values[0].name == "Yes" && row.values[1].name == "No";
}

/// Gathers registrations; Wireshark takes them all at once and keeps the array.
class Registration {
 public:
  void add(Field& field, std::string_view filter, std::string_view name, Shape shape,
           std::string_view blurb = {}, const value_string* names = nullptr) {
    field.shape = shape;
    fields_.push_back(&field);
    rows_.push_back({&field.id,
                     {kept(name), kept(filter), type(shape), display(shape), strings(shape, names),
                      0, blurb.empty() ? nullptr : kept(blurb), HFILL}});
  }

  void finish(int protocol) {
    auto* rows = wmem_alloc_array(wmem_epan_scope(), hf_register_info, rows_.size());
    std::copy(rows_.begin(), rows_.end(), rows);
    proto_register_field_array(protocol, rows, static_cast<int>(rows_.size()));
    for (Field* field : fields_) {
      field->registered = proto_registrar_get_nth(static_cast<unsigned>(field->id));
    }
  }

 private:
  static enum ftenum type(Shape shape) {
    switch (shape) {
      case Shape::kTree:
        return FT_NONE;
      case Shape::kText:
        return FT_STRING;
      case Shape::kOctet:
        return FT_UINT8;
      case Shape::kNumber:
        return FT_UINT64;
      case Shape::kYesNo:
        return FT_BOOLEAN;
      case Shape::kUtc:
        return FT_ABSOLUTE_TIME;
      case Shape::kSeconds:
        return FT_RELATIVE_TIME;
      case Shape::kOctets:
        return FT_BYTES;
    }
    return FT_NONE;
  }

  static int display(Shape shape) {
    switch (shape) {
      case Shape::kOctet:
        return BASE_HEX;
      case Shape::kNumber:
        return BASE_DEC;
      case Shape::kUtc:
        // Local time would make the same capture read differently from place to place.
        return ABSOLUTE_TIME_UTC;
      default:
        return BASE_NONE;
    }
  }

  static const void* strings(Shape shape, const value_string* names) {
    if (shape == Shape::kYesNo) return TFS(&tfs_yes_no);
    return shape == Shape::kOctet ? VALS(names) : nullptr;
  }

  std::vector<Field*> fields_;
  std::vector<hf_register_info> rows_;
};

void add_value(Registration& registration, const mms::FieldRow& row, Kind kind, const Piece& piece,
               const value_string* names) {
  Field& field = registered.values[row.number][index(kind)];
  // The counted form has a value length, and so has the text inside that of Response-Text.
  if (field.shape != Shape::kTree) return;
  const bool yes_or_no = piece.shape == Shape::kOctet && is_yes_or_no(row);
  registration.add(field, "mm1." + std::string(row.key) + piece.suffix,
                   std::string(row.name) + piece.name, yes_or_no ? Shape::kYesNo : piece.shape,
                   std::string(row.meaning) + " [" + std::string(row.section) + "]", names);
}

void add_row(Registration& registration, const mms::FieldRow& row) {
  const value_string* names = octet_names(row);
  for (const ValuePiece& value : kValuePieces) {
    if (value.grammar == row.grammar) add_value(registration, row, value.kind, value.piece, names);
  }
  if (!holds_address(row.grammar)) return;
  for (std::size_t i = 0; i < kAddressPieces; ++i) {
    const Piece& piece = kAddressPieceRows[i];
    registration.add(registered.address_pieces[row.number][i],
                     "mm1." + std::string(row.key) + piece.suffix,
                     std::string(row.name) + piece.name, piece.shape);
  }
}

void add_counted_pieces(Registration& registration) {
  for (const std::uint8_t number : kCountedFields) {
    for (const CountedPiece& counted : kCountedPieces) {
      add_value(registration, *mms::field(number), counted.kind, counted.piece, nullptr);
    }
  }
}

void add_elements(Registration& registration) {
  const value_string* header_fields = field_names();
  for (const ElementPiece& element : kElementPieces) {
    registration.add(registered.elements[index(element.within)][index(element.kind)],
                     element.filter, element.name, element.shape, {}, header_fields);
  }
}

template <std::size_t Count>
void add_facts(Registration& registration, std::array<Field, Count>& fields,
               const std::array<Fact, Count>& facts) {
  for (std::size_t i = 0; i < Count; ++i) {
    registration.add(fields[i], facts[i].filter, facts[i].name, facts[i].shape);
  }
}

void register_subtrees() {
  static std::array<int*, kKinds + 1> ids;
  for (std::size_t i = 0; i < kKinds; ++i) ids[i] = &registered.subtrees[i].id;
  ids[kKinds] = &registered.protocol_subtree.id;
  proto_register_subtree_array(ids.data(), static_cast<int>(ids.size()));
}

}  // namespace

void register_fields(int protocol) {
  Registration registration;
  for (const mms::FieldRow& row : mms::field_table()) add_row(registration, row);
  add_counted_pieces(registration);
  add_elements(registration);
  add_facts(registration, registered.part_facts, kPartFactRows);
  add_facts(registration, registered.version_pieces, kVersionPieceRows);
  registration.finish(protocol);
  register_subtrees();
}

const Field& field_for(const Place& place, const wsp::Element& element) {
  const std::size_t kind = index(element.kind);
  if (place.row != nullptr) {
    const Field& value = registered.values[place.row->number][kind];
    if (value.id != -1) return value;
  }
  const Field& there = registered.elements[index(place.within)][kind];
  return there.id != -1 ? there : registered.elements[index(Within::kAnything)][kind];
}

const Field& undecoded_field() {
  return registered.elements[index(Within::kAnything)][index(Kind::kUndecoded)];
}

const Field& part_fact(PartFact fact) { return registered.part_facts[index(fact)]; }

const Field& address_piece(const mms::FieldRow& row, AddressPiece piece) {
  return registered.address_pieces[row.number][index(piece)];
}

const Field& version_piece(VersionPiece piece) { return registered.version_pieces[index(piece)]; }

int subtree(wsp::Kind kind) { return registered.subtrees[index(kind)].id; }

int protocol_subtree() { return registered.protocol_subtree.id; }

}  // namespace mm1::plugin
