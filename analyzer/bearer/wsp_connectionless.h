// Connectionless WSP over UDP: methods, replies and pushes (WAP-230 §8.2, WAP-259 appendix B).
#pragma once

#include <cstdint>
#include <string>

#include "mm1/net/network.h"
#include "outlet.h"
#include "recent.h"
#include "wsp_delivery.h"

namespace mm1::bearer {

class WspConnectionless {
 public:
  explicit WspConnectionless(Outlet& outlet);

  /// A datagram of a port that is WSP's: it is delivered or counted.
  void on_datagram(const net::Datagram& datagram);
  /// Takes the datagram only if it surely is a push of an MM1 PDU.
  [[nodiscard]] bool take_push(const net::Datagram& datagram);

 private:
  struct Key {
    net::Endpoint client;
    net::Endpoint server;
    std::uint8_t tid;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const {
      return Mixer().add(key.client).add(key.server).add(key.tid).value();
    }
  };

  void deliver(const net::Datagram& datagram, const WspPdu& pdu);
  void deliver_request(const net::Datagram& datagram, const WspPdu& pdu);

  Outlet& outlet_;
  RecentMap<Key, WspExchange, KeyHash> requests_;
};

}  // namespace mm1::bearer
