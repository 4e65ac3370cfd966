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
