// Notifications and what answers them (transactions.md §4).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "feed.h"

namespace mm1::flow::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kUri = "http://mmsc.example/m1";

TEST(Retrieval, Immediate) {
  Feed feed;
  feed.push(kBob, notification("N1", kUri));
  feed.get(kBob, 1, kUri);
  feed.answer(kBob, 1, retrieve_conf("N1"), kUri);
  feed.post(kBob, 2, notify_resp("N1", "Retrieved"));
  feed.status(kBob, 2, 200);
  EXPECT_THAT(feed.finish(),
              ElementsAre("retrieval immediate completed Retrieved N1 10.0.0.2: 1 2 3"));
}

TEST(Retrieval, Deferred) {
  Feed feed;
  feed.push(kBob, notification("N1", kUri));
  feed.post(kBob, 1, notify_resp("N1", "Deferred"));
  feed.wait(3600);
  feed.get(kBob, 2, kUri);
  feed.answer(kBob, 2, retrieve_conf("R1", "Ok"), kUri);
  feed.post(kBob, 3, acknowledge("R1"));
  EXPECT_THAT(feed.finish(), ElementsAre("retrieval deferred completed Ok N1 10.0.0.2: 1 2 3 4"));
}

constexpr std::int64_t kMillisecond = 1'000'000;

TEST(Retrieval, IsMeasuredFromTheFirstNotificationAndFromTheGet) {
  Feed feed;
  feed.push(kBob, notification("N1", kUri));
  feed.wait(10);
  feed.push(kBob, notification("N1", kUri));
  feed.wait(10);
  feed.get(kBob, 1, kUri);
  feed.status(kBob, 1, 503);
  feed.wait(10);
  feed.get(kBob, 2, kUri);
  feed.wait(3);
  feed.answer(kBob, 2, retrieve_conf("N1"), kUri);
  feed.get(kBob, 3, kUri);  // once more
  feed.answer(kBob, 3, retrieve_conf("N1"), kUri);
  feed.finish();
  const Transaction& retrieval = feed.reported().front();
  EXPECT_EQ(retrieval.retrieval_ns, 33'005 * kMillisecond);
  EXPECT_EQ(retrieval.answer_ns, 3'001 * kMillisecond);
}

TEST(Retrieval, AnErrorAnswersTheGetAndBringsNoMessage) {
  Feed feed;
  feed.push(kBob, notification("N1", kUri));
  feed.get(kBob, 1, kUri);
  feed.answer(kBob, 1, retrieve_conf("N1", "Error-transient-failure"), kUri);
  feed.finish();
  EXPECT_EQ(feed.reported().front().answer_ns, kMillisecond);
  EXPECT_FALSE(feed.reported().front().retrieval_ns);
}

TEST(Retrieval, IsNotMeasuredFromWhatWasNotSeen) {
  Feed feed;
  feed.post(kBob, 1, notify_resp("N1", "Deferred"));  // its notification came before the capture
  feed.push(kBob, notification("N1", kUri));
  feed.get(kBob, 2, kUri);
  feed.status(kBob, 2, 503);
  feed.wait(60);
  feed.answer(kBob, 3, retrieve_conf("N1"), kUri);  // to a GET that is not there
  feed.finish();
  ASSERT_EQ(feed.reported().size(), 1U);
  EXPECT_FALSE(feed.reported().front().retrieval_ns);
  EXPECT_FALSE(feed.reported().front().answer_ns);
}

TEST(Retrieval, DeferredWithoutAcknowledgement) {
  Feed feed;
  feed.push(kBob, notification("N1", kUri));
  feed.post(kBob, 1, notify_resp("N1", "Deferred"));
  feed.get(kBob, 2, kUri);
  feed.answer(kBob, 2, retrieve_conf("", "Ok"), kUri);
  EXPECT_THAT(feed.finish(), ElementsAre("retrieval deferred completed Ok N1 10.0.0.2: 1 2 3"));
}

TEST(Retrieval, NotifiedInAnSmsAndFetchedOverHttp) {
  Feed feed;
  feed.push_sms(kBobNumber, notification("N1", kUri));
  feed.get(kBob, 1, kUri);
  feed.answer(kBob, 1, retrieve_conf("N1"), kUri);
  feed.post(kBob, 2, notify_resp("N1", "Retrieved"));
  EXPECT_THAT(feed.finish(),
              ElementsAre("retrieval immediate completed Retrieved N1 10.0.0.2: 1 2 3"));
}

TEST(Retrieval, ItsRelayIsTheOneThatAnswers) {
  Feed feed;
  feed.push_sms(kBobNumber, notification("N1", kUri));
  feed.push_sms(kBobNumber, notification("N2", "http://mmsc.example/m2"));
  feed.get(kBob, 1, kUri);
  feed.finish();
  EXPECT_EQ(feed.reported()[0].relay, kRelay);
  EXPECT_EQ(feed.reported()[1].relay, kSmsc);
}

TEST(Retrieval, AClientIsKnownByItsNumberUntilItsAddressShows) {
  Feed feed;
  feed.push_sms(kBobNumber, notification("N1", kUri));
  EXPECT_THAT(feed.finish(), ElementsAre("retrieval - incomplete-capture - N1 +15551230002: 1"));
}

TEST(Retrieval, TheSameNotificationOnTwoHopsIsOne) {
  Feed feed;
  feed.push_sms(kBobNumber, notification("N1", kUri));
  feed.push_sms("15551230002", notification("N1", kUri));
  feed.push(kBob, notification("N1", kUri));
  feed.get(kBob, 1, kUri);
  feed.answer(kBob, 1, retrieve_conf("N1"), kUri);
  EXPECT_THAT(feed.finish(), ElementsAre("retrieval immediate completed - N1 10.0.0.2: 1 2 3 4"));
}

TEST(Retrieval, RepeatedNotifications) {
  Feed feed;
  feed.push(kBob, notification("N1", kUri));
  feed.wait(600);
  feed.push(kBob, notification("N1", kUri));
  feed.post(kBob, 1, notify_resp("N1", "Deferred"));
  feed.wait(600);
  feed.push(kBob, notification("N2", kUri));
  feed.post(kBob, 2, notify_resp("N2", "Rejected"));
  EXPECT_THAT(feed.finish(),
              ElementsAre("retrieval deferred rejected Rejected N1 10.0.0.2: 1 2 3 4 5"));
}

TEST(Retrieval, OneReferenceForSeveralRecipients) {
  Feed feed;
  feed.push(kBob, notification("N1", kUri));
  feed.push(kCarol, notification("N1", kUri));
  feed.get(kCarol, 1, kUri);
  feed.get(kBob, 2, kUri);
  feed.answer(kCarol, 1, retrieve_conf("N1"), kUri);
  feed.status(kBob, 2, 404);
  feed.post(kCarol, 3, notify_resp("N1", "Retrieved"));
  feed.post(kBob, 4, notify_resp("N1", "Rejected"));
  EXPECT_THAT(feed.finish(),
              ElementsAre("retrieval immediate rejected Rejected N1 10.0.0.2: 1 5",
                          "retrieval immediate completed Retrieved N1 10.0.0.3: 2 3 4"));
}

TEST(Retrieval, AGatewayFetchesForItsClient) {
  Feed feed;
  feed.push(kBob, notification("N1", kUri));
  feed.get(kBob, 1, kUri, Bearer::kWspCo);
  feed.get("192.0.2.7", 2, kUri);
  feed.answer("192.0.2.7", 2, retrieve_conf("N1"), kUri);
  feed.answer(kBob, 1, retrieve_conf("N1"), kUri, Bearer::kWspCo);
  EXPECT_THAT(feed.finish(), ElementsAre("retrieval immediate completed - N1 10.0.0.2: 1 2 3"));
}

TEST(Retrieval, Rejected) {
  Feed feed;
  feed.push(kBob, notification("N1", kUri));
  feed.post(kBob, 1, notify_resp("N1", "Rejected"));
  EXPECT_THAT(feed.finish(), ElementsAre("retrieval - rejected Rejected N1 10.0.0.2: 1 2"));
}

TEST(Retrieval, DeferredAndNeverFetched) {
  Feed feed;
  feed.push(kBob, notification("N1", kUri, 3600));
  feed.post(kBob, 1, notify_resp("N1", "Deferred"));
  feed.wait(3700);
  feed.get(kCarol, 2, "http://elsewhere.example/");
  EXPECT_EQ(feed.reported().size(), 1U) << "its Expiry has passed";
  EXPECT_THAT(feed.finish(), ElementsAre("retrieval deferred deferred Deferred N1 10.0.0.2: 1 2"));
}

TEST(Retrieval, VersionRefusedByTheClient) {
  Feed feed;
  feed.push(kBob, notification("N1", kUri));
  feed.post(kBob, 1, notify_resp("N1", "Unrecognised"));
  EXPECT_THAT(feed.finish(),
              ElementsAre("retrieval - version-refused Unrecognised N1 10.0.0.2: 1 2"));
}

TEST(Retrieval, ReferenceGone) {
  Feed feed;
  feed.push(kBob, notification("N1", kUri));
  feed.get(kBob, 1, kUri);
  feed.status(kBob, 1, 404);
  EXPECT_THAT(feed.finish(),
              ElementsAre("retrieval immediate transport-error HTTP 404 N1 10.0.0.2: 1"));
}

TEST(Retrieval, DeferredBecauseTheFetchFailed) {
  Feed feed;
  feed.push(kBob, notification("N1", kUri));
  feed.get(kBob, 1, kUri);
  feed.status(kBob, 1, 404);
  feed.post(kBob, 2, notify_resp("N1", "Deferred"));
  EXPECT_THAT(feed.finish(),
              ElementsAre("retrieval deferred transport-error HTTP 404 N1 10.0.0.2: 1 2"));
}

TEST(Retrieval, ErrorStatusThenSuccess) {
  Feed feed;
  feed.push(kBob, notification("N1", kUri));
  feed.get(kBob, 1, kUri);
  feed.answer(kBob, 1, retrieve_conf("", "Error-transient-network-problem"), kUri);
  feed.wait(30);
  feed.get(kBob, 2, kUri);
  feed.answer(kBob, 2, retrieve_conf("N1", "Ok"), kUri);
  feed.post(kBob, 3, notify_resp("N1", "Retrieved"));
  EXPECT_THAT(feed.finish(),
              ElementsAre("retrieval immediate completed Retrieved N1 10.0.0.2: 1 2 3 4"));
}

TEST(Retrieval, ErrorStatuses) {
  Feed feed;
  feed.push(kBob, notification("N1", kUri));
  feed.get(kBob, 1, kUri);
  feed.answer(kBob, 1, retrieve_conf("", "Error-transient-failure"), kUri);
  feed.push(kCarol, notification("N2", "http://mmsc.example/m2"));
  feed.get(kCarol, 2, "http://mmsc.example/m2");
  feed.answer(kCarol, 2, retrieve_conf("", "Error-permanent-message-not-found"));
  EXPECT_THAT(feed.finish(),
              ElementsAre("retrieval immediate error-transient Error-transient-failure N1 "
                          "10.0.0.2: 1 2",
                          "retrieval immediate error-permanent Error-permanent-message-not-found "
                          "N2 10.0.0.3: 3 4"));
}

TEST(Retrieval, WithoutNotificationIsDirect) {
  Feed feed;
  feed.get(kBob, 1, kUri);
  feed.answer(kBob, 1, retrieve_conf("", "Error-permanent-message-not-found"), kUri);
  feed.get(kBob, 2, kUri);
  feed.answer(kBob, 2, retrieve_conf("R1"), kUri);
  feed.post(kBob, 3, acknowledge("R1"));
  EXPECT_THAT(feed.finish(),
              ElementsAre("retrieval direct error-permanent Error-permanent-message-not-found - "
                          "10.0.0.2: 1",
                          "retrieval direct completed - R1 10.0.0.2: 2 3"));
}

TEST(Retrieval, OtherGetsAreNoRetrievals) {
  Feed feed;
  feed.push(kBob, notification("N1", kUri));
  feed.get(kBob, 1, "http://mmsc.example/news.wml");
  feed.status(kBob, 1, 404);
  EXPECT_THAT(feed.finish(), ElementsAre("retrieval - incomplete-capture - N1 10.0.0.2: 1"));
}

TEST(Retrieval, AcknowledgementsFindTheirClient) {
  Feed feed;
  feed.get(kBob, 1, kUri);
  feed.answer(kBob, 1, retrieve_conf("R1"), kUri);
  feed.get(kCarol, 2, "http://mmsc.example/m2");
  feed.answer(kCarol, 2, retrieve_conf("R1"), "http://mmsc.example/m2");
  feed.post(kBob, 3, acknowledge("R1"));
  feed.post(kCarol, 4, acknowledge("R1"));
  EXPECT_THAT(feed.finish(), ElementsAre("retrieval direct completed - R1 10.0.0.2: 1 3",
                                         "retrieval direct completed - R1 10.0.0.3: 2 4"));
}

TEST(Retrieval, AnAcknowledgementWithAWrongTid) {
  Feed feed;
  feed.push(kBob, notification("N1", kUri));
  feed.get(kBob, 1, kUri);
  feed.answer(kBob, 1, retrieve_conf("N1"), kUri);
  feed.post(kBob, 2, acknowledge("X9"));
  feed.post(kCarol, 3, acknowledge("X9"));
  EXPECT_THAT(feed.finish(), ElementsAre("retrieval immediate completed - N1 10.0.0.2: 1 2 3",
                                         "retrieval deferred completed - X9 10.0.0.3: 4"));
}

TEST(Retrieval, AnAnswerWithoutStatusDecidesNothing) {
  Feed feed;
  feed.post(kBob, 1, bare(mms::PduType::kNotifyRespInd, "N1"));
  feed.wait(600);
  feed.get(kBob, 2, "http://elsewhere.example/");
  EXPECT_THAT(feed.finish(), ElementsAre("retrieval - incomplete-capture - N1 10.0.0.2: 1"));
}

TEST(Retrieval, TwoNotificationsOfOneTidButOtherReferences) {
  Feed feed;
  feed.push(kBob, notification("N1", kUri));
  feed.push(kBob, notification("N1", "http://mmsc.example/m2"));
  feed.get(kBob, 1, "http://mmsc.example/m2");
  feed.answer(kBob, 1, retrieve_conf(""), "http://mmsc.example/m2");
  EXPECT_THAT(feed.finish(), ElementsAre("retrieval - incomplete-capture - N1 10.0.0.2: 1",
                                         "retrieval immediate completed - N1 10.0.0.2: 2 3"));
}

// A relay may give its TIDs to each client anew.
TEST(Retrieval, OfEachOfManyClientsThatAreNotifiedWithOneTid) {
  constexpr int kClients = 1000;
  const auto client = [](int i) {
    return "10.1." + std::to_string(i / 250) + '.' + std::to_string(i % 250 + 1);
  };
  Feed feed;
  for (int i = 0; i < kClients; ++i) {
    const std::string uri = "http://mmsc.example/m" + std::to_string(i);
    feed.push(client(i), notification("N1", uri));
    // Others are known by their numbers, and by their addresses once they fetch.
    feed.push_sms(std::to_string(15'550'000'000 + i), notification("N1", uri + "s"));
    feed.get("10.2.0.1", static_cast<std::uint64_t>(i) + 1, uri + "s");
  }
  for (int i = 0; i < kClients; ++i) feed.post(client(i), 0, notify_resp("N1", "Rejected"));
  feed.wait(1000);
  const std::vector<std::string> lines = feed.finish();
  EXPECT_EQ(lines.size(), 2 * kClients);
  EXPECT_EQ(std::ranges::count_if(
                lines, [](const std::string& line) { return line.find("Rejected") != line.npos; }),
            kClients);
}

}  // namespace
}  // namespace mm1::flow::test
