#include "mm1/wsp/primitives.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <string_view>

namespace mm1::wsp {

Uintvar uintvar(Octets octets) {
  constexpr std::size_t kLongest = 5;
  Uintvar result;
  result.padded = octets.size() > 1 && octets[0] == 0x80;
  for (const std::uint8_t octet : octets) {
    ++result.length;
    if (result.length > kLongest) {
      result.too_long = true;
    } else {
      result.value = result.value << 7 | (octet & 0x7Fu);
    }
    result.complete = (octet & 0x80) == 0;
    if (result.complete) break;
  }
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max();
  result.too_long = result.too_long || result.value > kMost;
  if (result.too_long) result.value = kMost;
  return result;
}

Extent value_extent(Octets octets) {
  if (octets.empty()) return {0, false};
  std::uint64_t length = 1;
  switch (value_class(octets[0])) {
    case ValueClass::kOctet:
      return {1, true};
    case ValueClass::kText: {
      const auto end = find_end_of_string(octets);
      return end ? Extent{*end + 1, true} : Extent{octets.size(), false};
    }
    case ValueClass::kShortLength:
      length += octets[0];
      break;
    case ValueClass::kLengthQuote: {
      const Uintvar quoted = uintvar(octets.subspan(1));
      if (!quoted.complete) return {octets.size(), false};
      length += quoted.length + quoted.value;
      break;
    }
  }
  if (length > octets.size()) return {octets.size(), false};
  return {static_cast<std::size_t>(length), true};
}

std::optional<std::size_t> find_end_of_string(Octets octets) {
  if (octets.empty()) return std::nullopt;
  const void* end = std::memchr(octets.data(), 0, octets.size());
  if (end == nullptr) return std::nullopt;
  return static_cast<std::size_t>(static_cast<const std::uint8_t*>(end) - octets.data());
}

std::optional<std::uint64_t> big_endian(Octets octets) {
  std::uint64_t value = 0;
  for (const std::uint8_t octet : octets) {
    if (value >> 56 != 0) return std::nullopt;
    value = value << 8 | octet;
  }
  return value;
}

bool is_token_octet(std::uint8_t octet) {
  static constexpr auto kIsToken = [] {
    constexpr std::string_view kSeparators = "()<>@,;:\\\"/[]?={} \t";
    std::array<bool, 256> is_token{};
    for (std::size_t i = 0x21; i < 0x7F; ++i)
      is_token[i] = kSeparators.find(static_cast<char>(i)) == std::string_view::npos;
    return is_token;
  }();
  return kIsToken[octet];
}

}  // namespace mm1::wsp
