// Delivery and read reports: each a transaction of its own (transactions.md §6, §7).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "feed.h"

namespace mm1::flow::test {
namespace {

using testing::ElementsAre;

mms::PduBuilder report(mms::PduType type, const char* to, std::uint8_t status_field,
                       const char* status) {
  return mms::PduBuilder(type, mms::Version::k12)
      .add(mms::number::kMessageId, "id1@mmsc.example")
      .add(mms::number::kTo, to)
      .add(mms::number::kDate, 1'111'911'552)
      .add(status_field, status);
}

mms::PduBuilder delivery(const char* to, const char* status) {
  return report(mms::PduType::kDeliveryInd, to, mms::number::kStatus, status);
}

TEST(DeliveryReport, OneForEachRecipient) {
  Feed feed;
  feed.push(kAlice, delivery("+15551230002/TYPE=PLMN", "Retrieved"));
  feed.push(kAlice, delivery("+15551230003/TYPE=PLMN", "Expired"));
  EXPECT_THAT(feed.finish(), ElementsAre("delivery-report completed Retrieved - 10.0.0.1: 1",
                                         "delivery-report completed Expired - 10.0.0.1: 2"));
}

TEST(DeliveryReport, ARepeatOnAnotherHopIsTheSame) {
  Feed feed;
  feed.push_sms("+15551230001", delivery("+15551230002/TYPE=PLMN", "Retrieved"));
  feed.push(kAlice, delivery("+15551230002/TYPE=PLMN", "Retrieved"));
  EXPECT_THAT(feed.finish(), ElementsAre("delivery-report completed Retrieved - 10.0.0.1: 1 2"));
}

TEST(ReadReport, OfTheRecipientAndToTheOriginator) {
  Feed feed;
  feed.post(kBob, 1,
            report(mms::PduType::kReadRecInd, "+15551230001/TYPE=PLMN", mms::number::kReadStatus,
                   "Read"));
  feed.status(kBob, 1, 200);
  feed.push(kAlice, report(mms::PduType::kReadOrigInd, "+15551230001/TYPE=PLMN",
                           mms::number::kReadStatus, "Read"));
  EXPECT_THAT(feed.finish(), ElementsAre("read-report completed Read - 10.0.0.2: 1",
                                         "read-report completed Read - 10.0.0.1: 2"));
}

TEST(ReadReport, ThatTheRelayDidNotTake) {
  Feed feed;
  feed.post(kBob, 1,
            report(mms::PduType::kReadRecInd, "+15551230001/TYPE=PLMN", mms::number::kReadStatus,
                   "Read"));
  feed.status(kBob, 1, 500);
  EXPECT_THAT(feed.finish(), ElementsAre("read-report transport-error HTTP 500 - 10.0.0.2: 1"));
}

}  // namespace
}  // namespace mm1::flow::test
