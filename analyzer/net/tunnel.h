// Tunnels that carry IP packets over UDP or over IP.
#pragma once

#include <cstdint>
#include <optional>

#include "link_layer.h"

namespace mm1::net {

/// Takes the header of a tunnel that uses one of these ports off the payload of a UDP datagram, and
/// returns the type of what follows. Nothing, with `layer` as it was, when it is no such tunnel: a
/// datagram like others.
[[nodiscard]] std::optional<EtherType> take_udp_tunnel(std::uint16_t source_port,
                                                       std::uint16_t destination_port,
                                                       Layer& layer);

/// How the tunnel of an IP protocol number begins; nullptr when it is none.
[[nodiscard]] TakeHeader ip_tunnel(std::uint8_t protocol);

}  // namespace mm1::net
