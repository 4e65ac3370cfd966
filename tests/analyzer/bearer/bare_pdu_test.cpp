// Datagrams of which the capture says what they carry.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/bearer/recorder.h"
#include "support/hex.h"

namespace mm1::bearer::test {
namespace {

using mm1::test::from_hex;
using ::testing::Contains;
using ::testing::ElementsAre;

void send(Bench& bench, const char* hex, net::Payload carries, std::size_t not_captured = 0,
          const net::Endpoint& from = kPhone, const net::Endpoint& to = kMmsc) {
  const Buffer payload = from_hex(hex);
  const FrameRef frames[] = {{0, 1}};
  bench.bearers.on_datagram({.source = from,
                             .destination = to,
                             .payload = payload,
                             .reported_length = payload.size() + not_captured,
                             .stamp = {{0, 1}, 0, {0, 1}, 0},
                             .frames = frames,
                             .carries = carries});
}

TEST(BarePdu, DirectionIsThatOfItsType) {
  struct Case {
    const char* pdu;
    net::Endpoint from;
    net::Endpoint to;
    const char* line;
  };
  const Case cases[] = {
      {"8C 80 98 31 00", kPhone, kMmsc, "pdu file 10.0.0.1>10.0.0.2 [8C 80 98 31 00]"},
      {"8C 81 98 31 00", kMmsc, kPhone, "pdu file 10.0.0.2->10.0.0.1 [8C 81 98 31 00]"},
      {"8C 80 98 31 00", {}, {}, "pdu file > [8C 80 98 31 00]"},
      {"8C 84", {}, {}, "pdu file -> [8C 84]"},
      {"98 31", kMmsc, kPhone, "pdu file 10.0.0.2->10.0.0.1 [98 31]"},
  };
  for (const Case& each : cases) {
    Bench bench;
    send(bench, each.pdu, net::Payload::kMm1, 0, each.from, each.to);
    EXPECT_THAT(bench.lines(), ElementsAre(each.line));
  }
}

TEST(BarePdu, CutByTheSnapLength) {
  Bench bench;
  send(bench, "8C 80", net::Payload::kMm1, 7);
  EXPECT_THAT(bench.lines(), ElementsAre("pdu file 10.0.0.1>10.0.0.2 [8C 80] incomplete of 9"));
}

TEST(BarePdu, WspOnAnyPort) {
  Bench bench;  // TID, Push, headers: content type application/vnd.wap.mms-message
  send(bench, "01 06 01 BE 8C 82", net::Payload::kWsp, 0, kMmsc, kPhone);
  EXPECT_THAT(bench.lines(), ElementsAre("pdu push-udp 10.0.0.2->10.0.0.1 [8C 82]"));
}

TEST(BarePdu, AnUnknownPortIsNoWrongOne) {
  Bench bench;
  send(bench, "01 06 03 BE AF 84 8C 82", net::Payload::kWsp, 0, {}, {});
  send(bench, "01 06 03 BE AF 84 8C 82", net::Payload::kWsp, 0, kMmsc, kPhone);
  EXPECT_THAT(bench.findings(), ElementsAre("TRN-PSH-003: port 40000"));
}

// The type of a packet tells its sender, and the TID's top bit, where addresses do not.
TEST(BarePdu, WtpWithoutAddressesHasTwoSides) {
  Bench bench;
  send(bench, "0E 00 10 02 60 01 01 2F BE 8C 80", net::Payload::kWtp, 0, {}, {});
  send(bench, "18 80 10", net::Payload::kWtp, 0, {}, {});  // the responder holds on
  send(bench, "16 00 10 04 20 01 BE 8C 81", net::Payload::kWtp, 0, {}, {});
  bench.bearers.advance(5 * kSecond);
  bench.bearers.finish();
  EXPECT_EQ(bench.losses(), 0U);
  EXPECT_THAT(bench.findings(), Contains("TRN-WTP-005: both have the top bit clear"));
}

}  // namespace
}  // namespace mm1::bearer::test
