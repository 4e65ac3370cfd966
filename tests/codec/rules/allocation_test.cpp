// Decoding a PDU and checking it against all rules touches the heap not once, once the arena is
// warm.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "mm1/mms/decode.h"
#include "mm1/rules/check.h"
#include "mm1/wsp/content.h"
#include "rule_cases.h"
#include "support/heap_count.h"
#include "support/hex.h"
#include "support/minimal_pdus.h"

namespace mm1::rules {
namespace {

// Presentation, picture and text, each named by the presentation.
std::vector<std::uint8_t> three_part_message() {
  using wsp::MediaType;
  using wsp::Part;
  constexpr std::string_view kSmil =
      "<smil><body><par><img src=\"cid:a\"/><text src=\"b.txt\"/></par></body></smil>";
  const Part parts[] = {Part(MediaType("application/smil"), kSmil).content_id("smil"),
                        Part(MediaType("image/jpeg"), "picture").content_id("a"),
                        Part(MediaType("text/plain"), "Hi").content_location("b.txt")};
  auto pdu = test::octets("$rk 84 1B B3 89 $smil 8A '<smil>' 00");
  const wsp::Buffer body = wsp::multipart(parts);
  pdu.insert(pdu.end(), body.begin(), body.end());
  return pdu;
}

void expect_no_heap(const std::string& name, const std::vector<std::uint8_t>& pdu,
                    bool without_finding) {
  wsp::Arena arena;
  static_cast<void>(check(mms::decode(pdu, arena.allocator()), arena.allocator()));
  arena.reset();
  const std::size_t before = mm1::test::heap_allocations();
  const auto findings = check(mms::decode(pdu, arena.allocator()), arena.allocator());
  EXPECT_EQ(mm1::test::heap_allocations(), before) << name;
  if (without_finding) {
    EXPECT_TRUE(findings.empty()) << name << ": " << findings[0].rule->id << " "
                                  << findings[0].detail;
  }
}

TEST(Checking, LeavesTheHeapAloneWithAWarmArena) {
  for (const mm1::test::MinimalPdu& pdu : mm1::test::kMinimalPdus)
    expect_no_heap(std::string(pdu.name), mm1::test::from_hex(pdu.hex), false);
  expect_no_heap("three parts", three_part_message(), true);
}

// Findings too lie in the arena, those of linked statuses among them.
TEST(Checking, LeavesTheHeapAloneWhereItFindsFaults) {
  for (const test::RuleCase& rule_case : test::enc_cases())
    expect_no_heap(std::string(rule_case.id), test::octets(rule_case.trip), false);
}

}  // namespace
}  // namespace mm1::rules
