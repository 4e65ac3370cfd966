#include "mm1/regression/records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mm1::regression {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kCapture = R"({"record":"capture","schema":1,"file":"a.pcap","packets":3})"
                             "\n";
const std::string kRequest =
    R"({"record":"pdu","id":"p1","file":"a.pcap","frame":5,"type":"m-send-req","fields":{"to":["a@b"],"subject":"x"}})"
    "\n";
const std::string kAnswer =
    R"({"record":"pdu","id":"p2","file":"a.pcap","frame":7,"type":"m-send-conf","fields":{}})"
    "\n";
const std::string kTransaction =
    R"({"record":"transaction","id":"t1","kind":"send","outcome":"completed","pdus":["p1","p2"]})"
    "\n";
const std::string kViolation =
    R"({"record":"violation","rule":"FLD-TXT-001","severity":"error","pdu":"p2","transaction":"t1","offset":3})"
    "\n";
const std::string kSummary = R"({"record":"summary","pdus":{"m-send-req":1}})"
                             "\n";
const std::string kGolden = kCapture + kRequest + kAnswer + kViolation + kTransaction + kSummary;

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t place = text.find(from);
  EXPECT_NE(place, std::string::npos) << from;
  return text.replace(place, from.size(), to);
}

// Changes as "record | place | was | is".
std::vector<std::string> changes(const std::string& golden, const std::string& current) {
  std::vector<std::string> lines;
  for (const Change& change : compare(golden, current)) {
    lines.push_back(change.record + " | " + change.place + " | " + change.was + " | " + change.is);
  }
  return lines;
}

TEST(Compare, TheSameIsNoChange) { EXPECT_THAT(changes(kGolden, kGolden), IsEmpty()); }

TEST(Compare, EveryKindOfRecordShowsWhatChanged) {
  EXPECT_THAT(changes(kGolden, replaced(kGolden, R"("packets":3)", R"("packets":4)")),
              ElementsAre("capture | packets | 3 | 4"));
  EXPECT_THAT(changes(kGolden, replaced(kGolden, R"("subject":"x")", R"("subject":"y")")),
              ElementsAre(R"(PDU m-send-req of frame 5 | fields.subject | "x" | "y")"));
  EXPECT_THAT(changes(kGolden, replaced(kGolden, R"(["a@b"])", R"(["c@d"])")),
              ElementsAre(R"(PDU m-send-req of frame 5 | fields.to[0] | "a@b" | "c@d")"));
  EXPECT_THAT(changes(kGolden, replaced(kGolden, "completed", "partial")),
              ElementsAre("transaction send begun by PDU m-send-req of frame 5 | outcome | "
                          R"("completed" | "partial")"));
  EXPECT_THAT(changes(kGolden, replaced(kGolden, R"("offset":3)", R"("offset":4)")),
              ElementsAre("finding FLD-TXT-001 in PDU m-send-conf of frame 7 | offset | 3 | 4"));
  EXPECT_THAT(changes(kGolden, replaced(kGolden, R"({"m-send-req":1})", R"({"m-send-req":2})")),
              ElementsAre("summary | pdus.m-send-req | 1 | 2"));
}

TEST(Compare, MembersComeAndGo) {
  EXPECT_THAT(changes(kGolden, replaced(kGolden, R"(,"subject":"x")", R"(,"date":"z")")),
              ElementsAre(R"(PDU m-send-req of frame 5 | fields.subject | "x" | )",
                          R"(PDU m-send-req of frame 5 | fields.date |  | "z")"));
}

TEST(Compare, OnePduMoreIsOneChange) {
  // The same capture with a PDU found before the others: every id moves on by one.
  const std::string current =
      kCapture +
      R"({"record":"pdu","id":"p1","file":"a.pcap","frame":2,"type":"m-delivery-ind"})"
      "\n" +
      replaced(kRequest, "p1", "p2") + replaced(kAnswer, "p2", "p3") +
      replaced(kViolation, "p2", "p3") + replaced(kTransaction, R"("p1","p2")", R"("p2","p3")") +
      kSummary;
  EXPECT_THAT(changes(kGolden, current),
              ElementsAre("PDU m-delivery-ind of frame 2 |  |  | "
                          R"({"record":"pdu","file":"a.pcap","frame":2,"type":"m-delivery-ind"})"));
}

TEST(Compare, RecordsThatAreGoneAreShown) {
  const std::string current = kCapture + kRequest + kAnswer + kTransaction + kSummary;
  const std::vector<Change> found = compare(kGolden, current);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].record, "finding FLD-TXT-001 in PDU m-send-conf of frame 7");
  EXPECT_EQ(found[0].is, "");
  EXPECT_THAT(found[0].was, testing::HasSubstr("FLD-TXT-001"));
}

TEST(Compare, TwoOfTheSameAreToldApart) {
  const std::string twice = kCapture + kRequest + replaced(kRequest, "p1", "p2");
  EXPECT_THAT(changes(twice, kCapture + kRequest).size(), 1U);
  EXPECT_EQ(compare(twice, kCapture + kRequest)[0].record, "PDU m-send-req of frame 5 (2)");
}

TEST(Compare, AnotherOrderIsAChangeToo) {
  EXPECT_THAT(changes(kCapture + kRequest + kAnswer, kCapture + kAnswer + kRequest),
              ElementsAre("order or ids of the records |  |  | "));
}

TEST(Compare, DamagedGoldensAreAChangeNotACrash) {
  EXPECT_FALSE(compare("{\"record\":\n[1,2]\n\xFF\xFE\nnull\n", kGolden).empty());
  EXPECT_FALSE(compare("", kGolden).empty());
  EXPECT_FALSE(compare(R"({"record":{},"id":[],"pdus":3,"pdu":{}})"
                       "\n",
                       kGolden)
                   .empty());
  EXPECT_FALSE(compare(R"({"record":"transaction","id":7,"pdus":[[]]})"
                       "\n",
                       kGolden)
                   .empty());
}

TEST(Normalised, PathsBecomeFileNames) {
  EXPECT_EQ(
      normalised(
          R"({"record":"pdu","file":"/home/x/a.pcap","frames_of_other_files":[{"file":"./b.pcap","frame":1}]})"),
      R"({"record":"pdu","file":"a.pcap","frames_of_other_files":[{"file":"b.pcap","frame":1}]})"
      "\n");
}

}  // namespace
}  // namespace mm1::regression
