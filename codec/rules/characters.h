// Classes of ASCII characters.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace mm1::rules {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Characters to look for in texts: one look at a table for each octet of a text.
class CharacterSet {
 public:
  constexpr explicit CharacterSet(std::string_view members) {
    for (const char c : members) has_[static_cast<unsigned char>(c)] = true;
  }

  [[nodiscard]] constexpr bool has(char c) const { return has_[static_cast<unsigned char>(c)]; }
  /// Whether `text` has one of them.
  [[nodiscard]] constexpr bool any_in(std::string_view text) const {
    return std::ranges::any_of(text, [this](char c) { return has(c); });
  }

 private:
  std::array<bool, 256> has_ = {};
};

}  // namespace mm1::rules
