// Clients that are known by their number: from a push by SMS or PAP, or by a header that a gateway
// puts into their requests.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "captures/handset.h"
#include "clean.h"
#include "support/http.h"
#include "wap_phones.h"

namespace mm1::scenarios {
namespace {

using samples::MultimediaMessage;
using test::Buffer;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kGateway = "192.0.2.1";
constexpr const char* kNumbers[] = {"15551230011", "15551230012", "15551230013"};

Buffer post(const PduBuilder& pdu, const std::string& number) {
  return test::http_request("POST", "/",
                            {{"Host", "mmsc.example.com"},
                             {"Content-Type", samples::kMmsType},
                             {"X-WAP-Network-Client-MSISDN", number}},
                            pdu.encode(), test::Framing::kContentLength);
}
Buffer get(const std::string& uri, const std::string& number) {
  const std::string path = uri.substr(uri.find('/', uri.find("://") + 3));
  return test::http_request("GET", path, {{"Host", "mmsc.example.com"}, {"x-msisdn", number}});
}
const Buffer kNothing = test::http_response(204, {}, {}, test::Framing::kNoBody);

/// A WAP gateway's one connection to the MMSC, over which it speaks for all its clients.
test::TcpConnection from_gateway(Scenario& s) {
  return {s.capture, {kGateway, 40000}, {samples::kMmsc, samples::kHttpPort}};
}

void expect_sound(const Results& results) {
  EXPECT_EQ(results.faults, std::vector<std::string>{});
  EXPECT_THAT(results.findings, IsEmpty()) << testing::PrintToString(results.texts);
}

// All do each step before any does the next, and all have the same TIDs.
TEST(Identity, ThreePhonesBehindOneGatewayAreTold) {
  Scenario s;
  test::TcpConnection gateway = from_gateway(s);
  ShortMessages centre(s);
  const auto mm = [](const char* number) { return text_mm(std::string(1, number[10])); };
  for (const char* number : kNumbers) {
    gateway.from_client(post(send_req(mm(number), "T1"), number));
    gateway.from_server(Scenario::response(send_conf(mm(number), "T1")));
  }
  for (const char* number : kNumbers) centre.pushed(number, notification_ind(mm(number), "N1"));
  for (const char* number : kNumbers) {
    gateway.from_client(get(mm(number).uri, number));
    gateway.from_server(Scenario::response(retrieve_conf(mm(number), "N1")));
  }
  for (const char* number : kNumbers) {
    gateway.from_client(post(notify_resp("N1", "Retrieved"), number)).from_server(kNothing);
  }
  const Results results = s.run();
  expect_sound(results);
  EXPECT_THAT(results.transactions,
              ElementsAre("15551230011 send completed Ok: m-send-req m-send-conf",
                          "15551230012 send completed Ok: m-send-req m-send-conf",
                          "15551230013 send completed Ok: m-send-req m-send-conf",
                          "15551230011 retrieval immediate completed Retrieved: "
                          "m-notification-ind m-retrieve-conf m-notifyresp-ind",
                          "15551230012 retrieval immediate completed Retrieved: "
                          "m-notification-ind m-retrieve-conf m-notifyresp-ind",
                          "15551230013 retrieval immediate completed Retrieved: "
                          "m-notification-ind m-retrieve-conf m-notifyresp-ind"));
}

// The same TID was given to two; the one whose notification was not captured answers first.
TEST(Identity, AnAnswerIsNotAnotherNumbers) {
  Scenario s;
  test::TcpConnection gateway = from_gateway(s);
  ShortMessages centre(s);
  centre.pushed(kNumbers[0], notification("N1", kU1));
  gateway.from_client(post(notify_resp("N1", "Deferred"), kNumbers[1])).from_server(kNothing);
  gateway.from_client(post(notify_resp("N1", "Rejected"), kNumbers[0])).from_server(kNothing);
  EXPECT_THAT(
      s.run().transactions,
      ElementsAre("15551230011 retrieval rejected Rejected: m-notification-ind m-notifyresp-ind",
                  "15551230012 retrieval deferred deferred Deferred: m-notifyresp-ind"));
}

struct FormCase {
  const char* name;
  const char* pushed_to;  // destination of the SMS
  const char* header;     // what the gateway tells
  const char* client;     // what is shown
};

class NumberForms : public testing::TestWithParam<FormCase> {};

// Numbers of two bearers need not be written the same way.
TEST_P(NumberForms, JoinAPushBySmsAndItsRetrieval) {
  Scenario s;
  ShortMessages centre(s);
  test::TcpConnection gateway = from_gateway(s);
  centre.pushed(GetParam().pushed_to, notification("N1", kU1));
  gateway.from_client(get(kU1, GetParam().header))
      .from_server(Scenario::response(mm("id1@x", "N1")));
  gateway.from_client(post(notify_resp("N1", "Retrieved"), GetParam().header))
      .from_server(kNothing);
  const Results results = s.run();
  expect_sound(results);
  EXPECT_THAT(results.transactions,
              ElementsAre(std::string(GetParam().client) +
                          " retrieval immediate completed Retrieved: m-notification-ind "
                          "m-retrieve-conf m-notifyresp-ind"));
}

INSTANTIATE_TEST_SUITE_P(
    Forms, NumberForms,
    testing::Values(FormCase{"the_same", "15551230002", "15551230002", "15551230002"},
                    FormCase{"international", "+15551230002", "0015551230002", "15551230002"},
                    FormCase{"national_push", "5551230002", "+15551230002", "15551230002"},
                    FormCase{"imsi", "15551230002", "310150123456789", "310150123456789"},
                    FormCase{"no_number", "15551230002", "3f9a0c77", kGateway}),
    [](const auto& form) { return std::string(form.param.name); });

// Pushed by IP, while the phone's requests are told its number on their way.
TEST(Identity, AnAddressAndANumberFromItAreOne) {
  Scenario s;
  s.bob.pushed(notification("N1", kU1));
  s.bob.exchange(get(kU1, "15551230002"), Scenario::response(mm("id1@x", "N1")));
  s.bob.exchange(post(notify_resp("N1", "Retrieved"), "15551230002"), kNothing);
  const Results results = s.run();
  expect_sound(results);
  EXPECT_THAT(results.transactions,
              ElementsAre("15551230002 retrieval immediate completed Retrieved: m-notification-ind "
                          "m-retrieve-conf m-notifyresp-ind"));
}

// PAP: the MMSC posts the notification to a push proxy, for a number.
TEST(Identity, APushByPapIsToANumber) {
  Scenario s;
  test::TcpConnection ppg(s.capture, {samples::kMmsc, 41000}, {samples::kPushProxy, 80});
  const wsp::Buffer pdu = notification("N1", kU1).encode();
  const std::string control =
      "--b\r\nContent-Type: application/xml\r\n\r\n<pap><push-message push-id=\"1\"><address "
      "address-value=\"WAPPUSH=+15551230002/TYPE=PLMN@ppg\"/></push-message></pap>\r\n--b\r\n"
      "Content-Type: application/vnd.wap.mms-message\r\n"
      "X-Wap-Application-Id: x-wap-application:mms.ua\r\n\r\n";
  const Buffer body = test::OctetWriter().text(control).octets(pdu).text("\r\n--b--\r\n").take();
  ppg.from_client(test::http_request(
      "POST", "/pap", {{"Host", "ppg"}, {"Content-Type", "multipart/related; boundary=b"}}, body,
      test::Framing::kContentLength));
  ppg.from_server(test::http_response(202, {}, {}));
  // The phone has an address of its own: that it and the number are one shows in the reference.
  s.bob.get(kU1, mm("id1@x", "N1"));
  s.bob.post(notify_resp("N1", "Retrieved"));
  const Results results = s.run();
  expect_sound(results);
  EXPECT_THAT(results.transactions,
              ElementsAre("Bob retrieval immediate completed Retrieved: m-notification-ind "
                          "m-retrieve-conf m-notifyresp-ind"));
}

}  // namespace
}  // namespace mm1::scenarios
