// WSP encoding versions, which number the growth of its assigned-number tables.
#pragma once

#include <cstdint>

namespace mm1::wsp {

/// A WSP encoding version: major in the high nibble, minor in the low one. MMS freezes the binary
/// forms inside a message at 1.3; what is newer is written as text (E13 §7.1).
using EncodingVersion = std::uint8_t;
inline constexpr EncodingVersion kMmsEncodingVersion = 0x13;

}  // namespace mm1::wsp
