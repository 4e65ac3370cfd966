// The tables behind the display-filter fields: what the values of each grammar consist of, and the
// elements that stand outside header fields.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "fields.h"
#include "mm1/mms/fields.h"
#include "mm1/wsp/tape.h"

namespace mm1::plugin {

using mms::Grammar;
using wsp::Kind;

inline constexpr std::size_t kPartFacts = static_cast<std::size_t>(PartFact::kSize) + 1;
inline constexpr std::size_t kAddressPieces =
    static_cast<std::size_t>(AddressPiece::kDisplayName) + 1;
inline constexpr std::size_t kVersionPieces = static_cast<std::size_t>(VersionPiece::kMinor) + 1;

/// A piece of a header field's value, or the whole value: its filter is mm1.<key><suffix>.
struct Piece {
  const char* suffix;  // empty for the value itself
  const char* name;    // behind the header field's name
  Shape shape;
};

/// What the values of a grammar consist of.
struct ValuePiece {
  Grammar grammar;
  Kind kind;
  Piece piece;
};

inline constexpr ValuePiece kValuePieces[] = {
    {Grammar::kEnumeration, Kind::kEnumeration, {"", "", Shape::kOctet}},
    {Grammar::kMessageClass, Kind::kEnumeration, {"", "", Shape::kOctet}},
    {Grammar::kMessageClass, Kind::kText, {".text", " (text)", Shape::kText}},
    {Grammar::kMessageType, Kind::kEnumeration, {"", "", Shape::kOctet}},
    {Grammar::kVersion, Kind::kVersion, {"", "", Shape::kText}},
    {Grammar::kText, Kind::kText, {"", "", Shape::kText}},
    {Grammar::kMessageId, Kind::kText, {"", "", Shape::kText}},
    {Grammar::kUri, Kind::kUri, {"", "", Shape::kText}},
    {Grammar::kEncodedString, Kind::kEncodedString, {"", "", Shape::kText}},
    {Grammar::kEncodedString, Kind::kValueLength, {".length", " value length", Shape::kNumber}},
    {Grammar::kEncodedString, Kind::kCharset, {".charset", " charset", Shape::kNumber}},
    {Grammar::kEncodedString, Kind::kText, {".text", " text", Shape::kText}},
    {Grammar::kAddress, Kind::kAddress, {"", "", Shape::kText}},
    {Grammar::kAddress, Kind::kValueLength, {".length", " value length", Shape::kNumber}},
    {Grammar::kAddress, Kind::kCharset, {".charset", " charset", Shape::kNumber}},
    {Grammar::kAddress, Kind::kText, {".text", " text", Shape::kText}},
    {Grammar::kFrom, Kind::kFromValue, {"", "", Shape::kText}},
    {Grammar::kFrom, Kind::kValueLength, {".length", " value length", Shape::kNumber}},
    {Grammar::kFrom, Kind::kToken, {".token", " token", Shape::kOctet}},
    {Grammar::kFrom, Kind::kAddress, {".address", " address", Shape::kText}},
    {Grammar::kFrom, Kind::kCharset, {".charset", " charset", Shape::kNumber}},
    {Grammar::kFrom, Kind::kText, {".text", " text", Shape::kText}},
    {Grammar::kDate, Kind::kDate, {"", "", Shape::kUtc}},
    {Grammar::kOctetCount, Kind::kInteger, {"", "", Shape::kNumber}},
    {Grammar::kInteger, Kind::kInteger, {"", "", Shape::kNumber}},
    {Grammar::kTime, Kind::kTimeValue, {"", "", Shape::kText}},
    {Grammar::kTime, Kind::kValueLength, {".length", " value length", Shape::kNumber}},
    {Grammar::kTime, Kind::kToken, {".token", " token", Shape::kOctet}},
    {Grammar::kTime, Kind::kDate, {".absolute", " (absolute)", Shape::kUtc}},
    {Grammar::kTime, Kind::kDelta, {".relative", " (relative)", Shape::kSeconds}},
    {Grammar::kPreviouslySentBy, Kind::kPreviouslySent, {"", "", Shape::kText}},
    {Grammar::kPreviouslySentBy, Kind::kValueLength, {".length", " value length", Shape::kNumber}},
    {Grammar::kPreviouslySentBy, Kind::kCount, {".count", " forwarded count", Shape::kNumber}},
    {Grammar::kPreviouslySentBy, Kind::kAddress, {".address", " address", Shape::kText}},
    {Grammar::kPreviouslySentBy, Kind::kCharset, {".charset", " charset", Shape::kNumber}},
    {Grammar::kPreviouslySentBy, Kind::kText, {".text", " text", Shape::kText}},
    {Grammar::kPreviouslySentDate, Kind::kPreviouslySent, {"", "", Shape::kText}},
    {Grammar::kPreviouslySentDate,
     Kind::kValueLength,
     {".length", " value length", Shape::kNumber}},
    {Grammar::kPreviouslySentDate, Kind::kCount, {".count", " forwarded count", Shape::kNumber}},
    {Grammar::kPreviouslySentDate, Kind::kDate, {".date", " date", Shape::kUtc}},
    {Grammar::kFlags, Kind::kFlagsValue, {"", "", Shape::kText}},
    {Grammar::kFlags, Kind::kValueLength, {".length", " value length", Shape::kNumber}},
    {Grammar::kFlags, Kind::kToken, {".token", " token", Shape::kOctet}},
    {Grammar::kFlags, Kind::kEncodedString, {".keyword", " keyword", Shape::kText}},
    {Grammar::kFlags, Kind::kCharset, {".charset", " charset", Shape::kNumber}},
    {Grammar::kFlags, Kind::kText, {".text", " text", Shape::kText}},
    {Grammar::kTotal, Kind::kTotalValue, {"", "", Shape::kText}},
    {Grammar::kTotal, Kind::kValueLength, {".length", " value length", Shape::kNumber}},
    {Grammar::kTotal, Kind::kToken, {".token", " unit", Shape::kOctet}},
    {Grammar::kTotal, Kind::kInteger, {".number", " number", Shape::kNumber}},
    {Grammar::kAttribute, Kind::kEnumeration, {"", "", Shape::kOctet}},
    {Grammar::kElementDescriptor, Kind::kElementDescriptor, {"", "", Shape::kText}},
    {Grammar::kElementDescriptor, Kind::kValueLength, {".length", " value length", Shape::kNumber}},
    {Grammar::kElementDescriptor, Kind::kText, {".reference", " content reference", Shape::kText}},
    {Grammar::kContentType, Kind::kMediaType, {"", "", Shape::kText}},
    {Grammar::kContentType, Kind::kValueLength, {".length", " value length", Shape::kNumber}},
    {Grammar::kContentType, Kind::kMedia, {".media", " media type", Shape::kText}},
};

/// Fields whose value has a count in front of it in the delete confirmations.
inline constexpr std::uint8_t kCountedFields[] = {
    mms::number::kContentLocation, mms::number::kResponseStatus, mms::number::kResponseText};

struct CountedPiece {
  Kind kind;
  Piece piece;
};

inline constexpr CountedPiece kCountedPieces[] = {
    {Kind::kCountedValue, {".counted", " with status count", Shape::kText}},
    {Kind::kValueLength, {".length", " value length", Shape::kNumber}},
    {Kind::kCount, {".count", " status count", Shape::kNumber}},
};

/// An element that belongs to no header field, or has no filter of its own there.
struct ElementPiece {
  Within within;
  Kind kind;
  const char* filter;
  const char* name;
  Shape shape;
};

inline constexpr ElementPiece kElementPieces[] = {
    {Within::kAnything, Kind::kPdu, "mm1.pdu", "PDU", Shape::kTree},
    {Within::kAnything, Kind::kField, "mm1.field", "Header field", Shape::kTree},
    {Within::kAnything, Kind::kFieldName, "mm1.field.name", "Field name", Shape::kOctet},
    {Within::kAnything, Kind::kApplicationField, "mm1.application_field", "Application header",
     Shape::kTree},
    {Within::kApplicationField, Kind::kName, "mm1.application_field.name",
     "Application header name", Shape::kText},
    {Within::kApplicationField, Kind::kText, "mm1.application_field.value",
     "Application header value", Shape::kText},
    {Within::kAnything, Kind::kName, "mm1.name", "Name", Shape::kText},
    {Within::kAnything, Kind::kText, "mm1.text", "Text", Shape::kText},
    {Within::kAnything, Kind::kEncodedString, "mm1.encoded_string", "Encoded string", Shape::kText},
    {Within::kAnything, Kind::kAddress, "mm1.address", "Address", Shape::kText},
    {Within::kAnything, Kind::kUri, "mm1.uri", "URI", Shape::kText},
    {Within::kAnything, Kind::kEnumeration, "mm1.enumeration", "Enumeration", Shape::kNumber},
    {Within::kAnything, Kind::kVersion, "mm1.version", "Version", Shape::kNumber},
    {Within::kAnything, Kind::kInteger, "mm1.integer", "Integer", Shape::kNumber},
    {Within::kAnything, Kind::kDate, "mm1.timestamp", "Time", Shape::kUtc},
    {Within::kAnything, Kind::kDelta, "mm1.delta", "Duration", Shape::kSeconds},
    {Within::kAnything, Kind::kFromValue, "mm1.from_value", "From value", Shape::kText},
    {Within::kAnything, Kind::kTimeValue, "mm1.time_value", "Time value", Shape::kText},
    {Within::kAnything, Kind::kPreviouslySent, "mm1.previously_sent", "Previously sent",
     Shape::kText},
    {Within::kAnything, Kind::kFlagsValue, "mm1.flags_value", "Flags value", Shape::kText},
    {Within::kAnything, Kind::kTotalValue, "mm1.total_value", "Total value", Shape::kText},
    {Within::kAnything, Kind::kCountedValue, "mm1.counted_value", "Counted value", Shape::kText},
    {Within::kAnything, Kind::kElementDescriptor, "mm1.descriptor_value",
     "Element descriptor value", Shape::kText},
    {Within::kAnything, Kind::kMediaType, "mm1.media_type", "Media type", Shape::kText},
    {Within::kPart, Kind::kMediaType, "mm1.part.content_type", "Content type", Shape::kText},
    {Within::kAnything, Kind::kMedia, "mm1.media", "Media", Shape::kText},
    {Within::kAnything, Kind::kParameter, "mm1.parameter", "Parameter", Shape::kTree},
    {Within::kAnything, Kind::kParameterName, "mm1.parameter.name", "Parameter name", Shape::kText},
    {Within::kParameter, Kind::kText, "mm1.parameter.text", "Parameter text", Shape::kText},
    {Within::kParameter, Kind::kInteger, "mm1.parameter.integer", "Parameter number",
     Shape::kNumber},
    {Within::kParameter, Kind::kCharset, "mm1.parameter.charset", "Parameter charset",
     Shape::kNumber},
    {Within::kParameter, Kind::kMedia, "mm1.parameter.media", "Parameter media type", Shape::kText},
    {Within::kAnything, Kind::kValueLength, "mm1.value_length", "Value length", Shape::kNumber},
    {Within::kAnything, Kind::kToken, "mm1.token", "Token", Shape::kNumber},
    {Within::kAnything, Kind::kCount, "mm1.count", "Count", Shape::kNumber},
    {Within::kAnything, Kind::kCharset, "mm1.charset", "Charset", Shape::kNumber},
    {Within::kAnything, Kind::kBody, "mm1.body", "Body", Shape::kTree},
    {Within::kAnything, Kind::kContent, "mm1.body.content", "Content", Shape::kOctets},
    {Within::kAnything, Kind::kMultipart, "mm1.multipart", "Multipart", Shape::kTree},
    {Within::kAnything, Kind::kPartCount, "mm1.multipart.count", "Parts", Shape::kNumber},
    {Within::kAnything, Kind::kPart, "mm1.part", "Part", Shape::kTree},
    {Within::kAnything, Kind::kHeadersLength, "mm1.part.headers_length", "Headers length",
     Shape::kNumber},
    {Within::kAnything, Kind::kDataLength, "mm1.part.data_length", "Data length", Shape::kNumber},
    {Within::kAnything, Kind::kPartField, "mm1.part.field", "Part header", Shape::kTree},
    {Within::kPartField, Kind::kFieldName, "mm1.part.field.name", "Part header name", Shape::kText},
    {Within::kPartField, Kind::kName, "mm1.part.field.name", "Part header name", Shape::kText},
    {Within::kPartField, Kind::kText, "mm1.part.field.value", "Part header value", Shape::kText},
    {Within::kPartField, Kind::kUri, "mm1.part.field.value", "Part header value", Shape::kText},
    {Within::kAnything, Kind::kPartData, "mm1.part.data", "Part data", Shape::kOctets},
    {Within::kAnything, Kind::kUndecoded, "mm1.undecoded", "Undecoded octets", Shape::kOctets},
};

inline constexpr std::array<Piece, kAddressPieces> kAddressPieceRows{{
    {".kind", " kind", Shape::kText},
    {".value", " value", Shape::kText},
    {".type", " type", Shape::kText},
    {".display_name", " display name", Shape::kText},
}};

/// Something said about an element beside its own value.
struct Fact {
  const char* filter;
  const char* name;
  Shape shape;
};

inline constexpr std::array<Fact, kPartFacts> kPartFactRows{{
    {"mm1.part.content_type", "Content type", Shape::kText},
    {"mm1.part.charset", "Charset", Shape::kText},
    {"mm1.part.name", "Name", Shape::kText},
    {"mm1.part.content_id", "Content-ID", Shape::kText},
    {"mm1.part.content_location", "Content-Location", Shape::kText},
    {"mm1.part.size", "Size", Shape::kNumber},
}};

inline constexpr std::array<Fact, kVersionPieces> kVersionPieceRows{{
    {"mm1.mms_version.major", "Major version", Shape::kNumber},
    {"mm1.mms_version.minor", "Minor version", Shape::kNumber},
}};

}  // namespace mm1::plugin
