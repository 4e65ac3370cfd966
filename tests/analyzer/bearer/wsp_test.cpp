// Connectionless WSP and pushes over UDP. Octets by WAP-230 §8.2 and §14.5 of WAP-251.
#include "recorder.h"
#include "support/wsp_layers.h"

namespace mm1::bearer::test {
namespace {

using capture::LeftOut;
using mm1::test::connectionless;
using mm1::test::from_hex;
using mm1::test::kMmsContentType;
using mm1::test::kMmsPushHeaders;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const net::Endpoint kClient{ipv4(1), 49000};
const net::Endpoint kGateway{ipv4(3), 9200};
const net::Endpoint kPushPort{ipv4(1), 2948};

TEST(WspConnectionless, MethodsAndRepliesMeetByTheirTid) {
  Bench bench;
  bench
      .udp(kClient, kGateway,
           connectionless(
               7, mm1::test::wsp_post("http://mmsc/", kMmsContentType, from_hex("8C 80 98"))))
      .udp(kClient, kGateway, connectionless(8, mm1::test::wsp_get("http://mmsc/m1")))
      .udp(kGateway, kClient,
           connectionless(8, mm1::test::wsp_reply(0x20, kMmsContentType, from_hex("8C 84"))))
      .udp(kGateway, kClient,
           connectionless(7, mm1::test::wsp_reply(0x20, kMmsContentType, from_hex("8C 81"))));
  EXPECT_THAT(bench.told_lines(),
              ElementsAre("pdu wsp-cl 10.0.0.1>10.0.0.3 #1 POST http://mmsc/ [8C 80 98]",
                          "request wsp-cl 10.0.0.1>10.0.0.3 #2 GET http://mmsc/m1",
                          "pdu wsp-cl 10.0.0.3->10.0.0.1 #2 200 http://mmsc/m1 [8C 84]",
                          "pdu wsp-cl 10.0.0.3->10.0.0.1 #1 200 http://mmsc/ [8C 81]"));
  EXPECT_EQ(bench.told()[0].content_type, "application/vnd.wap.mms-message");
  EXPECT_THAT(bench.told()[0].frames, ElementsAre(1));
}

TEST(WspConnectionless, ATidOfAnotherPortIsAnotherRequest) {
  Bench bench;
  const net::Endpoint other{ipv4(1), 49001};
  bench.udp(kClient, kGateway, connectionless(7, mm1::test::wsp_get("http://mmsc/m1")))
      .udp(kGateway, other,
           connectionless(7, mm1::test::wsp_reply(0x20, kMmsContentType, from_hex("8C 84"))));
  bench.bearers.finish();
  EXPECT_EQ(bench.told_lines().back(), "pdu wsp-cl 10.0.0.3->10.0.0.1 #2 200 [8C 84]");
}

// Neighbouring packets may have changed places. A reply waits a second for its request, no longer.
TEST(WspConnectionless, AReplyCapturedBeforeItsRequestAnswersIt) {
  const Buffer get = connectionless(7, mm1::test::wsp_get("http://mmsc/m1"));
  const Buffer refusal = connectionless(7, mm1::test::wsp_reply(0x44, from_hex("83"), {}));
  Bench bench;
  bench.udp(kGateway, kClient, refusal).udp(kClient, kGateway, get);
  EXPECT_THAT(bench.told_lines(),
              ElementsAre("request wsp-cl 10.0.0.1>10.0.0.3 #1 GET http://mmsc/m1",
                          "response wsp-cl 10.0.0.3->10.0.0.1 #1 404 http://mmsc/m1"));
  EXPECT_THAT(bench.told()[1].frames, ElementsAre(1));

  Bench late;
  late.udp(kGateway, kClient,
           connectionless(7, mm1::test::wsp_reply(0x20, kMmsContentType, from_hex("8C 84"))))
      .wait(kSecond)
      .udp(kClient, kGateway, get);
  EXPECT_THAT(late.told_lines(),
              ElementsAre("pdu wsp-cl 10.0.0.3->10.0.0.1 #1 200 [8C 84]",
                          "request wsp-cl 10.0.0.1>10.0.0.3 #2 GET http://mmsc/m1"));
}

TEST(WspConnectionless, StatusesAreTranslated) {
  // WAP-230 Table 36.
  constexpr struct {
    std::uint8_t wsp;
    int http;
  } kRows[] = {{0x20, 200}, {0x24, 204}, {0x30, 300}, {0x44, 404}, {0x4A, 410},
               {0x4F, 415}, {0x50, 416}, {0x60, 500}, {0x65, 505}};
  for (const auto& row : kRows) {
    Bench bench;
    bench.udp(kClient, kGateway, connectionless(1, mm1::test::wsp_get("http://m/1")))
        .udp(kGateway, kClient,
             connectionless(1, mm1::test::wsp_reply(row.wsp, from_hex("83"), {})));
    ASSERT_EQ(bench.told().size(), 2U);
    EXPECT_EQ(bench.told()[1].kind, MessageKind::kResponse);
    EXPECT_EQ(bench.told()[1].status, row.http);
    EXPECT_EQ(bench.told()[1].content_type, "text/plain");
  }
}

TEST(WspConnectionless, APushGoesFromTheRelayToTheClient) {
  // WAP-251 §5: the media type as number, as text, and in the general form with a parameter.
  const std::string forms[] = {
      "01 06 03 BE AF 84 8C 82 98",
      "01 06 22 61 70 70 6C 69 63 61 74 69 6F 6E 2F 76 6E 64 2E 77 61 70 2E 6D 6D 73 2D 6D 65 73 "
      "73 61 67 65 00 AF 84 8C 82 98",
      "01 06 06 03 BE 81 EA AF 84 8C 82 98",
      "01 07 03 BE AF 84 8C 82 98",
  };
  for (const std::string& form : forms) {
    Bench bench;
    bench.udp({ipv4(9), 9200}, kPushPort, from_hex(form));
    EXPECT_THAT(bench.told_lines(), ElementsAre("pdu push-udp 10.0.0.9->10.0.0.1 [8C 82 98]"))
        << form;
  }
}

TEST(WspConnectionless, APushIsRecognisedOnAnyPortOnlyWhenItSurelyIsOne) {
  const net::Endpoint from{ipv4(9), 5000};
  const net::Endpoint to{ipv4(1), 5001};
  Bench bench;
  bench.udp(from, to, from_hex("01 06 03 BE AF 84 8C 82 98"))
      .udp(from, to, from_hex("01 06 03 BE AF 84 4E 4F"))
      .udp(from, to, from_hex("01 06 03 9E AF 84 8C 82"))
      .udp(from, to, from_hex("01 06"))
      .udp(from, to, {});
  EXPECT_EQ(bench.told_lines().size(), 1U);
  EXPECT_EQ(bench.count(LeftOut::kUdpOther), 4U);
}

TEST(WspConnectionless, SecurePortsCountOncePerPairUnlessReadable) {
  Bench bench;
  const net::Endpoint from{ipv4(9), 9202};
  const net::Endpoint to{ipv4(1), 2949};
  // WAP-261 §9.2: a handshake record with sequence number and length, and one of the data's.
  bench.udp(from, to, from_hex("C3 00 01 00 04 0B 0C 0D 0E"))
      .udp(to, from, from_hex("E4 00 02 00 02 AA BB"))
      .udp(from, to, from_hex("01 06 03 BE AF 84 8C 82 98"));
  EXPECT_THAT(bench.told_lines(), ElementsAre("pdu push-udp 10.0.0.9->10.0.0.1 [8C 82 98]"));
  EXPECT_EQ(bench.count(LeftOut::kWtls), 1U);
  EXPECT_EQ(bench.losses(), 2U) << "what is hidden may have been MM1";
}

TEST(WspConnectionless, WhatIsNoMm1IsCounted) {
  Bench bench;
  bench.udp(kClient, kGateway, connectionless(1, mm1::test::wsp_connect()))
      .udp({ipv4(9), 9200}, kPushPort, from_hex("01 06 01 AE 03 0B"))        // a service indication
      .udp(kClient, kGateway, from_hex("01 60 0A 02 68"))                    // lengths past the end
      .udp(kClient, kGateway, from_hex("01 06 FF FF FF FF FF FF FF FF 7F"))  // no uintvar
      .udp(kClient, kGateway, from_hex("01 45"))                             // not assigned
      .udp(kClient, kGateway, from_hex("01"));
  EXPECT_THAT(bench.told_lines(), IsEmpty());
  EXPECT_EQ(bench.count(LeftOut::kWspOther), 2U);
  EXPECT_EQ(bench.count(LeftOut::kWspMalformed), 4U);
}

TEST(WspConnectionless, ADatagramCutByTheSnapLengthIsIncompleteNotMalformed) {
  Bench bench;
  bench.udp({ipv4(9), 9200}, kPushPort, from_hex("01 06 03 BE AF 84 8C 82"), 40)
      .udp({ipv4(9), 9200}, kPushPort, from_hex("01 06 03 BE"), 40);
  EXPECT_THAT(bench.told_lines(),
              ElementsAre("pdu push-udp 10.0.0.9->10.0.0.1 [8C 82] incomplete of 42"));
  EXPECT_EQ(bench.count(LeftOut::kPacketTruncated), 1U);
  EXPECT_EQ(bench.count(LeftOut::kWspMalformed), 0U);
}

TEST(WspConnectionless, EveryPrefixOfAPduIsReadSafely) {
  const Buffer post =
      connectionless(1, mm1::test::wsp_post("http://m/", kMmsPushHeaders, from_hex("8C 80 98")));
  for (std::size_t size = 0; size < post.size(); ++size) {
    Bench bench;
    bench.udp(kClient, kGateway, Buffer(post.begin(), post.begin() + static_cast<long>(size)));
    EXPECT_LE(bench.told_lines().size(), 1U);
  }
}

}  // namespace
}  // namespace mm1::bearer::test
