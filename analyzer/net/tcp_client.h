// Which end of a connection is the client, when its SYN was not captured.
#pragma once

#include "mm1/net/network.h"

namespace mm1::net {

/// Whether the sender of these octets, the first captured of the connection, seems to be the
/// client: by what they look like, else by the ports. Only a hint; what the reader finds counts
/// more.
[[nodiscard]] bool looks_like_client(const Endpoint& sender, const Endpoint& receiver,
                                     Octets first);

}  // namespace mm1::net
