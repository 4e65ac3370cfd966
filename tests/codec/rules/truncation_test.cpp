// A short capture is not a bad sender: whatever is cut off, nothing is said of what is missing.
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "codec/mms/random_pdu.h"
#include "mm1/mms/decode.h"
#include "mm1/rules/check.h"
#include "support/hex.h"
#include "support/minimal_pdus.h"
#include "support/real_pdus.h"

namespace mm1::rules {
namespace {

std::multiset<std::string> findings_of(wsp::Octets captured, std::size_t reported_length) {
  wsp::Arena arena;
  const mms::DecodeOptions options = {.reported_length = reported_length, .limits = {}};
  const wsp::Tape tape = mms::decode(captured, arena.allocator(), options);
  std::multiset<std::string> found;
  for (const Finding& finding : check(tape, arena.allocator()))
    found.insert(std::string(finding.rule->id) + " at " + std::to_string(finding.offset));
  return found;
}

void expect_no_cut_says_more(const std::string& name, wsp::Octets whole) {
  const auto of_whole = findings_of(whole, whole.size());
  for (std::size_t size = 0; size < whole.size(); ++size)
    for (const std::string& finding : findings_of(whole.first(size), whole.size()))
      EXPECT_TRUE(of_whole.contains(finding))
          << name << " cut to " << size << ": " << finding << "\n"
          << mm1::test::to_hex(whole);
}

TEST(ACutCapture, SaysNothingThatTheWholeMinimalPduDoesNot) {
  for (const mm1::test::MinimalPdu& pdu : mm1::test::kMinimalPdus)
    expect_no_cut_says_more(std::string(pdu.name), mm1::test::from_hex(pdu.hex));
}

TEST(ACutCapture, SaysNothingThatTheWholeRandomPduDoesNot) {
  constexpr int kRounds = 12;
  mms::test::RandomPdus random(2005);
  for (int round = 0; round < kRounds; ++round)
    for (const mms::PduRow& row : mms::pdu_table())
      expect_no_cut_says_more(std::string(row.name), mms::test::encode(random.next(row)));
}

TEST(ACutCapture, SaysNothingThatTheWholeRealPduDoesNot) {
  const auto pdus = mm1::test::real_pdus(600);
  if (pdus.empty()) GTEST_SKIP() << "no corpus of PDUs";
  for (const mm1::test::RealPdu& pdu : pdus) expect_no_cut_says_more(pdu.name, pdu.octets);
}

}  // namespace
}  // namespace mm1::rules
