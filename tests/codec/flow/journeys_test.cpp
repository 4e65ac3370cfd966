// Message journeys: which transactions are about one message, and how far it got.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "feed.h"

namespace mm1::flow::test {
namespace {

using mms::PduBuilder;
using mms::PduType;
using testing::ElementsAre;
namespace number = mms::number;

constexpr const char* kU1 = "http://mmsc.example/m1";
constexpr const char* kU2 = "http://mmsc.example/m2";
constexpr const char* kAliceAddress = "+15551230001/TYPE=PLMN";
constexpr const char* kBobAddress = "+15551230002/TYPE=PLMN";
constexpr const char* kCarolAddress = "+15551230003/TYPE=PLMN";
constexpr const char* kGateway = "192.0.2.7";

PduBuilder request(std::string_view id, const char* subject = "Hello") {
  return send_req(id).add(number::kSubject, subject);
}
PduBuilder announced(std::string_view id, const char* uri, const char* subject = "Hello",
                     std::uint64_t size = 200) {
  return bare(PduType::kNotificationInd, id)
      .add(number::kFrom, kAliceAddress)
      .add(number::kSubject, subject)
      .add(number::kMessageClass, "Personal")
      .add(number::kMessageSize, size)
      .add(number::kExpiry, mms::Relative{86'400})
      .add(number::kContentLocation, uri);
}
PduBuilder message(std::string_view id, const char* message_id) {
  return retrieve_conf(id).add(number::kMessageId, message_id).add(number::kTo, kBobAddress);
}
PduBuilder delivered(const char* message_id, const char* to, const char* status) {
  return bare(PduType::kDeliveryInd, "")
      .add(number::kMessageId, message_id)
      .add(number::kTo, to)
      .add(number::kStatus, status);
}
PduBuilder was_read(PduType type, const char* message_id) {
  return bare(type, "")
      .add(number::kMessageId, message_id)
      .add(number::kFrom, kBobAddress)
      .add(number::kTo, kAliceAddress)
      .add(number::kReadStatus, "Read");
}
void sends(Feed& feed) {
  feed.post(kAlice, 1, request("T1"));
  feed.answer(kAlice, 1, send_conf("T1"));
}

TEST(Journeys, FromSubmissionToReadReport) {
  Feed feed;
  sends(feed);
  feed.push(kBob, announced("N1", kU1));
  feed.get(kBob, 2, kU1);
  feed.answer(kBob, 2, message("N1", "id1@mmsc.example"), kU1);
  feed.post(kBob, 3, notify_resp("N1", "Retrieved"));
  feed.push(kAlice, delivered("id1@mmsc.example", kBobAddress, "Retrieved"));
  feed.post(kBob, 4, was_read(PduType::kReadRecInd, "id1@mmsc.example"));
  feed.push(kAlice, was_read(PduType::kReadOrigInd, "id1@mmsc.example"));
  feed.finish();
  EXPECT_THAT(feed.journeys(),
              ElementsAre("m1 +15551230001/TYPE=PLMN > +15551230002/TYPE=PLMN 10.0.0.2 read; | "
                          "t1 first t2 message-id t3 message-id t4 message-id t5 message-id | "
                          "id1@mmsc.example"));
}

// To Bob, who is told and gets it at once, and to Carol, who rejects it: each has times of its own.
TEST(Journeys, EachRecipientHasItsTimes) {
  constexpr std::int64_t kMillisecond = 1'000'000;
  Feed feed;
  feed.post(kAlice, 1, request("T1").add(number::kCc, kCarolAddress));  // 1 ms
  feed.answer(kAlice, 1, send_conf("T1"));
  feed.push_sms(kBobNumber, announced("N1", kU1));  // 3 ms
  feed.wait(2);
  feed.push_sms("+15551230003", announced("N2", kU2));  // 2004 ms
  feed.post(kCarol, 2, notify_resp("N2", "Rejected"));
  feed.push(kAlice, delivered("id1@mmsc.example", kCarolAddress, "Rejected"));  // 2006 ms
  feed.get(kBob, 3, kU1);
  feed.answer(kBob, 3, message("N1", "id1@mmsc.example"), kU1);  // 2008 ms
  feed.wait(5);
  feed.push(kAlice, delivered("id1@mmsc.example", kBobAddress, "Retrieved"));  // 7009 ms
  feed.post(kBob, 4, was_read(PduType::kReadRecInd, "id1@mmsc.example"));
  feed.wait(1);
  feed.push(kAlice, was_read(PduType::kReadOrigInd, "id1@mmsc.example"));  // 8011 ms
  feed.finish();
  ASSERT_EQ(feed.kept_journeys().size(), 1U);
  const Journey& journey = feed.kept_journeys().front();
  EXPECT_EQ(journey.relay, kRelay);
  ASSERT_EQ(journey.recipients.size(), 2U);
  const auto since = [&](std::optional<std::int64_t> time_ns) {
    return time_ns ? (*time_ns - *journey.submitted_ns) / kMillisecond : -1;
  };
  const Journey::Recipient& bob = journey.recipients[0];
  EXPECT_EQ(since(bob.notified_ns), 2);
  EXPECT_EQ(since(bob.retrieved_ns), 2007);
  EXPECT_EQ(since(bob.delivery_reported_ns), 7008);
  EXPECT_EQ(since(bob.read_reported_ns), 8010);
  const Journey::Recipient& carol = journey.recipients[1];
  EXPECT_EQ(since(carol.notified_ns), 2003);
  EXPECT_EQ(since(carol.retrieved_ns), -1);
  EXPECT_EQ(since(carol.delivery_reported_ns), 2005);
  EXPECT_EQ(since(carol.read_reported_ns), -1);
}

TEST(Journeys, WhatIsOnlyNotifiedIsWeighed) {
  Feed feed;
  sends(feed);
  feed.push(kBob, announced("N1", kU1));
  feed.post(kBob, 2, notify_resp("N1", "Deferred"));
  feed.finish();
  EXPECT_THAT(feed.journeys(),
              ElementsAre("m1 +15551230001/TYPE=PLMN > +15551230002/TYPE=PLMN 10.0.0.2 deferred; | "
                          "t1 first t2 weighed | id1@mmsc.example"));
}

TEST(Journeys, AnotherSubjectOrSizeIsAnotherMessage) {
  for (const PduBuilder& other :
       {announced("N1", kU1, "Good bye"), announced("N1", kU1, "Hello", 50'000)}) {
    Feed feed;
    sends(feed);
    feed.push(kBob, other);
    feed.finish();
    EXPECT_THAT(feed.journeys(),
                ElementsAre("m1 10.0.0.1 > +15551230002/TYPE=PLMN - submitted; | t1 first | "
                            "id1@mmsc.example",
                            "m2 +15551230001/TYPE=PLMN > - 10.0.0.2 notified; | t2 first |"));
  }
}

TEST(Journeys, OneOfTwoAlikeIsNotGuessed) {
  Feed feed;
  sends(feed);
  feed.post(kCarol, 5, request("T9"));
  feed.answer(kCarol, 5,
              bare(PduType::kSendConf, "T9")
                  .add(number::kResponseStatus, "Ok")
                  .add(number::kMessageId, "id2@mmsc.example"));
  feed.push(kBob, announced("N1", kU1));
  feed.finish();
  ASSERT_EQ(feed.journeys().size(), 3U);
  EXPECT_EQ(feed.journeys()[2], "m3 +15551230001/TYPE=PLMN > - 10.0.0.2 notified; | t3 first |");
}

TEST(Journeys, OneRecipientIsNotifiedOfOneMessage) {
  Feed feed;
  sends(feed);
  feed.push(kBob, announced("N1", kU1));
  feed.push(kBob, announced("N2", kU2));
  feed.finish();
  ASSERT_EQ(feed.journeys().size(), 2U);
  EXPECT_EQ(feed.journeys()[1], "m2 +15551230001/TYPE=PLMN > - 10.0.0.2 notified; | t3 first |");
}

TEST(Journeys, ARelayThatKeepsIdsUndoesAGuessByAnother) {
  Feed feed;
  sends(feed);
  feed.push(kBob, announced("N1", kU1));
  feed.get(kBob, 2, kU1);
  feed.answer(kBob, 2, message("N1", "id1@mmsc.example"), kU1);
  feed.post(kAlice, 3, request("T2", "Again"));
  feed.answer(kAlice, 3,
              bare(PduType::kSendConf, "T2")
                  .add(number::kResponseStatus, "Ok")
                  .add(number::kMessageId, "id2@mmsc.example"));
  feed.push(kBob, announced("N2", kU2, "Again"));
  feed.get(kBob, 4, kU2);
  feed.answer(kBob, 4, message("N2", "id9@mmsc.example"), kU2);
  feed.finish();
  ASSERT_EQ(feed.journeys().size(), 3U);
  EXPECT_EQ(feed.journeys()[1],
            "m2 +15551230001/TYPE=PLMN > +15551230002/TYPE=PLMN - submitted; | t3 first | "
            "id2@mmsc.example");
  EXPECT_EQ(feed.journeys()[2],
            "m3 +15551230001/TYPE=PLMN > +15551230002/TYPE=PLMN 10.0.0.2 retrieved; | t4 first | "
            "id9@mmsc.example");
}

TEST(Journeys, TheMessageIdUndoesAWrongGuess) {
  Feed feed;
  sends(feed);
  feed.push(kBob, announced("N1", kU1));
  // It was the message of somebody else, which is reported under its id.
  feed.push(kCarol, delivered("id7@mmsc.example", kBobAddress, "Deferred"));
  feed.get(kBob, 2, kU1);
  feed.answer(kBob, 2, message("N1", "id7@mmsc.example"), kU1);
  feed.finish();
  EXPECT_THAT(feed.journeys(),
              ElementsAre("m1 +15551230001/TYPE=PLMN > +15551230002/TYPE=PLMN - submitted; | "
                          "t1 first | id1@mmsc.example",
                          "m2 +15551230001/TYPE=PLMN > +15551230002/TYPE=PLMN 10.0.0.2 retrieved; "
                          "| t3 first t2 message-id | id7@mmsc.example"));
}

TEST(Journeys, ThroughAGatewayItIsOneMessage) {
  Feed feed;
  feed.post(kAlice, 1, request("T1"), Bearer::kWspCo);
  feed.post(kGateway, 2, request("T1"));
  feed.answer(kGateway, 2, send_conf("T1"));
  feed.answer(kAlice, 1, send_conf("T1"), "", Bearer::kWspCo);
  feed.finish();
  EXPECT_THAT(feed.journeys(), ElementsAre("m1 10.0.0.1 > +15551230002/TYPE=PLMN - submitted; | "
                                           "t1 first t2 same-pdu | id1@mmsc.example"));
}

TEST(Journeys, AForwardIsAnotherMessage) {
  Feed feed;
  feed.push(kBob, announced("N1", kU1));
  feed.post(kBob, 1, notify_resp("N1", "Deferred"));
  feed.post(kBob, 2, forward_req("F1", kU1));
  feed.answer(kBob, 2, forward_conf("F1").add(number::kMessageId, "fwd@mmsc.example"));
  feed.push(kBob, delivered("fwd@mmsc.example", kCarolAddress, "Rejected"));
  feed.finish();
  EXPECT_THAT(feed.journeys(), ElementsAre("m1 +15551230001/TYPE=PLMN > - 10.0.0.2 forwarded; | "
                                           "t1 first t2 content-location |",
                                           "m2 10.0.0.2 > +15551230003/TYPE=PLMN - rejected; | "
                                           "t2 first t3 message-id | fwd@mmsc.example"));
}

TEST(Journeys, AForwardNamesTheMessageThatIsLeftWhenTwoTurnOutToBeOne) {
  Feed feed;
  sends(feed);
  feed.push(kBob, announced("N1", kU1, "Another subject"));
  feed.post(kBob, 2, notify_resp("N1", "Deferred"));
  feed.post(kBob, 3, forward_req("F1", kU1));
  feed.answer(kBob, 3, forward_conf("F1").add(number::kMessageId, "fwd@mmsc.example"));
  feed.get(kBob, 4, kU1);
  feed.answer(kBob, 4, message("", "id1@mmsc.example"), kU1);  // what Alice submitted
  feed.finish();
  ASSERT_EQ(feed.kept_journeys().size(), 2U);
  EXPECT_EQ(feed.kept_journeys()[0].id, 1U);
  EXPECT_EQ(feed.kept_journeys()[1].id, 3U);
  EXPECT_EQ(feed.kept_journeys()[1].forward_of, 1U);
}

TEST(Journeys, RecipientsHaveStatesOfTheirOwn) {
  Feed feed;
  feed.post(kAlice, 1, request("T1").add(number::kCc, kCarolAddress));
  feed.answer(kAlice, 1, send_conf("T1"));
  feed.push_sms("15551230002", announced("N1", kU1));
  feed.push_sms("15551230003", announced("N2", kU2));
  feed.post(kCarol, 2, notify_resp("N2", "Rejected"));
  feed.push(kAlice, delivered("id1@mmsc.example", kBobAddress, "Expired"));
  feed.finish();
  EXPECT_THAT(feed.journeys(),
              ElementsAre("m1 +15551230001/TYPE=PLMN > +15551230002/TYPE=PLMN 15551230002 expired; "
                          "+15551230003/TYPE=PLMN 15551230003 rejected; | "
                          "t1 first t2 weighed t3 weighed t4 message-id | id1@mmsc.example"));
}

TEST(Journeys, ARefusedSubmissionReachesNobody) {
  Feed feed;
  feed.post(kAlice, 1, request("T1"));
  feed.answer(kAlice, 1, bare(PduType::kSendConf, "T1").add(number::kResponseStatus, 0xE2));
  feed.finish();
  EXPECT_THAT(feed.journeys(),
              ElementsAre("m1 10.0.0.1 > +15551230002/TYPE=PLMN - refused; | t1 first |"));
}

TEST(Journeys, AreReportedWhenNothingMoreIsHeard) {
  Feed feed;
  sends(feed);
  feed.wait(25 * 3600);
  feed.push(kBob, announced("N1", kU1));
  EXPECT_THAT(feed.journeys(),
              ElementsAre("m1 10.0.0.1 > +15551230002/TYPE=PLMN - submitted; | t1 first | "
                          "id1@mmsc.example"));
  feed.finish();
  EXPECT_EQ(feed.journeys().size(), 2U);
}

}  // namespace
}  // namespace mm1::flow::test
