// The client's number in headers of its requests, and whom a message names.
#include "client_headers.h"

#include "mm1/wsp/octets.h"
#include "recorder.h"
#include "support/wsp_layers.h"

namespace mm1::bearer::test {
namespace {

using ::testing::ElementsAre;

const std::vector<std::string> kNames = {"X-A", "X-B"};

TEST(ClientNumber, TheFirstNameCountsMostWhateverComesFirst) {
  EXPECT_EQ(client_number("x-b: 22222\r\nHost: 33333\r\nx-a: 11111\r\n\r\n", kNames), "11111");
  EXPECT_EQ(client_number("X-B: 22222\r\n", kNames), "22222");
  EXPECT_EQ(client_number("X-A: nobody\r\nX-B: 22222\r\n", kNames), "22222");
  EXPECT_EQ(client_number("X-A: 11111\r\nX-A: 44444\r\n", kNames), "11111");
  EXPECT_FALSE(client_number("X-AB: 11111\r\nX: 22222\r\n", kNames));
  EXPECT_FALSE(client_number("X-A: 11111\r\n", std::span<const std::string>()));
}

TEST(ClientNumber, IsReadFromHeadersOfWspToo) {
  const std::string text = std::string("X-A\0+11111\0", 11);
  const Buffer headers(text.begin(), text.end());
  EXPECT_EQ(client_number(capture::Octets(headers), kNames), "11111");
}

// What a message says of its client: "15551230002 at 10.0.0.1".
std::vector<std::string> clients(const std::vector<Seen>& messages) {
  std::vector<std::string> clients;
  for (const Seen& message : messages) {
    clients.push_back(message.client + " at " + message.client_address);
  }
  return clients;
}

constexpr std::string_view kPhoneA = "15551230001 at 10.0.0.1", kPhoneB = "15551230002 at 10.0.0.1";

std::string get(const std::string& headers) {
  return "GET /m1 HTTP/1.1\r\nHost: mmsc\r\n" + headers + "\r\n";
}
const std::string kEmptyAnswer = "HTTP/1.1 204 No Content\r\n\r\n";

TEST(HttpClients, AGatewaysConnectionSpeaksForMany) {
  Bench bench;
  bench.play({client(get("X-MSISDN: +15551230001\r\n") + get("x-msisdn: 15551230002\r\n") +
                     get("X-MSISDN: all of them\r\n")),
              server(kEmptyAnswer + kEmptyAnswer + kEmptyAnswer)});
  EXPECT_THAT(clients(bench.told()),
              ElementsAre(kPhoneA, kPhoneB, "10.0.0.1 at ", kPhoneA, kPhoneB, "10.0.0.1 at "));
}

TEST(HttpClients, WhatIsMissingMayBeAnyones) {
  Bench bench;
  bench.play({client(get("X-MSISDN: 15551230001\r\n")), gap(true, 100)});
  const auto loss = std::ranges::find(bench.sink.seen, MessageKind::kLoss, &Seen::kind);
  ASSERT_NE(loss, bench.sink.seen.end());
  EXPECT_EQ(loss->client, "10.0.0.1");
}

const net::Endpoint kHandset{ipv4(1), 49000};
const net::Endpoint kGateway{ipv4(3), 9200};

TEST(WspClients, ARequestsHeaderNamesTheClientOfItsReplyToo) {
  const std::string text = std::string("X-MSISDN\0+15551230002\0", 22);
  const Buffer header(text.begin(), text.end());
  Bench bench;
  bench
      .udp(kHandset, kGateway,
           mm1::test::connectionless(7, mm1::test::wsp_get("http://mmsc/m1", header)))
      .udp(kGateway, kHandset,
           mm1::test::connectionless(
               7, mm1::test::wsp_reply(mm1::test::kWspNotFound, mm1::test::from_hex("83"), {})));
  EXPECT_THAT(clients(bench.told()), ElementsAre(kPhoneB, kPhoneB));
}

}  // namespace
}  // namespace mm1::bearer::test
