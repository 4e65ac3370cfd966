// What the first pass found out about the whole capture: its PDUs, exchanges, transactions and the
// findings that need more than one PDU. Filled while frames are seen for the first time, only read
// after that. Knows nothing of Wireshark, and throws only for want of memory.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "exchanges.h"
#include "mm1/flow/tracker.h"

namespace mm1::plugin {

/// A PDU where it was seen. Its id is its place in the capture, from 1.
struct SeenPdu {
  std::uint32_t frame = 0;
  std::int64_t time_ns = 0;
  std::uint8_t type = 0;
  std::uint64_t fingerprint = 0;  // of its octets
  std::uint64_t exchange = 0;     // 0: none
  bool is_request = false;        // of the exchange
  std::uint64_t transaction = 0;  // 0: none
  std::uint64_t repeat_of = 0;    // the PDU whose octets came again; 0: none
};

/// What later PDUs decide about a transaction, or the end of the capture. Captures hold many of
/// them, so what most have in common is kept once: the text belongs to the CaptureFlow.
struct DecidedTransaction {
  flow::TransactionKind kind = flow::TransactionKind::kSend;
  flow::RetrievalMode mode = flow::RetrievalMode::kNone;
  flow::Outcome outcome = flow::Outcome::kIncompleteCapture;
  std::string_view client;
  std::string_view relay;
  std::string_view status;
  std::string transaction_id;
  std::size_t pdus = 0;  // how many
  std::int64_t start_ns = 0;
  std::int64_t end_ns = 0;
};

/// The first PDU of each type in a transaction, by id, in the order in which they were seen.
class FirstPdus {
 public:
  /// No more than a retrieval has.
  void add(std::uint64_t pdu) {
    if (count_ < ids_.size()) ids_[count_++] = pdu;
  }
  [[nodiscard]] bool empty() const { return count_ == 0; }
  [[nodiscard]] std::uint64_t front() const { return ids_[0]; }
  [[nodiscard]] const std::uint64_t* begin() const { return ids_.data(); }
  [[nodiscard]] const std::uint64_t* end() const { return ids_.data() + count_; }

 private:
  std::array<std::uint64_t, 4> ids_ = {};
  std::size_t count_ = 0;
};

/// A transaction as far as it is known.
struct SeenTransaction {
  std::optional<DecidedTransaction> decided;
  FirstPdus firsts;
  std::vector<std::uint64_t> messages;  // ids of the journeys it is part of
  std::uint32_t get = 0;                // frame of its first GET; 0: none was seen
};

/// A message journey, known when nothing more was heard of the message.
struct SeenMessage {
  flow::Journey journey;
  std::vector<std::uint64_t> forwarded_as;  // ids of the journeys that forward it
};

/// Frames that have to do with a PDU or an exchange; 0: none, not known, or the frame itself.
struct Links {
  std::uint32_t request = 0;
  std::uint32_t response = 0;
  std::uint32_t repeat_of = 0;
  std::uint32_t notification = 0;
  std::uint32_t get = 0;
  std::uint32_t retrieve_conf = 0;
  std::uint32_t notify_response = 0;
  std::uint32_t acknowledgement = 0;
  std::optional<std::int64_t> since_request_ns;
};

/// A frame that shows one half of an exchange, without a PDU in it.
struct ExchangeHalf {
  std::uint32_t frame;
  bool is_request;
  std::uint64_t exchange;
};

class CaptureFlow final : private flow::TrackerSink {
 public:
  using Findings = std::vector<flow::FlowFinding>;

  explicit CaptureFlow(const flow::TrackerOptions& options) : tracker_(*this, options) {}

  Exchanges& exchanges() { return exchanges_; }

  /// Makes room for a PDU. Gives its id.
  std::uint64_t add(const SeenPdu& pdu);
  /// The PDU with this id came, for the first time. `exchange` may be null.
  void pdu(const flow::PduEvent& event, Exchange* exchange);
  /// It came again in the same exchange.
  void repeat(std::uint64_t pdu, std::uint64_t first);
  /// Half of an exchange came without a PDU.
  void half(const flow::ExchangeEvent& event, Exchange& exchange);
  void loss(const flow::LossEvent& event) { tracker_.loss(event); }
  /// The capture was seen once as a whole. May be said again.
  void finish();
  [[nodiscard]] bool finished() const { return finished_; }
  /// No PDU was seen so far.
  [[nodiscard]] bool empty() const { return pdus_.empty(); }

  /// Id of the PDU with this fingerprint in a frame, the first one behind `after`; 0: none. Another
  /// dissection of a frame may bring other PDUs: Wireshark can take the first segment of a short
  /// message for the whole then.
  [[nodiscard]] std::uint64_t find(std::uint32_t frame, std::uint64_t fingerprint,
                                   std::uint64_t after) const;
  [[nodiscard]] const SeenPdu& pdu(std::uint64_t id) const { return pdus_[id - 1]; }
  [[nodiscard]] const Exchange* exchange(std::uint64_t number) const {
    return exchanges_.find(number);
  }
  [[nodiscard]] std::span<const ExchangeHalf> halves_of(std::uint32_t frame) const;
  /// nullptr when there is none.
  [[nodiscard]] const SeenTransaction* transaction(std::uint64_t id) const;

  /// nullptr when there is none, or it is not over yet.
  [[nodiscard]] const SeenMessage* message(std::uint64_t id) const;
  /// Frame of the first PDU of one of these types in a message's transaction; 0: none.
  [[nodiscard]] std::uint32_t frame_of(std::uint64_t transaction,
                                       std::span<const mms::PduType> types) const;

  [[nodiscard]] Links links_of(std::uint64_t pdu) const;
  [[nodiscard]] Links links_of(const ExchangeHalf& half) const;

  /// Findings that show at a PDU, and those that show at a frame without one. In the first pass
  /// they are known as far as the capture was seen.
  [[nodiscard]] std::span<const flow::FlowFinding> findings_at(std::uint64_t pdu) const;
  [[nodiscard]] std::span<const flow::FlowFinding> findings_at_frame(std::uint32_t frame) const;

 private:
  void on_transaction(const flow::Transaction& transaction) override;
  void on_finding(const flow::FlowFinding& finding) override;
  void on_journey(const flow::Journey& journey) override;

  SeenTransaction& opened(std::uint64_t transaction);
  void join(std::uint64_t id, std::uint64_t transaction);
  void join_again(std::uint64_t id, std::uint64_t first);
  [[nodiscard]] std::string_view kept(const std::string& text);
  [[nodiscard]] std::uint64_t first_of(std::uint64_t transaction, mms::PduType type) const;
  [[nodiscard]] std::uint32_t frame_of(std::uint64_t pdu) const;
  void add_members(Links& links, std::uint64_t transaction) const;

  flow::Tracker tracker_;
  bool finished_ = false;
  Exchanges exchanges_;
  std::deque<SeenPdu> pdus_;
  std::vector<ExchangeHalf> halves_;                         // in order of frames
  std::deque<SeenTransaction> transactions_;                 // by id, from 1
  std::unordered_set<std::string> texts_;                    // of transactions
  std::unordered_map<std::uint64_t, SeenMessage> messages_;  // by id
  /// First PDU by transaction and octets, where a transaction has two of one type.
  std::unordered_map<std::uint64_t, std::uint64_t> same_octets_;
  std::unordered_map<std::uint64_t, Findings> findings_;           // by PDU
  std::unordered_map<std::uint32_t, Findings> findings_of_frame_;  // those without a PDU
};

}  // namespace mm1::plugin
