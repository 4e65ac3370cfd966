// Packets that were captured twice: by two taps of one link, or on several interfaces of a host.
#pragma once

#include <cstdint>
#include <deque>
#include <unordered_map>

#include "ip_header.h"

namespace mm1::net {

/// Knows a packet again by its addresses, protocol, identification and all its octets; what changes
/// on the way (addresses of the link, VLAN tags, tunnels, time to live) does not count.
///
/// A sender that says something twice gives each packet its own identification: WTP and SMS
/// gateways repeat after seconds, and with another one. So the same identification and octets
/// within a second are one packet. Packets without identification (IPv6, and IPv4 of stacks that
/// leave 0) are one only within five milliseconds, as no application repeats itself so soon. TCP
/// needs none of this, but for fragments.
///
/// Remembered is a keyed digest of 64 bits for each packet of the last second, at most 65 536.
class Duplicates {
 public:
  /// Whether this packet was captured before; then it is one more time of that. `payload` is what
  /// stands behind the IP header.
  [[nodiscard]] bool again(const IpHeader& header, const Layer& payload, std::int64_t time_ns);

 private:
  struct Seen {
    std::uint64_t digest = 0;
    std::int64_t time_ns = 0;
  };
  void forget_old(std::int64_t now_ns);

  std::unordered_map<std::uint64_t, std::int64_t> times_;  // by digest
  std::deque<Seen> by_age_;
};

}  // namespace mm1::net
