// Sends and forwards: a request and its confirmation (transactions.md §3, §5).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "feed.h"

namespace mm1::flow::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kUri = "http://mmsc.example/m1";

TEST(Send, IsCompletedByItsConfirmation) {
  Feed feed;
  feed.post(kAlice, 1, send_req("T1"));
  feed.answer(kAlice, 1, send_conf("T1"));
  EXPECT_THAT(feed.finish(), ElementsAre("send completed Ok T1 10.0.0.1: 1 2"));
  const Transaction& send = feed.reported().front();
  EXPECT_EQ(send.relay, kRelay);
  EXPECT_EQ(send.end_ns - send.start_ns, 1'000'000);
}

constexpr std::int64_t kMillisecond = 1'000'000;

TEST(Send, IsAnsweredSinceItWasFirstSubmitted) {
  Feed feed;
  feed.post(kAlice, 1, send_req("T1"));
  feed.wait(30);
  feed.post(kAlice, 2, send_req("T1"));
  feed.answer(kAlice, 2, send_conf("T1"));
  feed.wait(5);
  feed.answer(kAlice, 2, send_conf("T1"));
  feed.finish();
  EXPECT_EQ(feed.reported().front().answer_ns, 30'002 * kMillisecond);
}

TEST(Send, IsNotMeasuredWithoutBothEnds) {
  Feed feed;
  feed.answer(kAlice, 1, send_conf("T1"));  // the capture begins late
  feed.post(kBob, 2, send_req("T2"));
  feed.status(kBob, 2, 500);
  feed.answer(kCarol, 3, send_conf("T3"));  // octets came late, so that the answer is whole first
  feed.post(kCarol, 3, send_req("T3"));
  feed.answer(kCarol, 3, send_conf("T3"));
  feed.finish();
  for (const Transaction& send : feed.reported()) EXPECT_FALSE(send.answer_ns) << send.id;
}

struct StatusCase {
  const char* status;
  const char* outcome;
};

class SendStatus : public testing::TestWithParam<StatusCase> {};

// Classes of ENC 1.3 §9.1; 129–135 are obsolete and count as permanent.
TEST_P(SendStatus, DecidesTheOutcome) {
  Feed feed;
  feed.post(kAlice, 1, send_req("T1"));
  feed.answer(kAlice, 1, send_conf("T1", GetParam().status));
  EXPECT_THAT(feed.finish(), ElementsAre("send " + std::string(GetParam().outcome) + ' ' +
                                         GetParam().status + " T1 10.0.0.1: 1 2"));
}

INSTANTIATE_TEST_SUITE_P(
    Classes, SendStatus,
    testing::Values(StatusCase{"Error-unspecified", "error-permanent"},
                    StatusCase{"Error-content-not-accepted", "error-permanent"},
                    StatusCase{"Error-unsupported-message", "version-refused"},
                    StatusCase{"Error-transient-failure", "error-transient"},
                    StatusCase{"Error-transient-network-problem", "error-transient"},
                    StatusCase{"Error-transient-partial-success", "partial"},
                    StatusCase{"Error-permanent-failure", "error-permanent"},
                    StatusCase{"Error-permanent-message-not-found", "error-permanent"}));

TEST(Send, ReservedStatusesCountAsTheirClass) {
  Feed feed;
  for (const auto& [exchange, octet] : {std::pair{1, 0xC7}, std::pair{2, 0xF0}}) {
    feed.post(kAlice, static_cast<std::uint64_t>(exchange),
              send_req("T" + std::to_string(exchange)));
    feed.answer(kAlice, static_cast<std::uint64_t>(exchange),
                bare(mms::PduType::kSendConf, "T" + std::to_string(exchange))
                    .add(mms::number::kResponseStatus, octet));
  }
  EXPECT_THAT(feed.finish(), ElementsAre("send error-transient 0xc7 T1 10.0.0.1: 1 2",
                                         "send error-permanent 0xf0 T2 10.0.0.1: 3 4"));
}

TEST(Send, AFailedCopyInTheMboxDoesNotUndoIt) {
  Feed feed;
  feed.post(kAlice, 1, send_req("T1").add(mms::number::kStore, "Yes"));
  feed.answer(kAlice, 1,
              send_conf("T1").add(mms::number::kStoreStatus, "Error-permanent-mmbox-full"));
  EXPECT_THAT(feed.finish(), ElementsAre("send completed Ok T1 10.0.0.1: 1 2"));
}

TEST(Send, HttpErrorInsteadOfTheConfirmation) {
  Feed feed;
  feed.post(kAlice, 1, send_req("T1"));
  feed.status(kAlice, 1, 503);
  EXPECT_THAT(feed.finish(), ElementsAre("send transport-error HTTP 503 T1 10.0.0.1: 1"));
}

TEST(Send, WspErrorInsteadOfTheConfirmation) {
  Feed feed;
  feed.post(kAlice, 1, send_req("T1"), Bearer::kWspCo);
  feed.status(kAlice, 1, 502, Bearer::kWspCo);
  EXPECT_THAT(feed.finish(), ElementsAre("send transport-error WSP 502 T1 10.0.0.1: 1"));
}

TEST(Send, SuccessWithoutConfirmationIsNoAnswer) {
  Feed feed;
  feed.post(kAlice, 1, send_req("T1"));
  feed.status(kAlice, 1, 100);
  feed.status(kAlice, 1, 200);
  EXPECT_THAT(feed.finish(), ElementsAre("send unanswered HTTP 200 T1 10.0.0.1: 1"));
}

TEST(Send, ClientsMayChooseTheSameTid) {
  Feed feed;
  feed.post(kAlice, 1, send_req("T1"));
  feed.post(kBob, 2, send_req("T1"));
  feed.answer(kBob, 2, send_conf("T1", "Error-permanent-failure"));
  feed.answer(kAlice, 1, send_conf("T1"));
  EXPECT_THAT(feed.finish(), ElementsAre("send completed Ok T1 10.0.0.1: 1 4",
                                         "send error-permanent Error-permanent-failure T1 "
                                         "10.0.0.2: 2 3"));
}

TEST(Send, FiftyInterleavedClientsKeepApart) {
  Feed feed;
  std::vector<std::string> expected;
  const auto client = [](int i) { return "10.0.1." + std::to_string(i); };
  for (int i = 0; i < 50; ++i) {
    feed.post(client(i), static_cast<std::uint64_t>(i) + 1, send_req("T1"));
    expected.push_back("send completed Ok T1 " + client(i) + ": " + std::to_string(i + 1) + ' ' +
                       std::to_string(100 - i));
  }
  for (int i = 49; i >= 0; --i) {
    feed.answer(client(i), static_cast<std::uint64_t>(i) + 1, send_conf("T1"));
  }
  EXPECT_EQ(feed.finish(), expected);
}

TEST(Send, ConfirmationsMayComeInAnotherOrder) {
  Feed feed;
  feed.post(kAlice, 1, send_req("T1"));
  feed.post(kAlice, 2, send_req("T2"));
  feed.answer(kAlice, 2, send_conf("T2"));
  feed.answer(kAlice, 1, send_conf("T1"));
  EXPECT_THAT(feed.finish(), ElementsAre("send completed Ok T1 10.0.0.1: 1 4",
                                         "send completed Ok T2 10.0.0.1: 2 3"));
}

TEST(Send, TidAndClientJoinWhereNoExchangeIsKnown) {
  Feed feed;
  feed.post(kAlice, 0, send_req("T1"));
  feed.post(kBob, 0, send_req("T1"));
  feed.answer(kAlice, 0, send_conf("T1"));
  EXPECT_THAT(feed.finish(), ElementsAre("send completed Ok T1 10.0.0.1: 1 3",
                                         "send incomplete-capture - T1 10.0.0.2: 2"));
}

TEST(Send, AnAnswerMayBeCompleteBeforeItsRequest) {
  Feed feed;
  feed.answer(kAlice, 1, send_conf("T1"));
  feed.post(kAlice, 1, send_req("T1"));
  EXPECT_THAT(feed.finish(), ElementsAre("send completed Ok T1 10.0.0.1: 1 2"));
}

TEST(Send, TheExchangeCountsMoreThanTheTid) {
  Feed feed;
  feed.post(kAlice, 1, send_req("T1"));
  feed.answer(kAlice, 1, send_conf("T9"));
  EXPECT_THAT(feed.finish(), ElementsAre("send completed Ok T1 10.0.0.1: 1 2"));
}

TEST(Send, AnotherExchangeWithTheSameTidIsAnotherSend) {
  Feed feed;
  feed.post(kAlice, 1, send_req("T1", "Hi"));
  feed.answer(kAlice, 7, send_conf("T1"));
  EXPECT_THAT(feed.finish(), ElementsAre("send incomplete-capture - T1 10.0.0.1: 1",
                                         "send completed Ok T1 10.0.0.1: 2"));
}

TEST(Send, ResendAfterATransientStatusIsTheSameSend) {
  Feed feed;
  feed.post(kAlice, 1, send_req("T1"));
  feed.answer(kAlice, 1, send_conf("T1", "Error-transient-failure"));
  feed.wait(60);
  feed.post(kAlice, 2, send_req("T1"));
  feed.answer(kAlice, 2, send_conf("T1"));
  EXPECT_THAT(feed.finish(), ElementsAre("send completed Ok T1 10.0.0.1: 1 2 3 4"));
}

TEST(Send, AResendOfWhatWasAcceptedDoesNotUndoIt) {
  Feed feed;
  feed.post(kAlice, 1, send_req("T1"));
  feed.answer(kAlice, 1, send_conf("T1"));
  feed.post(kAlice, 2, send_req("T1"));
  feed.answer(kAlice, 2, send_conf("T1", "Error-permanent-failure"));
  EXPECT_THAT(feed.finish(), ElementsAre("send completed Ok T1 10.0.0.1: 1 2 3 4"));
}

TEST(Send, AnotherMessageWithTheSameTidIsAnotherSend) {
  Feed feed;
  feed.post(kAlice, 1, send_req("T1", "Hi"));
  feed.answer(kAlice, 1, send_conf("T1"));
  feed.post(kAlice, 2, send_req("T1", "Bye"));
  feed.answer(kAlice, 2, send_conf("T1"));
  EXPECT_THAT(feed.finish(), ElementsAre("send completed Ok T1 10.0.0.1: 1 2",
                                         "send completed Ok T1 10.0.0.1: 3 4"));
}

TEST(Send, ARepeatedConfirmationJoins) {
  Feed feed;
  feed.post(kAlice, 1, send_req("T1"), Bearer::kWspCo);
  feed.answer(kAlice, 1, send_conf("T1"), "", Bearer::kWspCo);
  feed.wait(7);
  feed.answer(kAlice, 1, send_conf("T1"), "", Bearer::kWspCo);
  EXPECT_THAT(feed.finish(), ElementsAre("send completed Ok T1 10.0.0.1: 1 2 3"));
}

TEST(Send, IsReportedOnceRepeatsAreNoLongerExpected) {
  Feed feed;
  feed.post(kAlice, 1, send_req("T1"));
  feed.answer(kAlice, 1, send_conf("T1"));
  feed.wait(299);
  feed.get(kBob, 2, "http://elsewhere.example/");
  EXPECT_THAT(feed.reported(), IsEmpty());
  feed.wait(2);
  feed.get(kBob, 3, "http://elsewhere.example/");
  EXPECT_EQ(feed.reported().size(), 1U);
}

TEST(Send, PdusOfTheWrongDirectionAreNobodysRequest) {
  Feed feed;
  feed.get(kAlice, 1, "http://files.example/openwave.mms");
  feed.answer(kAlice, 1, send_req("T1"), "http://files.example/openwave.mms");
  EXPECT_THAT(feed.finish(), IsEmpty());
}

TEST(Forward, OfAMessageThatWasNotRetrieved) {
  Feed feed;
  feed.push(kBob, notification("N1", kUri));
  feed.post(kBob, 1, notify_resp("N1", "Deferred"));
  feed.post(kBob, 2, forward_req("F1", kUri));
  feed.answer(kBob, 2, forward_conf("F1"));
  EXPECT_THAT(feed.finish(), ElementsAre("retrieval deferred deferred Deferred N1 10.0.0.2: 1 2",
                                         "forward completed Ok F1 10.0.0.2: 3 4"));
}

TEST(Forward, OfAnUnknownMessageIsRefused) {
  Feed feed;
  feed.post(kBob, 1, forward_req("F1", "http://mmsc.example/no-such"));
  feed.answer(kBob, 1, forward_conf("F1", "Error-permanent-message-not-found"));
  EXPECT_THAT(feed.finish(), ElementsAre("forward error-permanent "
                                         "Error-permanent-message-not-found F1 10.0.0.2: 1 2"));
}

TEST(Cancel, IsAnsweredByTheClientInAnotherExchange) {
  Feed feed;
  feed.push(kBob, bare(mms::PduType::kCancelReq, "C1").add(mms::number::kCancelId, "id1@mmsc"));
  feed.post(kBob, 5, bare(mms::PduType::kCancelConf, "C1").add(mms::number::kCancelStatus, 0x80));
  const auto lines = feed.finish();
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_THAT(lines[0], testing::StartsWith("cancel completed "));
  EXPECT_THAT(lines[0], testing::EndsWith(" C1 10.0.0.2: 1 2"));
}

}  // namespace
}  // namespace mm1::flow::test
