// Digests: 64 bits that stand for a text, where the text itself is not worth its memory.
#pragma once

#include <cstdint>
#include <string_view>

#include "mm1/wsp/octets.h"

namespace mm1::flow {

/// The key of all digests of this run, drawn at its start: what is in a capture cannot be made for
/// texts to share digests, or digests to crowd a table. No result may depend on it, so digests are
/// compared, and neither ordered nor shown.
[[nodiscard]] std::uint64_t digest_key();

[[nodiscard]] std::uint64_t digest(std::string_view text);
[[nodiscard]] inline std::uint64_t digest(wsp::Octets octets) {
  return digest(std::string_view{reinterpret_cast<const char*>(octets.data()), octets.size()});
}

/// The product of two numbers, its upper half mixed into the lower one.
[[nodiscard]] constexpr std::uint64_t folded(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// One digest of two, in this order.
[[nodiscard]] inline std::uint64_t combined(std::uint64_t first, std::uint64_t second) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;
  return (first ^ (second + kOdd + (first << 6) + (first >> 2))) * kOdd;
}

/// One of two texts.
[[nodiscard]] inline std::uint64_t digest(std::string_view first, std::string_view second) {
  return combined(digest(first), digest(second));
}

}  // namespace mm1::flow
