// Pushes over HTTP, by OTA-HTTP to a terminal and by PAP to a push proxy: what is delivered, and
// which rules each case breaks.
#include <map>
#include <set>

#include "capture_bench.h"

namespace mm1::bearer::test {
namespace {

using capture::LeftOut;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string kPdu("\x8c\x82\x98N1\x00\x8d\x92", 8);  // the beginning of an m-notification-ind
const std::string kMmsType = "Content-Type: application/vnd.wap.mms-message\r\n";
const std::string kMmsId = "X-Wap-Application-Id: x-wap-application:mms.ua\r\n";
const std::string kVersion = "X-Wap-Push-OTA-Version: 1.0\r\n";
const std::string kAccepted = "X-Wap-Push-Status: 400\r\n";

std::string with_length(const std::string& start, const std::string& body) {
  return start + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}
std::string pushed(const std::string& headers = kMmsType + kMmsId, const std::string& pdu = kPdu) {
  return "HTTP/1.1 200 OK\r\n" + headers + "\r\n" + pdu;
}
std::string push(const std::string& body = pushed(), const std::string& headers = kVersion,
                 const std::string& path = "/wappush", const std::string& host = "",
                 const std::string& type = "application/http") {
  return with_length("POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers +
                         "Content-Type: " + type + "\r\n",
                     body);
}
std::string answer(const std::string& headers = kAccepted + kVersion,
                   const std::string& status = "204 No Content") {
  return "HTTP/1.1 " + status + "\r\n" + headers + "\r\n";
}

// The push proxy is at the opening end of the connection here.
constexpr std::string_view kDelivered =
    "pdu push-http 10.0.0.1->10.0.0.2 #1 POST /wappush [8C 82 98 4E 31 00 8D 92]";

struct Case {
  std::string name;
  std::vector<Step> steps;
  std::vector<std::string> expected;  // rule ids of all messages, in order
};

std::vector<Case> cases() {
  const auto once = [](const std::string& request) {
    return std::vector{client(request), server(answer())};
  };
  const auto answered = [](const std::string& response) {
    return std::vector{client(push()), server(response), end(true), end(false)};
  };
  const auto again = [](const std::string& status) {
    const std::string refused = answer("X-Wap-Push-Status: " + status + "\r\n" + kVersion);
    return std::vector{client(push()), server(refused), client(push()), server(refused)};
  };
  const std::string id = "X-Wap-Application-Id: ";
  return {
      {"as it should be", once(push()), {}},
      {"OTA-001 path", once(push(pushed(), kVersion, "/push")), {"TRN-OTA-001"}},
      {"OTA-001 absolute form", once(push(pushed(), kVersion, "http://phone/wappush")), {}},
      {"OTA-002 host", once(push(pushed(), kVersion, "/wappush", "phone")), {"TRN-OTA-002"}},
      {"OTA-003 bare PDU", once(push(kPdu)), {"TRN-OTA-003"}},
      {"OTA-003 bare PDU under its own type",
       once(push(kPdu, kVersion + kMmsId, "/wappush", "", "application/vnd.wap.mms-message")),
       {"TRN-OTA-003"}},
      {"OTA-003 no status line", once(push(kMmsType + kMmsId + "\r\n" + kPdu)), {"TRN-OTA-003"}},
      {"OTA-003 wrapped under another type",
       once(push(pushed(), kVersion, "/wappush", "", "application/octet-stream")),
       {"TRN-OTA-003"}},
      {"OTA-004 no status", answered(answer(kVersion)), {"TRN-OTA-004"}},
      {"OTA-004 of an interim answer",
       {client(push()), server("HTTP/1.1 100 Continue\r\n\r\n"), server(answer())},
       {}},
      {"OTA-005 body",
       answered(with_length(
           "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + kAccepted + kVersion, "thank you")),
       {"TRN-OTA-005"}},
      {"OTA-005 empty body",
       answered(with_length("HTTP/1.1 200 OK\r\n" + kAccepted + kVersion, "")),
       {}},
      {"OTA-005 wanted body",
       {client(push(pushed(), kVersion + "X-Wap-Push-Info: last, response\r\n")),
        server(with_length("HTTP/1.1 200 OK\r\n" + kAccepted + kVersion, "thank you"))},
       {}},
      {"OTA-006 of another class",
       answered(answer("X-Wap-Push-Status: 500\r\n" + kVersion)),
       {"TRN-OTA-006"}},
      {"OTA-006 no number",
       answered(answer("X-Wap-Push-Status: ok\r\n" + kVersion)),
       {"TRN-OTA-006"}},
      {"OTA-006 known", answered(answer("X-Wap-Push-Status: 401\r\n" + kVersion)), {}},
      {"OTA-007 refused for good", again("236"), {"TRN-OTA-007"}},
      {"OTA-007 refused for now", again("234"), {}},
      {"OTA-007 another push",
       {client(push()), server(answer("X-Wap-Push-Status: 236\r\n" + kVersion)),
        client(push(pushed(kMmsType + kMmsId, kPdu + "x"))), server(answer())},
       {}},
      {"OTA-008 no version", once(push(pushed(), "")), {"TRN-OTA-008"}},
      {"OTA-008 not answered", answered(answer(kAccepted)), {"TRN-OTA-008"}},
      {"OTA-008 later request",
       {client(push()), server(answer()), client(push(pushed(), "")), server(answer(kAccepted))},
       {}},
      {"OTA-008 registered before",
       {client("OPTIONS * HTTP/1.1\r\nHost:\r\n" + kVersion + "\r\n"),
        server("HTTP/1.1 200 OK\r\n" + kVersion + "Content-Length: 0\r\n\r\n"),
        client(push(pushed(), "")), server(answer(kAccepted))},
       {}},
      {"PSH-001 no id", once(push(pushed(kMmsType))), {"TRN-PSH-001"}},
      {"PSH-002 another application", once(push(pushed(kMmsType + id + "2\r\n"))), {"TRN-PSH-002"}},
      {"PSH-002 number", once(push(pushed(kMmsType + id + "4\r\n"))), {}},
      {"PSH-007 app-encoding",
       once(push(pushed(kMmsType + id + "x-wap-application:mms.ua;app-encoding=2\r\n"))),
       {"TRN-PSH-007"}},
      {"PSH-007 app-encoding of MMS",
       once(push(pushed(kMmsType + id + "x-wap-application:mms.ua;app-encoding=4\r\n"))),
       {}},
      {"CTY-001 inside",
       once(push(pushed("Content-Type: application/octet-stream\r\n" + kMmsId))),
       {"TRN-CTY-001"}},
      {"CTY-003 inside", once(push(pushed(kMmsId))), {"TRN-CTY-003"}},
      {"MTH-004 confirmation",
       once(push(pushed(kMmsType + kMmsId, std::string("\x8c\x81\x98N1\x00\x8d\x92", 8)))),
       {"TRN-MTH-004"}},
      {"another content is not judged",
       {client(push("HTTP/1.1 200 OK\r\nContent-Type: text/vnd.wap.si\r\n\r\n<si/>", "", "/push",
                    "phone")),
        server(answer(""))},
       {}},
  };
}

std::vector<std::string> rules_of(const Bench& bench) { return bench.sink.rules(); }

TEST(OtaPush, EachCaseRaisesWhatItShouldAndNoMore) {
  for (const Case& c : cases()) {
    for (const std::size_t segment : {CaptureBench::kWholeSegment, std::size_t{1}}) {
      const RecordingSink sink = CaptureBench().play(c.steps, segment).analyze();
      EXPECT_EQ(sink.rules(), c.expected) << c.name << ", segments of " << segment;
    }
  }
}

TEST(OtaPush, EachRuleTripsAndHasANearMiss) {
  std::map<std::string, std::pair<int, int>> counted;
  for (const Case& c : cases()) {
    const std::string rule = "TRN-" + c.name.substr(0, 7);
    auto& [trips, misses] = counted[rule];
    ++(std::ranges::count(c.expected, rule) > 0 ? trips : misses);
  }
  for (const char* id : {"TRN-OTA-001", "TRN-OTA-004", "TRN-OTA-005", "TRN-OTA-006", "TRN-OTA-007",
                         "TRN-OTA-008", "TRN-PSH-002", "TRN-PSH-007"}) {
    EXPECT_GT(counted[id].first, 0) << id;
    EXPECT_GT(counted[id].second, 0) << id;
  }
  // Their near-miss is the push as it should be.
  for (const char* id : {"TRN-OTA-002", "TRN-OTA-003", "TRN-PSH-001", "TRN-MTH-004"}) {
    EXPECT_GT(counted[id].first, 0) << id;
  }
}

TEST(OtaPush, ThePduGoesToTheTerminalWhoeverOpenedTheConnection) {
  Bench po;  // the proxy opens (PO-TCP)
  po.play({client(push()), server(answer())});
  EXPECT_THAT(po.lines(),
              ElementsAre(kDelivered, "response push-http 10.0.0.2>10.0.0.1 #1 204 /wappush"));
  Bench to;  // the terminal does (TO-TCP)
  to.play({server(push()), client(answer())});
  EXPECT_EQ(to.lines()[0],
            "pdu push-http 10.0.0.2->10.0.0.1 #1 POST /wappush [8C 82 98 4E 31 00 8D 92]");
}

TEST(OtaPush, ItsContentIsDeliveredHoweverItIsWrapped) {
  const std::string bodies[] = {
      pushed(),       pushed(kMmsType + kMmsId + "Content-Length: 8\r\n", kPdu + "\r\n"),
      kPdu,           kMmsType + "\r\n" + kPdu,
      pushed(kMmsId),  // by content
  };
  for (const std::string& body : bodies) {
    Bench bench;
    bench.play({client(push(body))});
    ASSERT_EQ(bench.sink.seen.size(), 1U) << body;
    EXPECT_EQ(bench.lines()[0], kDelivered);
  }
}

TEST(OtaPush, FindingsNameWhatWasMet) {
  Bench bench;
  bench.play(
      {client(push(pushed(), "", "/push", "phone")), server(answer("X-Wap-Push-Status: 500\r\n"))});
  ASSERT_EQ(bench.sink.seen.size(), 2U);
  EXPECT_THAT(
      bench.sink.seen[0].findings,
      ElementsAre("TRN-OTA-001: it is \"http://phone/push\"", "TRN-OTA-002: it is \"phone\"",
                  "TRN-OTA-008: the request has no X-Wap-Push-OTA-Version"));
  EXPECT_THAT(bench.sink.seen[1].findings, ElementsAre("TRN-OTA-006: it is \"500\""));
}

// The first request on a connection is known as that only when its opening was captured.
TEST(OtaPush, ACaptureThatBeginsLateSaysNothingAboutTheFirstRequest) {
  Bench bench;
  bench.opening_seen = false;
  bench.play({client(push(pushed(), "")), server(answer(kAccepted))});
  EXPECT_THAT(rules_of(bench), IsEmpty());
  Bench lossy;
  lossy.play({client(push()), gap(true, 900), client(push(pushed(), ""))});
  EXPECT_THAT(rules_of(lossy), IsEmpty());
}

TEST(OtaPush, ARefusalIsRememberedOverConnections) {
  Bench bench;
  bench.play({client(push()), server(answer("X-Wap-Push-Status: 257\r\n" + kVersion))})
      .play({client(push()), server(answer())})
      .play({client(push()), server(answer())}, SIZE_MAX, kPhone, {ipv4(9), 8080});
  EXPECT_THAT(rules_of(bench), ElementsAre("TRN-OTA-007"));
}

// PAP.

const std::string kControl =
    "<?xml version=\"1.0\"?>\n<!DOCTYPE pap PUBLIC \"-//WAPFORUM//DTD PAP 1.0//EN\" "
    "\"http://www.wapforum.org/DTD/pap_1.0.dtd\">\n<pap><push-message push-id=\"1@mmsc\">\n"
    "  <address address-value=\"WAPPUSH=+491711234567/TYPE=PLMN@ppg.example.com\"/>\n"
    "</push-message></pap>\n";

std::string multipart(const std::string& control = kControl,
                      const std::string& content = kMmsType + kMmsId + "\r\n" + kPdu,
                      const std::string& line = "\r\n") {
  return "--asdf" + line + "Content-Type: application/xml" + line + line + control + line +
         "--asdf" + line + content + line + "--asdf--" + line;
}
std::string submission(
    const std::string& body = multipart(),
    const std::string& type = "multipart/related; boundary=asdf; type=\"application/xml\"") {
  return with_length("POST /pap HTTP/1.1\r\nHost: ppg\r\nContent-Type: " + type + "\r\n", body);
}

constexpr std::string_view kSubmitted =
    "pdu push-http 10.0.0.1->491711234567 #1 POST http://ppg/pap [8C 82 98 4E 31 00 8D 92]";

TEST(PapPush, ThePduGoesToTheAddressOfTheControlEntity) {
  Bench bench;
  bench.play({client(submission()),
              server(with_length("HTTP/1.1 202 Accepted\r\nContent-Type: application/xml\r\n",
                                 "<pap><push-response/></pap>"))});
  EXPECT_THAT(
      bench.lines(),
      ElementsAre(kSubmitted, "response push-http 491711234567>10.0.0.1 #1 202 http://ppg/pap"));
  EXPECT_THAT(rules_of(bench), IsEmpty());
}

TEST(PapPush, IsReadInEachForm) {
  const auto address = [](const std::string& value) {
    return multipart("<pap><push-message><address\n address-value = '" + value +
                     "'></address></push-message></pap>");
  };
  const std::pair<std::string, std::string> rows[] = {
      {submission(multipart(), "Multipart/Related; type=\"application/xml\"; boundary=\"asdf\""),
       "491711234567"},
      {submission(multipart(kControl, kMmsType + kMmsId + "\r\n" + kPdu, "\n")), "491711234567"},
      {submission("preamble\r\n" + multipart()), "491711234567"},
      {submission(multipart(kControl, kMmsId + "\r\n" + kPdu)), "491711234567"},
      {submission(address("wappush=4917/type=plmn@ppg")), "4917"},
      {submission(address("WAPPUSH=192.0.2.1/TYPE=IPV4@ppg")), "192.0.2.1"},
      {submission(address("WAPPUSH=bob@ppg")), "bob"},
      {submission(address("+4917")), "+4917"},
      {submission(multipart("<pap><push-message/></pap>")), ""},
  };
  for (const auto& [octets, terminal] : rows) {
    for (const std::size_t segment : {SIZE_MAX, std::size_t{7}}) {
      Bench bench;
      bench.play({client(octets)}, segment);
      ASSERT_EQ(bench.sink.seen.size(), 1U) << octets;
      EXPECT_EQ(bench.sink.seen[0].client, terminal);
      EXPECT_EQ(bench.sink.seen[0].relay, "10.0.0.1");
      EXPECT_EQ(bench.sink.seen[0].body, Buffer(kPdu.begin(), kPdu.end()));
      EXPECT_TRUE(bench.sink.seen[0].complete);
    }
  }
}

TEST(PapPush, OtherContentIsCountedAndNotDelivered) {
  const std::string rows[] = {
      submission(multipart(kControl, "Content-Type: text/vnd.wap.si\r\n\r\n<si/>")),
      submission(multipart(), "multipart/related; type=\"application/xml\""),  // no boundary
      submission("--asdf\r\nContent-Type: text/xml\r\n\r\n<soap/>\r\n--asdf\r\n" + kMmsType +
                     "\r\n" + kPdu + "\r\n--asdf--",
                 "multipart/related; boundary=asdf; type=\"text/xml\""),  // MM7
      submission("--asdf\r\n\r\n<pap/>\r\n--asdf--"),
      submission("--asdf\r\n\r\n<pap/>"),
  };
  for (const std::string& row : rows) {
    Bench bench;
    bench.play({client(row), end(true), end(false)});
    EXPECT_THAT(bench.lines(), IsEmpty()) << row;
    EXPECT_EQ(bench.count(LeftOut::kHttpOther), 1U);
  }
}

TEST(PapPush, IsJudgedAsAPush) {
  Bench no_id;
  no_id.play({client(submission(multipart(kControl, kMmsType + "\r\n" + kPdu)))});
  EXPECT_THAT(rules_of(no_id), ElementsAre("TRN-PSH-001"));
  Bench confirmation;
  confirmation.play({client(submission(multipart(
      kControl, kMmsType + kMmsId + "\r\n" + std::string("\x8c\x81\x98N1\x00\x8d\x92", 8))))});
  EXPECT_THAT(rules_of(confirmation), ElementsAre("TRN-MTH-004"));
}

TEST(PapPush, CutShortItIsDeliveredAsFarAsItGoes) {
  const std::string whole = submission();
  Bench bench;
  bench.play({client(whole.substr(0, whole.size() - 16)), end(true), end(false)});
  ASSERT_EQ(bench.sink.seen.size(), 1U);
  EXPECT_FALSE(bench.sink.seen[0].complete);
  EXPECT_GT(bench.sink.seen[0].reported_length, bench.sink.seen[0].body.size());
}

TEST(HttpPush, EveryCutAndEveryFlippedOctetIsReadSafely) {
  for (const std::string& whole : {push(), submission()}) {
    for (std::size_t at = 0; at < whole.size(); ++at) {
      Bench cut;
      cut.play({client(whole.substr(0, at)), end(true), end(false)});
      std::string changed = whole;
      changed[at] = static_cast<char>(~changed[at]);
      Bench flipped;
      flipped.play({client(changed), server(answer()), end(true), end(false)}, 50);
      for (const Bench* bench : {&cut, &flipped}) {
        for (const Seen& message : bench->sink.seen) EXPECT_LE(message.body.size(), whole.size());
      }
    }
  }
}

}  // namespace
}  // namespace mm1::bearer::test
