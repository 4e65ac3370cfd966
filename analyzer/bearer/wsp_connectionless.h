// Connectionless WSP over UDP: methods, replies and pushes (WAP-230 §8.2, WAP-259 appendix B).
#pragma once

#include <cstdint>
#include <string>

#include "mm1/net/network.h"
#include "outlet.h"
#include "recent.h"
#include "wsp_delivery.h"

namespace mm1::bearer {

/// Neighbouring datagrams may have changed places: a reply waits for its request for
/// `kReorderTime`.
class WspConnectionless {
 public:
  explicit WspConnectionless(Outlet& outlet);

  /// Capture time is `now_ns`: what waited long enough is delivered.
  void advance(std::int64_t now_ns);

  /// A datagram of a port that is WSP's: it is delivered or counted.
  void on_datagram(const net::Datagram& datagram);
  /// By its first octets.
  [[nodiscard]] static bool can_be_push(const net::Datagram& datagram);
  /// Takes the datagram only if it surely is a push of an MM1 PDU.
  [[nodiscard]] bool take_push(const net::Datagram& datagram);
  /// Delivers what waits.
  void finish();

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

  /// A reply without its request, so far.
  class EarlyReply {
   public:
    explicit EarlyReply(Budget& budget) : octets_(budget), frames_(budget) {}
    /// Keeps a copy; false when memory is out.
    [[nodiscard]] bool take(const net::Datagram& datagram);
    [[nodiscard]] net::Datagram datagram() const;

   private:
    MeteredVector<std::uint8_t> octets_;
    FrameList frames_;
    net::Datagram datagram_;
  };

  void deliver(const net::Datagram& datagram, const WspPdu& pdu);
  void deliver_request(const net::Datagram& datagram, const WspPdu& pdu);
  void deliver_reply(const net::Datagram& datagram, const WspPdu& pdu);
  void deliver_early(const EarlyReply& reply, WspExchange& exchange);
  [[nodiscard]] auto deliver_unmatched() {
    return [this](const Key&, const EarlyReply& reply, bool) {
      WspExchange unknown;
      unknown.number = outlet_.next_exchange();
      deliver_early(reply, unknown);
    };
  }

  Outlet& outlet_;
  RecentMap<Key, WspExchange, KeyHash> requests_;
  RecentMap<Key, EarlyReply, KeyHash> early_;
};

}  // namespace mm1::bearer
