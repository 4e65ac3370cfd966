#include "retrievals.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "mm1/mms/fields.h"

namespace mm1::flow {
namespace {

namespace number = mms::number;

/// TIDs that one retrieval remembers. A relay that takes a new TID each time it notifies must not
/// make each look-up a search through all of them.
constexpr std::size_t kMaxIds = 32;

/// What each X-Mms-Status of an m-notifyresp-ind does to the retrieval.
struct AnswerRow {
  std::uint8_t status;
  RetrievalEvent event;
  Outcome outcome;
};
constexpr AnswerRow kAnswers[] = {
    {0x80, RetrievalEvent::kAnswerRejected, Outcome::kRejected},  // Expired
    {0x81, RetrievalEvent::kAnswerRetrieved, Outcome::kCompleted},
    {0x82, RetrievalEvent::kAnswerRejected, Outcome::kRejected},
    {0x83, RetrievalEvent::kAnswerDeferred, Outcome::kDeferred},
    {0x84, RetrievalEvent::kAnswerUnrecognised, Outcome::kVersionRefused},
    {0x85, RetrievalEvent::kAnswerRejected, Outcome::kRejected},  // Indeterminate
    {0x86, RetrievalEvent::kAnswerRejected, Outcome::kRejected},  // Forwarded
    {0x87, RetrievalEvent::kAnswerRejected, Outcome::kRejected},  // Unreachable
};

/// When the reference of a notification dies, nothing without a readable Expiry.
std::optional<std::int64_t> expiry_ns(const PduFacts& pdu) {
  const std::optional<std::int64_t> time = pdu.time_ns(number::kExpiry);
  return time ? std::max(*time, pdu.context().time_ns) : time;
}

ReferenceSource notified_source(const PduFacts& pdu) {
  constexpr std::uint8_t kYes = 0x80;
  const bool stored = pdu.octet(number::kStored) == kYes;
  return stored ? ReferenceSource::kStored : ReferenceSource::kNotification;
}

/// Whether the MM arrived, and the client has yet to say so.
bool owes_last_word(const Open& open) {
  if (open.state == RetrievalState::kWaitAcknowledge) return true;
  return open.state == RetrievalState::kFetched && open.retrieval().notification &&
         open.transaction.mode == RetrievalMode::kImmediate;
}

/// Keeps the better of two: a client that fits better, then a retrieval that is still going on.
/// Of equals the first stays, which is the latest.
struct Best {
  Open* open = nullptr;
  Fit fit = Fit::kOther;

  void offer(Open& other, Fit other_fit) {
    const bool better = open == nullptr || other_fit > fit ||
                        (other_fit == fit && settled(open->state) && !settled(other.state));
    if (better) *this = {&other, other_fit};
  }
};

}  // namespace

Open& Retrievals::begin(const Context& context, std::string_view transaction_id, NormalUri uri) {
  Open& open = book_.begin(TransactionKind::kRetrieval, context);
  open.answer_from_client = true;
  open.uri = std::move(uri);
  if (!open.uri.empty()) book_.add_key(open, KeyKind::kUri, open.uri.path());
  add_id(open, transaction_id);
  return open;
}

void Retrievals::add_id(Open& open, std::string_view transaction_id) {
  if (transaction_id.empty() || open.has_id(transaction_id)) return;
  if (open.transaction.transaction_id.empty()) {
    open.transaction.transaction_id = transaction_id;
  } else {
    if (open.ids.size() == kMaxIds) {
      book_.remove_key(open, KeyKind::kRetrievalId, open.ids.front());
      open.ids.erase(open.ids.begin());
    }
    open.ids.emplace_back(transaction_id);
  }
  book_.add_key(open, KeyKind::kRetrievalId, transaction_id);
}

void Retrievals::apply(Open& open, RetrievalEvent event, Verdict verdict) {
  if (const RetrievalRow* row = retrieval_row(open.state, event)) {
    open.state = row->next;
    if (row->mode != RetrievalMode::kNone) open.transaction.mode = row->mode;
    const bool decides =
        row->decides == Decides::kYes || (row->decides == Decides::kUnlessFailed && !open.decided);
    if (decides) book_.decide(open, std::move(verdict));
  }
  schedule(open);
}

void Retrievals::schedule(Open& open) {
  const bool direct = open.transaction.mode == RetrievalMode::kDirect;
  if (owes_last_word(open)) {
    book_.await_last(open);
  } else if (settled(open.state) || (direct && open.decided)) {
    book_.linger(open);
  } else if (direct) {
    book_.await(open, Book::saturated_add(book_.now(), book_.options().answer_timeout_ns));
  }
}

/// How long it took, the first time, until the GET was answered and until the message was there.
void Retrievals::measure(Open& open, const Context& context, bool success) {
  Transaction& transaction = open.transaction;
  if (context.relay != transaction.relay) return;
  const RetrievalFacts& facts = open.retrieval();
  const Reaction& reaction = facts.reaction();
  const bool asked = context.exchange != 0 && reaction.asked_in == context.exchange &&
                     context.time_ns >= reaction.asked_ns;
  if (asked && !transaction.answer_ns) transaction.answer_ns = context.time_ns - reaction.asked_ns;
  if (success && facts.begun && !transaction.retrieval_ns) {
    transaction.retrieval_ns = context.time_ns - transaction.start_ns;
  }
}

/// The retrieval that a notification repeats. A relay may take a new TID (ENC 1.3 §6.2); then the
/// client must be the same, since one reference may be given to several.
Open* Retrievals::notified_before(const PduFacts& pdu, const NormalUri& uri) {
  const std::string_view id = pdu.transaction_id();
  Best best;
  const auto offer = [&](Open& open) {
    const Fit fit = client_fit(open, pdu.context());
    const bool same_id = open.has_id(id);
    const bool goes_on = fit == Fit::kSame && !settled(open.state);
    if (goes_on || (same_id && fit != Fit::kOther)) best.offer(open, fit);
  };
  for (Open* open : book_.candidates(pdu.context(), KeyKind::kUri, uri.path())) {
    if (same_resource(open->uri, uri)) offer(*open);
  }
  if (best.open != nullptr) return best.open;
  // Answers that were seen before the notification know its TID only.
  for (Open* open : book_.candidates(pdu.context(), KeyKind::kRetrievalId, id)) {
    if (open->uri.empty() && open->has_id(id)) offer(*open);
  }
  return best.open;
}

Open& Retrievals::notification(const PduFacts& pdu) {
  NormalUri uri = normalize_uri(pdu.text(number::kContentLocation));
  const std::int64_t keep = book_.options().notification_timeout_ns;
  const std::int64_t expiry = expiry_ns(pdu).value_or(Book::saturated_add(book_.now(), keep));
  past_.references.add(uri, notified_source(pdu), book_.now(),
                       std::max(keep, Book::saturated_add(expiry, -book_.now())));
  Open* open = notified_before(pdu, uri);
  Announcement how;
  if (open == nullptr) {
    open = &begin(pdu.context(), pdu.transaction_id(), std::move(uri));
  } else if (open->uri.empty() && !uri.empty()) {
    open->uri = std::move(uri);
    book_.add_key(*open, KeyKind::kUri, open->uri.path());
  }
  how.first = !open->retrieval().notification;
  how.new_id = !open->has_id(pdu.transaction_id());
  how.before = open->state;
  add_id(*open, pdu.transaction_id());
  book_.join(*open, pdu);
  if (open->transaction.pdus.size() == 1)
    open->retrieval().begun = how.before == RetrievalState::kStart;
  judge_.notification(pdu, *open, how, expiry);
  apply(*open, RetrievalEvent::kNotification, {});
  if (!settled(open->state)) book_.await(*open, expiry);
  return *open;
}

Open* Retrievals::by_id(const Context& context, KeyKind kind, std::string_view id) {
  Best best;
  for (Open* open : book_.candidates(context, kind, id)) {
    const bool same = kind == KeyKind::kRetrieveId ? open->retrieval().reaction().retrieve_id == id
                                                   : open->has_id(id);
    const Fit fit = client_fit(*open, context);
    if (same && fit != Fit::kOther) best.offer(*open, fit);
  }
  return best.open;
}

Open& Retrievals::notify_response(const PduFacts& pdu) {
  const std::string_view id = pdu.transaction_id();
  Open* open = by_id(pdu.context(), KeyKind::kRetrievalId, id);
  if (open == nullptr) {
    open = &begin(pdu.context(), id, {});
    book_.await(*open, Book::saturated_add(book_.now(), book_.options().notification_timeout_ns));
  }
  book_.join(*open, pdu);
  const BeforeAnswer before{pdu.context().exchange, open->state, open->state,
                            open->transaction.mode, open->decided};
  judge_.notify_response(pdu, *open, open->state);
  const auto status = pdu.number(number::kStatus);
  if (!status) {
    if (open->state == RetrievalState::kStart) book_.linger(*open);
    return *open;
  }
  for (const AnswerRow& row : kAnswers) {
    if (row.status != *status) continue;
    apply(*open, row.event, {row.outcome, status_name(number::kStatus, row.status)});
  }
  book_.add_exchange(*open, before.exchange);
  open->retrieval().react().before_answer = before;
  open->retrieval().react().before_answer.after = open->state;
  return *open;
}

/// The relay answered the m-notifyresp-ind by an error of the bearer: it was not given.
void Retrievals::turned_away(Open& open) {
  RetrievalFacts& facts = open.retrieval();
  const BeforeAnswer before = std::exchange(facts.react().before_answer, {});
  facts.react().answer = {};
  facts.answer_status = 0;
  if (Reference* reference = past_.references.find(open.uri)) reference->answer = 0;
  if (open.state != before.after) return;
  open.state = before.state;
  open.decided = before.decided;
  open.transaction.mode = before.mode;
  if (!settled(open.state)) book_.await(open, facts.expires_ns);
}

/// The retrieval whose reference this URI is. Where the only one was notified to another address,
/// a gateway fetches for the client.
Open* Retrievals::fetched_by(const Context& context, const NormalUri& uri) {
  if (uri.empty()) return nullptr;
  Best best;
  std::size_t notified = 0;
  for (Open* open : book_.candidates(context, KeyKind::kUri, uri.path())) {
    // Each fetch without a notification stands for itself.
    if (!same_resource(open->uri, uri) || open->transaction.mode == RetrievalMode::kDirect) {
      continue;
    }
    ++notified;
    best.offer(*open, client_fit(*open, context));
  }
  if (best.fit == Fit::kOther && notified != 1) return nullptr;
  return best.open;
}

void Retrievals::get(const ExchangeEvent& event) {
  const NormalUri uri = normalize_uri(event.context.uri);
  Open* open = fetched_by(event.context, uri);
  if (open == nullptr) {
    if (event.context.exchange == 0 || past_.references.find(uri) == nullptr) return;
    open = &begin(event.context, {}, uri);
    open->answer_from_client = false;
  }
  book_.touch(*open, event.context);
  book_.add_exchange(*open, event.context.exchange);
  // Behind a gateway the same message is fetched a second time, from another relay.
  if (event.context.relay == open->transaction.relay) {
    open->retrieval().react().asked_ns = event.context.time_ns;
    open->retrieval().react().asked_in = event.context.exchange;
  }
  judge_.get(event, *open, open->state);
  apply(*open, RetrievalEvent::kGet, {});
}

Open& Retrievals::retrieve_confirmation(const PduFacts& pdu) {
  const mms::PduView& view = pdu.view();
  const Context& context = pdu.context();
  const std::string_view id = pdu.transaction_id();
  NormalUri uri = normalize_uri(context.uri);
  const bool known = past_.references.find(uri) != nullptr;
  Open* open = book_.by_exchange(context.exchange);
  if (open != nullptr && open->transaction.kind != TransactionKind::kRetrieval) open = nullptr;
  if (open == nullptr) open = fetched_by(context, uri);
  if (open == nullptr && !id.empty()) {
    open = by_id(context, KeyKind::kRetrievalId, id);
    // Another exchange of a fetch that stands for itself is another retrieval.
    if (open != nullptr && open->transaction.mode == RetrievalMode::kDirect) open = nullptr;
  }
  if (open == nullptr) {
    open = &begin(context, id, std::move(uri));
    open->answer_from_client = false;
  } else if (open->transaction.transaction_id.empty()) {
    add_id(*open, id);
  }
  book_.add_exchange(*open, context.exchange);
  book_.join(*open, pdu);
  judge_.retrieved(pdu, *open, open->state, known);
  if (!id.empty() && open->retrieval().reaction().retrieve_id != id) {
    book_.remove_key(*open, KeyKind::kRetrieveId, open->retrieval().reaction().retrieve_id);
    open->retrieval().react().retrieve_id = id;
    book_.add_key(*open, KeyKind::kRetrieveId, id);
  }
  if (client_fit(*open, context) == Fit::kSame) {
    open->bearer = context.bearer;
    book_.add_key(*open, KeyKind::kFetchedBy, context.client);
  }
  // Without Retrieve-Status the MM itself is the success (ENC 1.3 §6.3).
  Verdict verdict{Outcome::kCompleted, {}};
  if (const auto status = view.number(number::kRetrieveStatus)) {
    verdict = status_verdict(number::kRetrieveStatus, static_cast<std::uint8_t>(*status));
  }
  const bool success = verdict.outcome == Outcome::kCompleted;
  measure(*open, context, success);
  const RetrievalEvent kind = !success     ? RetrievalEvent::kRetrieveError
                              : id.empty() ? RetrievalEvent::kRetrieved
                                           : RetrievalEvent::kRetrievedWithId;
  if (success && !pdu.event().complete) verdict.outcome = Outcome::kIncompleteCapture;
  apply(*open, kind, std::move(verdict));
  return *open;
}

/// Whether an m-acknowledge-ind could be meant for it, though it may be asked for by none.
bool Retrievals::may_be_acknowledged(const Open& open) {
  if (open.state == RetrievalState::kFetched || open.state == RetrievalState::kWaitAcknowledge) {
    return true;
  }
  const RetrievalFacts& facts = open.retrieval();
  return open.state == RetrievalState::kClosed && facts.reaction().retrieved &&
         facts.reaction().tids.empty() && !facts.reaction().acknowledgement &&
         open.transaction.mode == RetrievalMode::kDeferred;
}

/// What a client acknowledges with a TID that nobody gave it: the MM it has just got, if that is
/// beyond doubt.
Open* Retrievals::only_one_fetched(const Context& context) {
  Open* fetched = nullptr;
  for (Open* open : book_.candidates(KeyKind::kFetchedBy, context.client)) {
    if (!may_be_acknowledged(*open) || client_fit(*open, context) != Fit::kSame) continue;
    if (fetched != nullptr) return nullptr;
    fetched = open;
  }
  return fetched;
}

Open& Retrievals::acknowledgement(const PduFacts& pdu) {
  const std::string_view id = pdu.transaction_id();
  Open* open = by_id(pdu.context(), KeyKind::kRetrieveId, id);
  if (open == nullptr) open = by_id(pdu.context(), KeyKind::kRetrievalId, id);
  if (open == nullptr) open = only_one_fetched(pdu.context());
  if (open == nullptr) open = &begin(pdu.context(), id, {});
  book_.join(*open, pdu);
  judge_.acknowledged(pdu, *open, open->state);
  // An acknowledgement says that the MM arrived, and adds no status of its own.
  apply(*open, RetrievalEvent::kAcknowledge, {Outcome::kCompleted, open->transaction.status});
  return *open;
}

void Retrievals::answered_without_pdu(Open& open, const ExchangeEvent& event) {
  if (event.status < kFirstFinalStatus) return;
  if (open.retrieval().reaction().before_answer.exchange == event.context.exchange) {
    if (event.status >= kFirstErrorStatus) turned_away(open);
    return;
  }
  book_.touch(open, event.context);
  judge_.fetch_failed(event, open);
  apply(open, RetrievalEvent::kTransportError,
        transport_verdict(event.context.bearer, event.status));
}

void Retrievals::forwarded(const PduFacts& pdu) {
  const NormalUri uri = normalize_uri(pdu.text(number::kContentLocation));
  for (Open* open : book_.candidates(pdu.context(), KeyKind::kUri, uri.path())) {
    if (same_resource(open->uri, uri) && client_fit(*open, pdu.context()) != Fit::kOther) {
      apply(*open, RetrievalEvent::kForward, {});
    }
  }
}

void Retrievals::references(const PduFacts& pdu) {
  const bool upload = pdu.is(mms::PduType::kMboxUploadConf);
  const ReferenceSource source = upload ? ReferenceSource::kUpload : ReferenceSource::kMailbox;
  const wsp::Tape& tape = pdu.view().tape();
  const std::int64_t keep = book_.options().notification_timeout_ns;
  for (std::size_t i = pdu.view().index(); i < pdu.view().element().end; ++i) {
    if (tape.elements()[i].kind != wsp::Kind::kPdu) continue;
    const mms::PduView view(tape, i);
    past_.references.add(normalize_uri(view.text(number::kContentLocation)), source, book_.now(),
                         keep);
  }
}

}  // namespace mm1::flow
