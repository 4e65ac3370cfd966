// The door: which reader gets which connection or datagram.
#include "recorder.h"
#include "support/wsp_layers.h"

namespace mm1::bearer::test {
namespace {

using capture::LeftOut;
using mm1::test::from_hex;
using mm1::test::kMmsContentType;
using ::testing::ElementsAre;

const std::string kGet = "GET /m1 HTTP/1.1\r\nHost: mmsc\r\n\r\n";

TEST(Bearers, HttpAndSmppAreKnownByContentOnAnyPort) {
  Bench bench;
  bench.play({client(kGet)}, SIZE_MAX, {ipv4(1), 1}, {ipv4(2), 2775});
  EXPECT_EQ(bench.sink.seen.size(), 1U);
  bench.play({client(from_hex("00 00 00 10 00 00 00 15 00 00 00 00 00 00 00 01"))}, SIZE_MAX,
             {ipv4(1), 2}, {ipv4(2), 80});
  EXPECT_FALSE(bench.gave_up);
}

TEST(Bearers, TlsIsDeclinedAtOnce) {
  Bench bench;
  bench.play({client("\x16\x03\x03\x01\x01")});
  EXPECT_TRUE(bench.gave_up);
  EXPECT_EQ(bench.count(LeftOut::kTls), 1U);
}

TEST(Bearers, TlsCapturedFromItsMiddleOnIsFoundOut) {
  Bench bench;
  bench.play({client("\x99\x88 the end of a record"), client("\x17\x03\x03 another record....")});
  EXPECT_TRUE(bench.gave_up);
  EXPECT_EQ(bench.count(LeftOut::kTls), 1U);
}

TEST(Bearers, SmppCapturedFromItsMiddleOnIsFound) {
  Bench bench;
  bench.play({client("\x35\x38 the end of a PDU"),
              client(from_hex("00 00 00 10 00 00 00 15 00 00 00 00 00 00 00 01")),
              client(from_hex("00 00 00 10 00 00 00 15 00 00 00 00 00 00 00 02")), end(true),
              end(false)});
  EXPECT_FALSE(bench.gave_up);
  EXPECT_EQ(bench.count(LeftOut::kTcpOther), 0U);
}

TEST(Bearers, AClientsPortOfTheMomentIsNoWapPort) {
  Bench bench;
  bench.udp({ipv4(9), 53}, {ipv4(1), 9201}, from_hex("12 34 81 80 00 01 00 00 00 00 00 00"));
  EXPECT_EQ(bench.count(LeftOut::kUdpOther), 1U);
  EXPECT_EQ(bench.count(LeftOut::kWtpMalformed), 0U);
}

TEST(Bearers, AnUnknownConnectionIsCountedOnce) {
  Bench bench;
  bench.play({server("220 mail ready\r\n"), client("EHLO x\r\n"), end(true), end(false)});
  EXPECT_EQ(bench.count(LeftOut::kTcpOther), 1U);
}

TEST(Bearers, FinishDeliversEveryOpenMessageOnce) {
  Buffer pdu = from_hex("8C 80");
  pdu.resize(100, 0x55);
  Bench bench;
  bench.udp({ipv4(1), 49000}, {ipv4(3), 9201},
            mm1::test::wtp_invoke(1, 2, mm1::test::wsp_post("http://m/", kMmsContentType, pdu),
                                  mm1::test::Trailer::kMiddle));
  bench.bearers.finish();
  bench.bearers.finish();
  ASSERT_EQ(bench.told().size(), 1U);
  EXPECT_FALSE(bench.told()[0].complete);
}

TEST(Bearers, MemoryIsGivenBack) {
  const std::string post =
      "POST /mms HTTP/1.1\r\nContent-Type: application/vnd.wap.mms-message\r\nContent-Length: "
      "3000\r\n\r\n\x8c\x80" +
      std::string(2998, 'x');
  Bench bench({.max_body = 1 << 20, .max_memory = 32 << 10});
  for (int i = 0; i < 100; ++i) bench.play({client(post), end(true), end(false)}, 700);
  ASSERT_EQ(bench.sink.seen.size(), 100U);
  for (const Seen& message : bench.sink.seen) EXPECT_TRUE(message.complete);
}

}  // namespace
}  // namespace mm1::bearer::test
