// What is UTF-8 and what is not (Unicode 15, table 3-7).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mm1::wsp {

/// Length in octets of the UTF-8 character in front of `text`, 0 when there is none: overlong
/// forms, surrogates and values above U+10FFFF are none.
[[nodiscard]] constexpr std::size_t utf8_length(std::string_view text) {
  const auto octet = [text](std::size_t at) { return static_cast<std::uint8_t>(text[at]); };
  if (text.empty()) return 0;
  const std::uint8_t lead = octet(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((octet(i) & 0xC0) != 0x80) return 0;
  }
  const std::uint8_t second = octet(1);
  const bool bad = (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
                   (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F);
  return bad ? 0 : length;
}

/// Whether all of `text` is UTF-8.
[[nodiscard]] constexpr bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

}  // namespace mm1::wsp
