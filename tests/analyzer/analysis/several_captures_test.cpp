// Several files are one capture, merged by time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "mm1/analysis/analysis.h"
#include "records.h"

namespace mm1::analysis::test {
namespace {

using testing::Contains;
using testing::UnorderedElementsAreArray;

struct Lines final : Records {
  std::vector<std::string> begun;  // transactions, by what they are, not by how they ended

  void on_transaction(const flow::Transaction& transaction) override {
    Records::on_transaction(transaction);
    begun.push_back(std::string(flow::transaction_kind_name(transaction.kind)) + ' ' +
                    transaction.client + ' ' + transaction.transaction_id + ", " +
                    std::to_string(transaction.pdus.size()) + " PDUs");
  }
};

// `mm1scope analyze captures/`: samples of other times and other phones do not meet.
TEST(SeveralCaptures, TheSamplesTogetherAreWhatTheyAreAlone) {
  const std::vector<std::string> folder = {MM1_SOURCE_DIR "/captures"};
  const std::vector<std::string> files = expand(folder);
  ASSERT_GT(files.size(), 10U);
  Lines each;
  for (const std::string& file : files) {
    static_cast<void>(analyze(std::span(&file, 1), each));
  }
  Lines together;
  const Result result = analyze(files, together);
  EXPECT_TRUE(result.problems.empty());
  EXPECT_THAT(together.pdus, UnorderedElementsAreArray(each.pdus));
  EXPECT_THAT(together.begun, UnorderedElementsAreArray(each.begun));
  EXPECT_EQ(together.summary.files, files.size());
}

TEST(SeveralCaptures, TheOrderInWhichTheyAreGivenDoesNotMatter) {
  const std::vector<std::string> folder = {MM1_SOURCE_DIR "/captures"};
  std::vector<std::string> files = expand(folder);
  Records first;
  static_cast<void>(analyze(files, first));
  std::reverse(files.begin(), files.end());
  std::swap(files[2], files[5]);
  Records second;
  static_cast<void>(analyze(files, second));
  EXPECT_EQ(first.order, second.order);
  EXPECT_EQ(first.pdus, second.pdus);
  EXPECT_EQ(first.captures, second.captures);
  EXPECT_EQ(first.transactions, second.transactions);
}

TEST(SeveralCaptures, AFileThatIsNoneDoesNotStopTheOthers) {
  Records records;
  const std::vector<std::string> files = {MM1_SOURCE_DIR "/README.md",
                                          MM1_SOURCE_DIR "/captures/http-send-retrieve.pcap"};
  const Result result = analyze(files, records);
  ASSERT_EQ(result.problems.size(), 1U);
  EXPECT_EQ(result.problems[0].path, files[0]);
  EXPECT_THAT(records.captures, testing::ElementsAre(files[1]));
  EXPECT_THAT(records.pdus, Contains("m-send-req 192.0.2.1"));
}

}  // namespace
}  // namespace mm1::analysis::test
