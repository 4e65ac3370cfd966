// From a captured frame, or the payload of a tunnel, down to an IP packet.
#pragma once

#include <cstdint>
#include <optional>

#include "header_reader.h"

namespace mm1::net {

/// What follows a header: an EtherType, or a number of our own for what has none. Those are free,
/// as EtherTypes begin at 0x0600 (IEEE 802.3: below, it is a length).
using EtherType = std::uint16_t;

namespace ether_type {
inline constexpr EtherType kFirst = 0x0600;
inline constexpr EtherType kIpv4 = 0x0800;
inline constexpr EtherType kIpv6 = 0x86DD;
inline constexpr EtherType kMpls = 0x8847;
inline constexpr EtherType kEthernet = 0x6558;  // bridged over GRE
inline constexpr EtherType kPpp = 0x880B;

inline constexpr EtherType kNoIp = 0;            // nothing that can be IP
inline constexpr EtherType kWlanUnreadable = 1;  // an encrypted 802.11 frame, or a part of one
inline constexpr EtherType kMsdus = 2;           // several packets in one 802.11 frame (A-MSDU)
}  // namespace ether_type

/// Takes a header and returns the type of what follows it.
using TakeHeader = EtherType (*)(HeaderReader&);

/// The type field of a header. A number that is no EtherType may be one of ours: kNoIp.
[[nodiscard]] inline EtherType take_ether_type(HeaderReader& in) {
  const EtherType type = in.u16();
  return type >= ether_type::kFirst ? type : ether_type::kNoIp;
}

/// IPv4 or IPv6, as the first octet says.
[[nodiscard]] EtherType by_ip_version(HeaderReader& in);

/// An IP packet that was found, and the other packets of the same frame, of type kMsdus.
struct Peeled {
  Layer packet;
  Layer others;
};

/// Finds the IP packet in a frame of this LINKTYPE_. Says why it cannot; `others` is set all the
/// same.
[[nodiscard]] std::optional<LeftOut> peel_link(std::uint32_t link_type, const Layer& frame,
                                               Peeled& peeled);

/// The same for what an EtherType announces.
[[nodiscard]] std::optional<LeftOut> peel(EtherType type, const Layer& layer, Peeled& peeled);

}  // namespace mm1::net
