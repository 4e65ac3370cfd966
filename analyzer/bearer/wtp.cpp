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
  not_captured_ += pdu.missing;
  if (carries_first_packet(pdu)) {
    began_ = true;
    first_hash_ = hash_of(pdu.data);
    first_size_ = pdu.data.size();
  }
  if (pdu.last) {
    has_last_ = true;
    last_psn_ = pdu.psn;
  }
  packets_.emplace(pdu.psn, Packet{{pdu.data.begin(), pdu.data.end()}, pdu.missing});
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
    octets.insert(octets.end(), packet.octets.begin(), packet.octets.end());
    if (packet.missing != 0) break;
  }
  return octets;
}

std::size_t WtpMessage::missing(std::size_t joined) const {
  const std::size_t known = octets_ + not_captured_ - joined;
  return complete() ? known : std::max<std::size_t>(known, 1);
}

void WtpMessage::clear() {
  budget_->give_back(octets_ + packets_.size() * kPacketOverhead);
  packets_.clear();
  frames_.clear();
  octets_ = 0;
  not_captured_ = 0;
  has_last_ = false;
}

Wtp::Wtp(Outlet& outlet)
    : outlet_(outlet),
      transactions_(kMaxTransactions, kIdle),
      waiting_(kMaxTransactions, kReorderTime) {}

void Wtp::advance(std::int64_t now_ns) {
  waiting_.advance(now_ns, [this](const Key& key, Nothing, bool) {
    if (Transaction* known = transactions_.find(key)) stop_waiting(key, *known);
  });
  transactions_.advance(now_ns, forget());
}

void Wtp::on_datagram(const net::Datagram& datagram) {
  advance(datagram.stamp.time_ns);
  Octets rest = datagram.payload;
  const std::size_t missing = missing_octets(datagram);
  const bool concatenated = strip_concatenation_mark(rest);
  while (!rest.empty()) {
    auto pdu = parse_wtp_pdu(take_wtp_pdu(rest, concatenated));
    if (!pdu) {
      outlet_.count(missing != 0 ? LeftOut::kPacketTruncated : LeftOut::kWtpMalformed);
      return;
    }
    // One of several says itself how long it is: whatever was cut is behind it.
    if (!concatenated) pdu->missing = missing;
    on_pdu(*pdu, datagram);
  }
}

void Wtp::on_pdu(const WtpPdu& pdu, const net::Datagram& datagram) {
  const bool from_initiator = pdu.from_initiator();
  const bool stands_alone = pdu.type == WtpType::kInvoke && pdu.transaction_class == 0 && pdu.last;
  const Key key{from_initiator ? datagram.source : datagram.destination,
                from_initiator ? datagram.destination : datagram.source, pdu.transaction(),
                stands_alone};
  switch (pdu.type) {
    case WtpType::kInvoke:
    case WtpType::kSegmentedInvoke:
      return on_invoke(key, pdu, datagram);
    case WtpType::kResult:
    case WtpType::kSegmentedResult:
      return on_result(key, pdu, datagram);
    case WtpType::kAck:
      return on_acknowledgement(key, pdu);
    case WtpType::kAbort:
      return on_abort(key);
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
    const bool answered = known->result.started() && waiting_.find(key) == nullptr;
    const bool fresh = first && (begun || answered);
    if (fresh) close(key);
  }
  Transaction& transaction = open(key);
  if (pdu.type == WtpType::kInvoke) transaction.invoked_ns = now;
  if (!take(transaction.invoke, pdu, datagram)) return;
  if (!transaction.invoke.complete()) return;
  transaction.invoke_done = true;
  deliver(key, transaction, false);
  deliver_result(key, transaction);
}

void Wtp::on_result(const Key& key, const WtpPdu& pdu, const net::Datagram& datagram) {
  Transaction* known = transactions_.find(key);
  if (known != nullptr && (known->result_done || known->result.complete())) {
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
  if (!transaction.invoke_done) wait(key);
  deliver_result(key, transaction);
}

// What an initiator acknowledges is the Result, whichever of the two was captured first.
void Wtp::on_acknowledgement(const Key& key, const WtpPdu& pdu) {
  Transaction* known = transactions_.find(key);
  if (known != nullptr && (known->result_done || pdu.from_initiator())) known->acknowledged = true;
}

void Wtp::on_abort(const Key& key) {
  Transaction* known = transactions_.find(key);
  if (known == nullptr) return;
  known->aborted = true;
  known->acknowledged = true;
  if (known->invoke.open() || known->result.open()) wait(key);
}

void Wtp::wait(const Key& key) {
  if (waiting_.find(key) == nullptr) waiting_.use(key);
}

// The responder has the whole Invoke: what is missing of it was lost on the way to us.
void Wtp::stop_waiting(const Key& key, Transaction& transaction) {
  if (transaction.aborted) return deliver_open(key, transaction);
  if (!transaction.invoke_done) deliver(key, transaction, false);
  transaction.invoke_done = true;
  deliver_result(key, transaction);
}

void Wtp::deliver_result(const Key& key, Transaction& transaction) {
  if (!transaction.invoke_done || !transaction.result.complete()) return;
  transaction.result_done = true;
  deliver(key, transaction, true);
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

void Wtp::deliver(const Key& key, Transaction& transaction, bool is_result) {
  WtpMessage& message = is_result ? transaction.result : transaction.invoke;
  if (!message.open()) return;
  if (!message.complete()) outlet_.count(LeftOut::kWtpIncomplete);
  const std::vector<std::uint8_t> octets = message.joined();
  if (!octets.empty()) deliver_joined(key, transaction, is_result, octets);
  message.clear();
}

void Wtp::deliver_joined(const Key& key, Transaction& transaction, bool is_result, Octets octets) {
  const WtpMessage& message = is_result ? transaction.result : transaction.invoke;
  const std::size_t missing = message.missing(octets.size());
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

void Wtp::deliver_open(const Key& key, Transaction& transaction) {
  for (const bool is_result : {false, true}) deliver(key, transaction, is_result);
}

void Wtp::close(const Key& key) {
  waiting_.erase(key);
  if (Transaction* known = transactions_.find(key); known != nullptr) deliver_open(key, *known);
  transactions_.erase(key);
}

void Wtp::finish() { transactions_.finish(forget()); }

}  // namespace mm1::bearer
