// Which endpoints carry MM1 over WAP, and the findings that wait to know. On the ports of WAP other
// things travel too (browsing): their packets are judged only between endpoints that carry MM1.
#pragma once

#include <cstdint>
#include <vector>

#include "mm1/net/keyed_hash.h"
#include "outlet.h"
#include "packet_fault.h"
#include "recent.h"

namespace mm1::bearer {

/// The ends of a WAP conversation.
struct WapPair {
  net::Endpoint client;
  net::Endpoint relay;
  friend bool operator==(const WapPair&, const WapPair&) = default;
};

struct WapPairHash {
  std::size_t operator()(const WapPair& pair) const {
    return net::KeyedHash().add(pair.client).add(pair.relay).value();
  }
};

/// The ends of a datagram: WAP's ports tell which one is the client (WAP-259 appendix B), and where
/// they do not, its sender is taken for it.
[[nodiscard]] WapPair wap_pair(const net::Endpoint& source, const net::Endpoint& destination);

/// The side of an endpoint.
[[nodiscard]] rules::Side side_of(const WapPair& pair, const net::Endpoint& endpoint);

/// Tells the sink that packets between the two are missing, or that they could not be read.
void tell_loss(Outlet& outlet, const WapPair& pair, flow::Bearer bearer, const net::Stamp& stamp);

/// Gives findings to the sink that belong to no message.
void tell_findings(Outlet& outlet, const WapPair& pair, flow::Bearer bearer,
                   const net::Stamp& stamp, std::uint64_t exchange,
                   std::span<const BearerFinding> findings);

/// Packets that gave no message.
struct WapPlace {
  net::Endpoint source;
  net::Endpoint destination;
  flow::Bearer bearer;
  net::Stamp stamp;
};

/// Bounded by number; what is forgotten loses only findings that were not known to be about MM1.
class WapPeers {
 public:
  explicit WapPeers(Outlet& outlet);

  void advance(std::int64_t now_ns);
  /// An MM1 PDU travelled between the two: what waited is told.
  void carried_mm1(const WapPair& pair, const net::Stamp& stamp);
  /// A packet that gave no message broke these rules. What goes to a push port is judged at once.
  void faulty(const WapPlace& place, PacketFaults faults);

 private:
  static constexpr std::size_t kMaxHeld = 4;  // findings of one pair

  struct Held {
    flow::Bearer bearer;
    net::Stamp stamp;
    BearerFinding finding;
  };
  struct Peer {
    bool carries_mm1 = false;
    std::vector<Held> held;
  };

  Outlet& outlet_;
  RecentMap<WapPair, Peer, WapPairHash> peers_;
};

}  // namespace mm1::bearer
