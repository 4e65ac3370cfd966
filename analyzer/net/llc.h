// IEEE 802.2 LLC with a SNAP header.
#pragma once

#include <array>

#include "link_layer.h"

namespace mm1::net {

inline constexpr std::array<std::uint8_t, 6> kSnapOfEtherType = {0xAA, 0xAA, 0x03, 0, 0, 0};
// IEEE 802.1H: how bridges carry some EtherTypes over 802.11.
inline constexpr std::array<std::uint8_t, 6> kSnapOfBridge = {0xAA, 0xAA, 0x03, 0, 0, 0xF8};

[[nodiscard]] inline bool announces_ether_type(Octets octets) {
  const auto begins_with = [&](const auto& snap) {
    return octets.size() >= snap.size() && std::equal(snap.begin(), snap.end(), octets.begin());
  };
  return begins_with(kSnapOfEtherType) || begins_with(kSnapOfBridge);
}

/// The EtherType a SNAP header carries (RFC 1042), kNoIp for any other LLC.
[[nodiscard]] inline EtherType take_llc(HeaderReader& in) {
  return announces_ether_type(in.octets(kSnapOfEtherType.size())) ? take_ether_type(in)
                                                                  : ether_type::kNoIp;
}

}  // namespace mm1::net
