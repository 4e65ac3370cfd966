// Heads of HTTP/1 messages; what they mean is RFC 9110's and RFC 9112's.
#include "mm1/http/head.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace mm1::http::test {
namespace {

using ::testing::ElementsAre;

wsp::Octets octets(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

TEST(HttpHead, StartLinesAreKnownByTheirFirstWord) {
  struct Case {
    std::string_view octets;
    StartLine line;
  };
  for (const Case& each : {
           Case{"GET /m1 HTTP/1.1\r\n", StartLine::kRequest},
           Case{"POST / HTTP/1.0", StartLine::kRequest},
           Case{"CONNECT mmsc:8080 HTTP/1.1\r\n", StartLine::kRequest},
           Case{"HTTP/1.1 200 OK\r\n", StartLine::kResponse},
           Case{"HTTP/1.0 404", StartLine::kResponse},
           Case{"PO", StartLine::kPartly},
           Case{"HTTP/", StartLine::kPartly},
           Case{"", StartLine::kPartly},
           Case{"GETS /m1", StartLine::kNo},
           Case{"\x8c\x84\x98T1", StartLine::kNo},
           Case{"HTTP/2.0 200", StartLine::kNo},
       }) {
    EXPECT_EQ(recognise_start_line(octets(each.octets)), each.line) << each.octets;
  }
}

TEST(HttpHead, EndsBehindTheBlankLine) {
  EXPECT_EQ(head_length(octets("GET / HTTP/1.1\r\n\r\nbody")), 18U);
  EXPECT_EQ(head_length(octets("GET / HTTP/1.1\nHost: a\n\nbody")), 24U);
  EXPECT_EQ(head_length(octets("GET / HTTP/1.1\r\nHost: a\r\n")), 0U);
  EXPECT_EQ(head_length(octets("GET / HTTP/1.1\r\n\r\n"), 17), 0U);
}

TEST(HttpHead, OfARequest) {
  const auto head = parse_head(octets(
      "POST /a b HTTP/1.1\r\nhost: mmsc\r\nContent-Type: a/b; c=d\r\nUser-Agent: Phone/1 (x)\r\n"
      "Transfer-Encoding: gzip, chunked\r\nContent-Length: 7, 7\r\n\r\n"));
  ASSERT_TRUE(head);
  EXPECT_TRUE(head->is_request);
  EXPECT_EQ(head->method, "POST");
  EXPECT_EQ(head->target, "/a b");
  EXPECT_EQ(head->host, "mmsc");
  EXPECT_EQ(head->user_agent, "Phone/1 (x)");
  EXPECT_EQ(head->content_type, "a/b");
  EXPECT_EQ(parameter(head->content_type_parameters, "C"), "d");
  EXPECT_EQ(head->coding, Coding::kGzip);
  EXPECT_TRUE(head->chunked);
  EXPECT_EQ(head->content_length, 7U);
  EXPECT_FALSE(head->bad_length);
}

TEST(HttpHead, OfAStartLineAlone) {
  const auto head = parse_start_line(octets("REPORT /a HTTP/1.1\r\nHost: mmsc\r\n\r\n"));
  ASSERT_TRUE(head);
  EXPECT_EQ(head->method, "REPORT");
  EXPECT_EQ(head->host, "");
  EXPECT_EQ(parse_start_line(octets("HTTP/1.1 204"))->status, 204);
  EXPECT_FALSE(parse_start_line(octets("GET /a")));
  EXPECT_FALSE(parse_start_line(octets("")));
}

TEST(HttpHead, ATargetThatIsAPathLeavesItsHostOut) {
  const auto host_of = [](std::string_view text) {
    return host_of_target(*parse_head(octets(text)));
  };
  EXPECT_EQ(host_of("GET /a HTTP/1.1\r\nHost: mmsc:8080 \r\n\r\n"), "mmsc:8080");
  EXPECT_EQ(host_of("GET http://a/b HTTP/1.1\r\nHost: mmsc\r\n\r\n"), "");
  EXPECT_EQ(host_of("CONNECT a:443 HTTP/1.1\r\nHost: mmsc\r\n\r\n"), "");
  EXPECT_EQ(host_of("GET /a HTTP/1.1\r\n\r\n"), "");
}

TEST(HttpHead, OfAResponse) {
  const auto head =
      parse_head(octets("HTTP/1.1 404\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"));
  ASSERT_TRUE(head);
  EXPECT_FALSE(head->is_request);
  EXPECT_EQ(head->status, 404);
  EXPECT_FALSE(head->has_content_type);
  EXPECT_TRUE(head->bad_length);
}

TEST(HttpHead, OtherProtocolsBeginAlike) {
  EXPECT_FALSE(parse_head(octets("OPTIONS rtsp://a RTSP/1.0\r\n\r\n")));
  EXPECT_FALSE(parse_head(octets("OPTIONS sip:a SIP/2.0\r\n\r\n")));
  EXPECT_FALSE(parse_head(octets("HTTP/1.1 OK\r\n\r\n")));
  EXPECT_TRUE(parse_head(octets("PRI * HTTP/2.0\r\n\r\n"))->is_http2);
}

TEST(HttpHead, FieldsAreFoldedAndLinesThatAreNoneLeftOut) {
  std::string_view fields = "A: 1\r\n and 2\r\nnothing\r\nB:\t3 \r\n\r\n";
  std::vector<std::string_view> found;
  while (const auto field = next_field(fields)) {
    found.push_back(field->name);
    found.push_back(field->value);
  }
  EXPECT_THAT(found, ElementsAre("A", "1\r\n and 2", "B", "3"));
}

TEST(HttpHead, ParametersMayBeQuoted) {
  constexpr std::string_view kParameters = R"(; boundary="a;b"; type=c/d)";
  EXPECT_EQ(parameter(kParameters, "Boundary"), "a;b");
  EXPECT_EQ(parameter(kParameters, "type"), "c/d");
  EXPECT_EQ(parameter(kParameters, "start"), "");
}

}  // namespace
}  // namespace mm1::http::test
