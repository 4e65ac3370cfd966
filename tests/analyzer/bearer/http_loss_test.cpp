// HTTP with holes: captures that begin late, lose segments, or see one side.
#include "recorder.h"

namespace mm1::bearer::test {
namespace {

using capture::LeftOut;
using ::testing::ElementsAre;

const std::string kType = "Content-Type: application/vnd.wap.mms-message\r\n";
const std::string kConf = "\x8c\x81\x98T1";
const std::string kGet = "GET /m1 HTTP/1.1\r\nHost: mmsc\r\n\r\n";
const std::string kRetrieved =
    "HTTP/1.1 200 OK\r\n" + kType + "Content-Length: 5\r\n\r\n\x8c\x84\x98T1";

TEST(HttpLoss, AHoleInAnMm1BodyLeavesItsBeginning) {
  Bench bench;
  bench.play({client("POST /mms HTTP/1.1\r\n" + kType + "Content-Length: 10\r\n\r\n\x8c\x80"),
              gap(true, 3), client("abcde" + kGet)});
  EXPECT_THAT(bench.lines(),
              ElementsAre("loss http 10.0.0.1>10.0.0.2 incomplete",
                          "pdu http 10.0.0.1>10.0.0.2 #1 POST /mms [8C 80] incomplete of 10",
                          "request http 10.0.0.1>10.0.0.2 #2 GET http://mmsc/m1"));
}

TEST(HttpLoss, AHoleAtTheStartOfABodyLeavesAResponse) {
  for (const std::string& type : {kType, std::string("Content-Type: application/x\r\n")}) {
    Bench bench;
    bench.play({client(kGet), server("HTTP/1.1 200 OK\r\n" + type + "Content-Length: 10\r\n\r\n"),
                gap(false, 3),
                server("\x8c\x81"
                       "cdefg")});
    EXPECT_THAT(bench.lines(),
                ElementsAre("request http 10.0.0.1>10.0.0.2 #1 GET http://mmsc/m1",
                            "loss http 10.0.0.2->10.0.0.1 incomplete",
                            "response http 10.0.0.2->10.0.0.1 #1 200 http://mmsc/m1 incomplete"));
  }
}

TEST(HttpLoss, AHoleInAnotherBodyLosesNothing) {
  Bench bench;
  bench.play({client(kGet),
              server("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: "
                     "1000\r\n\r\nxxxx"),
              gap(false, 990), server("yyyyyy" + kRetrieved)});
  EXPECT_THAT(bench.lines(), ElementsAre("request http 10.0.0.1>10.0.0.2 #1 GET http://mmsc/m1",
                                         "response http 10.0.0.2->10.0.0.1 #1 200 http://mmsc/m1",
                                         "pdu http 10.0.0.2->10.0.0.1 #2 200 [8C 84 98 54 31]"));
}

TEST(HttpLoss, AHoleInsideAChunkKeepsStep) {
  Bench bench;
  bench.play({server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nA\r\nabc"),
              gap(false, 4), server("def\r\n0\r\n\r\n" + kRetrieved)});
  EXPECT_THAT(bench.lines(), ElementsAre("pdu http 10.0.0.2->10.0.0.1 #2 200 [8C 84 98 54 31]"));
}

TEST(HttpLoss, AfterAHoleThatHidesMessagesTheNextOneIsFound) {
  Bench bench;
  bench.play({client(kGet), client(kGet), gap(false, 4000), server("rest of some body"),
              server(kRetrieved)});
  const std::vector<std::string> lines = bench.lines();
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(lines[2], "loss http 10.0.0.2->10.0.0.1 incomplete");
  // One response is missing; what comes now answers the latest request.
  EXPECT_EQ(lines[3], "pdu http 10.0.0.2->10.0.0.1 #2 200 http://mmsc/m1 [8C 84 98 54 31]");
}

TEST(HttpLoss, ACaptureThatBeginsInsideABodyFindsTheNextMessages) {
  Bench bench;
  bench.play({server("\x01\x02 the rest of a body that began before the capture"), client(kGet),
              server(kRetrieved)});
  const std::vector<std::string> lines = bench.lines();
  EXPECT_THAT(lines, ::testing::Contains("request http 10.0.0.1>10.0.0.2 #1 GET http://mmsc/m1"));
  EXPECT_EQ(lines.back(), "pdu http 10.0.0.2->10.0.0.1 #1 200 http://mmsc/m1 [8C 84 98 54 31]");
  EXPECT_EQ(lines.front().substr(0, 4), "loss");
}

TEST(HttpLoss, OneSideMayStillBeInsideABodyWhenTheCaptureBegins) {
  Bench bench;
  bench.play({client(kGet), server("\x01\x02 the rest of a body"), server(kRetrieved)});
  EXPECT_EQ(bench.lines().back(),
            "pdu http 10.0.0.2->10.0.0.1 #1 200 http://mmsc/m1 [8C 84 98 54 31]");
}

TEST(HttpLoss, MalformedOctetsBetweenMessagesCostOnlyThemselves) {
  Bench bench;
  bench.play({client(kGet), server(kRetrieved), server("\x01garbage\r\n\r\n"), client(kGet),
              server(kRetrieved)});
  EXPECT_EQ(bench.lines().back(),
            "pdu http 10.0.0.2->10.0.0.1 #2 200 http://mmsc/m1 [8C 84 98 54 31]");
  EXPECT_EQ(bench.count(LeftOut::kHttpMalformed), 1U);
}

TEST(HttpLoss, AConnectionThatNeverMakesSenseIsGivenUp) {
  Bench bench;
  bench.play({client(std::string(std::size_t{2} << 20, '\x01'))}, 1400);
  EXPECT_TRUE(bench.gave_up);
}

TEST(HttpLoss, ManyUnansweredRequestsAreForgottenOldestFirst) {
  std::string requests;
  for (int i = 0; i < 100; ++i) requests += kGet;
  Bench bench;
  bench.play({client(requests), server(kRetrieved)});
  EXPECT_EQ(bench.sink.seen.size(), 101U);
  EXPECT_EQ(bench.sink.seen.back().exchange, 37U);
}

TEST(HttpLoss, AHeadCutShortLendsItsFramesToNobody) {
  Bench bench;
  bench.play(
      {client(kGet), server("HTTP/1.1 200 OK\r\nContent-Ty"), gap(false, 700), server(kRetrieved)});
  ASSERT_EQ(bench.sink.seen.size(), 3U);
  EXPECT_EQ(bench.sink.seen[2].kind, MessageKind::kPdu);
  EXPECT_THAT(bench.sink.seen[2].frames, ElementsAre(4));
}

}  // namespace
}  // namespace mm1::bearer::test
