// Connectionless WSP over UDP: methods, replies and pushes (WAP-230 §8.2, WAP-259 appendix B).
#pragma once

#include <cstdint>
#include <optional>

#include "mm1/net/keyed_hash.h"
#include "mm1/net/network.h"
#include "outlet.h"
#include "recent.h"
#include "wap_peers.h"
#include "wsp_delivery.h"

namespace mm1::bearer {

/// Neighbouring datagrams may have changed places: a reply waits for its request for
/// `kReorderTime`.
class WspConnectionless {
 public:
  WspConnectionless(Outlet& outlet, WapPeers& peers);

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
      return net::KeyedHash().add(key.client).add(key.server).add(key.tid).value();
    }
  };

  struct Request {
    explicit Request(Budget& budget) : exchange(budget) {}
    WspExchange exchange;
    net::Stamp stamp;
    bool answered = false;
    /// A reply with another TID came to the same client: it may be this request's.
    std::optional<BearerFinding> mistaken_reply;
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

  [[nodiscard]] std::optional<WspPdu> read(const net::Datagram& datagram, WspExchange& exchange);
  void deliver(const net::Datagram& datagram, const WspPdu& pdu, WspExchange& exchange);
  void deliver_request(const net::Datagram& datagram, const WspPdu& pdu, WspExchange& exchange);
  void deliver_reply(const net::Datagram& datagram, const WspPdu& pdu, WspExchange& exchange);
  void answer(Request& request, const net::Datagram& datagram, const WspPdu& pdu,
              WspExchange& found);
  void deliver_unmatched(const Key& key, const net::Datagram& datagram, const WspPdu& pdu,
                         WspExchange& exchange);
  void suspect(const Key& key, FrameRef place);
  void forget(const Key& key, Request& request, bool too_early);
  [[nodiscard]] auto forget_early() {
    return [this](const Key& key, const EarlyReply& reply, bool) {
      const net::Datagram datagram = reply.datagram();
      WspExchange exchange(outlet_.budget);
      if (const auto pdu = read(datagram, exchange)) {
        deliver_unmatched(key, datagram, *pdu, exchange);
      }
    };
  }

  Outlet& outlet_;
  WapPeers& peers_;
  RecentMap<Key, Request, KeyHash> requests_;
  RecentMap<Key, EarlyReply, KeyHash> early_;
  RecentMap<WapPair, std::uint8_t, WapPairHash> last_tids_;  // of each pair's last request
};

}  // namespace mm1::bearer
