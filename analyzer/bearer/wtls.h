// WTLS records (WAP-261 §9.2), recognised and not read.
#pragma once

#include "mm1/capture/packet.h"

namespace mm1::bearer {

/// Whether a datagram of a secure port holds WTLS records, and not WAP in clear.
[[nodiscard]] bool is_wtls(capture::Octets datagram);

}  // namespace mm1::bearer
