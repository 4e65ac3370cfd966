// Passing over a value without knowing its grammar: its first octet tells its length.
#pragma once

#include <cstdint>

#include "mm1/wsp/cursor.h"

namespace mm1::rules {

/// Moves behind one value by the classes of WAP-230 §8.4.1.2; marks an overrun when it does not
/// end inside the cursor's window.
inline void skip_value(wsp::Cursor& cursor) {
  constexpr std::uint8_t kLengthQuote = 0x1F, kFirstText = 0x20, kFirstShort = 0x80;
  const std::uint8_t first = cursor.take();
  if (first >= kFirstShort) return;
  if (first >= kFirstText) {
    while (cursor.take() != 0) {
    }
    return;
  }
  std::uint64_t length = first;
  if (first == kLengthQuote) {
    length = 0;
    for (int octets = 0; octets < 5; ++octets) {
      const std::uint8_t octet = cursor.take();
      length = length << 7 | (octet & 0x7F);
      if (octet < 0x80) break;
    }
  }
  cursor.skip(length);
}

}  // namespace mm1::rules
