#include "wtp_log.h"

#include "mm1/net/keyed_hash.h"

namespace mm1::bearer {

bool WtpFact::is_data() const {
  return type != WtpType::kAck && type != WtpType::kAbort && type != WtpType::kNack;
}

void WtpLog::add(const WtpPdu& pdu, bool from_initiator, const net::Datagram& datagram) {
  if (closed_) return;
  WtpFact fact;
  fact.time_ns = datagram.stamp.time_ns;
  fact.place = datagram.stamp.ref;
  fact.psn = pdu.psn;
  fact.data_hash = static_cast<std::uint32_t>(net::KeyedHash().add(pdu.data).value());
  fact.type = pdu.type;
  fact.from_initiator = from_initiator;
  fact.has_initiator_tid = pdu.has_initiator_tid();
  fact.retransmitted = pdu.retransmitted;
  fact.last = pdu.last;
  fact.ends_group = pdu.ends_group;
  fact.verifies = pdu.verifies;
  fact.has_psn_item = pdu.has_psn_item;
  fact.offers_groups = pdu.offers_groups;
  fact.aborted_by_user = pdu.aborted_by_user;
  fact.abort_reason_or_asked = pdu.type == WtpType::kAbort ? pdu.abort_reason : pdu.highest_asked;
  whole_ = whole_ && facts_.size() < kMaxFacts && facts_.append({&fact, 1});
}

void WtpLog::add(const WtpLog& early) {
  whole_ = whole_ && early.whole_ && facts_.append(early.facts());
}

void WtpLog::close() {
  closed_ = true;
  whole_ = false;
  facts_.clear();
}

}  // namespace mm1::bearer
