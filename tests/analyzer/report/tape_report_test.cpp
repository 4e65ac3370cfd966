#include "mm1/report/tape_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "decoded_pdu.h"
#include "mm1/rules/check.h"
#include "support/minimal_pdus.h"

namespace mm1::report {
namespace {

using nlohmann::json;
using testing::HasSubstr;

std::string tree_of(const wsp::Tape& tape, std::size_t base = 0) {
  wsp::Arena arena;
  std::string out;
  append_tree(out, tape, rules::check(tape, arena.allocator()), base);
  return out;
}

json json_of(const wsp::Tape& tape) {
  wsp::Arena arena;
  std::string out;
  JsonWriter writer(out);
  writer.begin_object();
  write_tape(writer, tape, rules::check(tape, arena.allocator()));
  writer.end_object();
  return json::parse(out);
}

TEST(TapeTree, ShowsOffsetsOctetsNamesAndValues) {
  const DecodedPdu pdu(test::minimal_pdu("m-notification-ind"));
  const std::string tree = tree_of(pdu.tape());
  EXPECT_THAT(tree, HasSubstr("000000  8c 82 98 4e 31 00 8d 92 …"));
  EXPECT_THAT(tree, HasSubstr("m-notification-ind ("));
  EXPECT_THAT(tree, HasSubstr("000002  98 4e 31 00 "));
  EXPECT_THAT(tree, HasSubstr("X-Mms-Transaction-Id: N1\n"));
  EXPECT_THAT(tree, HasSubstr("X-Mms-Message-Class: Personal\n"));
  EXPECT_THAT(tree, HasSubstr("X-Mms-Content-Location: http://mmsc/m1\n"));
}

TEST(TapeTree, OffsetsMayBeginInsideAPush) {
  const DecodedPdu pdu("8C 85 98 52 31 00 8D 92");
  EXPECT_THAT(tree_of(pdu.tape(), 16), HasSubstr("000012  98 52 31 00 "));
}

TEST(TapeTree, AFindingStandsBelowItsElement) {
  const DecodedPdu pdu("8C 83 98 4E 31 00 8D 92 95 99");  // an X-Mms-Status that is not assigned
  const std::string tree = tree_of(pdu.tape());
  const std::size_t field = tree.find("X-Mms-Status");
  const std::size_t finding = tree.find("! ");
  ASSERT_NE(field, std::string::npos);
  ASSERT_NE(finding, std::string::npos);
  EXPECT_LT(field, finding);
}

TEST(TapeTree, CapturedTextCannotDriveTheTerminal) {
  const DecodedPdu pdu("8C 80 96 1B 5B 32 4A 00 1B 00 1B 00 84 83 1B");
  EXPECT_EQ(tree_of(pdu.tape()).find('\x1b'), std::string::npos);
}

TEST(TapeJson, FieldsSayWhatAndWhereTheyAre) {
  const json tape = json_of(DecodedPdu("8C 83 98 4E 31 00 8D 92 95 81").tape());
  EXPECT_EQ(tape["type"], "m-notifyresp-ind");
  EXPECT_EQ(tape["findings"], json::array());
  EXPECT_FALSE(tape.contains("body"));
  ASSERT_EQ(tape["fields"].size(), 4u);
  EXPECT_EQ(tape["fields"][3],
            json({{"name", "X-Mms-Status"}, {"offset", 8}, {"length", 2}, {"value", "Retrieved"}}));
}

TEST(TapeJson, AFindingHasItsPlace) {
  const json tape = json_of(DecodedPdu("8C 83 98 4E 31 00 8D 92 95 99").tape());
  ASSERT_EQ(tape["findings"].size(), 1u);
  EXPECT_EQ(tape["findings"][0]["offset"], 8);
  EXPECT_EQ(tape["fields"][3]["value"], "0x99");
}

}  // namespace
}  // namespace mm1::report
