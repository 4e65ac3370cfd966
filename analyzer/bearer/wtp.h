// WTP over UDP: transactions, segmentation and reassembly, and the connection-mode WSP inside
// (WAP-224 §7, WAP-230 §7.1).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "mm1/net/network.h"
#include "outlet.h"
#include "recent.h"
#include "wsp_delivery.h"
#include "wtp_pdu.h"

namespace mm1::bearer {

/// One message of a transaction, Invoke or Result, put together from its packets.
class WtpMessage {
 public:
  enum class Taken : std::uint8_t { kNew, kRepeated, kNoMemory };

  explicit WtpMessage(Budget& budget) : budget_(&budget), frames_(budget) {}
  ~WtpMessage() { clear(); }
  WtpMessage(const WtpMessage&) = delete;
  WtpMessage& operator=(const WtpMessage&) = delete;

  Taken take(const WtpPdu& pdu, const net::Datagram& datagram);
  /// Whether the packet is the one that began this message, sent again.
  [[nodiscard]] bool began_with(Octets data) const;
  [[nodiscard]] bool started() const { return began_; }
  [[nodiscard]] bool open() const { return !packets_.empty(); }
  /// All packets from the first to the last are there.
  [[nodiscard]] bool complete() const;
  /// The packets from the first up to the first octet missing, joined.
  [[nodiscard]] std::vector<std::uint8_t> joined() const;
  /// How many octets of the message `joined` lacks, at least.
  [[nodiscard]] std::size_t missing(std::size_t joined) const;
  [[nodiscard]] const FrameList& frames() const { return frames_; }
  [[nodiscard]] const net::Stamp& latest() const { return latest_; }
  /// Forgets the packets; which packet began the message is still known.
  void clear();

 private:
  struct Packet {
    std::vector<std::uint8_t> octets;
    std::size_t missing = 0;  // octets at its end that were not captured
  };

  Budget* budget_;
  std::map<std::uint32_t, Packet> packets_;
  FrameList frames_;
  std::size_t octets_ = 0;
  std::size_t not_captured_ = 0;
  bool has_last_ = false;
  std::uint32_t last_psn_ = 0;
  bool began_ = false;
  std::size_t first_hash_ = 0;
  std::size_t first_size_ = 0;
  net::Stamp latest_;
};

/// Puts transactions together. Neighbouring packets may have changed places: a Result waits for its
/// Invoke, and an Abort for what comes before it, for `kReorderTime`.
class Wtp {
 public:
  explicit Wtp(Outlet& outlet);

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
      return Mixer()
          .add(key.initiator)
          .add(key.responder)
          .add(key.tid)
          .add(key.stands_alone)
          .value();
    }
  };
  struct Transaction {
    explicit Transaction(Budget& budget) : invoke(budget), result(budget) {}
    WtpMessage invoke;
    WtpMessage result;
    bool invoke_done = false;   // it was delivered, or is awaited no more
    bool result_done = false;   // it was delivered
    bool acknowledged = false;  // the Result was: a new Invoke of this TID is a new transaction
    bool aborted = false;
    std::int64_t invoked_ns = 0;
    WspExchange exchange;
  };

  void on_pdu(const WtpPdu& pdu, const net::Datagram& datagram);
  void on_invoke(const Key& key, const WtpPdu& pdu, const net::Datagram& datagram);
  void on_result(const Key& key, const WtpPdu& pdu, const net::Datagram& datagram);
  void on_acknowledgement(const Key& key, const WtpPdu& pdu);
  void on_abort(const Key& key);
  bool is_repeat(const Transaction& transaction, const WtpPdu& pdu, std::int64_t now) const;
  Transaction& open(const Key& key);
  bool take(WtpMessage& message, const WtpPdu& pdu, const net::Datagram& datagram);
  void wait(const Key& key);
  void stop_waiting(const Key& key, Transaction& transaction);
  void deliver_result(const Key& key, Transaction& transaction);
  void deliver(const Key& key, Transaction& transaction, bool is_result);
  void deliver_joined(const Key& key, Transaction& transaction, bool is_result, Octets octets);
  void deliver_open(const Key& key, Transaction& transaction);
  void close(const Key& key);
  /// What is to be done with a transaction that goes: its open messages are delivered.
  [[nodiscard]] auto forget() {
    return [this](const Key& key, Transaction& transaction, bool for_room) {
      const bool open = transaction.invoke.open() || transaction.result.open();
      if (for_room && open) outlet_.count(capture::LeftOut::kEvicted);
      waiting_.erase(key);
      deliver_open(key, transaction);
    };
  }

  struct Nothing {};

  Outlet& outlet_;
  RecentMap<Key, Transaction, KeyHash> transactions_;
  RecentMap<Key, Nothing, KeyHash> waiting_;  // those whose packets may have changed places
};

}  // namespace mm1::bearer
