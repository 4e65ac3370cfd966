#include "wtp.h"

#include <algorithm>

namespace mm1::bearer {
namespace {

using capture::LeftOut;

constexpr std::size_t kMaxTransactions = 16 * 1024;
// WAP-224 appendix A: the longest wait (300 s, SMS), and how long an initiator on IP repeats an
// Invoke (8 times 5 s).
constexpr std::int64_t kIdle = 300'000'000'000;
constexpr std::int64_t kRepeatWindow = 40'000'000'000;
constexpr std::size_t kPacketOverhead = 96;  // memory of one buffered packet beside its octets

std::size_t hash_of(Octets data) { return Mixer().add_all(data).value(); }

std::size_t missing_octets(const net::Datagram& datagram) {
  return datagram.reported_length > datagram.payload.size()
             ? datagram.reported_length - datagram.payload.size()
             : 0;
}

bool carries_first_packet(const WtpPdu& pdu) {
  return pdu.type == WtpType::kInvoke || pdu.type == WtpType::kResult;
}

}  // namespace

bool WtpMessage::began_with(Octets data) const {
  return began_ && first_size_ == data.size() && first_hash_ == hash_of(data);
}

WtpMessage::Taken WtpMessage::take(const WtpPdu& pdu, const net::Datagram& datagram) {
  if (packets_.contains(pdu.psn)) return Taken::kRepeated;
  if (!budget_->take(pdu.data.size() + kPacketOverhead)) return Taken::kNoMemory;
  octets_ += pdu.data.size();
  if (carries_first_packet(pdu)) {
    began_ = true;
    first_hash_ = hash_of(pdu.data);
    first_size_ = pdu.data.size();
  }
  if (pdu.last) {
    has_last_ = true;
    last_psn_ = pdu.psn;
  }
  packets_.emplace(pdu.psn, std::vector<std::uint8_t>(pdu.data.begin(), pdu.data.end()));
  frames_.add(datagram.frames);
  latest_ = datagram.stamp;
  return Taken::kNew;
}

bool WtpMessage::complete() const {
  return has_last_ && packets_.size() > last_psn_ && packets_.begin()->first == 0 &&
         std::next(packets_.begin(), last_psn_)->first == last_psn_;
}

std::vector<std::uint8_t> WtpMessage::joined() const {
  std::vector<std::uint8_t> octets;
  octets.reserve(octets_);
  std::uint32_t expected = 0;
  for (const auto& [psn, packet] : packets_) {
    if (psn != expected++ || (has_last_ && psn > last_psn_)) break;
    octets.insert(octets.end(), packet.begin(), packet.end());
  }
  return octets;
}

void WtpMessage::clear() {
  budget_->give_back(octets_ + packets_.size() * kPacketOverhead);
  packets_.clear();
  frames_.clear();
  octets_ = 0;
  has_last_ = false;
}

Wtp::Wtp(Outlet& outlet) : outlet_(outlet), transactions_(kMaxTransactions, kIdle) {}

void Wtp::on_datagram(const net::Datagram& datagram) {
  transactions_.advance(datagram.stamp.time_ns, forget());
  Octets rest = datagram.payload;
  const bool concatenated = strip_concatenation_mark(rest);
  while (!rest.empty()) {
    const auto pdu = parse_wtp_pdu(take_wtp_pdu(rest, concatenated));
    if (!pdu) {
      outlet_.count(missing_octets(datagram) != 0 ? LeftOut::kPacketTruncated
                                                  : LeftOut::kWtpMalformed);
      return;
    }
    on_pdu(*pdu, datagram);
  }
}

void Wtp::on_pdu(const WtpPdu& pdu, const net::Datagram& datagram) {
  const bool from_initiator = pdu.from_initiator();
  const Key key{from_initiator ? datagram.source : datagram.destination,
                from_initiator ? datagram.destination : datagram.source, pdu.transaction()};
  switch (pdu.type) {
    case WtpType::kInvoke:
    case WtpType::kSegmentedInvoke:
      return on_invoke(key, pdu, datagram);
    case WtpType::kResult:
    case WtpType::kSegmentedResult:
      return on_result(key, pdu, datagram);
    case WtpType::kAck:
    case WtpType::kAbort:
      return on_end_of_transaction(key, pdu);
    case WtpType::kNack:
      return;
  }
}

Wtp::Transaction& Wtp::open(const Key& key) {
  const bool known = transactions_.find(key) != nullptr;
  Transaction& transaction = transactions_.use(key, outlet_.budget);
  if (!known) transaction.exchange.number = outlet_.next_exchange();
  return transaction;
}

// RID marks a repeat, but some senders leave it clear; a TID that comes round again carries other
// octets, or follows a transaction that was acknowledged.
bool Wtp::is_repeat(const Transaction& transaction, const WtpPdu& pdu, std::int64_t now) const {
  if (!transaction.invoke.began_with(pdu.data)) return false;
  if (pdu.retransmitted) return true;
  return !transaction.acknowledged && now - transaction.invoked_ns <= kRepeatWindow;
}

void Wtp::on_invoke(const Key& key, const WtpPdu& pdu, const net::Datagram& datagram) {
  const std::int64_t now = datagram.stamp.time_ns;
  if (Transaction* known = transactions_.find(key); known != nullptr) {
    const bool first = pdu.type == WtpType::kInvoke;
    const bool begun = known->invoke.started();
    const bool repeated = first ? begun && is_repeat(*known, pdu, now) : known->invoke_done;
    if (repeated) {
      outlet_.count(LeftOut::kWtpRetransmission);
      open(key);
      return;
    }
    const bool fresh = first && (begun || known->result.started());
    if (fresh) close(key);
  }
  Transaction& transaction = open(key);
  if (pdu.type == WtpType::kInvoke) transaction.invoked_ns = now;
  if (!take(transaction.invoke, pdu, datagram)) return;
  if (!transaction.invoke.complete()) return;
  transaction.invoke_done = true;
  deliver(key, transaction, false, missing_octets(datagram));
}

void Wtp::on_result(const Key& key, const WtpPdu& pdu, const net::Datagram& datagram) {
  if (Transaction* known = transactions_.find(key); known != nullptr && known->result_done) {
    const bool first = pdu.type == WtpType::kResult;
    if (!first || pdu.retransmitted || known->result.began_with(pdu.data)) {
      outlet_.count(LeftOut::kWtpRetransmission);
      open(key);
      return;
    }
    close(key);  // the TID came round again, and its Invoke was not captured
  }
  Transaction& transaction = open(key);
  if (!take(transaction.result, pdu, datagram)) return;
  if (!transaction.result.complete()) return;
  transaction.result_done = true;
  // The responder has the whole Invoke: what is missing of it was lost on the way to us.
  if (transaction.invoke.open()) {
    outlet_.count(LeftOut::kWtpIncomplete);
    transaction.invoke_done = true;
    deliver(key, transaction, false, 1);
  }
  deliver(key, transaction, true, missing_octets(datagram));
}

void Wtp::on_end_of_transaction(const Key& key, const WtpPdu& pdu) {
  Transaction* known = transactions_.find(key);
  if (known == nullptr) return;
  if (pdu.type == WtpType::kAck) {
    known->acknowledged = known->acknowledged || known->result_done;
    return;
  }
  deliver_incomplete(key, *known);
  known->acknowledged = true;
}

bool Wtp::take(WtpMessage& message, const WtpPdu& pdu, const net::Datagram& datagram) {
  WtpMessage::Taken taken = message.take(pdu, datagram);
  // The transaction in hand was used last, so it is the last one that could go.
  while (taken == WtpMessage::Taken::kNoMemory && transactions_.size() > 1) {
    transactions_.forget_oldest(forget(), true);
    taken = message.take(pdu, datagram);
  }
  switch (taken) {
    case WtpMessage::Taken::kNew:
      return true;
    case WtpMessage::Taken::kRepeated:
      outlet_.count(LeftOut::kWtpRetransmission);
      return false;
    case WtpMessage::Taken::kNoMemory:
      outlet_.count(LeftOut::kEvicted);
      return false;
  }
  return false;
}

void Wtp::deliver(const Key& key, Transaction& transaction, bool is_result, std::size_t missing) {
  WtpMessage& message = is_result ? transaction.result : transaction.invoke;
  const std::vector<std::uint8_t> octets = message.joined();
  if (!octets.empty()) deliver_joined(key, transaction, is_result, octets, missing);
  message.clear();
}

void Wtp::deliver_joined(const Key& key, Transaction& transaction, bool is_result, Octets octets,
                         std::size_t missing) {
  const WtpMessage& message = is_result ? transaction.result : transaction.invoke;
  const auto pdu = parse_wsp_pdu(octets);
  if (!pdu) {
    outlet_.count(missing != 0 ? LeftOut::kPacketTruncated : LeftOut::kWspMalformed);
    return;
  }
  const WspCarriage carriage{.bearer = flow::Bearer::kWspCo,
                             .push_bearer = flow::Bearer::kWspCo,
                             .sender = (is_result ? key.responder : key.initiator).address,
                             .receiver = (is_result ? key.initiator : key.responder).address,
                             .stamp = message.latest(),
                             .frames = message.frames().span(),
                             .missing = missing};
  deliver_wsp(outlet_, *pdu, carriage, transaction.exchange);
}

void Wtp::deliver_incomplete(const Key& key, Transaction& transaction) {
  for (const bool is_result : {false, true}) {
    const WtpMessage& message = is_result ? transaction.result : transaction.invoke;
    if (!message.open()) continue;
    outlet_.count(LeftOut::kWtpIncomplete);
    deliver(key, transaction, is_result, 1);
  }
}

void Wtp::close(const Key& key) {
  if (Transaction* known = transactions_.find(key); known != nullptr) {
    deliver_incomplete(key, *known);
  }
  transactions_.erase(key);
}

void Wtp::finish() { transactions_.finish(forget()); }

}  // namespace mm1::bearer
