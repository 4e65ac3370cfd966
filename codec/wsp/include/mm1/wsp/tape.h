// The tape: what a decoder found, as a flat pre-order array of elements with their exact octets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "mm1/wsp/arena.h"
#include "mm1/wsp/fault.h"
#include "mm1/wsp/octets.h"

namespace mm1::wsp {

/// What an element is. An element either has no children or its children cover its octets without
/// gap or overlap, so every octet of a PDU belongs to exactly one leaf.
enum class Kind : std::uint8_t {
  kPdu,               // one MM1 PDU; code = X-Mms-Message-Type octet (0 when there is none)
  kField,             // header field: name octet, then its value; code = field number (01–3F …)
  kFieldName,         // the name octet
  kApplicationField,  // textual header: kName, kText
  kName,              // its Token-text
  kText,              // Text-string; text = content without Quote and 00
  kEncodedString,     // Encoded-string-value; text = content, charset = MIBEnum (0: none given)
  kAddress,           // Encoded-string-value holding an address; as kEncodedString
  kUri,               // Uri-value; text
  kEnumeration,       // one octet with a name in its field's table; number = the octet
  kVersion,           // MMS-Version; number = the octet without its top bit
  kInteger,           // any integer form; number
  kDate,              // Long-integer; number = seconds since 1970-01-01 UTC
  kDelta,             // Long-integer; number = seconds from a base
  kFromValue,         // value length, token, address; number = token, text and charset = address
  kTimeValue,         // value length, token, date or delta; number = seconds, token = 80 or 81
  kPreviouslySent,    // value length, count, address or date; number = count, text = address
  kFlagsValue,        // value length, token, keyword; number = token, text = keyword
  kTotalValue,        // value length, token, integer; number = integer, token = 80 or 81
  kCountedValue,  // "Del" form: value length, count, operand; number = count; operand is a child
  kElementDescriptor,  // value length, reference text, parameters; text = reference
  kMediaType,          // Content-Type value; number = assigned number, or text; charset = MIBEnum
                       // of its charset parameter. In the general form kValueLength, kMedia,
                       // kParameter…, else a leaf. Without text the number counts (84 00 is 0)
  kMedia,              // the media type inside the general form; number or text as kMediaType
  kParameter,          // kParameterName, then its value, whose number or text it repeats; code =
                       // assigned number (FF: by name)
  kParameterName,      // text when by name
  kValueLength,        // number = declared length; covers Length-quote and uintvar too
  kToken,              // number = the octet
  kCount,              // number
  kCharset,            // number = MIBEnum
  kBody,               // everything behind Content-Type: kMultipart, kContent, or kPdu
  kContent,            // body or part data that is not taken apart
  kMultipart,          // kPartCount, kPart…
  kPartCount,          // number = nEntries
  kPart,               // kHeadersLength, kDataLength, kMediaType, kPartField…, kPartData
  kHeadersLength,      // number
  kDataLength,         // number
  kPartField,  // WSP header of a part: kFieldName or kName, value; code = number (FF: by name). A
               // Content-Disposition has kValueLength, kToken or kText, kParameter… as its value
  kPartData,   // leaf, or kMultipart or kPdu inside
  kUndecoded,  // octets whose grammar is unknown or broken, or cut off; number = first octet
};

/// Whether a value can be believed. Only `kInvalid` speaks against the sender. A field has the
/// worst state of what is in it; a PDU, body or part only knows being cut.
enum class State : std::uint8_t {
  kOk,
  kTruncated,  // the capture ended inside it, the sender may be right
  kInvalid,    // the octets break their grammar
};

/// One element of a tape. Offsets and lengths are octets in the decoded input.
struct Element {
  Kind kind;
  State state;
  std::uint8_t code;    // field, header, parameter or PDU number; see Kind
  std::uint8_t token;   // deciding octet of a structured value; see Kind
  std::uint16_t depth;  // 0 for the outermost element
  std::uint16_t charset;
  std::uint32_t offset;
  std::uint32_t length;
  std::uint32_t end;          // index one past the last descendant: the next sibling, if any
  std::uint32_t text_offset;  // content of a text without Quote, charset and terminator
  std::uint32_t text_length;
  std::uint64_t number;
};

/// One fault, at the octets that show it, inside `element` (index on the tape).
struct FaultRecord {
  Fault fault;
  std::uint32_t offset;
  std::uint32_t length;
  std::uint32_t element;
};

/// A finished tape. A view: the input octets belong to the caller of the decoder, the elements to
/// the allocator's owner; both must outlive it. Trivially destructible.
class Tape {
 public:
  Tape() = default;
  Tape(Octets input, std::span<const Element> elements, std::span<const FaultRecord> faults)
      : input_(input), elements_(elements), faults_(faults) {}

  [[nodiscard]] Octets input() const { return input_; }
  [[nodiscard]] std::span<const Element> elements() const { return elements_; }
  [[nodiscard]] std::span<const FaultRecord> faults() const { return faults_; }

  [[nodiscard]] Octets octets(const Element& element) const {
    return input_.subspan(element.offset, element.length);
  }
  /// The content of a text element in its own charset, raw; empty for an element without text.
  [[nodiscard]] Octets text(const Element& element) const {
    return input_.subspan(element.text_offset, element.text_length);
  }
  /// The same as characters, for text known to be ASCII (names, URIs, identifiers).
  [[nodiscard]] std::string_view ascii(const Element& element) const {
    const Octets octets = text(element);
    return {reinterpret_cast<const char*>(octets.data()), octets.size()};
  }

 private:
  Octets input_;
  std::span<const Element> elements_;
  std::span<const FaultRecord> faults_;
};

/// Limits of one decode. Reaching one is a fault on the tape, never silence. The defaults are far
/// above any real message and keep the work of a hostile one small.
struct Limits {
  std::uint16_t depth = 64;         // of elements; a multipart level takes about five
  std::uint32_t parts = 4096;       // in one PDU, nested ones included
  std::uint32_t elements = 262144;  // in one PDU
};

}  // namespace mm1::wsp
