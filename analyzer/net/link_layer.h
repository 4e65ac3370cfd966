// From a captured frame, or the payload of a tunnel, down to an IP packet.
#pragma once

#include <cstdint>
#include <optional>

#include "header_reader.h"

namespace mm1::net {

inline constexpr std::uint16_t kEtherTypeIpv4 = 0x0800;
inline constexpr std::uint16_t kEtherTypeIpv6 = 0x86DD;
inline constexpr std::uint16_t kEtherTypeEthernet = 0x6558;  // bridged over GRE
inline constexpr std::uint16_t kEtherTypePpp = 0x880B;

/// Makes `layer`, a frame of this LINKTYPE_, the IP packet in it. Says why it cannot.
[[nodiscard]] std::optional<LeftOut> peel_link(std::uint32_t link_type, Layer& layer);

/// The same for what an EtherType announces: VLAN tags, PPPoE and MPLS are peeled.
[[nodiscard]] std::optional<LeftOut> peel_ether_type(std::uint16_t ether_type, Layer& layer);

}  // namespace mm1::net
