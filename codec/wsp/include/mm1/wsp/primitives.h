// The WSP encodings that everything else is built of (WAP-230 §8.1.2, §8.4.1.2, §8.4.2.1–3),
// measured on plain octets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "mm1/wsp/octets.h"

namespace mm1::wsp {

/// What the first octet of a value says about its length (WAP-230 §8.4.1.2).
enum class ValueClass : std::uint8_t {
  kShortLength,  // 00–1E: so many octets follow
  kLengthQuote,  // 1F: a uintvar says how many
  kText,         // 20–7F: up to 00
  kOctet,        // 80–FF: this octet is the value
};

[[nodiscard]] constexpr ValueClass value_class(std::uint8_t first) {
  if (first >= 0x80) return ValueClass::kOctet;
  if (first >= 0x20) return ValueClass::kText;
  return first == 0x1F ? ValueClass::kLengthQuote : ValueClass::kShortLength;
}

inline constexpr std::uint8_t kQuote = 0x7F, kLengthQuote = 0x1F, kStringQuote = 0x22;
inline constexpr std::size_t kLongestShortLength = 30;

/// A variable length unsigned integer. `length` octets, not more than there are.
struct Uintvar {
  std::uint64_t value = 0;  // saturated when too long
  std::size_t length = 0;
  bool complete = false;  // its last octet is there
  bool too_long = false;  // more than 5 octets or 32 bits
  bool padded = false;    // begins with 80
};
[[nodiscard]] Uintvar uintvar(Octets octets);

/// How far a value reaches that is skipped by its class. `length` octets, not more than there are.
struct Extent {
  std::size_t length = 0;
  bool complete = false;
};
[[nodiscard]] Extent value_extent(Octets octets);

/// Distance of the first 00, or nothing.
[[nodiscard]] std::optional<std::size_t> find_end_of_string(Octets octets);

/// Big-endian unsigned integer; nothing when it needs more than 64 bits.
[[nodiscard]] std::optional<std::uint64_t> big_endian(Octets octets);

/// Whether an octet may stand in a token (RFC 2616 §2.2).
[[nodiscard]] bool is_token_octet(std::uint8_t octet);

}  // namespace mm1::wsp
