// Exit statuses and streams of `mm1scope analyze`, `regress` and the bare program.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "program.h"
#include "support/capture_builder.h"
#include "support/capture_file.h"
#include "support/compressed.h"
#include "support/hex.h"
#include "support/http.h"
#include "support/minimal_pdus.h"

namespace mm1::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

const test::HttpHeaders kMms = {{"Content-Type", "application/vnd.wap.mms-message"}};

// An exchange over HTTP as a pcap file.
std::string exchange(std::string_view request, std::string_view response) {
  test::CaptureBuilder capture;
  test::TcpConnection connection(capture, {"10.0.0.2", 40000}, {"10.0.0.1", 80}, {});
  connection.from_client(test::http_request("POST", "/", kMms, test::from_hex(request),
                                            test::Framing::kContentLength));
  connection.from_server(test::http_response(200, kMms, test::from_hex(response)));
  connection.close();
  const test::Buffer file = test::pcap(capture.packets());
  return {file.begin(), file.end()};
}

std::string good_capture() {
  return exchange(test::minimal_pdu("m-send-req"), test::minimal_pdu("m-send-conf"));
}

// The confirmation's Response-Status is not assigned (99 hex).
std::string faulty_capture() {
  return exchange(test::minimal_pdu("m-send-req"), "8C 81 98 54 31 00 8D 92 92 99");
}

class Analyze : public testing::Test {
 protected:
  Workspace space_;
};

TEST_F(Analyze, NoArgumentsIsWrongUsage) {
  const RunResult result = space_.run("");
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.out, IsEmpty());
  EXPECT_THAT(result.err, Not(IsEmpty()));
}

TEST_F(Analyze, WrongUsageIsTwo) {
  const std::string file = space_.file("a.pcap", good_capture());
  for (const std::string& arguments :
       {std::string("analyze"), "--nonsense " + file, "analyze --nonsense " + file,
        "analyze --format xml " + file, "analyze --fail-on maybe " + file, std::string("analyse"),
        std::string("decode"), std::string("regress"), std::string("rules NO-SUCH-001")}) {
    const RunResult result = space_.run(arguments);
    EXPECT_EQ(result.status, 2) << arguments;
    EXPECT_THAT(result.err, Not(IsEmpty())) << arguments;
  }
}

TEST_F(Analyze, WrongValuesOfOptionsAreNamed) {
  const std::string file = space_.file("a.pcap", good_capture());
  struct Case {
    std::string arguments;
    const char* complaint;
  };
  const Case cases[] = {
      {"analyze --bogus", "not expected: --bogus"},
      {"decode --bogus", "not expected: --bogus"},
      {"regress --bogus", "not expected: --bogus"},
      {file + " --answer-timeout 5w", "\"5w\" is no duration"},
      {file + " --notification-timeout 0", "\"0\" is no duration"},
      {file + " --answer-timeout-sms 3651d", "is no duration"},
      {"--bogus " + file, "--bogus"},
      {file + " --from yesterday", "\"yesterday\" is no time"},
      {file + " --from 2026-02-30T10:00:00Z", "is no time"},
      {file + " --from 2026-01-05T10:00:00", "is no time"},
      {file + " --to 12.1234567890", "is no time"},
      {file + " --from 20 --to 10", "--to: is not later than --from"},
      {file + " -c 0", "\"0\" is no number of packets"},
      {file + " --max-memory 12X", "\"12X\" is no size"},
      {file + " --max-memory 1K", "less than 16M"},
      {file + " --point core", "\"core\" is no NAME=GLOB"},
      {file + " --point core=b*", "--point core=b*: no file matches"},
      {file + " -f 'tcp prt 80'", "tcp prt 80: can't parse filter expression: syntax error"},
      {file + " --inner", "there is none"},
      {file + " --client-header 'x msisdn'", "\"x msisdn\" is no name of a header"},
  };
  for (const Case& each : cases) {
    const RunResult result = space_.run(each.arguments);
    EXPECT_EQ(result.status, 2) << each.arguments;
    EXPECT_THAT(result.err, HasSubstr(each.complaint)) << each.arguments;
    EXPECT_THAT(result.out, IsEmpty()) << each.arguments;
  }
}

TEST_F(Analyze, TheHeaderThatNamesTheClientCanBeChosen) {
  test::CaptureBuilder capture;
  test::TcpConnection connection(capture, {"10.0.0.2", 40000}, {"10.0.0.1", 80}, {});
  test::HttpHeaders headers = kMms;
  headers.emplace_back("X-MSISDN", "15551230001");
  headers.emplace_back("X-Subscriber", "+15551230002");
  connection.from_client(test::http_request("POST", "/", headers,
                                            test::from_hex(test::minimal_pdu("m-send-req")),
                                            test::Framing::kContentLength));
  const test::Buffer octets = test::pcap(capture.packets());
  const std::string file = space_.file("a.pcap", {octets.begin(), octets.end()});
  EXPECT_THAT(space_.run(file).out, HasSubstr("15551230001 → 10.0.0.1"));
  EXPECT_THAT(space_.run(file + " --client-header x-other --client-header x-subscriber").out,
              HasSubstr("15551230002 → 10.0.0.1"));
  EXPECT_THAT(space_.run(file + " --client-header none").out, HasSubstr("10.0.0.2 → 10.0.0.1"));
}

TEST_F(Analyze, TheReportNeverOverwritesACapture) {
  const std::string capture = good_capture();
  const std::string file = space_.file("a.pcap", capture);
  for (const std::string& output : {file, space_.path("./a.pcap")}) {
    const RunResult result = space_.run("analyze " + space_.path("") + " -o " + output);
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.err, HasSubstr("would overwrite it"));
  }
  EXPECT_THAT(space_.run(file).out, HasSubstr("completed: Ok"));
}

// The capture begins at 2026-01-05T10:00:00Z and lasts some milliseconds.
TEST_F(Analyze, TimesAreRfc3339OrSecondsSince1970) {
  const std::string file = space_.file("a.pcap", good_capture());
  for (const char* window :
       {"--from 2026-01-05T10:00:00Z", "--from 2026-01-05T12:00:00+02:00 --to 1767607201",
        "--from 2026-01-05T05:29:59.999999999-04:30", "--from 1767607200.0 --max-memory 64m",
        "--to 2026-01-05t10:00:00.1z -c 1000"}) {
    EXPECT_THAT(space_.run(file + " " + window).out, HasSubstr("completed: Ok")) << window;
  }
  for (const char* window :
       {"--from 2026-01-05T10:00:01Z", "--to 1767607200", "--to 2026-01-05T10:00:00.000000000Z"}) {
    EXPECT_THAT(space_.run(file + " " + window).out, HasSubstr("packets outside the time window"))
        << window;
  }
}

// A submission without an answer, and 90 seconds later another one of the same client with one.
TEST_F(Analyze, TimeoutsSayHowLongAnAnswerIsWaitedFor) {
  constexpr std::string_view kFirst = "8C 80 98 54 31 00 8D 90 89 01 81 84 80";
  constexpr std::string_view kSecond = "8C 80 98 54 32 00 8D 90 89 01 81 84 80";
  constexpr std::string_view kAnswer = "8C 81 98 54 32 00 8D 90 92 80";
  test::CaptureBuilder capture;
  test::TcpConnection silent(capture, {"10.0.0.2", 40000}, {"10.0.0.1", 80}, {});
  silent.from_client(
      test::http_request("POST", "/", kMms, test::from_hex(kFirst), test::Framing::kContentLength));
  capture.wait(std::chrono::seconds(90));
  test::TcpConnection answered(capture, {"10.0.0.2", 40001}, {"10.0.0.1", 80}, {});
  answered.from_client(test::http_request("POST", "/", kMms, test::from_hex(kSecond),
                                          test::Framing::kContentLength));
  answered.from_server(test::http_response(200, kMms, test::from_hex(kAnswer)));
  const test::Buffer octets = test::pcap(capture.packets());
  const std::string file = space_.file("slow.pcap", {octets.begin(), octets.end()});
  EXPECT_THAT(space_.run(file).out, HasSubstr("unanswered"));
  EXPECT_THAT(space_.run(file + " --answer-timeout 89s").out, HasSubstr("unanswered"));
  EXPECT_THAT(space_.run(file + " --answer-timeout 2m").out,
              AllOf(HasSubstr("incomplete-capture"), Not(HasSubstr("unanswered"))));
}

TEST_F(Analyze, FiltersAndPointsChooseAndName) {
  const std::string ran = space_.file("ran.pcap", good_capture());
  EXPECT_THAT(space_.run(ran + " -f 'host 10.0.0.2 and port 80'").out, HasSubstr("completed: Ok"));
  EXPECT_THAT(space_.run(ran + " --filter 'host 10.0.0.9'").out,
              HasSubstr("do not pass the filter"));
  const std::string core = space_.file("core.pcap", good_capture());
  const std::string both = ran + " " + core + " --point 'ran=ran*' --point 'core=core*'";
  EXPECT_THAT(space_.run(both).out, HasSubstr("again at ran, frame 4 of ran.pcap"));
  const RunResult json = space_.run("analyze --format jsonl " + both);
  EXPECT_EQ(json.status, 0);
  EXPECT_THAT(json.out, HasSubstr(R"("id":"p2","seen_before":"p1","file":)"));
  EXPECT_THAT(json.out, HasSubstr(R"("point":"core")"));
  EXPECT_THAT(json.out, HasSubstr(R"("seen-before":2)"));
}

TEST_F(Analyze, HelpEverywhere) {
  for (const char* arguments :
       {"--help", "analyze --help", "decode --help", "regress --help", "rules --help"}) {
    const RunResult result = space_.run(arguments);
    EXPECT_EQ(result.status, 0) << arguments;
    EXPECT_THAT(result.out, HasSubstr("Usage")) << arguments;
  }
  EXPECT_THAT(space_.run("--help").out, HasSubstr("Exit status"));
  EXPECT_THAT(space_.run("--version").out, StartsWith("mm1scope "));
}

TEST_F(Analyze, AFileAloneIsAnalyzed) {
  const std::string file = space_.file("a.pcap", good_capture());
  const RunResult result = space_.run(file);
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("m-send-req"));
  EXPECT_THAT(result.out, HasSubstr("completed: Ok"));
  EXPECT_THAT(result.err, IsEmpty());
  EXPECT_EQ(space_.run("analyze " + file).out, result.out);
}

TEST_F(Analyze, AFolderStandsForItsCaptures) {
  space_.file("a.pcap", good_capture());
  space_.file("notes.txt", "no capture");
  const RunResult result = space_.run(space_.path(""));
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("completed: Ok"));
}

TEST_F(Analyze, StandardInputIsAFileToo) {
  const RunResult result = space_.run("-", good_capture());
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("completed: Ok"));
}

TEST_F(Analyze, CompressedCapturesAreReadFromFilesAndStandardInput) {
  const std::string capture = good_capture();
  const test::Buffer plain(capture.begin(), capture.end());
  for (const test::Buffer& packed : {test::gzip_member(plain), test::zstd_frame(plain)}) {
    const std::string octets(packed.begin(), packed.end());
    for (const RunResult& result :
         {space_.run("-", octets), space_.run(space_.file("a", octets))}) {
      EXPECT_EQ(result.status, 0) << result.err;
      EXPECT_THAT(result.out, HasSubstr("completed: Ok"));
    }
    // What is there is analyzed; the rest is said.
    const RunResult cut = space_.run("-", octets.substr(0, octets.size() - 2));
    EXPECT_EQ(cut.status, 3);
    EXPECT_THAT(cut.out, HasSubstr("completed: Ok"));
    EXPECT_THAT(cut.err, HasSubstr("-: cut inside its "));
  }
}

TEST_F(Analyze, JsonLinesAreTheSameEveryTime) {
  const std::string file = space_.file("a.pcap", good_capture());
  const RunResult result = space_.run("analyze --format jsonl " + file);
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr(R"({"record":"transaction","id":"t1","kind":"send",)"));
  EXPECT_EQ(space_.run("analyze --format jsonl " + file).out, result.out);
}

TEST_F(Analyze, TheReportGoesToAFile) {
  const std::string file = space_.file("a.pcap", good_capture());
  const RunResult result = space_.run(file + " -o " + space_.path("report.txt"));
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, IsEmpty());
  EXPECT_THAT(
      space_.run("< /dev/null; cat " + space_.path("report.txt") + " >" + space_.path(".out")).out,
      HasSubstr("completed: Ok"));
}

TEST_F(Analyze, MissingFilesAndNoCapturesAreThree) {
  const std::string text = space_.file("notes.txt", "These are no packets, they are words.");
  for (const std::string& arguments : {space_.path("absent.pcap"), text, space_.path("")}) {
    const RunResult result = space_.run("analyze " + arguments);
    EXPECT_EQ(result.status, 3) << arguments;
    EXPECT_THAT(result.err, StartsWith("mm1scope: ")) << arguments;
  }
}

TEST_F(Analyze, ACutCaptureIsAnalyzedAndThree) {
  std::string capture = good_capture();
  capture.resize(capture.size() - 20);  // inside the last packet, behind both PDUs
  const RunResult result = space_.run(space_.file("cut.pcap", capture));
  EXPECT_EQ(result.status, 3);
  EXPECT_THAT(result.out, HasSubstr("completed: Ok"));
  EXPECT_THAT(result.err, HasSubstr("cut.pcap"));
}

TEST_F(Analyze, OneBadFileDoesNotStopTheOthers) {
  const std::string good = space_.file("a.pcap", good_capture());
  const RunResult result = space_.run("analyze " + space_.path("absent.pcap") + " " + good);
  EXPECT_EQ(result.status, 3);
  EXPECT_THAT(result.out, HasSubstr("completed: Ok"));
}

TEST_F(Analyze, FindingsCountWhenAsked) {
  const std::string file = space_.file("faulty.pcap", faulty_capture());
  const RunResult plain = space_.run(file);
  EXPECT_EQ(plain.status, 0) << plain.err;
  EXPECT_THAT(plain.out, HasSubstr("FLD-"));
  EXPECT_EQ(space_.run(file + " --fail-on never").status, 0);
  EXPECT_EQ(space_.run(file + " --fail-on note").status, 1);
  const std::string good = space_.file("good.pcap", good_capture());
  EXPECT_EQ(space_.run(good + " --fail-on error").status, 0);
}

TEST_F(Analyze, DamageCountsMoreThanFindings) {
  std::string capture = faulty_capture();
  capture.resize(capture.size() - 20);
  EXPECT_EQ(space_.run(space_.file("cut.pcap", capture) + " --fail-on note").status, 3);
}

TEST_F(Analyze, UserLinkTypesCarryWhatIsSaid) {
  const test::Packet packet{0, 147, test::from_hex("8C 86 98 4E 31 00 8D 92 8B 6D 00"), 0};
  const test::Buffer octets = test::pcap({&packet, 1});
  const std::string file = space_.file("user.pcap", std::string(octets.begin(), octets.end()));
  EXPECT_THAT(space_.run(file).out, HasSubstr("1 × USER0"));
  const RunResult told = space_.run(file + " --link USER0=mmse");
  EXPECT_EQ(told.status, 0) << told.err;
  EXPECT_THAT(told.out, HasSubstr("m-delivery-ind"));
  for (const char* wrong : {"USER16=mmse", "USER0=sip", "USER=mmse", "EN10MB=mmse", "USER0"}) {
    EXPECT_EQ(space_.run(file + " --link " + wrong).status, 2) << wrong;
  }
}

TEST_F(Analyze, OutputThatCannotBeWrittenIsThree) {
  const std::string file = space_.file("a.pcap", good_capture());
  EXPECT_EQ(space_.run(file + " >&-").status, 3);
  EXPECT_EQ(space_.run(file + " -o /dev/full").status, 3);
  EXPECT_EQ(space_.run(file + " -o " + space_.path("absent/report.txt")).status, 3);
}

TEST_F(Analyze, NoColoursOutsideATerminal) {
  const std::string file = space_.file("a.pcap", good_capture());
  EXPECT_EQ(space_.run(file).out.find('\x1b'), std::string::npos);
}

TEST_F(Analyze, RegressShowsDifferencesAndAccepts) {
  const std::string file = space_.file("a.pcap", good_capture());
  const std::string folder = space_.path("");
  EXPECT_EQ(space_.run("regress " + folder).status, 1);
  EXPECT_EQ(space_.run("regress --accept " + folder).status, 0);
  EXPECT_EQ(space_.run("regress " + folder).status, 0);
  space_.file("a.pcap", faulty_capture());
  const RunResult changed = space_.run("regress " + folder);
  EXPECT_EQ(changed.status, 1);
  EXPECT_THAT(changed.out, HasSubstr("a.pcap: "));
  EXPECT_EQ(space_.run("regress " + space_.path("absent")).status, 3);
}

TEST_F(Analyze, RulesAreListedAndExplained) {
  const RunResult list = space_.run("rules --group fld-txt --severity error");
  EXPECT_EQ(list.status, 0);
  EXPECT_THAT(list.out, HasSubstr("FLD-TXT-001"));
  EXPECT_THAT(list.out, Not(HasSubstr("ENC-")));
  const RunResult one = space_.run("rules fld-txt-001");
  EXPECT_EQ(one.status, 0);
  for (const char* word : {"severity", "citation", "evidence", "raised by", "not by"}) {
    EXPECT_THAT(one.out, HasSubstr(word));
  }
  EXPECT_THAT(space_.run("rules FLD-TXT-001 --format json").out,
              StartsWith(R"({"id":"FLD-TXT-001","severity":"error",)"));
}

}  // namespace
}  // namespace mm1::cli
