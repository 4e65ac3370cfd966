// Which protocol a TCP connection speaks, by its first octets: ports say little, MMSCs and SMSCs
// are configured to listen anywhere.
#pragma once

#include <cstdint>

#include "mm1/capture/packet.h"

namespace mm1::bearer {

enum class Protocol : std::uint8_t { kUnknown, kHttp, kSmpp, kTls };

/// Octets too few to be sure are given to the protocol they agree with: its reader finds out.
[[nodiscard]] Protocol recognise(capture::Octets first);

}  // namespace mm1::bearer
