#include "judge.h"

namespace mm1::flow {
namespace {

bool is_success(int status) { return status >= 200 && status < 300; }

}  // namespace

void Judge::spoke(const PduFacts& pdu) {
  if (pdu.event().complete) past_.peers.spoke(pdu.context(), pdu.version());
}

void Judge::arrived(const PduFacts& pdu, const Open* open, bool astray) {
  const Moment now = at(pdu, open);
  versions_.arrived(now, pdu, astray);
  if (astray || open == nullptr) return;
  mailbox_.arrived(now, pdu, *open);
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

void Judge::closing(const Open& open, bool missing) {
  mailbox_.closing(open);
  if (open.pair == nullptr) return;
  const RequestFacts& facts = open.request();
  const Seen& shown = facts.request ? facts.request : facts.confirmation;
  send_.closing({sink_, past_.peers, shown, open}, open, missing);
}

}  // namespace mm1::flow
