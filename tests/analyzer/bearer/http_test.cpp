// HTTP/1 as a bearer: each case is one connection and the messages a reader may expect from it.
#include <zlib.h>

#include <array>

#include "recorder.h"
#include "support/http.h"

namespace mm1::bearer::test {
namespace {

using capture::LeftOut;
using mm1::test::from_hex;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kType = "Content-Type: application/vnd.wap.mms-message\r\n";
constexpr std::string_view kSend = "\x8c\x80\x98T1";       // the beginning of an m-send-req
constexpr std::string_view kConf = "\x8c\x81\x98T1";       // … of an m-send-conf
constexpr std::string_view kRetrieved = "\x8c\x84\x98T1";  // … of an m-retrieve-conf

// PDUs as far as it takes to know them for what they are when no type says so.
const std::string kSendByContent("\x8c\x80\x98T1\x00\x8d\x92", 8);
const std::string kRetrievedByContent("\x8c\x84\x98T1\x00\x8d\x92", 8);

std::string post(std::string_view headers, std::string_view body) {
  return std::string("POST /mms HTTP/1.1\r\nHost: mmsc\r\n")
      .append(headers)
      .append("\r\n")
      .append(body);
}
std::string ok(std::string_view headers, std::string_view body = {}) {
  return std::string("HTTP/1.1 200 OK\r\n").append(headers).append("\r\n").append(body);
}
std::string length(std::size_t octets) {
  return "Content-Length: " + std::to_string(octets) + "\r\n";
}
std::string mms(std::string_view extra = "") { return std::string(kType).append(extra); }

Buffer deflated(std::string_view text, int window_bits) {
  z_stream stream{};
  EXPECT_EQ(
      deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY),
      Z_OK);
  Buffer out(compressBound(text.size()) + 64);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

std::string text_of(const Buffer& octets) { return {octets.begin(), octets.end()}; }

constexpr int kGzipWindow = 15 + 16;
constexpr int kZlibWindow = 15;
constexpr int kRawWindow = -15;

struct Case {
  std::string name;
  std::vector<Step> steps;
  std::vector<std::string> expected;
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

std::vector<Case> cases() {
  const Step get = client("GET /m1 HTTP/1.1\r\nHost: mmsc\r\n\r\n");
  const std::string asked = "request http 10.0.0.1>10.0.0.2 #1 GET http://mmsc/m1";
  const std::string got = "pdu http 10.0.0.2->10.0.0.1 #1 200 http://mmsc/m1 [8C 84 98 54 31]";
  const std::string got_by_content =
      "pdu http 10.0.0.2->10.0.0.1 #1 200 http://mmsc/m1 [8C 84 98 54 31 00 8D 92]";
  const std::string sent = "pdu http 10.0.0.1>10.0.0.2 #1 POST http://mmsc/mms [8C 80 98 54 31]";
  const std::string confirmed =
      "pdu http 10.0.0.2->10.0.0.1 #1 200 http://mmsc/mms [8C 81 98 54 31]";
  const auto coded = [&](std::string_view coding, int window) {
    const std::string body = text_of(deflated(kRetrieved, window));
    return std::vector{
        get,
        server(ok(mms("Content-Encoding: " + std::string(coding) + "\r\n" + length(body.size())),
                  body))};
  };
  return {
      {"send",
       {client(post(mms(length(5)), kSend)), server(ok(mms(length(5)), kConf))},
       {sent, confirmed}},
      {"retrieve", {get, server(ok(mms(length(5)), kRetrieved))}, {asked, got}},
      {"type_with_parameters_in_any_case",
       {get, server(ok("content-TYPE:\tApplication/VND.wap.MMS-message ; charset=x\r\n" + length(5),
                       kRetrieved))},
       {asked, got}},
      {"bare_line_feeds",
       {client("GET /m1 HTTP/1.1\nHost: mmsc\n\n"),
        server("HTTP/1.1 200 OK\nContent-Type: application/vnd.wap.mms-message\nContent-Length: "
               "5\n\n" +
               std::string(kRetrieved))},
       {asked, got}},
      {"chunked_with_extension_and_trailer",
       {get, server(ok(mms("Transfer-Encoding: chunked\r\n"),
                       "2;x=y\r\n\x8c\x84\r\n03\r\n\x98T1\r\n0\r\nX-Sum: 1\r\n\r\n"))},
       {asked, got}},
      {"chunked_request",
       {client(post(mms("Transfer-Encoding: chunked\r\n"),
                    "5\r\n" + std::string(kSend) + "\r\n0\r\n\r\n")),
        server(ok(mms(length(5)), kConf))},
       {sent, confirmed}},
      {"close_delimited", {get, server(ok(mms(), kRetrieved)), end(false)}, {asked, got}},
      {"reset_before_the_end",
       {get, server(ok(mms(), kRetrieved)), end(false, net::StreamEnd::kReset)},
       {asked, got + " incomplete of 6"}},
      {"gzip", coded("gzip", kGzipWindow), {asked, got}},
      {"deflate_with_zlib_header", coded("deflate", kZlibWindow), {asked, got}},
      {"deflate_without_header", coded("deflate", kRawWindow), {asked, got}},
      {"gzip_announced_but_not_done",
       {get, server(ok(mms("Content-Encoding: gzip\r\n" + length(5)), kRetrieved))},
       {asked, got}},
      {"pipelined",
       {client("GET /m1 HTTP/1.1\r\nHost: mmsc\r\n\r\nGET /m2 HTTP/1.1\r\nHost: mmsc\r\n\r\n"),
        server(ok(mms(length(5)), kRetrieved) + "HTTP/1.1 404 Not Found\r\n" + length(3) +
               "\r\nno!")},
       {asked, "request http 10.0.0.1>10.0.0.2 #2 GET http://mmsc/m2", got,
        "response http 10.0.0.2->10.0.0.1 #2 404 http://mmsc/m2"}},
      {"continue_before_the_answer",
       {client(post(mms("Expect: 100-continue\r\n" + length(5)), "")),
        server("HTTP/1.1 100 Continue\r\n\r\n"), client(kSend), server(ok(mms(length(5)), kConf))},
       {sent, confirmed}},
      {"head_has_no_body",
       {client("HEAD /m1 HTTP/1.1\r\nHost: mmsc\r\n\r\nGET /m1 HTTP/1.1\r\nHost: mmsc\r\n\r\n"),
        server(ok(mms(length(5))) + ok(mms(length(5)), kRetrieved))},
       {"request http 10.0.0.1>10.0.0.2 #2 GET http://mmsc/m1",
        "pdu http 10.0.0.2->10.0.0.1 #2 200 http://mmsc/m1 [8C 84 98 54 31]"}},
      {"no_content_has_no_body",
       {client(post(mms(length(5)), kSend)),
        server("HTTP/1.1 204 No Content\r\n" + length(9) + "\r\n"), get,
        server(ok(mms(length(5)), kRetrieved))},
       {sent, "response http 10.0.0.2->10.0.0.1 #1 204 http://mmsc/mms",
        "request http 10.0.0.1>10.0.0.2 #2 GET http://mmsc/m1",
        "pdu http 10.0.0.2->10.0.0.1 #2 200 http://mmsc/m1 [8C 84 98 54 31]"}},
      {"answer_that_is_no_pdu",
       {client(post(mms(length(5)), kSend)),
        server(ok("Content-Type: text/plain\r\n" + length(2), "ok"))},
       {sent, "response http 10.0.0.2->10.0.0.1 #1 200 http://mmsc/mms"}},
      {"absolute_form_wins_over_host",
       {client("GET http://mmsc:8002/m1 HTTP/1.1\r\nHost: proxy\r\n\r\n"),
        server(ok(mms(length(5)), kRetrieved))},
       {"request http 10.0.0.1>10.0.0.2 #1 GET http://mmsc:8002/m1",
        "pdu http 10.0.0.2->10.0.0.1 #1 200 http://mmsc:8002/m1 [8C 84 98 54 31]"}},
      {"by_content_under_octet_stream",
       {get,
        server(ok("Content-Type: application/octet-stream\r\n" + length(8), kRetrievedByContent))},
       {asked, got_by_content}},
      {"by_content_without_type",
       {get, server(ok(length(8), kRetrievedByContent))},
       {asked, got_by_content}},
      {"by_content_under_another_type",
       {get, server(ok("Content-Type: image/jpeg\r\n" + length(8), kRetrievedByContent))},
       {asked, got_by_content}},
      {"by_content_only_with_a_version",
       {get, server(ok(length(5), kRetrieved))},
       {asked, "response http 10.0.0.2->10.0.0.1 #1 200 http://mmsc/m1"}},
      {"other_octets_under_octet_stream",
       {get, server(ok("Content-Type: application/octet-stream\r\n" + length(5),
                       "\x8c\x01"
                       "abc"))},
       {asked, "response http 10.0.0.2->10.0.0.1 #1 200 http://mmsc/m1"}},
      {"content_by_content_in_a_post_makes_its_answer_known",
       {client(post(length(8), kSendByContent)), server(ok(length(2), "ok"))},
       {"pdu http 10.0.0.1>10.0.0.2 #1 POST http://mmsc/mms [8C 80 98 54 31 00 8D 92]",
        "response http 10.0.0.2->10.0.0.1 #1 200 http://mmsc/mms"}},
      {"page_under_the_mms_type_is_delivered",
       {get, server(ok(mms(length(2)), "no"))},
       {asked, "pdu http 10.0.0.2->10.0.0.1 #1 200 http://mmsc/m1 [6E 6F]"}},
      {"other_traffic_is_not_delivered",
       {client(post("Content-Type: application/json\r\n" + length(2), "{}")),
        server(ok("Content-Type: application/json\r\n" + length(2), "{}"))},
       {}},
      {"response_without_its_request",
       {server(ok(mms(length(5)), kRetrieved))},
       {"pdu http 10.0.0.2->10.0.0.1 #1 200 [8C 84 98 54 31]"}},
      {"requests_without_their_responses",
       {client(post(mms(length(5)), kSend) + post(mms(length(5)), kSend))},
       {sent, "pdu http 10.0.0.1>10.0.0.2 #2 POST http://mmsc/mms [8C 80 98 54 31]"}},
      {"blank_lines_between_messages",
       {client(post(mms(length(5)), kSend) + "\r\n\r\n" + post(mms(length(5)), kSend))},
       {sent, "pdu http 10.0.0.1>10.0.0.2 #2 POST http://mmsc/mms [8C 80 98 54 31]"}},
      {"folded_header_lines",
       {get, server(ok("Content-Type:\r\n application/vnd.wap.mms-message;\r\n\tcharset=x\r\n" +
                           length(5),
                       kRetrieved))},
       {asked, got}},
      {"the_same_length_twice",
       {get, server(ok(mms("Content-Length: 5, 5\r\nContent-Length: 5\r\n"), kRetrieved))},
       {asked, got}},
      {"x_gzip", coded("x-gzip", kGzipWindow), {asked, got}},
      {"coding_nobody_knows",
       {get, server(ok(mms("Content-Encoding: br\r\n" + length(5)), "\x1b\x01xyz"))},
       {asked, "response http 10.0.0.2->10.0.0.1 #1 200 http://mmsc/m1"}},
      {"coding_nobody_knows_nor_used",
       {get, server(ok(mms("Content-Encoding: none\r\n" + length(8)), kRetrievedByContent))},
       {asked, got_by_content}},
      {"upload_refused_before_it_began",
       {client(post(mms("Expect: 100-continue\r\n" + length(5)), "")),
        server("HTTP/1.1 417 Expectation Failed\r\n" + length(0) + "\r\n"),
        client(post(mms(length(5)), kSend)), server(ok(mms(length(5)), kConf))},
       {"pdu http 10.0.0.1>10.0.0.2 #2 POST http://mmsc/mms [8C 80 98 54 31]",
        "response http 10.0.0.2->10.0.0.1 #1 417 http://mmsc/mms",
        "pdu http 10.0.0.2->10.0.0.1 #2 200 http://mmsc/mms [8C 81 98 54 31]"}},
      {"upload_refused_and_sent_all_the_same",
       {client(post(mms("Expect: 100-continue\r\n" + length(5)), "")),
        server("HTTP/1.1 417 Expectation Failed\r\n" + length(0) + "\r\n"),
        client(std::string(kSend) + "GET /m1 HTTP/1.1\r\nHost: mmsc\r\n\r\n")},
       {sent, "request http 10.0.0.1>10.0.0.2 #2 GET http://mmsc/m1"}},
      {"content_length_one_long",
       {client(post(mms(length(6)), kSend)), server(ok(mms(length(6)), kConf)), get,
        server(ok(mms(length(5)), kRetrieved))},
       {sent + " incomplete of 6", "request http 10.0.0.1>10.0.0.2 #2 GET http://mmsc/m1",
        confirmed + " incomplete of 6",
        "pdu http 10.0.0.2->10.0.0.1 #2 200 http://mmsc/m1 [8C 84 98 54 31]"}},
      {"answer_without_length_on_a_connection_that_stays",
       {client(post(mms(length(5)), kSend)), server(ok("")), get,
        server(ok(mms(length(5)), kRetrieved))},
       {sent, "request http 10.0.0.1>10.0.0.2 #2 GET http://mmsc/m1",
        "response http 10.0.0.2->10.0.0.1 #1 200 http://mmsc/mms",
        "pdu http 10.0.0.2->10.0.0.1 #2 200 http://mmsc/m1 [8C 84 98 54 31]"}},
      {"octets_behind_a_body",
       {client(post(mms(length(5)), std::string(kSend) + "\x01\x02") +
               "GET /m1 HTTP/1.1\r\nHost: mmsc\r\n\r\n"),
        server(ok(mms(length(5)), std::string(kConf) + "P") + ok(mms(length(5)), kRetrieved))},
       {sent, "request http 10.0.0.1>10.0.0.2 #2 GET http://mmsc/m1", confirmed,
        "pdu http 10.0.0.2->10.0.0.1 #2 200 http://mmsc/m1 [8C 84 98 54 31]"}},
      {"tunnel_in_clear",
       {client("CONNECT mmsc:80 HTTP/1.1\r\nHost: mmsc:80\r\n\r\n"),
        server("HTTP/1.1 200 Established\r\n\r\n"), client(post(mms(length(5)), kSend)),
        server(ok(mms(length(5)), kConf)), end(true), end(false)},
       {"pdu http 10.0.0.1>10.0.0.2 #2 POST http://mmsc/mms [8C 80 98 54 31]",
        "pdu http 10.0.0.2->10.0.0.1 #2 200 http://mmsc/mms [8C 81 98 54 31]"}},
      {"upgrade_that_was_not_agreed_on",
       {client("GET /m1 HTTP/1.1\r\nHost: mmsc\r\nUpgrade: h2c\r\n\r\n"),
        server(ok(mms(length(5)), kRetrieved))},
       {asked, got}},
      // KPN: the last octet is not announced, and so not part of the PDU.
      {"content_length_one_short",
       {client(post(mms(length(4)), kSend)), server(ok(mms(length(5)), kConf))},
       {"pdu http 10.0.0.1>10.0.0.2 #1 POST http://mmsc/mms [8C 80 98 54]", confirmed}},
      // T-Mobile US.
      {"content_length_zero_before_a_pdu",
       {client(post(mms(length(0)), kSend)), server(ok(mms(length(0)), kConf)), end(false)},
       {sent, confirmed}},
      {"content_length_zero_and_nothing",
       {get, server(ok(mms(length(0)))), end(false)},
       {asked, "response http 10.0.0.2->10.0.0.1 #1 200 http://mmsc/m1"}},
      {"content_length_that_is_no_number",
       {get, server(ok(mms("Content-Length: -5\r\n"), kRetrieved)), end(false)},
       {asked, got}},
      {"body_cut_short",
       {get, server(ok(mms(length(9)), kRetrieved)), end(false)},
       {asked, got + " incomplete of 9"}},
      {"ota_push",
       {client("POST /wappush HTTP/1.1\r\nHost:\r\nContent-Type: application/http\r\n" +
               length(65 + 5) +
               "\r\nHTTP/1.1 200 OK\r\nContent-Type:application/vnd.wap.mms-message\r\n\r\n" +
               "\x8c\x82\x98T1"),
        server("HTTP/1.1 204 No Content\r\nX-Wap-Push-Status: 400\r\n\r\n")},
       {"pdu push-http 10.0.0.1->10.0.0.2 #1 POST /wappush [8C 82 98 54 31]",
        "response push-http 10.0.0.2>10.0.0.1 #1 204 /wappush"}},
  };
}

class HttpCases : public ::testing::TestWithParam<Case> {};

TEST_P(HttpCases, GivesTheseMessages) {
  Bench bench;
  bench.play(GetParam().steps).bearers.finish();
  EXPECT_EQ(bench.lines(), GetParam().expected);
}

// However TCP cut the octets into segments, the messages are the same.
TEST_P(HttpCases, AnySegmentationGivesTheSame) {
  for (std::size_t segment = 1; segment < 80; ++segment) {
    Bench bench;
    bench.play(GetParam().steps, segment).bearers.finish();
    ASSERT_EQ(bench.lines(), GetParam().expected) << "segments of " << segment;
  }
}

// A capture that ends anywhere never shows a complete PDU that is not whole.
TEST_P(HttpCases, AnyTruncationInventsNothing) {
  const std::vector<Step>& steps = GetParam().steps;
  for (std::size_t last = 0; last < steps.size(); ++last) {
    for (std::size_t cut = 0; cut < steps[last].octets.size(); ++cut) {
      std::vector<Step> shortened(steps.begin(), steps.begin() + static_cast<long>(last));
      Step step = steps[last];
      step.octets.resize(cut);
      shortened.push_back(step);
      shortened.push_back(end(true, net::StreamEnd::kCaptureEnd));
      shortened.push_back(end(false, net::StreamEnd::kCaptureEnd));
      Bench bench;
      bench.play(shortened).bearers.finish();
      for (const Seen& message : bench.sink.seen) {
        if (message.kind == MessageKind::kPdu && message.complete) {
          EXPECT_THAT(GetParam().expected, ::testing::Contains(message.line()));
        }
      }
    }
  }
}

// Whatever one octet is changed to, nothing but octets that were sent is delivered.
TEST_P(HttpCases, AnyFlippedOctetIsReadSafely) {
  const std::vector<Step>& steps = GetParam().steps;
  for (std::size_t step = 0; step < steps.size(); ++step) {
    for (std::size_t at = 0; at < steps[step].octets.size(); ++at) {
      std::vector<Step> changed = steps;
      changed[step].octets[at] = static_cast<std::uint8_t>(~changed[step].octets[at]);
      Bench bench;
      bench.play(changed, 50).bearers.finish();
      for (const Seen& message : bench.sink.seen) EXPECT_LE(message.body.size(), 100U);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Http, HttpCases, ::testing::ValuesIn(cases()),
                         [](const auto& param) { return param.param.name; });

TEST(Http, ARangeIsNotAWholePdu) {
  Bench bench;
  bench.play({server("HTTP/1.1 206 Partial Content\r\n" + mms(length(5)) + "\r\n" +
                     std::string(kRetrieved))});
  ASSERT_EQ(bench.sink.seen.size(), 1U);
  EXPECT_FALSE(bench.sink.seen[0].complete);
}

TEST(Http, RolesFollowTheRequestNotTheOpener) {
  Bench bench;
  bench.play({server(post(mms(length(5)), kSend)), client(ok(mms(length(5)), kConf))});
  EXPECT_THAT(bench.lines(),
              ElementsAre("pdu http 10.0.0.2>10.0.0.1 #1 POST http://mmsc/mms [8C 80 98 54 31]",
                          "pdu http 10.0.0.1->10.0.0.2 #1 200 http://mmsc/mms [8C 81 98 54 31]"));
}

TEST(Http, ExchangesAreNumberedOverAllConnections) {
  Bench bench;
  bench.play({client(post(mms(length(5)), kSend))}).play({client(post(mms(length(5)), kSend))});
  ASSERT_EQ(bench.sink.seen.size(), 2U);
  EXPECT_EQ(bench.sink.seen[0].exchange, 1U);
  EXPECT_EQ(bench.sink.seen[1].exchange, 2U);
}

TEST(Http, FramesAreThoseThatCarriedHeadAndBody) {
  Bench bench;
  const std::string head = post(mms(length(5)), "");
  bench.play({client(head.substr(0, 20)), client(head.substr(20)),
              server("HTTP/1.1 100 Go\r\n\r\n"), client("\x8c\x80"), client("\x98T1")});
  ASSERT_EQ(bench.sink.seen.size(), 1U);
  EXPECT_THAT(bench.sink.seen[0].frames, ElementsAre(1, 2, 4, 5));
  EXPECT_EQ(bench.sink.seen[0].frame, 5U);
  EXPECT_EQ(bench.sink.seen[0].time_ns, 5 * kSecond);
}

TEST(Http, TheFinCompletesACloseDelimitedBody) {
  Bench bench;
  bench.play({server(ok(mms(), kRetrieved)), end(false)});
  ASSERT_EQ(bench.sink.seen.size(), 1U);
  EXPECT_EQ(bench.sink.seen[0].frame, 2U);
}

TEST(Http, WhatIsNotMm1IsCounted) {
  Bench bench;
  bench.play({client(post("Content-Type: image/png\r\n" + length(3), "abc")),
              server(ok("Content-Type: text/html\r\n" + length(3), "abc"))});
  EXPECT_THAT(bench.lines(), IsEmpty());
  EXPECT_EQ(bench.count(LeftOut::kHttpOther), 2U);
}

TEST(Http, TunnelsAndOtherProtocolsAreCountedAndDeclined) {
  struct Row {
    std::vector<Step> steps;
    LeftOut reason = LeftOut::kTcpOther;
  };
  const std::string hello = "\x16\x03\x01\x02\x08\x01";
  const Row rows[] = {
      {{client("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")}, LeftOut::kHttp2},
      {{client(hello)}, LeftOut::kTls},
      {{client("CONNECT mmsc:443 HTTP/1.1\r\nHost: mmsc\r\n\r\n"),
        server("HTTP/1.1 200 Established\r\n\r\n"), client(hello)},
       LeftOut::kTls},
      {{client("GET /m1 HTTP/1.1\r\nUpgrade: h2c\r\n\r\n"),
        server("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n"), server("\x01")},
       LeftOut::kHttp2},
      {{client("CONNECT mmsc:80 HTTP/1.1\r\n\r\n"), server("HTTP/1.1 200 Established\r\n\r\n"),
        client("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")},
       LeftOut::kHttp2},
      {{client("GET /ws HTTP/1.1\r\nUpgrade: websocket\r\n\r\n"),
        server("HTTP/1.1 101 Switching Protocols\r\n\r\n"), server("\x81\x05hello")}},
      {{client("OPTIONS rtsp://x RTSP/1.0\r\n\r\n")}},
      {{client("GET out of here, this is no HTTP\r\n\r\n")}},
  };
  for (const Row& row : rows) {
    for (const std::size_t segment : {std::size_t{1}, SIZE_MAX}) {
      Bench bench;
      bench.play(row.steps, segment);
      EXPECT_TRUE(bench.gave_up);
      EXPECT_EQ(bench.count(row.reason), 1U) << capture::left_out_name(row.reason);
      const std::uint64_t reasons = bench.count(LeftOut::kTcpOther) + bench.count(LeftOut::kHttp2) +
                                    bench.count(LeftOut::kTls);
      EXPECT_EQ(reasons, 1U) << "a connection is counted once";
    }
  }
}

TEST(Http, TunnelsInTunnelsAreFollowedNoFurtherThanTwo) {
  std::vector<Step> steps;
  for (int i = 0; i < 5; ++i) {
    steps.push_back(client("CONNECT mmsc:80 HTTP/1.1\r\n\r\n"));
    steps.push_back(server("HTTP/1.1 200 Established\r\n\r\n"));
  }
  Bench bench;
  bench.play(steps);
  EXPECT_TRUE(bench.gave_up);
}

TEST(Http, AServersHttp2IsKnownByItsSettings) {
  Bench bench;
  bench.play({server(from_hex("00 00 12 04 00 00 00 00 00 00 03 00 00 00 64 00 04 00 00 FF FF"))});
  EXPECT_TRUE(bench.gave_up);
  EXPECT_EQ(bench.count(LeftOut::kHttp2), 1U);
}

TEST(Http, ABodyStopsAtItsLimit) {
  Bench bench({.max_body = 4, .max_memory = 1 << 20});
  bench.play({client(post(mms(length(5)), kSend) + post(mms(length(4)), kSend.substr(0, 4)))});
  EXPECT_THAT(bench.lines(),
              ElementsAre("pdu http 10.0.0.1>10.0.0.2 #1 POST http://mmsc/mms [8C 80 98 54] "
                          "incomplete of 5",
                          "pdu http 10.0.0.1>10.0.0.2 #2 POST http://mmsc/mms [8C 80 98 54]"));
  EXPECT_EQ(bench.count(LeftOut::kHttpBodyCut), 1U);
}

TEST(Http, AGzipBombStopsAtTheLimit) {
  constexpr std::size_t kLimit = 1 << 20;
  const std::string bomb(std::size_t{64} << 20, '\x8c');
  const std::string body = text_of(deflated(bomb, kGzipWindow));
  Bench bench({.max_body = kLimit, .max_memory = 4 * kLimit});
  bench.play({server(ok(mms("Content-Encoding: gzip\r\n" + length(body.size())), body))}, 1400);
  ASSERT_EQ(bench.sink.seen.size(), 1U);
  EXPECT_EQ(bench.sink.seen[0].body.size(), kLimit);
  EXPECT_FALSE(bench.sink.seen[0].complete);
}

TEST(Http, BrokenGzipGivesWhatCouldBeInflated) {
  Buffer body = deflated(std::string(kRetrieved) + std::string(2000, 'x'), kGzipWindow);
  body.resize(body.size() - 9);
  Bench bench;
  bench.play({server(ok(mms("Content-Encoding: gzip\r\n" + length(body.size())), text_of(body)))});
  ASSERT_EQ(bench.sink.seen.size(), 1U);
  EXPECT_FALSE(bench.sink.seen[0].complete);
  EXPECT_GT(bench.sink.seen[0].reported_length, bench.sink.seen[0].body.size());
  EXPECT_EQ(text_of(bench.sink.seen[0].body).substr(0, 5), kRetrieved);
}

TEST(Http, HostileFramingNeitherHangsNorReservesMemory) {
  const std::string rows[] = {
      ok(mms("Transfer-Encoding: chunked\r\n"), "ffffffffffffffff\r\n\x8c\x84"),
      ok(mms("Transfer-Encoding: chunked\r\n"), "fffffffffffffff\r\n\x8c\x84"),
      ok(mms("Transfer-Encoding: chunked\r\n"), "-1\r\n\x8c\x84"),
      ok(mms("Transfer-Encoding: chunked\r\n"), "\r\n\r\n\x8c\x84"),
      ok(mms("Content-Length: 18446744073709551615\r\n"), kRetrieved),
      ok(mms("Content-Length: 18446744073709551616\r\n"), kRetrieved),
      ok(mms("Content-Length: 5\r\nContent-Length: 6\r\n"), kRetrieved),
      "HTTP/1.1 200 OK\r\nX: " + std::string(1 << 20, 'x'),
      "HTTP/1.1 \r\n\r\n",
      "HTTP/1.1 99999999999999999999 OK\r\n\r\n",
  };
  for (const std::string& row : rows) {
    Bench bench({.max_body = 1 << 20, .max_memory = 1 << 20});
    bench.play({server(row), end(true), end(false)}, 1000);
    for (const Seen& message : bench.sink.seen) EXPECT_LE(message.body.size(), 7U);
  }
}

TEST(Http, MemoryThatIsUsedUpCutsBodiesAndIsCounted) {
  Bench bench({.max_body = 1 << 20, .max_memory = 4096});
  const std::string body = std::string(kSend) + std::string(20000, 'x');
  bench.play({client(post(mms(length(body.size())), body)), client(post(mms(length(5)), kSend))},
             1000);
  ASSERT_EQ(bench.sink.seen.size(), 2U);
  EXPECT_FALSE(bench.sink.seen[0].complete);
  EXPECT_EQ(bench.sink.seen[0].reported_length, body.size());
  EXPECT_TRUE(bench.sink.seen[1].complete);
  EXPECT_EQ(bench.count(LeftOut::kHttpBodyCut), 1U);
}

}  // namespace
}  // namespace mm1::bearer::test
