// Dialogues that look like violations where the capture shows less than what happened, or shows it
// twice.
#include <gtest/gtest.h>

#include <algorithm>

#include "scenario.h"
#include "support/wsp_layers.h"

namespace mm1::scenarios {
namespace {

const test::Endpoint kRelay{samples::kMmsc, 80};

std::vector<std::string> findings(const Scenario& scenario) { return scenario.run().findings; }

TEST(Silence, AnAnswerWhosePacketsWereLostIsNotMissing) {
  Scenario s;
  s.goes_on(s.alice);
  test::TcpConnection sender(s.capture, {kAlice, 41001}, kRelay);
  sender.from_client(Scenario::post(send_req("T1")));
  const auto answer = static_cast<std::ptrdiff_t>(s.capture.packets().size());
  sender.from_server(Scenario::response(send_conf("T1")));
  s.capture.packets().erase(s.capture.packets().begin() + answer);
  // The next exchange of the connection shows that something is missing before it.
  sender.from_client(Scenario::post(send_req("T2", "Ho")));
  sender.from_server(Scenario::response(send_conf("T2", "id2@x")));
  s.wait(minutes(5));
  s.goes_on(s.alice);
  EXPECT_EQ(findings(s), std::vector<std::string>{});
}

TEST(Silence, ACaptureOfOneDirectionProvesNothingAboutTheOther) {
  Scenario s;
  s.alice.post(send_req("T1"), send_conf("T1"));
  s.wait(minutes(5));
  s.goes_on(s.alice);
  std::erase_if(s.capture.packets(), [](const test::Packet& packet) {
    constexpr std::size_t kLinkHeader = 14;
    const test::Buffer ip(packet.octets.begin() + kLinkHeader, packet.octets.end());
    return test::source_of(ip) == samples::kMmsc;
  });
  EXPECT_EQ(findings(s), std::vector<std::string>{});
}

TEST(Silence, WhatIsFetchedEncryptedIsNotSeen) {
  Scenario s;
  s.bob.pushed(notification("N1", "https://mmsc.example.com/m1"));
  s.bob.post(notify_resp("N1", "Retrieved"));
  EXPECT_EQ(findings(s), std::vector<std::string>{});
}

/// The same dialogue between phone and gateway, and between gateway and relay.
TEST(Silence, AFaultThatShowsOnBothSidesOfAGatewayIsToldOnce) {
  Scenario s;
  const PduBuilder request = send_req("T1");
  const PduBuilder stored = with(send_conf("T1"), field::kStoreStatus, "Success");
  test::WtpConversation phone(s.capture, {kAlice, 49153}, {samples::kWapGateway, 9201});
  phone.method(test::wsp_connect(), test::wsp_connect_reply(1));
  phone.method(test::wsp_post(samples::kMmscUri, test::kMmsContentType, request.encode()),
               test::wsp_reply(test::kWspOk, test::kMmsContentType, stored.encode()));
  samples::Handset gateway(s.capture, samples::kWapGateway);
  gateway.post(request, stored);
  const auto all = findings(s);
  EXPECT_EQ(std::ranges::count(all, "CTR-SND-009 relay"), 1);
  EXPECT_EQ(std::ranges::count(all, "CTR-SND-003 relay"), 0);
}

/// Phones behind one gateway choose their ids without knowing of each other.
TEST(Silence, IdsOfPhonesBehindAGatewayMayBeEqual) {
  Scenario s;
  test::WtpConversation phone(s.capture, {kAlice, 49153}, {samples::kWapGateway, 9201});
  phone.method(test::wsp_connect(), test::wsp_connect_reply(1));
  phone.method(
      test::wsp_post(samples::kMmscUri, test::kMmsContentType, send_req("T9", "Zero").encode()),
      test::wsp_reply(test::kWspOk, test::kMmsContentType, send_conf("T9", "id9@x").encode()));
  test::TcpConnection first(s.capture, {samples::kWapGateway, 41001}, kRelay);
  test::TcpConnection second(s.capture, {samples::kWapGateway, 41002}, kRelay);
  first.from_client(Scenario::post(send_req("T1", "One")));
  second.from_client(Scenario::post(send_req("T1", "Two")));
  first.from_server(Scenario::response(send_conf("T1", "id1@x")));
  second.from_server(Scenario::response(send_conf("T1", "id2@x")));
  const auto all = findings(s);
  EXPECT_EQ(std::ranges::count(all, "CTR-SND-004 client"), 0);
}

TEST(Silence, AVersion10RelayIsNotMeasuredByLaterRules) {
  Scenario s;
  s.bob.pushed(pdu(PduType::kNotificationInd, "N1", Version::k10)
                   .add(field::kMessageClass, "Personal")
                   .add(field::kMessageSize, 120)
                   .add(field::kExpiry, mms::Relative{86'400})
                   .add(field::kContentLocation, kU1));
  s.alice.post(send_req("T1"), pdu(PduType::kSendConf, "T1", Version::k10)
                                   .add(field::kResponseStatus, "Ok")
                                   .add(field::kMessageId, "id1@x")
                                   .add(field::kStoreStatus, "Success"));
  const auto all = findings(s);
  EXPECT_EQ(std::ranges::count(all, "CTR-SND-009 relay"), 0) << "Store came with 1.2";
}

}  // namespace
}  // namespace mm1::scenarios
