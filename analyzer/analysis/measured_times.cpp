#include "mm1/analysis/measured_times.h"

#include <algorithm>
#include <bit>
#include <optional>

namespace mm1::analysis {
namespace {

using flow::TransactionKind;

constexpr std::array<std::string_view, static_cast<std::size_t>(Measure::kCount)> kNames = {
    "submission-to-confirmation", "submission-to-notification",
    "notification-to-retrieval",  "notification-to-deferred-retrieval",
    "get-to-retrieval",           "retrieval-to-delivery-report",
    "retrieval-to-read-report",   "mmbox-request-to-confirmation",
    "cancel-to-confirmation",
};

/// What the answers of each kind of transaction are measured as. Reports are answered by no PDU.
struct AnswerRow {
  TransactionKind kind;
  Measure measure;
};
constexpr AnswerRow kAnswers[] = {
    {TransactionKind::kSend, Measure::kSubmissionToConfirmation},
    {TransactionKind::kForward, Measure::kSubmissionToConfirmation},
    {TransactionKind::kRetrieval, Measure::kGetToRetrieval},
    {TransactionKind::kMboxStore, Measure::kMmboxRequestToConfirmation},
    {TransactionKind::kMboxView, Measure::kMmboxRequestToConfirmation},
    {TransactionKind::kMboxUpload, Measure::kMmboxRequestToConfirmation},
    {TransactionKind::kMboxDelete, Measure::kMmboxRequestToConfirmation},
    {TransactionKind::kDelete, Measure::kMmboxRequestToConfirmation},
    {TransactionKind::kCancel, Measure::kCancelToConfirmation},
};

std::size_t index_of(Measure measure) { return static_cast<std::size_t>(measure); }

/// From one to the other, where both were seen in this order.
std::optional<std::int64_t> between(std::optional<std::int64_t> from_ns,
                                    std::optional<std::int64_t> to_ns) {
  if (!from_ns || !to_ns || *to_ns < *from_ns) return std::nullopt;
  return *to_ns - *from_ns;
}

}  // namespace

std::string_view measure_name(Measure measure) { return kNames[index_of(measure)]; }

void Distribution::add(std::int64_t duration_ns) {
  const auto value = static_cast<std::uint64_t>(duration_ns);
  const auto bits = static_cast<unsigned>(std::bit_width(value));
  // The first octave has a bucket for each value, every further one has buckets twice as wide.
  const unsigned octave = bits <= kStepBits ? 0 : bits - kStepBits;
  const std::uint64_t step = octave == 0 ? value : (value >> (octave - 1)) - kSteps;
  Bucket& bucket = octaves_[octave][static_cast<std::size_t>(step)];
  ++bucket.count;
  bucket.longest = std::max(bucket.longest, duration_ns);
  min_ = count_ == 0 ? duration_ns : std::min(min_, duration_ns);
  max_ = std::max(max_, duration_ns);
  ++count_;
}

std::int64_t Distribution::percentile(unsigned percent) const {
  // Division first, so that no count is too large for it.
  const std::uint64_t rank = count_ / 100 * percent + ((count_ % 100) * percent + 99) / 100;
  std::uint64_t seen = 0;
  for (const auto& [octave, buckets] : octaves_) {
    for (const Bucket& bucket : buckets) {
      seen += bucket.count;
      if (bucket.count != 0 && seen >= rank) return bucket.longest;
    }
  }
  return max_;
}

void MeasuredTimes::add(const flow::Transaction& transaction) {
  const auto answer = std::ranges::find(kAnswers, transaction.kind, &AnswerRow::kind);
  if (transaction.answer_ns && answer != std::end(kAnswers)) {
    add(transaction.relay, answer->measure, *transaction.answer_ns);
  }
  if (transaction.retrieval_ns) {
    const bool deferred = transaction.mode == flow::RetrievalMode::kDeferred;
    add(transaction.relay,
        deferred ? Measure::kNotificationToDeferredRetrieval : Measure::kNotificationToRetrieval,
        *transaction.retrieval_ns);
  }
}

void MeasuredTimes::add(const flow::Journey& journey) {
  const auto measured = [&](Measure measure, std::optional<std::int64_t> from_ns,
                            std::optional<std::int64_t> to_ns) {
    if (const auto duration_ns = between(from_ns, to_ns)) {
      add(journey.relay, measure, *duration_ns);
    }
  };
  for (const flow::Journey::Recipient& recipient : journey.recipients) {
    measured(Measure::kSubmissionToNotification, journey.submitted_ns, recipient.notified_ns);
    measured(Measure::kRetrievalToDeliveryReport, recipient.retrieved_ns,
             recipient.delivery_reported_ns);
    measured(Measure::kRetrievalToReadReport, recipient.retrieved_ns, recipient.read_reported_ns);
  }
}

void MeasuredTimes::add(std::string_view relay, Measure measure, std::int64_t duration_ns) {
  auto found = relays_.find(relay);
  if (found == relays_.end() && relays_.size() < kMostRelays) {
    found = relays_.try_emplace(std::string(relay)).first;
  }
  Distributions& distributions = found == relays_.end() ? others_ : found->second;
  distributions[index_of(measure)].add(duration_ns);
}

}  // namespace mm1::analysis
