// Text values to UTF-8, and values to readable text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mm1/mms/fields.h"
#include "mm1/wsp/octets.h"
#include "mm1/wsp/tape.h"

namespace mm1::mms {

/// Text in a charset (IANA MIBEnum, 0 for none given) as UTF-8. Without a charset: ASCII, else
/// UTF-8 where valid, else ISO-8859-1. What cannot be read becomes U+FFFD and `valid` false.
struct DecodedText {
  std::string utf8;
  bool valid;          // every octet made sense in the charset
  bool charset_known;  // the MIBEnum is one we can read
};
[[nodiscard]] DecodedText to_utf8(wsp::Octets text, std::uint32_t mib_enum);

/// UTF-8 text as octets in a charset (IANA MIBEnum, 0 for none given: as it is); nothing where the
/// charset is unknown or lacks a character. UTF-16 and UCS-2 are big-endian without a mark.
[[nodiscard]] std::optional<std::string> from_utf8(std::string_view utf8, std::uint32_t mib_enum);

/// IANA name of a MIBEnum ("utf-8"), empty when it is not in our list.
[[nodiscard]] std::string_view charset_name(std::uint32_t mib_enum);

/// The text content of an element as UTF-8 (shorthand for `to_utf8` with its charset).
[[nodiscard]] std::string element_text(const wsp::Tape& tape, const wsp::Element& element);

/// The media type of a kMediaType or kMedia element: "image/jpeg", or "unknown-0x7f".
[[nodiscard]] std::string media_type(const wsp::Tape& tape, const wsp::Element& element);

/// A field's value as a person would write it, in one line: "Ok", "+1555…/TYPE=PLMN",
/// "2005-03-03T00:38:24Z", "86400 s", "add work". `value` is the value element of a field.
[[nodiscard]] std::string value_text(const wsp::Tape& tape, const FieldRow& row,
                                     const wsp::Element& value);

/// Seconds since 1970 as RFC 3339 in UTC.
[[nodiscard]] std::string utc(std::uint64_t seconds);

}  // namespace mm1::mms
