// Character sets by IANA MIBEnum, as far as messages of phones use them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace mm1::wsp {

/// One character set.
struct CharsetRow {
  std::uint16_t mib_enum;
  std::string_view name;   // IANA's preferred name in small letters: "utf-8"
  std::string_view iconv;  // what iconv calls it; empty where the codec reads it itself
  bool wide;               // characters of more than one octet may hold octet 00
};

/// All rows in order of their MIBEnum.
[[nodiscard]] std::span<const CharsetRow> charset_table();

/// The row of a MIBEnum, or nullptr.
[[nodiscard]] const CharsetRow* charset(std::uint64_t mib_enum);

/// The row whose name is `name`, compared without regard to case, or nullptr.
[[nodiscard]] const CharsetRow* charset_named(std::string_view name);

namespace mib {
inline constexpr std::uint16_t kUsAscii = 3, kLatin1 = 4, kUtf8 = 106, kUcs2 = 1000, kUcs4 = 1001,
                               kUtf16Be = 1013, kUtf16Le = 1014, kUtf16 = 1015;
}

}  // namespace mm1::wsp
