// Every CTR rule, as dialogues in captures: one that breaks the rule and one that nearly does. Each
// asserts all findings of the run, not only the one under test.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "mm1/rules/catalogue.h"
#include "scenario.h"

namespace mm1::scenarios {
namespace {

std::vector<Case> all_cases() {
  std::vector<Case> all;
  for (const auto* section :
       {&send_cases(), &pair_cases(), &notification_cases(), &retrieval_cases(), &version_cases(),
        &mailbox_cases(), &report_cases(), &forward_cases(), &journey_cases()}) {
    all.insert(all.end(), section->begin(), section->end());
  }
  return all;
}

std::vector<std::string> sorted(std::vector<std::string> lines) {
  std::ranges::sort(lines);
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

void expect_findings(void (*dialogue)(Scenario&), const std::vector<std::string>& expected) {
  Scenario scenario;
  dialogue(scenario);
  const Results results = scenario.run();
  EXPECT_EQ(sorted(results.findings), sorted(expected))
      << joined(results.texts) << joined(results.transactions);
}

class CtrCases : public testing::TestWithParam<Case> {};

TEST_P(CtrCases, TripRaisesTheRule) {
  std::vector<std::string> expected = GetParam().trip_too;
  expected.push_back(std::string(GetParam().rule) + ' ' + GetParam().side);
  expect_findings(GetParam().trip, expected);
}

TEST_P(CtrCases, NearMissDoesNot) {
  expect_findings(GetParam().near_miss, GetParam().near_miss_too);
}

std::string name_of(const testing::TestParamInfo<Case>& info) {
  std::string name = std::string(info.param.rule) + '_' + std::to_string(info.index);
  std::ranges::replace(name, '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Rules, CtrCases, testing::ValuesIn(all_cases()), name_of);

TEST(CtrCases, EveryRuleIsCheckedAndHasACase) {
  std::size_t rules_checked = 0;
  const std::vector<Case> cases = all_cases();
  for (const rules::Rule& rule : rules::catalogue()) {
    if (!rule.id.starts_with("CTR-")) continue;
    const bool has =
        std::ranges::any_of(cases, [&](const Case& one) { return rule.id == one.rule; });
    EXPECT_TRUE(has) << rule.id;
    EXPECT_TRUE(rule.checked) << rule.id;
    ++rules_checked;
  }
  EXPECT_EQ(rules_checked, 112U);
}

}  // namespace
}  // namespace mm1::scenarios
