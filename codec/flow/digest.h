// Digests: 64 bits that stand for a text, where the text itself is not worth its memory.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "mm1/wsp/octets.h"

namespace mm1::flow {

[[nodiscard]] inline std::uint64_t digest(std::string_view text) {
  return std::hash<std::string_view>{}(text);
}
[[nodiscard]] inline std::uint64_t digest(wsp::Octets octets) {
  return digest(std::string_view{reinterpret_cast<const char*>(octets.data()), octets.size()});
}

/// One digest of two, in this order.
[[nodiscard]] inline std::uint64_t combined(std::uint64_t first, std::uint64_t second) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;
  return (first ^ (second + kOdd + (first << 6) + (first >> 2))) * kOdd;
}

}  // namespace mm1::flow
