#include "support/hex.h"

#include <cctype>
#include <stdexcept>

namespace mm1::test {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEF";

}  // namespace

std::vector<std::uint8_t> from_hex(std::string_view hex) {
  std::vector<std::uint8_t> octets;
  bool high = true;
  for (const char character : hex) {
    const auto letter = static_cast<unsigned char>(character);
    if (std::isspace(letter) != 0) continue;
    const std::size_t digit = kDigits.find(static_cast<char>(std::toupper(letter)));
    if (digit == std::string_view::npos) throw std::invalid_argument("not hexadecimal");
    if (high) {
      octets.push_back(static_cast<std::uint8_t>(digit << 4));
    } else {
      octets.back() = static_cast<std::uint8_t>(octets.back() | digit);
    }
    high = !high;
  }
  if (!high) throw std::invalid_argument("half an octet");
  return octets;
}

std::string to_hex(std::span<const std::uint8_t> octets) {
  std::string hex;
  for (const std::uint8_t octet : octets) {
    if (!hex.empty()) hex += ' ';
    hex += kDigits[octet >> 4];
    hex += kDigits[octet & 0xF];
  }
  return hex;
}

}  // namespace mm1::test
