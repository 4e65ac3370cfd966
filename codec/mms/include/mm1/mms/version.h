// MMS versions as the wire writes them.
#pragma once

#include <cstdint>

namespace mm1::mms {

/// An MMS version: major in the high nibble, minor in the low one, as X-Mms-MMS-Version has it
/// without its top bit (ENC §7.2.27). Minor 15 means "none given".
enum class Version : std::uint8_t { kNone = 0x00, k10 = 0x10, k11 = 0x11, k12 = 0x12, k13 = 0x13 };

}  // namespace mm1::mms
