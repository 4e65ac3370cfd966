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
  /// The packets from the first up to the first missing one, joined.
  [[nodiscard]] std::vector<std::uint8_t> joined() const;
  [[nodiscard]] const FrameList& frames() const { return frames_; }
  [[nodiscard]] const net::Stamp& latest() const { return latest_; }
  /// Forgets the packets; which packet began the message is still known.
  void clear();

 private:
  Budget* budget_;
  std::map<std::uint32_t, std::vector<std::uint8_t>> packets_;
  FrameList frames_;
  std::size_t octets_ = 0;
  bool has_last_ = false;
  std::uint32_t last_psn_ = 0;
  bool began_ = false;
  std::size_t first_hash_ = 0;
  std::size_t first_size_ = 0;
  net::Stamp latest_;
};

class Wtp {
 public:
  explicit Wtp(Outlet& outlet);

  void on_datagram(const net::Datagram& datagram);
  /// Delivers what is open, as incomplete.
  void finish();

 private:
  /// TIDs repeat in every session, so both ends belong to the key.
  struct Key {
    net::Endpoint initiator;
    net::Endpoint responder;
    std::uint16_t tid;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const {
      return Mixer().add(key.initiator).add(key.responder).add(key.tid).value();
    }
  };
  struct Transaction {
    explicit Transaction(Budget& budget) : invoke(budget), result(budget) {}
    WtpMessage invoke;
    WtpMessage result;
    bool invoke_done = false;
    bool result_done = false;
    bool acknowledged = false;  // the Result was: a new Invoke of this TID is a new transaction
    std::int64_t invoked_ns = 0;
    WspExchange exchange;
  };

  void on_pdu(const WtpPdu& pdu, const net::Datagram& datagram);
  void on_invoke(const Key& key, const WtpPdu& pdu, const net::Datagram& datagram);
  void on_result(const Key& key, const WtpPdu& pdu, const net::Datagram& datagram);
  void on_end_of_transaction(const Key& key, const WtpPdu& pdu);
  bool is_repeat(const Transaction& transaction, const WtpPdu& pdu, std::int64_t now) const;
  Transaction& open(const Key& key);
  bool take(WtpMessage& message, const WtpPdu& pdu, const net::Datagram& datagram);
  void deliver(const Key& key, Transaction& transaction, bool is_result, std::size_t missing);
  void deliver_joined(const Key& key, Transaction& transaction, bool is_result, Octets octets,
                      std::size_t missing);
  void deliver_incomplete(const Key& key, Transaction& transaction);
  void close(const Key& key);
  /// What is to be done with a transaction that goes: its open messages are delivered.
  [[nodiscard]] auto forget() {
    return [this](const Key& key, Transaction& transaction, bool for_room) {
      const bool open = transaction.invoke.open() || transaction.result.open();
      if (for_room && open) outlet_.count(capture::LeftOut::kEvicted);
      deliver_incomplete(key, transaction);
    };
  }

  Outlet& outlet_;
  RecentMap<Key, Transaction, KeyHash> transactions_;
};

}  // namespace mm1::bearer
