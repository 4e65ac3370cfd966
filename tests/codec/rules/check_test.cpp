// Each ENC and FLD rule has a smallest PDU that must raise it and one that must not.
#include "mm1/rules/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "mm1/mms/decode.h"
#include "rule_cases.h"
#include "support/hex.h"
#include "support/minimal_pdus.h"

namespace mm1::rules {
namespace {

using test::Alone;
using test::octets;
using test::RuleCase;

struct Seen {
  std::string id;
  Severity severity;
  std::string detail;
  std::uint32_t offset;
};

std::vector<Seen> findings_of(const std::vector<std::uint8_t>& pdu, std::size_t reported = 0,
                              std::int64_t captured_at = 0) {
  wsp::Arena arena;
  const wsp::Tape tape =
      mms::decode(pdu, arena.allocator(), {.reported_length = reported, .limits = {}});
  std::vector<Seen> seen;
  for (const Finding& finding : check(tape, arena.allocator(), {.captured_at = captured_at}))
    seen.push_back({std::string(finding.rule->id), finding.severity, std::string(finding.detail),
                    finding.offset});
  return seen;
}

std::string listing(const std::vector<Seen>& all) {
  std::string text;
  for (const Seen& seen : all)
    text += std::string(severity_name(seen.severity)) + " " + seen.id + " at " +
            std::to_string(seen.offset) + ": " + seen.detail + "\n";
  return text.empty() ? "nothing found" : text;
}

bool raises(const std::vector<Seen>& all, std::string_view id) {
  return std::ranges::any_of(all, [&](const Seen& seen) { return seen.id == id; });
}

bool raises_other_error(const std::vector<Seen>& all, std::string_view id) {
  return std::ranges::any_of(
      all, [&](const Seen& seen) { return seen.id != id && seen.severity == Severity::kError; });
}

std::vector<RuleCase> all_cases() {
  std::vector<RuleCase> cases = test::enc_cases();
  cases.insert(cases.end(), test::fld_cases().begin(), test::fld_cases().end());
  return cases;
}

class EachRule : public testing::TestWithParam<RuleCase> {};

TEST_P(EachRule, FiresOnItsTripAndLeavesItsNearMissAlone) {
  const RuleCase& rule_case = GetParam();
  const auto trip = findings_of(octets(rule_case.trip));
  EXPECT_TRUE(raises(trip, rule_case.id)) << listing(trip);
  if (rule_case.alone == Alone::kYes || rule_case.alone == Alone::kNearNot) {
    EXPECT_FALSE(raises_other_error(trip, rule_case.id)) << listing(trip);
  }
  const auto near_miss = findings_of(octets(rule_case.near_miss));
  EXPECT_FALSE(raises(near_miss, rule_case.id)) << listing(near_miss);
  if (rule_case.alone == Alone::kYes || rule_case.alone == Alone::kTripNot) {
    EXPECT_FALSE(raises_other_error(near_miss, rule_case.id)) << listing(near_miss);
  }
}

std::string case_name(const testing::TestParamInfo<RuleCase>& info) {
  std::string name(info.param.id);
  std::ranges::replace(name, '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Check, EachRule, testing::ValuesIn(all_cases()), case_name);

TEST(Check, EveryCheckedOnePduRuleHasItsCase) {
  std::set<std::string_view> with_case;
  for (const RuleCase& rule_case : all_cases())
    EXPECT_TRUE(with_case.insert(rule_case.id).second) << rule_case.id << " twice";
  std::size_t one_pdu_rules = 0;
  for (const Rule& row : catalogue()) {
    if (!row.id.starts_with("ENC-") && !row.id.starts_with("FLD-")) continue;
    ++one_pdu_rules;
    EXPECT_TRUE(row.checked) << row.id;
    EXPECT_TRUE(with_case.contains(row.id)) << row.id << " has no case";
  }
  EXPECT_EQ(one_pdu_rules, 200U);
  EXPECT_EQ(with_case.size(), 200U);
}

TEST(Check, MinimalPdusAreClean) {
  for (const mm1::test::MinimalPdu& pdu : mm1::test::kMinimalPdus) {
    auto seen = findings_of(mm1::test::from_hex(pdu.hex));
    // A note that a peer of a 1.2 network does not know the type, and one that the specification
    // leaves open which token the echo of MM-Flags in a view has.
    std::erase_if(seen, [&](const Seen& found) {
      return found.severity == Severity::kNote &&
             (found.id == "ENC-TYP-002" ||
              (found.id == "ENC-FLG-001" && pdu.name == "m-mbox-view-conf"));
    });
    EXPECT_TRUE(seen.empty()) << pdu.name << "\n" << listing(seen);
  }
}

}  // namespace
}  // namespace mm1::rules
