#include "mm1/regression/regression.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "support/capture_builder.h"
#include "support/capture_file.h"
#include "support/hex.h"
#include "support/http.h"
#include "support/minimal_pdus.h"

namespace mm1::regression {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

const test::Endpoint kClient{"10.0.0.2", 40000};
const test::Endpoint kRelay{"10.0.0.1", 80};
const test::HttpHeaders kMms = {{"Content-Type", "application/vnd.wap.mms-message"}};

// One m-send-req and its answer over HTTP.
test::Buffer send_capture() {
  test::CaptureBuilder capture;
  test::TcpConnection connection(capture, kClient, kRelay, {});
  connection.from_client(test::http_request("POST", "/", kMms,
                                            test::from_hex(test::minimal_pdu("m-send-req")),
                                            test::Framing::kContentLength));
  connection.from_server(
      test::http_response(200, kMms, test::from_hex(test::minimal_pdu("m-send-conf"))));
  connection.close();
  return test::pcap(capture.packets());
}

std::string read_text(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

class Regression : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() /
              fmt_name(testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    test::write_file(capture(), send_capture());
  }
  void TearDown() override { fs::remove_all(folder_); }

  static std::string fmt_name(const std::string& test) {
    return "mm1-regression-" + std::to_string(::getpid()) + "-" + test;
  }
  [[nodiscard]] std::string capture() const { return folder_ / "send.pcap"; }
  [[nodiscard]] std::string golden() const { return capture() + std::string(kGoldenSuffix); }

  Result run_once(bool accept = false) {
    report::Output memory = report::Output::memory();
    Result result = run(folder_, {.accept = accept}, memory);
    shown_ = memory.buffer();
    return result;
  }

  fs::path folder_;
  std::string shown_;
};

TEST_F(Regression, AMissingGoldenIsADifferenceThatSaysSo) {
  const Result result = run_once();
  EXPECT_EQ(result.cases, 1U);
  EXPECT_EQ(result.differing, 1U);
  EXPECT_THAT(shown_, HasSubstr("send.pcap: no golden result"));
  EXPECT_FALSE(fs::exists(golden()));
}

TEST_F(Regression, WhatWasAcceptedIsExpectedFromThenOn) {
  EXPECT_EQ(run_once(true).differing, 0U);
  EXPECT_THAT(read_text(golden()), HasSubstr(R"("file":"send.pcap")"));
  const Result again = run_once();
  EXPECT_EQ(again.differing, 0U);
  EXPECT_THAT(again.problems, IsEmpty());
  EXPECT_THAT(shown_, HasSubstr("send.pcap: as expected"));
}

TEST_F(Regression, ADifferenceShowsWhatWasAndWhatIs) {
  run_once(true);
  std::string text = read_text(golden());
  const std::string is = R"("outcome":"completed")";
  ASSERT_NE(text.find(is), std::string::npos) << text;
  text.replace(text.find(is), is.size(), R"("outcome":"rejected")");
  std::ofstream(golden()) << text;
  EXPECT_EQ(run_once().differing, 1U);
  EXPECT_THAT(shown_, HasSubstr("transaction send begun by PDU m-send-req of frame"));
  EXPECT_THAT(shown_, HasSubstr("was  \"rejected\""));
  EXPECT_THAT(shown_, HasSubstr("is   \"completed\""));
}

TEST_F(Regression, AGoldenWithoutItsCaptureIsADifference) {
  run_once(true);
  fs::rename(capture(), folder_ / "other.pcap");
  const Result result = run_once();
  EXPECT_EQ(result.differing, 2U);
  EXPECT_THAT(shown_, HasSubstr("send.pcap.golden.jsonl: no capture"));
}

TEST_F(Regression, AFolderWithoutCapturesIsAProblem) {
  fs::remove(capture());
  EXPECT_FALSE(run_once().problems.empty());
  folder_ /= "absent";
  EXPECT_FALSE(run_once().problems.empty());
}

}  // namespace
}  // namespace mm1::regression
