#include "requests.h"

#include <algorithm>

#include "mm1/mms/fields.h"

namespace mm1::flow {
namespace {

namespace number = mms::number;

std::uint8_t key_type(const PairRow& pair) { return static_cast<std::uint8_t>(pair.request); }

bool completed(const Open& open) {
  return open.decided && open.transaction.outcome == Outcome::kCompleted;
}

}  // namespace

/// A resend is the same octets from the same client (readings: "identical"); one PDU of a relay may
/// be seen on two hops.
Open* Requests::resent(const PduFacts& pdu, const PairRow& pair) {
  const Fit needed = pair.pushed ? Fit::kPossible : Fit::kSame;
  for (Open* open :
       book_.candidates(pdu.context(), KeyKind::kRequest, pdu.transaction_id(), key_type(pair))) {
    const bool same = open->request_seen && open->fingerprint == pdu.print() &&
                      client_fit(*open, pdu.context()) >= needed;
    const bool over = pair.query && open->decided;
    if (same && !over) return open;
  }
  return nullptr;
}

/// Where octets came late, the answer of an exchange can be complete before its request.
Open* Requests::answered_before(const PduFacts& pdu, const PairRow& pair) {
  Open* open = pair.pushed ? nullptr : book_.by_exchange(pdu.context().exchange);
  return open != nullptr && open->pair == &pair && !open->request_seen ? open : nullptr;
}

Open& Requests::begin(const PduFacts& pdu, const PairRow& pair) {
  Open& open = book_.begin(pair.kind, pdu.context());
  open.pair = &pair;
  open.answer_from_client = pair.pushed;
  open.transaction.transaction_id = pdu.transaction_id();
  book_.add_key(open, KeyKind::kRequest, open.transaction.transaction_id, key_type(pair));
  return open;
}

Open& Requests::request(const PduFacts& pdu, const PairRow& pair) {
  Open* open = resent(pdu, pair);
  const bool repeated = open != nullptr;
  if (open == nullptr) open = answered_before(pdu, pair);
  if (open == nullptr) open = &begin(pdu, pair);
  open->fingerprint = pdu.print();
  open->request_seen = true;
  open->references = pdu.view().count(number::kContentLocation);
  book_.join(*open, pdu);
  if (pair.pushed) {
    book_.add_key(*open, KeyKind::kPushed, pdu.context().client, key_type(pair));
  } else {
    book_.add_exchange(*open, pdu.context().exchange);
  }
  judge_.request(pdu, *open, repeated);
  if (open->decided) {
    book_.linger(*open);
  } else {
    book_.await(*open, Book::saturated_add(book_.now(), timeout(pdu.context(), pair)));
  }
  return *open;
}

/// A client that was pushed a request has its user and its radio to wait for.
std::int64_t Requests::timeout(const Context& context, const PairRow& pair) const {
  const TrackerOptions& options = book_.options();
  const bool slow = pair.pushed || context.bearer == Bearer::kPushSms;
  return slow ? options.answer_timeout_sms_ns : options.answer_timeout_ns;
}

/// What a client confirms with a TID that nobody gave it: the one request that it has open.
Open* Requests::only_one_pushed(const PduFacts& pdu, const PairRow& pair) {
  Open* pushed = nullptr;
  for (Open* open : book_.candidates(KeyKind::kPushed, pdu.context().client, key_type(pair))) {
    if (open->decided || client_fit(*open, pdu.context()) != Fit::kSame) continue;
    if (pushed != nullptr) return nullptr;
    pushed = open;
  }
  return pushed;
}

/// The exchange and the TID must agree; the TID alone only counts where an exchange is not known.
Open* Requests::awaiting(const PduFacts& pdu, const PairRow& pair) {
  const std::uint64_t exchange = pdu.context().exchange;
  if (!pair.pushed) {
    Open* open = book_.by_exchange(exchange);
    if (open != nullptr && open->pair != nullptr) return open;
  }
  const Fit needed = pair.pushed ? Fit::kPossible : Fit::kSame;
  Open* best = nullptr;
  for (Open* open :
       book_.candidates(pdu.context(), KeyKind::kRequest, pdu.transaction_id(), key_type(pair))) {
    const bool same_exchange_possible = pair.pushed || exchange == 0 || open->exchanges.empty();
    if (!same_exchange_possible || client_fit(*open, pdu.context()) < needed) continue;
    if (best == nullptr || (best->decided && !open->decided)) best = open;
  }
  return best == nullptr && pair.pushed ? only_one_pushed(pdu, pair) : best;
}

Open& Requests::confirmation(const PduFacts& pdu, const PairRow& pair) {
  Open* open = awaiting(pdu, pair);
  if (open == nullptr) {
    open = &begin(pdu, pair);
    if (!pair.pushed) book_.add_exchange(*open, pdu.context().exchange);
  }
  book_.join(*open, pdu);
  // Without a request before it, or behind another answer, it says nothing of how long it took.
  if (open->request_seen && !open->request().confirmation) {
    open->transaction.answer_ns = pdu.context().time_ns - open->transaction.start_ns;
  }
  Verdict verdict = confirmation_verdict(pdu.view(), pair.status, open->references);
  // The status may be among the octets that were not captured.
  if (!pdu.event().complete && verdict.status.empty())
    verdict.outcome = Outcome::kIncompleteCapture;
  // What was done stays done, whatever a repeat is answered.
  if (!completed(*open)) book_.decide(*open, std::move(verdict));
  judge_.confirmation(pdu, *open);
  book_.linger(*open);
  return *open;
}

void Requests::answered_without_pdu(Open& open, const ExchangeEvent& event) {
  if (event.status < kFirstFinalStatus) return;
  book_.touch(open, event.context);
  judge_.answered_without_pdu(event, open, open.decided);
  // A repeated answer does not undo a confirmation.
  if (!open.decided) book_.decide(open, transport_verdict(event.context.bearer, event.status));
  book_.linger(open);
}

}  // namespace mm1::flow
