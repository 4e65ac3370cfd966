// Classes of ASCII characters, and sets of them.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "mm1/wsp/characters.h"

namespace mm1::rules {

using wsp::is_digit;
using wsp::is_hex_digit;
using wsp::is_letter;

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
