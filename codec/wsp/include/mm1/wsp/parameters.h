// Well-known parameters of content types and other header values (WAP-230 Table 38).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "mm1/wsp/encoding_version.h"

namespace mm1::wsp {

/// How a parameter's value is written. A text reads as Text-value (E13 §7.1).
enum class ParameterGrammar : std::uint8_t {
  kText,          // Text-value: No-value, Token-text or Quoted-string
  kInteger,       // Integer-value
  kShortInteger,  // Short-integer
  kVersion,       // Version-value: Short-integer or text
  kQuality,       // Q-value: uintvar
  kCharset,       // Well-known-charset: MIBEnum
  kMedia,         // Constrained-encoding: a content type
  kFieldName,     // Field-name
  kDate,          // Date-value
  kDelta,         // Delta-seconds-value
  kNoValue,       // 00
};

/// One well-known parameter.
struct ParameterRow {
  std::uint8_t number;    // 0x09 for Type of multipart/related
  std::string_view name;  // "Type"
  ParameterGrammar grammar;
  EncodingVersion since;  // encoding version that assigned the number
};

/// All rows in order of their number (04 is not assigned).
[[nodiscard]] std::span<const ParameterRow> parameter_table();

/// The row of a number without its top bit, or nullptr.
[[nodiscard]] const ParameterRow* parameter(std::uint64_t number);

/// The first row whose name is `name`, compared without regard to case, or nullptr. "Type" is the
/// Type of multipart/related.
[[nodiscard]] const ParameterRow* parameter_named(std::string_view name);

namespace parameter_number {
inline constexpr std::uint8_t kQ = 0x00, kCharset = 0x01, kType = 0x03, kNameOld = 0x05,
                              kFilenameOld = 0x06, kTypeRelated = 0x09, kStartOld = 0x0A,
                              kStartInfoOld = 0x0B, kName = 0x17, kFilename = 0x18, kStart = 0x19,
                              kStartInfo = 0x1A;
/// Code of a parameter that is written by name.
inline constexpr std::uint8_t kByName = 0xFF;
}  // namespace parameter_number

}  // namespace mm1::wsp
