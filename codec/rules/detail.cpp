#include "mm1/rules/detail.h"

#include <algorithm>
#include <charconv>

namespace mm1::rules {

namespace {

constexpr std::size_t kQuotedOctets = 60;
constexpr std::size_t kListedOctets = 16;
constexpr char kDigits[] = "0123456789ABCDEF";

bool printable(char character) { return character >= 0x20 && character < 0x7F; }

}  // namespace

void Detail::append(char character) {
  if (size_ < buffer_.size()) buffer_[size_++] = character;
}

void Detail::append(std::string_view text) {
  // All or nothing, so that no character of several octets is cut.
  if (text.size() > buffer_.size() - size_) return;
  std::ranges::copy(text, buffer_.begin() + static_cast<std::ptrdiff_t>(size_));
  size_ += text.size();
}

void Detail::append(std::uint64_t number) {
  std::array<char, 20> digits;
  const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  append(std::string_view(digits.data(), static_cast<std::size_t>(written.ptr - digits.data())));
}

void Detail::append(Hex hex) {
  append(std::string_view("0x"));
  append(kDigits[hex.octet >> 4]);
  append(kDigits[hex.octet & 0xF]);
}

void Detail::append(HexList list) {
  const std::size_t shown = std::min(list.octets.size(), kListedOctets);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i != 0) append(' ');
    append(kDigits[list.octets[i] >> 4]);
    append(kDigits[list.octets[i] & 0xF]);
  }
  if (shown < list.octets.size()) append(std::string_view(" …"));
}

void Detail::append(Quoted quoted) {
  append('"');
  for (const char character : quoted.text.substr(0, kQuotedOctets)) {
    if (printable(character)) {
      append(character);
      continue;
    }
    const auto octet = static_cast<std::uint8_t>(character);
    append(std::string_view("\\x"));
    append(kDigits[octet >> 4]);
    append(kDigits[octet & 0xF]);
  }
  if (quoted.text.size() > kQuotedOctets) append(std::string_view("…"));
  append('"');
}

void Detail::append(Label label) {
  if (label.name.empty()) return;
  append(label.name);
  append(std::string_view(": "));
}

void Detail::append(mms::Version version) {
  const auto octet = static_cast<std::uint32_t>(version);
  append(octet >> 4);
  append('.');
  append(octet & 0xF);
}

}  // namespace mm1::rules
