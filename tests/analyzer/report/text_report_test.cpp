#include "mm1/report/text_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "decoded_pdu.h"
#include "mm1/report/printable.h"
#include "support/minimal_pdus.h"

namespace mm1::report {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::int64_t kStart = 1'795'358'106'023'456'789;  // 0.1 s before a DecodedPdu

flow::Transaction send_transaction() {
  flow::Transaction transaction;
  transaction.id = 1;
  transaction.outcome = flow::Outcome::kCompleted;
  transaction.status = "Ok";
  transaction.client = "10.0.0.2";
  transaction.relay = "10.0.0.1";
  transaction.transaction_id = "T1";
  transaction.pdus = {1};
  transaction.start_ns = kStart;
  transaction.end_ns = kStart + 412'000'000;
  return transaction;
}

analysis::ViolationRecord violation_of(std::uint64_t pdu) {
  analysis::ViolationRecord violation;
  violation.rule = rules::rule("FLD-TXT-001");
  violation.severity = rules::Severity::kError;
  violation.side = rules::Side::kClient;
  violation.text = "Text without its end";
  violation.file = "some/send.pcap";
  violation.frame = 7;
  violation.pdu = pdu;
  violation.offset = 11;
  violation.length = 4;
  return violation;
}

TEST(TextReport, ShowsAPduBelowItsTransactionAndFindingsBelowThePdu) {
  Output output = Output::memory();
  TextReport report(output);
  report.on_pdu(DecodedPdu(test::minimal_pdu("m-send-req")).record(1));
  report.on_violation(violation_of(1));
  EXPECT_EQ(output.buffer(), "") << "a PDU waits for its transaction";
  report.on_transaction(send_transaction());
  const std::string& text = output.buffer();
  EXPECT_THAT(text, testing::StartsWith("2026-11-22 14:35:06.023  send"));
  EXPECT_THAT(text,
              testing::ContainsRegex("completed: Ok +10.0.0.2 → 10.0.0.1  TID T1  0.412 s  t1\n"));
  EXPECT_THAT(text, HasSubstr("+0.100  frame 7   → m-send-req"));
  EXPECT_THAT(text, HasSubstr("to +15551230001/TYPE=PLMN"));
  EXPECT_THAT(text, HasSubstr("1 part: text/plain 2"));
  EXPECT_THAT(text,
              HasSubstr("\n        error   FLD-TXT-001 Text without its end (octets 11–14) ["));
}

// As in JSON: a listed message's parts are its own.
TEST(TextReport, PartsOfDescriptorsCountWithTheDescriptors) {
  Output output = Output::memory();
  TextReport report(output);
  report.on_pdu(DecodedPdu(test::minimal_pdu("m-mbox-view-conf")).record(1));
  report.on_summary({});
  EXPECT_THAT(output.buffer(), HasSubstr("1 part: application/vnd.wap.mms-message"));
  EXPECT_THAT(output.buffer(), HasSubstr("1 descriptor"));
}

TEST(TextReport, LinesKeepToTheWidth) {
  Output output = Output::memory();
  TextReport report(output);
  DecodedPdu pdu(test::minimal_pdu("m-retrieve-conf"));
  report.on_pdu(pdu.record(1));
  report.on_transaction(send_transaction());
  constexpr std::size_t kColumns = 120;
  std::istringstream lines(output.buffer());
  for (std::string line; std::getline(lines, line);) EXPECT_LE(columns(line), kColumns) << line;
}

TEST(TextReport, NamesTheFileOnlyWhenThereAreSeveral) {
  Output output = Output::memory();
  TextReport report(output, {.several_files = true});
  report.on_pdu(DecodedPdu(test::minimal_pdu("m-send-req")).record(1));
  report.on_transaction(send_transaction());
  EXPECT_THAT(output.buffer(), HasSubstr("  t1  send.pcap\n"));
}

TEST(TextReport, PdusWithoutATransactionComeAtTheEnd) {
  Output output = Output::memory();
  TextReport report(output);
  report.on_pdu(DecodedPdu(test::minimal_pdu("m-delivery-ind")).record(1));
  report.on_summary({});
  EXPECT_THAT(output.buffer(), HasSubstr("outside any transaction\n"));
  EXPECT_THAT(output.buffer(), HasSubstr("m-delivery-ind"));
}

TEST(TextReport, WaitingPdusAreBounded) {
  Output output = Output::memory();
  TextReport report(output, {.max_waiting = 2});
  for (std::uint64_t id = 1; id <= 3; ++id) {
    report.on_pdu(DecodedPdu(test::minimal_pdu("m-delivery-ind")).record(id));
  }
  // That it has none is not known yet.
  EXPECT_THAT(output.buffer(), HasSubstr("its transaction, if it has one, is open for long\n"));
  EXPECT_THAT(output.buffer(), Not(HasSubstr("outside any transaction")));
}

TEST(TextReport, AFindingAboutATransactionStandsInIt) {
  Output output = Output::memory();
  TextReport report(output);
  analysis::ViolationRecord violation = violation_of(0);
  violation.transaction = 1;
  violation.text = "No answer";
  report.on_violation(violation);
  report.on_transaction(send_transaction());
  EXPECT_THAT(output.buffer(), HasSubstr("\n    error   FLD-TXT-001 No answer (frame 7) ["));
}

TEST(TextReport, CapturedTextCannotDriveTheTerminal) {
  Output output = Output::memory();
  TextReport report(output);
  report.on_pdu(DecodedPdu("8C 80 96 1B 5B 32 4A 00 97 1B 5D 30 3B 78 07 00").record(1));
  report.on_transaction(send_transaction());
  EXPECT_THAT(output.buffer(), Not(HasSubstr("\x1b")));
}

TEST(TextReport, ColoursOnlyWhenAsked) {
  for (const bool colour : {false, true}) {
    Output output = Output::memory();
    TextReport report(output, {.colour = colour});
    report.on_transaction(send_transaction());
    EXPECT_EQ(output.buffer().find('\x1b') != std::string::npos, colour);
  }
}

TEST(TextReport, TimesAreATableByRelay) {
  Output output = Output::memory();
  TextReport report(output);
  analysis::Summary summary;
  flow::Transaction answered;
  answered.relay = "198.51.100.5";
  for (int i = 1; i <= 20; ++i) {
    answered.answer_ns = i * 1'000'000;
    summary.times.add(answered);
  }
  answered.relay.clear();
  answered.answer_ns = 86'400'000'000'000;
  summary.times.add(answered);
  report.on_summary(summary);
  EXPECT_THAT(
      output.buffer(),
      HasSubstr("\n  times         in seconds                            count       min       p50"
                "       p90       p95       p99       max\n"
                "                relay not known\n"
                "                  submission to confirmation              1 86400.000 86400.000"
                " 86400.000 86400.000 86400.000 86400.000\n"
                "                198.51.100.5\n"
                "                  submission to confirmation             20     0.001     0.010"
                "     0.018     0.019     0.020     0.020\n"));
}

TEST(TextReport, SummaryCountsAndSaysWhatWasLeftOut) {
  Output output = Output::memory();
  TextReport report(output);
  capture::FileInfo file;
  file.path = "some/send.pcap";
  file.format = "pcap";
  file.link_types = {1};
  file.packets = 9;
  file.end = capture::End::kTruncated;
  file.problem = "cut";
  report.on_capture(file);
  analysis::Summary summary;
  summary.pdus = {{"m-send-conf", 1}, {"m-send-req", 2}};
  summary.violations["FLD-TXT-001"] = 2;
  summary.severities["error"] = 2;
  summary.left_out.add(capture::LeftOut::kNotIp, 4);
  summary.left_out.add_unread_link_type(187);
  report.on_summary(summary);
  const std::string& text = output.buffer();
  EXPECT_THAT(text, HasSubstr("some/send.pcap: pcap, EN10MB, 9 packets"));
  EXPECT_THAT(text, HasSubstr("cut"));
  EXPECT_THAT(text, HasSubstr("3:  1 m-send-conf  2 m-send-req\n"));
  EXPECT_THAT(text, HasSubstr("2 × FLD-TXT-001 "));
  EXPECT_THAT(text, HasSubstr("4 " + std::string(left_out_text(capture::LeftOut::kNotIp))));
  EXPECT_THAT(text, HasSubstr("1 × BLUETOOTH_HCI_H4\n"));
}

}  // namespace
}  // namespace mm1::report
