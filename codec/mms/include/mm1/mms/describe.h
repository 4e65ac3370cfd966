// A decoded PDU as a description that can be edited, and that encodes to the octets it came from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "mm1/mms/encode.h"
#include "mm1/wsp/content.h"
#include "mm1/wsp/tape.h"

namespace mm1::mms {

/// A value as it was understood, and the octets it was written in where encoding the value would
/// give others. Where there are octets they are encoded: erase them to have the value written
/// canonically. Octets without a value are such as cannot be read.
template <typename T>
struct Described {
  std::optional<T> value;
  std::optional<wsp::Buffer> octets;
};

/// Where something was found, in octets of the decoded input. Encoding does not look at it.
struct Place {
  std::size_t offset = 0;
  std::size_t length = 0;
};

/// A header field; its octets are those behind the name octet.
struct FieldDescription {
  std::uint8_t number;  // without the top bit
  Described<Value> value;
  Place place = {};
};

/// A header field that is written by name.
struct ApplicationField {
  std::string name;
  Text value;
};
struct ApplicationFieldDescription {
  Described<ApplicationField> field;
  Place place = {};
};

/// Octets among the fields that begin no field.
struct StrayOctets {
  wsp::Buffer octets;
  Place place = {};
};

/// A header of a part. Its value is an Integer-value or a text; a Quoted-string is the text that
/// begins with a quotation mark. Other forms (Content-Disposition) are octets.
struct PartHeader {
  std::variant<std::uint8_t, std::string> name;  // assigned number without the top bit, or token
  Described<std::variant<std::uint64_t, std::string>> value;
};

struct PartDescription;
struct ItemDescription;

/// A multipart body. Octets behind the last part, or between parts, are a part that has octets
/// alone.
struct Multipart {
  std::vector<PartDescription> parts;
  std::optional<std::uint32_t> entries = {};  // announced number of parts where it is another
};

/// A whole PDU: its fields in their order, and behind them the body, if there is one.
struct PduDescription {
  std::vector<ItemDescription> items;
};

/// What a body or a part holds: plain octets, parts, or a PDU.
struct Content {
  std::variant<wsp::Buffer, Multipart, PduDescription> form;
  std::optional<wsp::Buffer> octets = {};  // in place of `form`, as in `Described`
  Place place = {};
};

/// A part. Where it has octets these are all of it, its lengths included.
struct PartDescription {
  Described<wsp::MediaType> type;
  std::vector<PartHeader> headers;
  Content data;
  std::optional<wsp::Buffer> octets = {};
  Place place = {};
};

/// A field, stray octets or, last of all, the body.
struct ItemDescription {
  std::variant<FieldDescription, ApplicationFieldDescription, StrayOctets, Content> item;
};

/// The description of a decoded PDU. It owns what it holds. For any octets, also such as are no
/// PDU: encode(describe(decode(octets))) == octets.
[[nodiscard]] PduDescription describe(const wsp::Tape& tape);

/// The octets of a description, its fields in the order they are in.
[[nodiscard]] wsp::Buffer encode(const PduDescription& pdu);

}  // namespace mm1::mms
