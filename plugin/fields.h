// The display-filter fields: made from the codec's field table and from one table of shapes, so
// that a row added there is a filter here.
#pragma once

#include <cstdint>

#include <epan/proto.h>

#include "mm1/mms/fields.h"
#include "mm1/wsp/tape.h"

namespace mm1::plugin {

/// How a value is shown; decides the type of its Wireshark field.
enum class Shape : std::uint8_t {
  kTree,     // no value of its own
  kText,     // UTF-8
  kOctet,    // one octet with a name
  kNumber,   // 64 bits
  kYesNo,    // 80 hex is yes
  kUtc,      // seconds since 1970
  kSeconds,  // a duration
  kOctets,   // raw
};

/// Surroundings that give an element's kind a meaning, when it is no header field of an MM1 PDU.
enum class Within : std::uint8_t { kAnything, kApplicationField, kParameter, kPart, kPartField };

/// Where an element stands.
struct Place {
  const mms::FieldRow* row = nullptr;  // the header field it is the value of, or a piece of it
  Within within = Within::kAnything;
};

/// A registered display-filter field.
struct Field {
  int id = -1;
  Shape shape = Shape::kTree;
  const header_field_info* registered = nullptr;
};

/// What a PDU's parts are about, beside their octets.
enum class PartFact : std::uint8_t {
  kContentType,
  kCharset,
  kName,
  kContentId,
  kContentLocation,
  kSize
};

/// Pieces of an address (ENC §8).
enum class AddressPiece : std::uint8_t { kKind, kValue, kType, kDisplayName };

enum class VersionPiece : std::uint8_t { kMajor, kMinor };

void register_fields(int protocol);

/// The field that shows `element`, which stands at `place`.
[[nodiscard]] const Field& field_for(const Place& place, const wsp::Element& element);

/// The field for octets that are not what their place asks for.
[[nodiscard]] const Field& undecoded_field();

[[nodiscard]] const Field& part_fact(PartFact fact);
/// `row` is one of those whose values hold addresses.
[[nodiscard]] const Field& address_piece(const mms::FieldRow& row, AddressPiece piece);
[[nodiscard]] const Field& version_piece(VersionPiece piece);

/// The subtree type of elements of this kind, so that Wireshark remembers which are open.
[[nodiscard]] int subtree(wsp::Kind kind);
/// The subtree type of a whole PDU handed to the dissector.
[[nodiscard]] int protocol_subtree();

}  // namespace mm1::plugin
