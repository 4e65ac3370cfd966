#include "judge.h"

#include "address_print.h"
#include "retrieval_facts.h"

namespace mm1::flow {
namespace {

constexpr std::uint8_t kUnrecognised = 0x84;        // X-Mms-Status
constexpr std::uint8_t kUnsupportedMessage = 0x88;  // X-Mms-Response-Status

bool is_success(int status) { return status >= 200 && status < 300; }

}  // namespace

void Judge::spoke(const PduFacts& pdu) {
  // What is not understood is refused in version 1.0, whatever the peer speaks (ENC 1.3 §6.14).
  const bool refuses = pdu.octet(mms::number::kStatus) == kUnrecognised ||
                       pdu.octet(mms::number::kResponseStatus) == kUnsupportedMessage;
  const Context& context = pdu.context();
  if (pdu.event().complete && !refuses) past_.peers.spoke(context, pdu.version());
  if (context.direction == Direction::kClientToRelay) {
    past_.peers.uses(context.client, address_print(pdu.view(), mms::number::kFrom),
                     context.time_ns);
  }
}

void Judge::arrived(const PduFacts& pdu, Open* open, bool astray) {
  const Moment now = at(pdu, open);
  // Who fetches or answers what was announced to a number has that number.
  if (open != nullptr && open->transaction.client == pdu.context().client) {
    past_.peers.uses(pdu.context().client, address_print(open->number), now.time_ns());
  }
  versions_.arrived(now, pdu, astray);
  if (astray || open == nullptr) return;
  mailbox_.arrived(now, pdu, *open);
  reports_.arrived(now, pdu, *open);
  forward_.arrived(now, pdu, *open);
  reply_charging_.arrived(now, pdu, *open);
  mail_.arrived(pdu, *open);
  check_burst(now, pdu, *open);
}

/// CTR-ERR-002. Who answers each request answers as often as he is asked.
void Judge::check_burst(const Moment& now, const PduFacts& pdu, Open& open) {
  constexpr std::int64_t kWindow = 10'000'000'000;  // nanoseconds
  constexpr std::uint32_t kMost = 5;
  const Direction direction = pdu.context().direction;
  const bool answers = pdu.is(mms::PduType::kRetrieveConf) ||
                       (open.pair != nullptr && open.pair->confirmation == pdu.row()->type);
  if (answers) return;
  Burst& burst = open.bursts[static_cast<std::size_t>(direction)];
  const auto print = static_cast<std::uint32_t>(pdu.print());
  if (burst.print != print || now.time_ns() - burst.first_ns > kWindow) {
    burst = {now.time_ns(), print, 0};
    return;
  }
  if (++burst.repeats != kMost + 1) return;
  const Side side = direction == Direction::kClientToRelay ? Side::kClient : Side::kRelay;
  now.report_as(rules::Severity::kNote, side, "CTR-ERR-002"_rule, burst.repeats, " resends of one ",
                pdu.row()->name, " within 10 s");
}

void Judge::exchange_without_pdu(const ExchangeEvent& event, const Open* open) {
  versions_.answered_without_pdu({sink_, past_.peers, event, open}, event);
}

void Judge::get(const ExchangeEvent& event) { mailbox_.get(event); }

void Judge::request(const PduFacts& pdu, Open& open, bool repeated) {
  send_.request(at(pdu, &open), pdu, open, repeated);
}

void Judge::confirmation(const PduFacts& pdu, Open& open) {
  open.request().unasked = versions_.has_post(pdu.context().exchange);
  send_.confirmation(at(pdu, &open), pdu, open);
}

void Judge::answered_without_pdu(const ExchangeEvent& event, Open& open, bool decided) {
  // A relay that cannot know the request is judged by what it should have answered instead.
  if (decided || !is_success(event.status) || versions_.refuses(event.context.exchange)) return;
  send_.answered_without_pdu({sink_, past_.peers, event, &open}, event, open);
}

void Judge::notification(const PduFacts& pdu, Open& open, const Announcement& how,
                         std::int64_t expires_ns) {
  notifications_.notification(at(pdu, &open), pdu, open, how);
  note_notification(open, pdu, expires_ns, past_.references.find(open.uri));
}

void Judge::notify_response(const PduFacts& pdu, Open& open, RetrievalState before) {
  constexpr std::uint8_t kRetrieved = 0x81;
  if (open.retrieval().reaction().answer.print == pdu.print()) return;
  const Moment now = at(pdu, &open);
  open.retrieval().unasked =
      open.retrieval().unasked || versions_.has_stranger(pdu) || reports_.answers_report(pdu, open);
  versions_.notify_response(now, pdu, open.retrieval().notification);
  if (pdu.octet(mms::number::kStatus) == kRetrieved) retrievals_.confirmed(now, pdu, open, before);
  notifications_.notify_response(now, pdu, open, before);
  note_answer(open, pdu, past_.references.find(open.uri));
}

void Judge::get(const ExchangeEvent& event, Open& open, RetrievalState before) {
  const Moment now = {sink_, past_.peers, event, &open};
  notifications_.fetched(now, open, before);
  retrievals_.fetched(now, open);
  open.retrieval().react().got_ns = event.context.time_ns;
}

void Judge::retrieved(const PduFacts& pdu, Open& open, RetrievalState before, bool known) {
  retrievals_.retrieved(at(pdu, &open), pdu, open, before, known, notifications_.any_seen());
  note_retrieved(open, pdu, past_.references.find(open.uri));
}

void Judge::acknowledged(const PduFacts& pdu, Open& open, RetrievalState before) {
  if (open.retrieval().reaction().acknowledgement.print == pdu.print()) return;
  const Moment now = at(pdu, &open);
  versions_.acknowledged(now, pdu, open.retrieval().reaction().retrieved);
  retrievals_.confirmed(now, pdu, open, before);
  const bool explained = open.retrieval().explained;
  notifications_.acknowledged(now, pdu, open, before);
  retrievals_.acknowledged(now, pdu, open, before, explained);
  open.retrieval().react().acknowledgement = pdu.seen();
}

void Judge::fetch_failed(const ExchangeEvent& event, Open& open) {
  retrievals_.failed({sink_, past_.peers, event, &open}, event, open);
}

void Judge::closing(const Open& open, bool missing) {
  mailbox_.closing(open);
  reports_.closing({sink_, past_.peers, Seen{}, open}, open);
  forward_.closing(open);
  reply_charging_.closing(open);
  mail_.closing(open);
  if (open.pair != nullptr) {
    const RequestFacts& facts = open.request();
    const Seen& shown = facts.request ? facts.request : facts.confirmation;
    send_.closing({sink_, past_.peers, shown, open}, open, missing);
  } else if (open.transaction.kind == TransactionKind::kRetrieval) {
    const RetrievalFacts& facts = open.retrieval();
    const Seen& shown =
        facts.reaction().retrieved ? facts.reaction().retrieved : facts.notification;
    const Moment last = {sink_, past_.peers, shown, open};
    notifications_.closing(last, open, missing);
    retrievals_.closing(last, open, missing);
  }
}

}  // namespace mm1::flow
