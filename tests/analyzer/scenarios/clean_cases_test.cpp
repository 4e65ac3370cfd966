// Legal dialogues of every kind, over every bearer: what happened in them, and that nobody is
// accused. What a finding would say here is a false alarm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "clean.h"
#include "mm1/flow/tracker.h"

namespace mm1::scenarios {
namespace {

std::vector<CleanCase> all_cases() {
  std::vector<CleanCase> all;
  for (const auto* section :
       {&clean_send_cases(), &clean_retrieval_cases(), &clean_report_cases(),
        &clean_forward_cases(), &clean_mailbox_cases(), &clean_wap_cases(), &clean_mixed_cases()}) {
    all.insert(all.end(), section->begin(), section->end());
  }
  return all;
}

class CleanCases : public testing::TestWithParam<CleanCase> {};

TEST_P(CleanCases, TellsWhatHappenedAndAccusesNobody) {
  Scenario scenario;
  GetParam().dialogue(scenario);
  const Results results = scenario.run();
  EXPECT_THAT(results.transactions, testing::ElementsAreArray(GetParam().transactions));
  EXPECT_THAT(results.journeys, testing::ElementsAreArray(GetParam().journeys));
  EXPECT_EQ(results.faults, std::vector<std::string>{});
  EXPECT_EQ(results.findings, GetParam().notes) << testing::PrintToString(results.texts);
}

std::string name_of(const testing::TestParamInfo<CleanCase>& info) {
  std::string name = info.param.name;
  std::ranges::replace_if(
      name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Dialogues, CleanCases, testing::ValuesIn(all_cases()), name_of);

/// Whether any expected transaction has these words behind its client.
bool is_told(const std::string& words) {
  const auto cases = all_cases();
  return std::ranges::any_of(cases, [&](const CleanCase& one) {
    return std::ranges::any_of(one.transactions, [&](const std::string& line) {
      return line.find(' ' + words) != std::string::npos;
    });
  });
}

TEST(CleanCases, HoldEveryKindAndEveryOutcome) {
  using flow::Outcome;
  using flow::TransactionKind;
  for (int kind = 0; kind <= static_cast<int>(TransactionKind::kCancel); ++kind) {
    const auto name = flow::transaction_kind_name(static_cast<TransactionKind>(kind));
    EXPECT_TRUE(is_told(std::string(name) + ' ')) << name;
  }
  for (const auto mode : {flow::RetrievalMode::kImmediate, flow::RetrievalMode::kDeferred,
                          flow::RetrievalMode::kDirect}) {
    const std::string name = "retrieval " + std::string(flow::retrieval_mode_name(mode));
    EXPECT_TRUE(is_told(name + " completed")) << name;
  }
  for (int outcome = 0; outcome <= static_cast<int>(Outcome::kIncompleteCapture); ++outcome) {
    const auto name = flow::outcome_name(static_cast<Outcome>(outcome));
    EXPECT_TRUE(is_told(std::string(name))) << name;
  }
  EXPECT_GE(all_cases().size(), 40U);
}

}  // namespace
}  // namespace mm1::scenarios
