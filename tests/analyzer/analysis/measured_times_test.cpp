// Measured times: what a distribution answers, and what is measured of whom.
#include "mm1/analysis/measured_times.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace mm1::analysis::test {
namespace {

using testing::SizeIs;

constexpr std::int64_t kMillisecond = 1'000'000;
constexpr std::int64_t kDay = 86'400'000 * kMillisecond;
constexpr unsigned kPercents[] = {1, 50, 90, 95, 99, 100};

Distribution of(const std::vector<std::int64_t>& durations) {
  Distribution distribution;
  for (const std::int64_t duration : durations) distribution.add(duration);
  return distribution;
}

TEST(Distribution, OfNothingIsNothing) {
  const Distribution none;
  EXPECT_EQ(none.count(), 0U);
  EXPECT_EQ(none.min(), 0);
  EXPECT_EQ(none.max(), 0);
  EXPECT_EQ(none.percentile(50), 0);
}

TEST(Distribution, OneDurationIsAllItsPercentiles) {
  for (const std::int64_t duration :
       {std::int64_t{0}, std::int64_t{1}, std::int64_t{127}, std::int64_t{128},
        3 * kMillisecond + 1, 7 * kDay, std::numeric_limits<std::int64_t>::max()}) {
    const Distribution distribution = of({duration});
    EXPECT_EQ(distribution.min(), duration);
    EXPECT_EQ(distribution.max(), duration);
    for (const unsigned percent : kPercents) EXPECT_EQ(distribution.percentile(percent), duration);
  }
}

// Nearest rank, as in the textbook's example: of 15, 20, 35, 40, 50 the 30th percentile is 20, the
// 40th 20, the 50th 35.
TEST(Distribution, PercentilesAreNearestRanks) {
  const Distribution distribution = of({40, 15, 50, 20, 35});
  EXPECT_EQ(distribution.percentile(5), 15);
  EXPECT_EQ(distribution.percentile(30), 20);
  EXPECT_EQ(distribution.percentile(40), 20);
  EXPECT_EQ(distribution.percentile(50), 35);
  EXPECT_EQ(distribution.percentile(100), 50);
  std::vector<std::int64_t> hundred;
  for (int i = 100; i > 0; --i) hundred.push_back(i * kMillisecond);
  for (const unsigned percent : kPercents) {
    EXPECT_EQ(of(hundred).percentile(percent), percent * kMillisecond);
  }
}

TEST(Distribution, PercentilesAreAtMostFourFifthsOfAPercentTooLong) {
  std::mt19937_64 random(1);
  std::vector<std::int64_t> durations;
  for (int i = 0; i < 20'000; ++i) {
    // From a microsecond to a month, each power of ten as likely as the others.
    const double exponent = std::uniform_real_distribution<double>(3, 15.4)(random);
    durations.push_back(static_cast<std::int64_t>(std::pow(10, exponent)));
  }
  const Distribution distribution = of(durations);
  std::ranges::sort(durations);
  for (unsigned percent = 1; percent <= 100; ++percent) {
    const std::int64_t exact = durations[durations.size() * percent / 100 - 1];
    EXPECT_GE(distribution.percentile(percent), exact) << percent;
    EXPECT_LE(distribution.percentile(percent), exact + exact / 125) << percent;
  }
  const Distribution sorted = of(durations);
  std::ranges::shuffle(durations, random);
  const Distribution shuffled = of(durations);
  for (unsigned percent = 1; percent <= 100; ++percent) {
    EXPECT_EQ(shuffled.percentile(percent), sorted.percentile(percent)) << percent;
  }
}

const Distribution& measured(const MeasuredTimes& times, const char* relay, Measure measure) {
  return times.relays().find(relay)->second[static_cast<std::size_t>(measure)];
}

flow::Transaction transaction(flow::TransactionKind kind, const char* relay,
                              std::int64_t answer_ns) {
  flow::Transaction transaction;
  transaction.kind = kind;
  transaction.relay = relay;
  transaction.answer_ns = answer_ns;
  return transaction;
}

TEST(MeasuredTimes, EachKindOfTransactionIsMeasuredAsItsOwn) {
  using flow::TransactionKind;
  MeasuredTimes times;
  times.add(transaction(TransactionKind::kSend, "a", 1));
  times.add(transaction(TransactionKind::kForward, "a", 3));
  times.add(transaction(TransactionKind::kSend, "b", 9));
  times.add(transaction(TransactionKind::kMboxView, "a", 5));
  times.add(transaction(TransactionKind::kCancel, "a", 7));
  flow::Transaction retrieval = transaction(TransactionKind::kRetrieval, "a", 11);
  retrieval.retrieval_ns = 13;
  times.add(retrieval);
  retrieval.mode = flow::RetrievalMode::kDeferred;
  retrieval.retrieval_ns = 17;
  times.add(retrieval);
  flow::Transaction unanswered;
  unanswered.relay = "c";
  times.add(unanswered);
  EXPECT_THAT(times.relays(), SizeIs(2));
  const Distribution& confirmed = measured(times, "a", Measure::kSubmissionToConfirmation);
  EXPECT_EQ(confirmed.count(), 2U);
  EXPECT_EQ(confirmed.max(), 3);
  EXPECT_EQ(measured(times, "b", Measure::kSubmissionToConfirmation).max(), 9);
  EXPECT_EQ(measured(times, "a", Measure::kMmboxRequestToConfirmation).max(), 5);
  EXPECT_EQ(measured(times, "a", Measure::kCancelToConfirmation).max(), 7);
  EXPECT_EQ(measured(times, "a", Measure::kGetToRetrieval).count(), 2U);
  EXPECT_EQ(measured(times, "a", Measure::kNotificationToRetrieval).max(), 13);
  EXPECT_EQ(measured(times, "a", Measure::kNotificationToDeferredRetrieval).max(), 17);
}

TEST(MeasuredTimes, AMessageCountsForEachRecipientOfWhomBothEventsWereSeen) {
  flow::Journey journey;
  journey.relay = "a";
  journey.submitted_ns = 100;
  journey.recipients.resize(3);
  journey.recipients[0].notified_ns = 130;
  journey.recipients[0].retrieved_ns = 150;
  journey.recipients[0].delivery_reported_ns = 157;
  journey.recipients[0].read_reported_ns = 190;
  journey.recipients[1].notified_ns = 110;
  journey.recipients[1].delivery_reported_ns = 120;  // refused, and reported as such
  journey.recipients[2].retrieved_ns = 200;
  journey.recipients[2].delivery_reported_ns = 199;  // before it was retrieved
  MeasuredTimes times;
  times.add(journey);
  const Distribution& notified = measured(times, "a", Measure::kSubmissionToNotification);
  EXPECT_EQ(notified.count(), 2U);
  EXPECT_EQ(notified.min(), 10);
  EXPECT_EQ(notified.max(), 30);
  const Distribution& delivered = measured(times, "a", Measure::kRetrievalToDeliveryReport);
  EXPECT_EQ(delivered.count(), 1U);
  EXPECT_EQ(delivered.max(), 7);
  EXPECT_EQ(measured(times, "a", Measure::kRetrievalToReadReport).max(), 40);
}

TEST(MeasuredTimes, RelaysBeyondTheFirstShareOneSet) {
  MeasuredTimes times;
  const auto relay = [](std::size_t i) { return "relay " + std::to_string(i); };
  for (std::size_t i = 0; i < MeasuredTimes::kMostRelays + 3; ++i) {
    times.add(transaction(flow::TransactionKind::kSend, relay(i).c_str(), 1));
  }
  times.add(transaction(flow::TransactionKind::kSend, relay(0).c_str(), 1));
  EXPECT_THAT(times.relays(), SizeIs(MeasuredTimes::kMostRelays));
  EXPECT_EQ(measured(times, "relay 0", Measure::kSubmissionToConfirmation).count(), 2U);
  EXPECT_EQ(times.other_relays().front().count(), 3U);
}

}  // namespace
}  // namespace mm1::analysis::test
