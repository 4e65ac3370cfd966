// Which protocol a TCP connection speaks, by its first octets: ports say little, MMSCs and SMSCs
// are configured to listen anywhere.
#pragma once

#include <cstdint>

#include "mm1/capture/left_out.h"
#include "mm1/capture/packet.h"

namespace mm1::bearer {

enum class Protocol : std::uint8_t { kUnknown, kHttp, kSmpp, kHttp2, kTls };

/// Octets too few to be sure are given to the protocol they agree with: its reader finds out.
[[nodiscard]] Protocol recognise(capture::Octets first);

/// What a connection of this protocol is counted as when it is not read.
[[nodiscard]] capture::LeftOut left_out_as(Protocol protocol);

/// Whether this protocol hides what it carries, so that nothing in it can be read.
[[nodiscard]] bool is_unreadable(Protocol protocol);

}  // namespace mm1::bearer
