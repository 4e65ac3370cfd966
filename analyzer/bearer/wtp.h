// WTP over UDP: transactions, segmentation and reassembly, and the connection-mode WSP inside
// (WAP-224 §7, WAP-230 §7.1).
#pragma once

#include <cstdint>
#include <optional>

#include "mm1/net/keyed_hash.h"
#include "mm1/net/network.h"
#include "outlet.h"
#include "recent.h"
#include "wap_peers.h"
#include "wsp_delivery.h"
#include "wsp_session.h"
#include "wtp_log.h"
#include "wtp_message.h"
#include "wtp_pdu.h"

namespace mm1::bearer {

/// Puts transactions together. Neighbouring packets may have changed places: a Result waits for its
/// Invoke, and an Abort for what comes before it, for `kReorderTime`. A transaction is judged when
/// it goes, with all its packets known.
class Wtp {
 public:
  Wtp(Outlet& outlet, WapPeers& peers);

  /// Capture time is `now_ns`: what waited long enough is delivered.
  void advance(std::int64_t now_ns);
  void on_datagram(const net::Datagram& datagram);
  /// Delivers what is open, as incomplete.
  void finish();

 private:
  /// TIDs repeat in every session, so both ends belong to the key. Some clients give the Invoke of
  /// their Disconnect (class 0, without Result) the TID of the method before; as a transaction of
  /// its own it takes nothing from a method whose last packets come late.
  struct Key {
    net::Endpoint initiator;
    net::Endpoint responder;
    std::uint16_t tid;
    bool stands_alone = false;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const {
      return net::KeyedHash()
          .add(key.initiator)
          .add(key.responder)
          .add(key.tid, key.stands_alone ? 1 : 0)
          .value();
    }
  };
  struct Transaction {
    explicit Transaction(Budget& budget)
        : invoke(budget), result(budget), log(budget), exchange(budget) {}
    WtpMessage invoke;
    WtpMessage result;
    bool invoke_done = false;   // it was delivered, or is awaited no more
    bool result_done = false;   // it was delivered
    bool acknowledged = false;  // the Result was: a new Invoke of this TID is a new transaction
    bool aborted = false;
    bool follows_method = false;  // the one before it, of this TID, was a method
    std::int64_t invoked_ns = 0;
    std::optional<std::uint8_t> transaction_class;  // nothing: its Invoke was not captured
    WtpLog log;
    WspExchange exchange;
  };

  struct Packet {
    const WtpPdu& pdu;
    const net::Datagram& datagram;
    PacketFaults& faults;
    bool from_initiator;
  };

  void on_unreadable(const net::Datagram& datagram, std::size_t missing, PacketFaults faults);
  void on_packet(const Packet& packet);
  [[nodiscard]] static Key key_of(const WtpPdu& pdu, const net::Datagram& datagram,
                                  bool from_initiator);
  [[nodiscard]] bool comes_from_initiator(const WtpPdu& pdu, const net::Datagram& datagram);
  void on_invoke(const Key& key, const Packet& packet);
  void on_result(const Key& key, const Packet& packet);
  void on_control(const Key& key, const Packet& packet);
  void on_acknowledgement(const Key& key, Transaction& transaction, const Packet& packet);
  void on_abort(const Key& key, Transaction& transaction);
  static bool is_repeat(const Transaction& transaction, const WtpPdu& pdu, std::int64_t now);
  Transaction& open(const Key& key, const Packet& packet);
  void note(const Key& key, Transaction& transaction, const Packet& packet);
  bool take(const Key& key, WtpMessage& message, const Packet& packet);
  void wait(const Key& key);
  void stop_waiting(const Key& key, Transaction& transaction);
  void tell_lost(const Key& key, const net::Stamp& stamp);
  void tell_stalled(const Key& key, const Transaction& transaction);
  void deliver_result(const Key& key, Transaction& transaction);
  void deliver(const Key& key, Transaction& transaction, bool is_result, bool evicted = false);
  void deliver_joined(const Key& key, Transaction& transaction, bool is_result, Octets octets);
  void hold_incomplete(const Key& key, Transaction& transaction, bool is_result);
  void end(const Key& key, Transaction& transaction, bool evicted);
  void close(const Key& key);
  /// What is to be done with a transaction that goes: its open messages are delivered, and it is
  /// judged.
  [[nodiscard]] auto forget() {
    return [this](const Key& key, Transaction& transaction, bool for_room) {
      waiting_.erase(key);
      stalled_.erase(key);
      end(key, transaction, for_room);
    };
  }

  struct Nothing {};

  Outlet& outlet_;
  WapPeers& peers_;
  WspSessions sessions_;
  RecentMap<Key, Transaction, KeyHash> transactions_;
  RecentMap<Key, Nothing, KeyHash> waiting_;  // those whose packets may have changed places
  RecentMap<Key, WtpLog, KeyHash> early_;     // Acks and the like, before any packet with data
  RecentMap<Key, Nothing, KeyHash> stalled_;  // those with a message that is not yet complete
};

}  // namespace mm1::bearer
