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

// Octets of all elements without children, in order.
std::string leaves(const json& element) {
  if (element.contains("octets")) return element["octets"];
  std::string octets;
  for (const json& child : element["children"]) octets += leaves(child);
  return octets;
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

TEST(TapeJson, LeavesJoinedAreThePdu) {
  for (const test::MinimalPdu& row : test::kMinimalPdus) {
    const DecodedPdu pdu(row.hex);
    std::string expected(row.hex);
    std::erase(expected, ' ');
    for (char& c : expected) c = static_cast<char>(std::tolower(c));
    EXPECT_EQ(leaves(json_of(pdu.tape())["element"]), expected) << row.name;
  }
}

TEST(TapeJson, ElementsSayWhatTheyAre) {
  const json tape = json_of(DecodedPdu("8C 83 98 4E 31 00 8D 92 95 81").tape());
  EXPECT_EQ(tape["type"], "m-notifyresp-ind");
  EXPECT_EQ(tape["findings"], json::array());
  const json& pdu = tape["element"];
  EXPECT_EQ(pdu["kind"], "pdu");
  const json& status = pdu["children"].at(3);
  EXPECT_EQ(status["kind"], "field");
  EXPECT_EQ(status["name"], "X-Mms-Status");
  EXPECT_EQ(status["code"], 0x15);
  EXPECT_EQ(status["offset"], 8);
  EXPECT_EQ(status["length"], 2);
  const json& value = status["children"].at(1);
  EXPECT_EQ(value["kind"], "enumeration");
  EXPECT_EQ(value["value"], "Retrieved");
  EXPECT_EQ(value["octets"], "81");
}

}  // namespace
}  // namespace mm1::report
