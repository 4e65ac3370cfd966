// Numbers of several octets, the highest first.
#pragma once

#include <cstdint>

#include "mm1/wsp/cursor.h"

namespace mm1::bearer {

/// A number of up to four octets. Past the end octets are 0, and the cursor's overrun mark tells.
inline std::uint32_t take_number(wsp::Cursor& cursor, int octets) {
  std::uint32_t number = 0;
  for (int i = 0; i < octets; ++i) number = number << 8 | cursor.take();
  return number;
}

inline std::uint16_t take_two(wsp::Cursor& cursor) {
  return static_cast<std::uint16_t>(take_number(cursor, 2));
}

}  // namespace mm1::bearer
