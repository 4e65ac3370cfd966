#include "mm1/report/printable.h"

#include <fmt/format.h>

#include <cstdint>
#include <iterator>

#include "mm1/wsp/utf8.h"

namespace mm1::report {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

std::uint8_t octet(std::string_view text, std::size_t position) {
  return position < text.size() ? static_cast<std::uint8_t>(text[position]) : std::uint8_t{0};
}

bool continuation(std::uint8_t octet) { return (octet & 0xC0) == 0x80; }

bool is_control(std::string_view text, std::size_t position) {
  const std::uint8_t first = octet(text, position);
  return first < 0x20 || first == 0x7F || (first == 0xC2 && octet(text, position + 1) < 0xA0);
}

}  // namespace

std::string printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = wsp::utf8_length(text.substr(i));
    if (length == 0) {
      shown += kReplacement;
      ++i;
      continue;
    }
    if (is_control(text, i)) {
      fmt::format_to(std::back_inserter(shown), "\\x{:02x}", octet(text, i + length - 1));
    } else {
      shown += text.substr(i, length);
    }
    i += length;
  }
  return shown;
}

std::size_t columns(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += continuation(static_cast<std::uint8_t>(c)) ? 0 : 1;
  return count;
}

std::string shortened(std::string_view text, std::size_t width) {
  if (columns(text) <= width) return std::string(text);
  std::size_t end = 0;
  for (std::size_t column = 0; column + 1 < width && end < text.size(); ++column) {
    ++end;
    while (end < text.size() && continuation(octet(text, end))) ++end;
  }
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace mm1::report
