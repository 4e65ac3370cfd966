#include "wtp.h"

#include <algorithm>
#include <utility>

#include "mm1/mms/decode.h"
#include "mm1/wsp/arena.h"
#include "wtp_rules.h"

namespace mm1::bearer {
namespace {

using capture::LeftOut;
using rules::Detail;
using rules::operator""_rule;

constexpr std::size_t kMaxTransactions = 16 * 1024;
// WAP-224 appendix A: the longest wait (300 s, SMS), and how long an initiator on IP repeats an
// Invoke (8 times 5 s).
constexpr std::int64_t kIdle = 300'000'000'000;
constexpr std::int64_t kRepeatWindow = 40'000'000'000;
// An open message that got no packet for so long has lost one; before the tracker counts an answer
// as missing.
constexpr std::int64_t kStalled = 20'000'000'000;

// Whether octets are an MM1 PDU with a multipart body that fills them exactly.
bool reads_whole(Octets octets) {
  const auto pdu = parse_wsp_pdu(octets);
  if (!pdu || !carries_mm1(*pdu)) return false;
  wsp::Arena arena;
  const wsp::Tape tape = mms::decode(pdu->data, arena.allocator());
  const auto is_multipart = [](const wsp::Element& element) {
    return element.kind == wsp::Kind::kMultipart;
  };
  return tape.faults().empty() && std::ranges::any_of(tape.elements(), is_multipart);
}

// A PDU that surely is MM1's, behind an octet that does not belong there.
std::optional<WspPdu> pdu_behind_tid(Octets octets) {
  if (octets.size() < 2) return std::nullopt;
  auto pdu = parse_wsp_pdu(octets.subspan(1));
  return surely_carries_mm1(pdu) ? std::move(pdu) : std::nullopt;
}

}  // namespace

Wtp::Wtp(Outlet& outlet, WapPeers& peers)
    : outlet_(outlet),
      peers_(peers),
      sessions_(outlet),
      transactions_(
          table_capacity(outlet.options.max_memory, sizeof(Transaction), kMaxTransactions), kIdle),
      waiting_(kMaxTransactions, kReorderTime),
      early_(table_capacity(outlet.options.max_memory, sizeof(WtpLog), kMaxTransactions),
             kReorderTime),
      stalled_(kMaxTransactions, kStalled) {}

void Wtp::advance(std::int64_t now_ns) {
  waiting_.advance(now_ns, [this](const Key& key, Nothing, bool) {
    if (Transaction* known = transactions_.find(key)) stop_waiting(key, *known);
  });
  stalled_.advance(now_ns, [this](const Key& key, Nothing, bool) {
    if (const Transaction* known = transactions_.find(key)) tell_stalled(key, *known);
  });
  early_.advance(now_ns, [](const Key&, const WtpLog&, bool) {});
  transactions_.advance(now_ns, forget());
}

void Wtp::on_datagram(const net::Datagram& datagram) {
  advance(datagram.stamp.time_ns);
  Octets rest = datagram.payload;
  const std::size_t missing = missing_octets(datagram);
  const bool concatenated = strip_concatenation_mark(rest);
  while (!rest.empty()) {
    PacketFaults faults;
    const std::size_t left = rest.size();
    const Octets octets = take_wtp_pdu(rest, concatenated);
    auto pdu = parse_wtp_pdu(octets, &faults);
    if (concatenated && octets.empty()) {
      add_fault(&faults, "TRN-WTP-013"_rule,
                Detail("the last length does not fit ", std::uint64_t{left}, " octets"));
    }
    if (missing != 0) faults.clear();
    if (!pdu) return on_unreadable(datagram, missing, std::move(faults));
    // One of several says itself how long it is: whatever was cut is behind it.
    if (!concatenated) pdu->missing = missing;
    on_packet({*pdu, datagram, faults, comes_from_initiator(*pdu, datagram)});
  }
}

void Wtp::on_unreadable(const net::Datagram& datagram, std::size_t missing, PacketFaults faults) {
  outlet_.count(missing != 0 ? LeftOut::kPacketTruncated : LeftOut::kWtpMalformed);
  tell_loss(outlet_, wap_pair(datagram.source, datagram.destination), flow::Bearer::kWspCo,
            datagram.stamp);
  peers_.faulty({datagram.source, datagram.destination, flow::Bearer::kWspCo, datagram.stamp},
                std::move(faults));
}

// The type of a packet with data tells who sent it, and of the others the TID's top bit; where that
// leads to no transaction, the responder may have failed to invert it. Addresses do not tell: a
// capture of bare datagrams has none.
bool Wtp::comes_from_initiator(const WtpPdu& pdu, const net::Datagram& datagram) {
  if (pdu.is_data()) return pdu.type == WtpType::kInvoke || pdu.type == WtpType::kSegmentedInvoke;
  const bool by_tid = pdu.has_initiator_tid();
  const auto known = [&](bool from_initiator) {
    return transactions_.find(key_of(pdu, datagram, from_initiator)) != nullptr;
  };
  return !known(by_tid) && known(!by_tid) ? !by_tid : by_tid;
}

Wtp::Key Wtp::key_of(const WtpPdu& pdu, const net::Datagram& datagram, bool from_initiator) {
  return {.initiator = from_initiator ? datagram.source : datagram.destination,
          .responder = from_initiator ? datagram.destination : datagram.source,
          .tid = pdu.transaction(),
          .stands_alone = pdu.type == WtpType::kInvoke && pdu.transaction_class == 0 && pdu.last};
}

void Wtp::on_packet(const Packet& packet) {
  const Key key = key_of(packet.pdu, packet.datagram, packet.from_initiator);
  switch (packet.pdu.type) {
    case WtpType::kInvoke:
    case WtpType::kSegmentedInvoke:
      return on_invoke(key, packet);
    case WtpType::kResult:
    case WtpType::kSegmentedResult:
      return on_result(key, packet);
    case WtpType::kAck:
    case WtpType::kAbort:
    case WtpType::kNack:
      return on_control(key, packet);
  }
}

Wtp::Transaction& Wtp::open(const Key& key, const Packet& packet) {
  const bool known = transactions_.find(key) != nullptr;
  Transaction& transaction = transactions_.use(key, outlet_.budget);
  if (!known) {
    transaction.exchange.number = outlet_.next_exchange();
    if (const WtpLog* early = early_.find(key)) transaction.log.add(*early);
    early_.erase(key);
  }
  note(key, transaction, packet);
  return transaction;
}

// Puts down what the packet was, for when the transaction is judged.
void Wtp::note(const Key& key, Transaction& transaction, const Packet& packet) {
  transaction.log.add(packet.pdu, packet.from_initiator, packet.datagram);
  const WapPair pair = wap_pair(key.initiator, key.responder);
  for (PacketFault& fault : packet.faults) {
    transaction.exchange.hold(found(fault.rule, side_of(pair, packet.datagram.source),
                                    packet.datagram.stamp.ref, std::move(fault.detail)));
  }
}

// RID marks a repeat, but some senders leave it clear; a TID that comes round again carries other
// octets, or follows a transaction that was acknowledged a while ago.
bool Wtp::is_repeat(const Transaction& transaction, const WtpPdu& pdu, std::int64_t now) {
  if (!transaction.invoke.began_with(pdu.data)) return false;
  if (pdu.retransmitted) return true;
  const std::int64_t since = now - transaction.invoked_ns;
  return since <= (transaction.acknowledged ? kReorderTime : kRepeatWindow);
}

void Wtp::on_invoke(const Key& key, const Packet& packet) {
  const WtpPdu& pdu = packet.pdu;
  const std::int64_t now = packet.datagram.stamp.time_ns;
  bool follows_method = false;
  if (Transaction* known = transactions_.find(key); known != nullptr) {
    const bool first = pdu.type == WtpType::kInvoke;
    const bool begun = known->invoke.started();
    const bool repeated = first ? begun && is_repeat(*known, pdu, now) : known->invoke_done;
    if (repeated) {
      outlet_.count(LeftOut::kWtpRetransmission);
      open(key, packet);
      return;
    }
    const bool answered = known->result.started() && waiting_.find(key) == nullptr;
    const bool fresh = first && (begun || answered);
    follows_method = fresh && !known->exchange.method.empty();
    if (fresh) close(key);
  }
  Transaction& transaction = open(key, packet);
  if (pdu.type == WtpType::kInvoke) {
    transaction.invoked_ns = now;
    transaction.transaction_class = pdu.transaction_class;
    transaction.follows_method = follows_method;
  }
  if (!take(key, transaction.invoke, packet)) return;
  if (!transaction.invoke.complete()) return;
  transaction.invoke_done = true;
  deliver(key, transaction, false);
  deliver_result(key, transaction);
}

void Wtp::on_result(const Key& key, const Packet& packet) {
  const WtpPdu& pdu = packet.pdu;
  Transaction* known = transactions_.find(key);
  if (known != nullptr && (known->result_done || known->result.complete())) {
    const bool first = pdu.type == WtpType::kResult;
    if (!first || pdu.retransmitted || known->result.began_with(pdu.data)) {
      outlet_.count(LeftOut::kWtpRetransmission);
      open(key, packet);
      return;
    }
    close(key);  // the TID came round again, and its Invoke was not captured
  }
  Transaction& transaction = open(key, packet);
  if (!take(key, transaction.result, packet)) return;
  if (!transaction.invoke_done) wait(key);
  deliver_result(key, transaction);
}

void Wtp::on_control(const Key& key, const Packet& packet) {
  Transaction* known = transactions_.find(key);
  if (known == nullptr) {
    const net::Datagram& datagram = packet.datagram;
    early_.use(key, outlet_.budget).add(packet.pdu, packet.from_initiator, datagram);
    peers_.faulty({datagram.source, datagram.destination, flow::Bearer::kWspCo, datagram.stamp},
                  std::exchange(packet.faults, {}));
    return;
  }
  note(key, *known, packet);
  if (packet.pdu.type == WtpType::kAck) on_acknowledgement(key, *known, packet);
  if (packet.pdu.type == WtpType::kAbort) on_abort(key, *known);
}

// What an initiator acknowledges is the Result, whichever of the two was captured first; unless it
// only acknowledges a group of it, or confirms the TID (§7.8).
void Wtp::on_acknowledgement(const Key& key, Transaction& transaction, const Packet& packet) {
  if (packet.pdu.verifies) return;
  if (!transaction.result_done && (!packet.from_initiator || packet.pdu.has_psn_item)) return;
  transaction.acknowledged = true;
  if (!transaction.result.started()) wait(key);
}

void Wtp::on_abort(const Key& key, Transaction& transaction) {
  transaction.aborted = true;
  transaction.acknowledged = true;
  if (transaction.invoke.open() || transaction.result.open()) wait(key);
}

void Wtp::wait(const Key& key) {
  if (waiting_.find(key) == nullptr) waiting_.use(key);
}

void Wtp::stop_waiting(const Key& key, Transaction& transaction) {
  if (transaction.aborted) {
    for (const bool is_result : {false, true}) deliver(key, transaction, is_result);
    return;
  }
  // The responder has the whole Invoke: what is missing of it was lost on the way to us.
  if (transaction.result.started() && !transaction.invoke_done) {
    if (!transaction.invoke.open()) tell_lost(key, transaction.result.latest());
    deliver(key, transaction, false);
    transaction.invoke_done = true;
  }
  // So was a Result that the initiator has.
  if (transaction.acknowledged && !transaction.result.started()) {
    tell_lost(key, transaction.invoke.latest());
  }
  deliver_result(key, transaction);
}

void Wtp::tell_lost(const Key& key, const net::Stamp& stamp) {
  tell_loss(outlet_, wap_pair(key.initiator, key.responder), flow::Bearer::kWspCo, stamp);
}

void Wtp::tell_stalled(const Key& key, const Transaction& transaction) {
  for (const WtpMessage* message : {&transaction.invoke, &transaction.result}) {
    if (message->open() && !transaction.aborted) tell_lost(key, message->latest());
  }
}

void Wtp::deliver_result(const Key& key, Transaction& transaction) {
  if (!transaction.invoke_done || !transaction.result.complete()) return;
  transaction.result_done = true;
  deliver(key, transaction, true);
}

bool Wtp::take(const Key& key, WtpMessage& message, const Packet& packet) {
  WtpMessage::Taken taken = WtpMessage::Taken::kNoMemory;
  if (message.size() + packet.pdu.data.size() <= outlet_.options.max_body) {
    taken = message.take(packet.pdu, packet.datagram);
    // The transaction in hand was used last, so it is the last one that could go.
    while (taken == WtpMessage::Taken::kNoMemory && transactions_.size() > 1) {
      transactions_.forget_oldest(forget(), true);
      taken = message.take(packet.pdu, packet.datagram);
    }
  }
  switch (taken) {
    case WtpMessage::Taken::kNew:
      if (!message.complete()) stalled_.use(key);
      return true;
    case WtpMessage::Taken::kRepeated:
      outlet_.count(LeftOut::kWtpRetransmission);
      return false;
    case WtpMessage::Taken::kNoMemory:
      outlet_.count(LeftOut::kEvicted);
      tell_lost(key, packet.datagram.stamp);
      return false;
  }
  return false;
}

void Wtp::deliver(const Key& key, Transaction& transaction, bool is_result, bool evicted) {
  WtpMessage& message = is_result ? transaction.result : transaction.invoke;
  if (!message.open()) return;
  if (!message.complete()) {
    outlet_.count(LeftOut::kWtpIncomplete);
    if (!transaction.aborted) tell_lost(key, message.latest());
    if (!transaction.aborted && !evicted) hold_incomplete(key, transaction, is_result);
  }
  const std::vector<std::uint8_t> octets = message.joined();
  if (!octets.empty()) deliver_joined(key, transaction, is_result, octets);
  message.clear();
  const WspExchange& exchange = transaction.exchange;
  const bool may_be_mm1 = exchange.is_mm1 || (!is_result && exchange.is_get);
  if (!may_be_mm1) transaction.log.close();
}

// Packets may be missing because their numbers were never used. That is sure when the receiver
// asked for nothing and answered, and what is there makes a whole PDU.
void Wtp::hold_incomplete(const Key& key, Transaction& transaction, bool is_result) {
  const WtpMessage& message = is_result ? transaction.result : transaction.invoke;
  const bool answered = is_result ? transaction.acknowledged : transaction.result.started();
  const auto facts = transaction.log.facts();
  const bool asked =
      std::ranges::any_of(facts, [](const WtpFact& fact) { return fact.type == WtpType::kNack; });
  const bool skipped =
      answered && !asked && message.has_gap_only() && reads_whole(message.joined_over_gaps());
  const WapPair pair = wap_pair(key.initiator, key.responder);
  const rules::Side sender = side_of(pair, is_result ? key.responder : key.initiator);
  transaction.exchange.hold(
      found(skipped ? "TRN-WTP-006"_rule : "TRN-WTP-010"_rule, sender, message.latest().ref,
            (skipped ? "numbers not used: " : "missing: ") + message.missing_packets()));
}

void Wtp::deliver_joined(const Key& key, Transaction& transaction, bool is_result, Octets octets) {
  const WtpMessage& message = is_result ? transaction.result : transaction.invoke;
  const net::Endpoint& sender = is_result ? key.responder : key.initiator;
  const net::Endpoint& receiver = is_result ? key.initiator : key.responder;
  const WapPair pair = wap_pair(key.initiator, key.responder);
  const std::size_t missing = message.missing();
  PacketFaults faults;
  auto pdu = parse_wsp_pdu(octets, &faults);
  if (!pdu || !carries_mm1(*pdu)) {
    if (auto shifted = pdu_behind_tid(octets)) {
      pdu = shifted;
      faults.clear();
      transaction.exchange.hold(found("TRN-WSP-001"_rule, side_of(pair, sender),
                                      message.latest().completed_by,
                                      "one stands before a connection-mode PDU"));
    }
  }
  if (pdu && pdu->kind == WspKind::kFragment && !is_result && !transaction.follows_method) {
    add_fault(&faults, "TRN-WSP-009"_rule, Detail("in an Invoke of its own"));
  }
  if (missing == 0) {
    peers_.faulty({sender, receiver, flow::Bearer::kWspCo, message.latest()}, std::move(faults));
  }
  if (!pdu) {
    outlet_.count(missing != 0 ? LeftOut::kPacketTruncated : LeftOut::kWspMalformed);
    return tell_lost(key, message.latest());
  }
  if (pdu->kind == WspKind::kSession && missing == 0) {
    sessions_.on_pdu(pair, octets, message.latest().time_ns);
  }
  const WspCarriage carriage{.bearer = flow::Bearer::kWspCo,
                             .push_bearer = flow::Bearer::kWspCo,
                             .sender = sender,
                             .receiver = receiver,
                             .stamp = message.latest(),
                             .frames = message.frames().span(),
                             .missing = missing,
                             .transaction_class = transaction.transaction_class,
                             .session = sessions_.find(pair)};
  if (deliver_wsp(outlet_, *pdu, carriage, transaction.exchange)) {
    peers_.carried_mm1(pair, message.latest());
  }
}

void Wtp::end(const Key& key, Transaction& transaction, bool evicted) {
  const bool open = transaction.invoke.open() || transaction.result.open() ||
                    (transaction.exchange.is_get && !transaction.result_done);
  if (evicted && open) outlet_.count(LeftOut::kEvicted);
  for (const bool is_result : {false, true}) deliver(key, transaction, is_result, evicted);
  WspExchange& exchange = transaction.exchange;
  if (!exchange.is_mm1) return;
  const WapPair pair = wap_pair(key.initiator, key.responder);
  check_wtp(transaction.log, side_of(pair, key.initiator), exchange);
  const WtpMessage& latest = transaction.result.started() ? transaction.result : transaction.invoke;
  tell_findings(outlet_, pair, flow::Bearer::kWspCo, latest.latest(), exchange.number,
                exchange.held);
}

void Wtp::close(const Key& key) {
  waiting_.erase(key);
  stalled_.erase(key);
  if (Transaction* known = transactions_.find(key); known != nullptr) end(key, *known, false);
  transactions_.erase(key);
}

void Wtp::finish() { transactions_.finish(forget()); }

}  // namespace mm1::bearer
