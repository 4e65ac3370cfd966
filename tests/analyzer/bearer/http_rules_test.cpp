// Rules about HTTP as the carrier of MM1: each case is a connection in a capture and what it
// raises.
#include <map>

#include "capture_bench.h"

namespace mm1::bearer::test {
namespace {

const std::string kMmsType = "Content-Type: application/vnd.wap.mms-message\r\n";
const std::string kOctets = "Content-Type: application/octet-stream\r\n";

std::string pdu(char type, const std::string& more = "") {
  return std::string("\x8c") + type + std::string("\x98T1\x00\x8d\x92", 6) + more;
}
const std::string kSendReq = pdu('\x80');
const std::string kSendConf = pdu('\x81');
const std::string kNotification = pdu('\x82');
const std::string kNotifyResp = pdu('\x83');
const std::string kRetrieveConf = pdu('\x84');

std::string length(std::size_t octets) {
  return "Content-Length: " + std::to_string(octets) + "\r\n";
}
Step request(const std::string& method, const std::string& type, const std::string& body) {
  return client(method + " /mms HTTP/1.1\r\nHost: mmsc\r\n" + type + length(body.size()) + "\r\n" +
                body);
}
Step response(const std::string& type, const std::string& body, const std::string& status = "200") {
  return server("HTTP/1.1 " + status + " -\r\n" + type + length(body.size()) + "\r\n" + body);
}

struct Case {
  std::string name;
  std::vector<Step> steps;
  std::vector<std::string> expected;
};

std::vector<Case> cases() {
  const Step get = client("GET /m1 HTTP/1.1\r\nHost: mmsc\r\n\r\n");
  const Step post = request("POST", kMmsType, kSendReq);
  const Step indication = request("POST", kMmsType, kNotifyResp);
  const std::string page = "<html><body>502 Bad Gateway</body></html>";
  const std::string part = kRetrieveConf.substr(0, 5);
  return {
      {"CTY-001 octet stream", {request("POST", kOctets, kSendReq)}, {"TRN-CTY-001"}},
      {"CTY-001 parameters are allowed",
       {request("POST", "content-type: Application/vnd.wap.mms-message; charset=x\r\n", kSendReq)},
       {}},
      {"CTY-001 other data under another type", {get, response(kOctets, "some octets")}, {}},
      {"CTY-001 acknowledgement as text",
       {indication, response("Content-Type: text/plain\r\n", "ok")},
       {}},
      {"CTY-002 page", {get, response(kMmsType, page, "502")}, {"TRN-CTY-002"}},
      {"CTY-002 empty answer", {indication, response(kMmsType, "")}, {}},
      {"CTY-003 no type", {request("POST", "", kSendReq)}, {"TRN-CTY-003"}},
      {"CTY-003 no data", {get, response("", "")}, {}},
      {"CTY-003 other data", {get, response("", "some octets")}, {}},
      {"MTH-001 put", {request("PUT", kMmsType, kSendReq)}, {"TRN-MTH-001"}},
      {"MTH-001 post", {post}, {}},
      {"MTH-002 retrieved by post", {post, response(kMmsType, kRetrieveConf)}, {"TRN-MTH-002"}},
      {"MTH-002 confirmed by get", {get, response(kMmsType, kSendConf)}, {"TRN-MTH-002"}},
      {"MTH-002 retrieved by get", {get, response(kMmsType, kRetrieveConf)}, {}},
      {"MTH-002 request not captured", {response(kMmsType, kRetrieveConf)}, {}},
      {"MTH-002 responses lost",
       {post, get, post, gap(false, 4000), response(kMmsType, kRetrieveConf)},
       {}},
      {"MTH-003 notified in an answer", {post, response(kMmsType, kNotification)}, {"TRN-MTH-003"}},
      {"MTH-003 confirmed in an answer", {post, response(kMmsType, kSendConf)}, {}},
      {"MTH-005 accepted", {post, response(kMmsType, kSendConf, "202")}, {"TRN-MTH-005"}},
      {"MTH-005 range", {get, response(kMmsType, kRetrieveConf, "206")}, {}},
      {"MTH-006 PDU", {indication, response(kMmsType, kSendConf)}, {"TRN-MTH-006"}},
      {"MTH-006 none", {indication, response("", "", "204")}, {}},
      {"HTT-001 closed early",
       {get, server("HTTP/1.1 200 OK\r\n" + kMmsType + length(8) + "\r\n" + part), end(false)},
       {"TRN-HTT-001"}},
      {"HTT-001 closed before the body",
       {get, server("HTTP/1.1 200 OK\r\n" + kMmsType + length(8) + "\r\n"), end(false)},
       {"TRN-HTT-001"}},
      {"HTT-001 octets lost",
       {get, server("HTTP/1.1 200 OK\r\n" + kMmsType + length(8) + "\r\n" + part), gap(false, 3)},
       {"TRN-HTT-001"}},
      {"HTT-001 a chunk cut",
       {get,
        server("HTTP/1.1 200 OK\r\n" + kMmsType + "Transfer-Encoding: chunked\r\n\r\n8\r\n" + part),
        end(false)},
       {"TRN-HTT-001"}},
      {"HTT-001 whole", {get, response(kMmsType, kRetrieveConf), end(false)}, {}},
      {"HTT-001 no length announced",
       {get, server("HTTP/1.1 200 OK\r\n" + kMmsType + "\r\n" + part),
        end(false, net::StreamEnd::kReset)},
       {}},
      {"HTT-001 another body",
       {get, server("HTTP/1.1 200 OK\r\nContent-Type: image/gif\r\n" + length(8) + "\r\nGIF"),
        end(false)},
       {}},
      {"HTT-002 announced but not done",
       {get, response(kMmsType + "Content-Encoding: gzip\r\n", kRetrieveConf)},
       {"TRN-HTT-002"}},
      {"HTT-002 not undone",
       {get, response(kMmsType + "Content-Encoding: br\r\n", "\x0b\x02xyz")},
       {"TRN-HTT-002"}},
      {"HTT-002 identity",
       {get, response(kMmsType + "Content-Encoding: identity\r\n", kRetrieveConf)},
       {}},
      {"HTT-002 of a page",
       {get, response("Content-Type: text/html\r\nContent-Encoding: gzip\r\n", "\x1f\x8b...")},
       {}},
  };
}

TEST(HttpRules, EachCaseRaisesWhatItShouldAndNoMore) {
  for (const Case& c : cases()) {
    for (const std::size_t segment : {CaptureBench::kWholeSegment, std::size_t{1}}) {
      const RecordingSink sink = CaptureBench().play(c.steps, segment).analyze();
      EXPECT_EQ(sink.rules(), c.expected) << c.name << ", segments of " << segment;
    }
  }
}

TEST(HttpRules, EachRuleTripsAndHasANearMiss) {
  std::map<std::string, std::pair<int, int>> counted;
  for (const Case& c : cases()) {
    const std::string rule = "TRN-" + c.name.substr(0, 7);
    auto& [trips, misses] = counted[rule];
    ++(std::ranges::count(c.expected, rule) > 0 ? trips : misses);
  }
  for (const char* id :
       {"TRN-CTY-001", "TRN-CTY-002", "TRN-CTY-003", "TRN-MTH-001", "TRN-MTH-002", "TRN-MTH-003",
        "TRN-MTH-005", "TRN-MTH-006", "TRN-HTT-001", "TRN-HTT-002"}) {
    EXPECT_GT(counted[id].first, 0) << id;
    EXPECT_GT(counted[id].second, 0) << id;
  }
}

TEST(HttpRules, DetailsSayWhatIsThere) {
  Bench bench;
  bench.play({server("HTTP/1.1 200 OK\r\n" + kMmsType + "Content-Encoding: br\r\n" + length(9) +
                     "\r\n" + kRetrieveConf),
              end(false)});
  ASSERT_EQ(bench.sink.seen.size(), 1U);
  EXPECT_THAT(bench.sink.seen[0].findings,
              ::testing::ElementsAre("TRN-HTT-001: 8 of 9 octets are there",
                                     "TRN-HTT-002: it is \"br\", not undone here"));
}

}  // namespace
}  // namespace mm1::bearer::test
