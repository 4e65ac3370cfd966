// What the packets of one WTP transaction were, for rules that need several of them.
#pragma once

#include <cstdint>
#include <vector>

#include "outlet.h"
#include "wsp_delivery.h"
#include "wtp_pdu.h"

namespace mm1::bearer {

/// One packet, without its data.
struct WtpFact {
  std::int64_t time_ns = 0;
  FrameRef place;
  std::uint32_t psn = 0;
  std::uint32_t data_hash = 0;
  WtpType type = WtpType::kInvoke;
  bool from_initiator = false;
  bool has_initiator_tid : 1 = false;
  bool retransmitted : 1 = false;
  bool last : 1 = false;
  bool ends_group : 1 = false;
  bool verifies : 1 = false;
  bool has_psn_item : 1 = false;
  bool offers_groups : 1 = false;
  bool aborted_by_user : 1 = false;
  std::uint8_t abort_reason_or_asked = 0;  // of an Abort the reason, of a Nack the highest number

  [[nodiscard]] bool is_data() const;
};

/// In the order of the capture, bounded: a log that is full or out of memory says so, and proves
/// the absence of nothing.
class WtpLog {
 public:
  explicit WtpLog(Budget& budget) : facts_(budget) {}

  void add(const WtpPdu& pdu, bool from_initiator, const net::Datagram& datagram);
  /// Appends what was put down before the transaction was known.
  void add(const WtpLog& early);
  /// Stops and forgets: the transaction carries no MM1.
  void close();

  [[nodiscard]] std::span<const WtpFact> facts() const { return facts_.span(); }
  [[nodiscard]] bool is_whole() const { return whole_; }

 private:
  static constexpr std::size_t kMaxFacts = 4096;

  MeteredVector<WtpFact> facts_;
  bool whole_ = true;
  bool closed_ = false;
};

}  // namespace mm1::bearer
