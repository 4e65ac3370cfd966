#include "printable.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace mm1::plugin {
namespace {

/// Characters that are not written but do something: first and last code point.
struct Range {
  char32_t first;
  char32_t last;
};
constexpr std::array kControls = {
    Range{0x00, 0x1F},     Range{0x7F, 0x9F},     Range{0x200B, 0x200F},
    Range{0x2028, 0x202E}, Range{0x2060, 0x206F}, Range{0xFEFF, 0xFEFF},
};

bool is_control(char32_t point) {
  return std::any_of(kControls.begin(), kControls.end(), [&](const Range& range) {
    return range.first <= point && point <= range.last;
  });
}

/// The first character of UTF-8 text: its octets, and its code point.
struct Character {
  std::string_view octets;
  char32_t point;
};
Character first_character(std::string_view text) {
  constexpr std::size_t kLongest = 4;
  constexpr std::array<unsigned, kLongest + 1> kBitsOfLead = {0, 0x7F, 0x1F, 0x0F, 0x07};
  std::size_t length = 1;
  while (length < std::min(text.size(), kLongest) && continues_character(text[length])) ++length;
  char32_t point = static_cast<unsigned char>(text.front()) & kBitsOfLead[length];
  for (const char octet : text.substr(1, length - 1)) {
    point = point << 6 | (static_cast<unsigned char>(octet) & 0x3FU);
  }
  return {text.substr(0, length), point};
}

}  // namespace

std::string printable(std::string_view text, std::string_view unwanted) {
  std::string result;
  while (!text.empty()) {
    const Character character = first_character(text);
    text.remove_prefix(character.octets.size());
    const bool bad = is_control(character.point) ||
                     unwanted.find(character.octets.front()) != std::string_view::npos;
    result.append(bad ? "_" : character.octets);
  }
  return result;
}

bool continues_character(char octet) { return (static_cast<unsigned char>(octet) & 0xC0) == 0x80; }

}  // namespace mm1::plugin
