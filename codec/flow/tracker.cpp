#include "mm1/flow/tracker.h"

#include "book.h"
#include "journeys.h"
#include "judge.h"
#include "pairs.h"
#include "past.h"
#include "pdu_facts.h"
#include "requests.h"
#include "retrievals.h"
#include "verdict.h"

namespace mm1::flow {
namespace {

namespace number = mms::number;

/// Whether a PDU travels the way its type does (pdus.md §1). One that does not is nobody's request
/// or answer. Files without a bearer have no direction.
bool right_direction(const mms::PduRow& row, const Context& context) {
  if (context.bearer == Bearer::kFile || row.sender == mms::Sender::kEither) return true;
  return (row.sender == mms::Sender::kClient) == (context.direction == Direction::kClientToRelay);
}

/// A PDU that is a transaction of its own, and the status that it brings.
struct ReportRow {
  mms::PduType type;
  TransactionKind kind;
  std::uint8_t status;
};
constexpr ReportRow kReports[] = {
    {mms::PduType::kDeliveryInd, TransactionKind::kDeliveryReport, number::kStatus},
    {mms::PduType::kReadRecInd, TransactionKind::kReadReport, number::kReadStatus},
    {mms::PduType::kReadOrigInd, TransactionKind::kReadReport, number::kReadStatus},
};

}  // namespace

class Tracker::State {
 public:
  State(TrackerSink& sink, const TrackerOptions& options)
      : book_(sink, options),
        journeys_(sink, past_.peers, options),
        judge_(sink, book_, past_),
        requests_(book_, judge_),
        retrievals_(book_, past_, judge_) {
    book_.tell(judge_);
  }

  std::uint64_t pdu(const PduEvent& event) {
    arrive(event.context);
    const PduFacts pdu(event);
    const mms::PduRow* row = pdu.row();
    const bool astray = row == nullptr || !right_direction(*row, event.context);
    judge_.spoke(pdu);
    Open* joined = astray ? nullptr : join(pdu, row->type);
    judge_.arrived(pdu, joined, astray);
    if (joined != nullptr) journeys_.arrived(pdu, *joined);
    return joined == nullptr ? 0 : joined->transaction.id;
  }
  void exchange(const ExchangeEvent& event) {
    arrive(event.context);
    if (event.half == ExchangeEvent::Half::kRequest) {
      if (event.method != "GET") return;
      judge_.get(event);
      retrievals_.get(event);
      return;
    }
    Open* open = book_.by_exchange(event.context.exchange);
    judge_.exchange_without_pdu(event, open);
    if (open == nullptr) return;
    if (open->pair != nullptr) {
      requests_.answered_without_pdu(*open, event);
    } else if (open->transaction.kind == TransactionKind::kRetrieval) {
      retrievals_.answered_without_pdu(*open, event);
    } else if (event.status >= kFirstErrorStatus) {
      book_.decide(*open, transport_verdict(event.context.bearer, event.status));
    }
  }

  void loss(const LossEvent& event) {
    Context context = event.context;
    // What was lost may be of anyone who speaks from there.
    if (past_.peers.speaks_for_numbers(context.client)) context.client = {};
    book_.advance(context.time_ns);
    book_.clients().lost(context);
    past_.references.lost(context.time_ns);
    journeys_.lost(event.context.time_ns);
  }

  void finish() {
    book_.finish();
    journeys_.finish();
  }

  std::uint64_t transaction_of(std::uint64_t exchange) {
    const Open* open = book_.by_exchange(exchange);
    return open == nullptr ? 0 : open->transaction.id;
  }

 private:
  void arrive(const Context& context) {
    book_.advance(context.time_ns);
    journeys_.advance(book_.now());
    book_.clients().seen(context);
    past_.peers.seen(context);
  }

  /// The transaction that the PDU joined or began; nullptr when there is none.
  Open* join(const PduFacts& pdu, mms::PduType type) {
    if (const PairRow* pair = pair_of_request(type)) {
      Open& open = requests_.request(pdu, *pair);
      if (pair->kind == TransactionKind::kForward) retrievals_.forwarded(pdu);
      return &open;
    }
    if (const PairRow* pair = pair_of_confirmation(type)) {
      retrievals_.references(pdu);
      return &requests_.confirmation(pdu, *pair);
    }
    for (const ReportRow& report : kReports) {
      if (report.type == type) return &this->report(pdu, report);
    }
    switch (type) {
      case mms::PduType::kNotificationInd:
        return &retrievals_.notification(pdu);
      case mms::PduType::kNotifyRespInd:
        return &retrievals_.notify_response(pdu);
      case mms::PduType::kRetrieveConf:
        return &retrievals_.retrieve_confirmation(pdu);
      case mms::PduType::kAcknowledgeInd:
        return &retrievals_.acknowledgement(pdu);
      default:  // an m-mbox-descr is part of another PDU
        return nullptr;
    }
  }

  /// Reports have no TID: one that is octet for octet the same is the same, on whatever hop.
  Open& report(const PduFacts& pdu, const ReportRow& row) {
    const std::uint64_t print = pdu.print();
    const std::string_view message_id = pdu.text(number::kMessageId);
    Open* open = nullptr;
    for (Open* candidate : book_.candidates(KeyKind::kReport, message_id)) {
      const bool same =
          candidate->fingerprint == print && client_fit(*candidate, pdu.context()) != Fit::kOther;
      if (same && open == nullptr) open = candidate;
    }
    if (open == nullptr) {
      open = &book_.begin(row.kind, pdu.context());
      open->fingerprint = print;
      book_.add_key(*open, KeyKind::kReport, message_id);
      Verdict verdict{pdu.event().complete ? Outcome::kCompleted : Outcome::kIncompleteCapture, {}};
      if (const auto status = pdu.number(row.status)) {
        verdict = {Outcome::kCompleted,
                   status_name(row.status, static_cast<std::uint8_t>(*status))};
      }
      book_.decide(*open, std::move(verdict));
    }
    book_.join(*open, pdu);
    if (row.type == mms::PduType::kReadRecInd) {
      book_.add_exchange(*open, pdu.context().exchange);
    }
    book_.linger(*open);
    return *open;
  }

  Book book_;
  Past past_;
  Journeys journeys_;
  Judge judge_;
  Requests requests_;
  Retrievals retrievals_;
};

Tracker::Tracker(TrackerSink& sink, TrackerOptions options)
    : state_(std::make_unique<State>(sink, options)) {}

Tracker::~Tracker() = default;

std::uint64_t Tracker::pdu(const PduEvent& event) { return state_->pdu(event); }
std::uint64_t Tracker::exchange(const ExchangeEvent& event) {
  state_->exchange(event);
  return state_->transaction_of(event.context.exchange);
}
void Tracker::loss(const LossEvent& event) { state_->loss(event); }
void Tracker::finish() { state_->finish(); }

}  // namespace mm1::flow
