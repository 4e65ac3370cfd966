// What the capture could not show is held against nobody (rules.md §0.1).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "feed.h"

namespace mm1::flow::test {
namespace {

using testing::ElementsAre;

constexpr const char* kUri = "http://mmsc.example/m1";

/// Traffic of a client that has nothing to do with MM1, answered.
void browse(Feed& feed, const char* client, std::uint64_t exchange) {
  feed.get(client, exchange, "http://elsewhere.example/");
  feed.status(client, exchange, 200);
}

TEST(Unanswered, TheClientIsSeenAfterTheDeadline) {
  Feed feed;
  feed.post(kAlice, 1, send_req("T1"));
  feed.wait(61);
  browse(feed, kAlice, 2);
  EXPECT_THAT(feed.finish(), ElementsAre("send unanswered - T1 10.0.0.1: 1"));
}

TEST(Unanswered, IsReportedWithoutWaitingForTheEnd) {
  Feed feed;
  feed.post(kAlice, 1, send_req("T1"));
  for (std::uint64_t i = 0; i < 5; ++i) {
    feed.wait(61);
    browse(feed, kAlice, 2 + i);
  }
  EXPECT_EQ(feed.reported().size(), 1U);
}

TEST(Unanswered, ANotificationAfterItsExpiry) {
  Feed feed;
  feed.push(kBob, notification("N1", kUri, 60));
  feed.wait(100);
  browse(feed, kBob, 1);
  EXPECT_THAT(feed.finish(), ElementsAre("retrieval - unanswered - N1 10.0.0.2: 1"));
}

TEST(IncompleteCapture, ItEndsBeforeTheDeadline) {
  Feed feed;
  feed.post(kAlice, 1, send_req("T1"));
  feed.wait(30);
  browse(feed, kAlice, 2);
  EXPECT_THAT(feed.finish(), ElementsAre("send incomplete-capture - T1 10.0.0.1: 1"));
}

TEST(IncompleteCapture, OnlyOtherClientsAreSeenLater) {
  Feed feed;
  feed.post(kAlice, 1, send_req("T1"));
  feed.wait(600);
  browse(feed, kBob, 2);
  EXPECT_THAT(feed.finish(), ElementsAre("send incomplete-capture - T1 10.0.0.1: 1"));
}

TEST(IncompleteCapture, TheClientIsSeenOnAnotherBearerOnly) {
  Feed feed;
  feed.post(kAlice, 1, send_req("T1"));
  feed.wait(600);
  feed.push(kAlice, notification("N1", kUri));
  EXPECT_THAT(feed.finish(), ElementsAre("send incomplete-capture - T1 10.0.0.1: 1",
                                         "retrieval - incomplete-capture - N1 10.0.0.1: 2"));
}

TEST(IncompleteCapture, OctetsWereLost) {
  Feed feed;
  feed.post(kAlice, 1, send_req("T1"));
  feed.lose(kAlice);
  feed.wait(600);
  browse(feed, kAlice, 2);
  EXPECT_THAT(feed.finish(), ElementsAre("send incomplete-capture - T1 10.0.0.1: 1"));
}

TEST(IncompleteCapture, LossOfAnotherClientDoesNotMatter) {
  Feed feed;
  feed.post(kAlice, 1, send_req("T1"));
  feed.post(kBob, 2, send_req("T2"));
  feed.lose(kBob);
  feed.wait(600);
  browse(feed, kAlice, 3);
  browse(feed, kBob, 4);
  EXPECT_THAT(feed.finish(), ElementsAre("send unanswered - T1 10.0.0.1: 1",
                                         "send incomplete-capture - T2 10.0.0.2: 2"));
}

TEST(IncompleteCapture, OneSideWasCaptured) {
  Feed feed;
  feed.post(kAlice, 1, send_req("T1"));
  feed.wait(600);
  feed.post(kAlice, 2, send_req("T2"));
  EXPECT_THAT(feed.finish(), ElementsAre("send incomplete-capture - T1 10.0.0.1: 1",
                                         "send incomplete-capture - T2 10.0.0.1: 2"));
}

TEST(IncompleteCapture, TheRequestItselfWasCut) {
  Feed feed;
  feed.cut_next(12);
  feed.post(kAlice, 1, send_req("T1"));
  feed.wait(600);
  browse(feed, kAlice, 2);
  EXPECT_THAT(feed.finish(), ElementsAre("send incomplete-capture - T1 10.0.0.1: 1"));
}

TEST(IncompleteCapture, TheStatusOfTheConfirmationWasCut) {
  Feed feed;
  feed.post(kAlice, 1, send_req("T1"));
  feed.cut_next(8);  // 8C 81, 98 "T1" 00, 8D 92
  feed.answer(kAlice, 1, send_conf("T1"));
  EXPECT_THAT(feed.finish(), ElementsAre("send incomplete-capture - T1 10.0.0.1: 1 2"));
}

TEST(IncompleteCapture, ACutMessageCountsOnceTheClientConfirmsIt) {
  Feed feed;
  feed.push(kBob, notification("N1", kUri));
  feed.get(kBob, 1, kUri);
  feed.cut_next(20);
  feed.answer(kBob, 1, retrieve_conf("N1"), kUri);
  feed.post(kBob, 2, notify_resp("N1", "Retrieved"));
  feed.push(kCarol, notification("N2", "http://mmsc.example/m2"));
  feed.get(kCarol, 3, "http://mmsc.example/m2");
  feed.cut_next(20);
  feed.answer(kCarol, 3, retrieve_conf("N2"), "http://mmsc.example/m2");
  EXPECT_THAT(feed.finish(),
              ElementsAre("retrieval immediate completed Retrieved N1 10.0.0.2: 1 2 3",
                          "retrieval immediate incomplete-capture - N2 10.0.0.3: 4 5"));
}

TEST(LateStart, AnswersWithoutTheirRequestsTellTheirOutcome) {
  Feed feed;
  feed.answer(kAlice, 1, send_conf("T1"));
  feed.post(kBob, 2, notify_resp("N1", "Retrieved"));
  feed.post(kCarol, 3, acknowledge("R1"));
  EXPECT_THAT(feed.finish(), ElementsAre("send completed Ok T1 10.0.0.1: 1",
                                         "retrieval immediate completed Retrieved N1 10.0.0.2: 2",
                                         "retrieval deferred completed - R1 10.0.0.3: 3"));
}

TEST(LateStart, AfterTheNotification) {
  Feed feed;
  feed.answer(kBob, 1, retrieve_conf("N1"), kUri);
  feed.post(kBob, 2, notify_resp("N1", "Retrieved"));
  EXPECT_THAT(feed.finish(),
              ElementsAre("retrieval immediate completed Retrieved N1 10.0.0.2: 1 2"));
}

TEST(Tracker, TheSameEventsGiveTheSameReports) {
  const auto run = [] {
    Feed feed;
    for (int i = 0; i < 200; ++i) {
      const std::string client = "10.1.0." + std::to_string(i % 50);
      const auto exchange = static_cast<std::uint64_t>(i) + 1;
      feed.post(client, exchange, send_req("T" + std::to_string(i)));
      if (i % 3 != 0) feed.answer(client, exchange, send_conf("T" + std::to_string(i)));
      feed.wait(i % 7 == 0 ? 120 : 0);
    }
    feed.finish();
    std::vector<std::uint64_t> order;
    for (const Transaction& transaction : feed.reported()) order.push_back(transaction.id);
    return order;
  };
  const auto first = run();
  EXPECT_EQ(first.size(), 200U);
  EXPECT_EQ(first, run());
}

TEST(Memory, ARetrievalRemembersItsFirstAndItsLatestTransactionIds) {
  Feed feed;
  for (int i = 0; i < 1000; ++i) feed.push(kBob, notification("N" + std::to_string(i), kUri));
  feed.post(kBob, 1, notify_resp("N999", "Deferred"));
  feed.post(kBob, 2, notify_resp("N0", "Deferred"));
  feed.post(kBob, 3, notify_resp("N1", "Deferred"));
  const auto lines = feed.finish();
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_THAT(lines[0], testing::StartsWith("retrieval deferred deferred Deferred N0 10.0.0.2: 1"));
  EXPECT_THAT(lines[0], testing::EndsWith(" 1000 1001 1002"));
  EXPECT_EQ(lines[1], "retrieval deferred deferred Deferred N1 10.0.0.2: 1003") << "long forgotten";
}

// The confirmation belongs to no request, so it takes the exchange over from the fetch.
TEST(Memory, AnExchangeIsForgottenWithItsLastTransaction) {
  Feed feed;
  feed.push(kBob, notification("N1", kUri));
  feed.get(kBob, 7, kUri);
  feed.answer(kBob, 7, send_conf("T1"), kUri);
  feed.wait(400);
  browse(feed, kAlice, 1);
  ASSERT_EQ(feed.reported().size(), 1U) << "what was confirmed is over, the retrieval is not";
  feed.status(kBob, 7, 200);
  EXPECT_EQ(feed.finish().size(), 2U);
}

}  // namespace
}  // namespace mm1::flow::test
