// Header field names with an assigned number on code page 1 (WAP-230 Table 39).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "mm1/wsp/encoding_version.h"

namespace mm1::wsp {

/// One assigned header field name.
struct HeaderNameRow {
  std::uint8_t number;  // without the top bit: 0x0E for Content-Location
  std::string_view name;
  EncodingVersion since;  // encoding version that assigned the number
};

/// All rows in order of their number; the index is the number.
[[nodiscard]] std::span<const HeaderNameRow> header_name_table();

/// The row of a number (with or without its top bit), or nullptr.
[[nodiscard]] const HeaderNameRow* header_name(std::uint8_t number);

/// The first row whose name is `name`, compared without regard to case, or nullptr.
[[nodiscard]] const HeaderNameRow* header_named(std::string_view name);

namespace header {
inline constexpr std::uint8_t kContentEncoding = 0x0B, kContentLength = 0x0D,
                              kContentLocation = 0x0E, kContentType = 0x11, kDate = 0x12,
                              kContentDisposition = 0x2E, kApplicationId = 0x2F, kContentUri = 0x30,
                              kInitiatorUri = 0x31, kPushFlag = 0x34, kContentId = 0x40,
                              kEncodingVersion = 0x43, kContentDisposition14 = 0x45;
/// Code of a header that is written by name.
inline constexpr std::uint8_t kByName = 0xFF;
}  // namespace header

}  // namespace mm1::wsp
