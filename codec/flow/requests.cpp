#include "requests.h"

#include <algorithm>

#include "mm1/mms/fields.h"

namespace mm1::flow {
namespace {

namespace number = mms::number;

constexpr int kFirstFinalStatus = 200;  // 1xx answers come before the answer

std::uint8_t key_type(const PairRow& pair) { return static_cast<std::uint8_t>(pair.request); }

std::string_view transaction_id(const PduEvent& event) {
  return event.view->text(number::kTransactionId);
}

bool completed(const Open& open) {
  return open.decided && open.transaction.outcome == Outcome::kCompleted;
}

}  // namespace

/// A resend is the same octets from the same client (readings: "identical"); one PDU of a relay may
/// be seen on two hops.
Open* Requests::resent(const PduEvent& event, const PairRow& pair, std::uint64_t print) {
  const Fit needed = pair.pushed ? Fit::kPossible : Fit::kSame;
  for (Open* open : book_.candidates(KeyKind::kRequest, transaction_id(event), key_type(pair))) {
    const bool same = open->request_seen && open->fingerprint == print &&
                      book_.fit(*open, event.context) >= needed;
    const bool over = pair.query && open->decided;
    if (same && !over) return open;
  }
  return nullptr;
}

/// Where octets came late, the answer of an exchange can be complete before its request.
Open* Requests::answered_before(const PduEvent& event, const PairRow& pair) {
  Open* open = pair.pushed ? nullptr : book_.by_exchange(event.context.exchange);
  return open != nullptr && open->pair == &pair && !open->request_seen ? open : nullptr;
}

Open& Requests::begin(const PduEvent& event, const PairRow& pair) {
  Open& open = book_.begin(pair.kind, event.context);
  open.pair = &pair;
  open.answer_from_client = pair.pushed;
  open.transaction.transaction_id = transaction_id(event);
  book_.add_key(open, KeyKind::kRequest, open.transaction.transaction_id, key_type(pair));
  return open;
}

Open& Requests::request(const PduEvent& event, const PairRow& pair) {
  const std::uint64_t print = fingerprint(*event.view);
  Open* open = resent(event, pair, print);
  if (open == nullptr) open = answered_before(event, pair);
  if (open == nullptr) open = &begin(event, pair);
  open->fingerprint = print;
  open->request_seen = true;
  open->references = event.view->count(number::kContentLocation);
  book_.join(*open, event);
  if (!pair.pushed) book_.add_exchange(*open, event.context.exchange);
  if (open->decided) {
    book_.linger(*open);
    return *open;
  }
  const bool sms = event.context.bearer == Bearer::kPushSms;
  const std::int64_t timeout =
      sms ? book_.options().answer_timeout_sms_ns : book_.options().answer_timeout_ns;
  book_.await(*open, Book::saturated_add(book_.now(), timeout));
  return *open;
}

/// The exchange and the TID must agree; the TID alone only counts where an exchange is not known.
Open* Requests::awaiting(const PduEvent& event, const PairRow& pair) {
  const std::uint64_t exchange = event.context.exchange;
  if (!pair.pushed) {
    Open* open = book_.by_exchange(exchange);
    if (open != nullptr && open->pair != nullptr) return open;
  }
  const Fit needed = pair.pushed ? Fit::kPossible : Fit::kSame;
  Open* best = nullptr;
  for (Open* open : book_.candidates(KeyKind::kRequest, transaction_id(event), key_type(pair))) {
    const bool same_exchange_possible = pair.pushed || exchange == 0 || open->exchanges.empty();
    if (!same_exchange_possible || book_.fit(*open, event.context) < needed) continue;
    if (best == nullptr || (best->decided && !open->decided)) best = open;
  }
  return best;
}

Open& Requests::confirmation(const PduEvent& event, const PairRow& pair) {
  Open* open = awaiting(event, pair);
  if (open == nullptr) {
    open = &begin(event, pair);
    if (!pair.pushed) book_.add_exchange(*open, event.context.exchange);
  }
  book_.join(*open, event);
  Verdict verdict = confirmation_verdict(*event.view, pair.status, open->references);
  // The status may be among the octets that were not captured.
  if (!event.complete && verdict.status.empty()) verdict.outcome = Outcome::kIncompleteCapture;
  // What was done stays done, whatever a repeat is answered.
  if (!completed(*open)) book_.decide(*open, std::move(verdict));
  book_.linger(*open);
  return *open;
}

void Requests::answered_without_pdu(Open& open, const ExchangeEvent& event) {
  if (event.status < kFirstFinalStatus) return;
  book_.touch(open, event.context);
  // A repeated answer does not undo a confirmation.
  if (!open.decided) book_.decide(open, transport_verdict(event.context.bearer, event.status));
  book_.linger(open);
}

}  // namespace mm1::flow
