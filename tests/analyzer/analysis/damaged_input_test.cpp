// What could be read is analyzed, the rest is said.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>

#include "records.h"
#include "scratch.h"
#include "support/capture_builder.h"
#include "support/capture_file.h"
#include "support/hex.h"

namespace mm1::analysis::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kSendRetrieve = MM1_SOURCE_DIR "/captures/http-send-retrieve.pcap";

struct Analysis {
  Records records;
  Result result;
};

Analysis analysis_of(const std::vector<std::string>& files) {
  Analysis analysis;
  analysis.result = analyze(files, analysis.records);
  return analysis;
}

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A notification pushed to UDP port 2948, each packet cut to `snap_length` octets.
mm1::test::Buffer pushed_notification(std::size_t snap_length) {
  mm1::test::CaptureBuilder capture;
  capture.udp({"192.0.2.1", 9200}, {"10.0.0.2", 2948},
              mm1::test::from_hex("01 06 03 BE AF 84"
                                  "8C 82 98 4E 31 00 8D 92 8A 80 8E 02 04 00 88 05 81 03 01 51 80"
                                  "83 68 74 74 70 3A 2F 2F 6D 6D 73 63 2F 6D 31 00"));
  for (mm1::test::Packet& packet : capture.packets()) {
    if (packet.octets.size() <= snap_length) continue;
    packet.original_length = static_cast<std::uint32_t>(packet.octets.size());
    packet.octets.resize(snap_length);
  }
  return mm1::test::pcap(capture.packets());
}

TEST(Input, AFileThatIsNotThere) {
  const Analysis analysis = analysis_of({"/nowhere/no-such.pcap"});
  ASSERT_EQ(analysis.result.problems.size(), 1U);
  EXPECT_EQ(analysis.result.problems[0].path, "/nowhere/no-such.pcap");
  EXPECT_FALSE(analysis.result.problems[0].text.empty());
  EXPECT_THAT(analysis.records.order, ElementsAre("summary"));
}

TEST(Input, AFileThatIsNoCaptureAmongOthers) {
  const Scratch scratch("no-capture");
  const std::string text = scratch.write("notes.txt", "This is no capture at all.\n");
  const Analysis alone = analysis_of({kSendRetrieve});
  const Analysis both = analysis_of({text, kSendRetrieve});
  ASSERT_EQ(both.result.problems.size(), 1U);
  EXPECT_EQ(both.result.problems[0].path, text);
  EXPECT_FALSE(alone.records.transactions.empty());
  EXPECT_EQ(both.records.transactions, alone.records.transactions);
}

TEST(Input, AnEmptyFileIsNoCapture) {
  const Scratch scratch("empty-file");
  EXPECT_EQ(analysis_of({scratch.write("empty.pcap", "")}).result.problems.size(), 1U);
}

TEST(Input, ACaptureWithoutPacketsIsFine) {
  const Scratch scratch("empty-capture");
  const std::string header = read(kSendRetrieve).substr(0, 24);  // the global header of a pcap
  const Analysis analysis = analysis_of({scratch.write("empty.pcap", header)});
  EXPECT_THAT(analysis.result.problems, IsEmpty());
  EXPECT_THAT(analysis.records.order, ElementsAre("capture", "summary"));
}

TEST(Input, ACaptureThatWasCutShort) {
  const Scratch scratch("cut");
  const Analysis whole = analysis_of({kSendRetrieve});
  const std::string octets = read(kSendRetrieve);
  ASSERT_FALSE(whole.records.pdus.empty());
  for (const std::size_t percent : {30U, 60U, 90U}) {
    const std::string cut =
        scratch.write("cut.pcap", octets.substr(0, octets.size() * percent / 100 | 1));
    const Analysis part = analysis_of({cut});
    ASSERT_EQ(part.result.problems.size(), 1U) << percent;
    EXPECT_FALSE(part.result.problems[0].text.empty());
    EXPECT_LT(part.records.summary.packets, whole.records.summary.packets);
    EXPECT_LE(part.records.pdus.size(), whole.records.pdus.size());
    EXPECT_EQ(part.records.order.back(), "summary");
  }
}

TEST(Input, PacketsThatWereCutShort) {
  const Scratch scratch("snap");
  const Analysis whole = analysis_of({scratch.write("whole.pcap", pushed_notification(65535))});
  EXPECT_THAT(whole.result.problems, IsEmpty());
  EXPECT_THAT(whole.records.pdus, ElementsAre("m-notification-ind 10.0.0.2"));

  const Analysis cut = analysis_of({scratch.write("cut.pcap", pushed_notification(70))});
  ASSERT_EQ(cut.result.problems.size(), 1U);
  EXPECT_THAT(cut.result.problems[0].text, HasSubstr("1 of 1 packets"));
  EXPECT_THAT(cut.records.summary.violations, IsEmpty()) << "the sender may have been right";
}

TEST(Records, ComeInOneOrder) {
  const Analysis first = analysis_of({kSendRetrieve});
  const Analysis second = analysis_of({kSendRetrieve});
  EXPECT_EQ(first.records.order, second.records.order);
  std::uint64_t pdus = 0;
  for (const std::string& entry : first.records.order) {
    if (entry.starts_with("pdu ")) {
      EXPECT_EQ(entry, "pdu " + std::to_string(++pdus));
    }
    if (entry.starts_with("violation ")) {
      EXPECT_EQ(entry, "violation " + std::to_string(pdus));
    }
  }
  EXPECT_EQ(pdus, first.records.pdus.size());
  EXPECT_EQ(first.records.captures, std::vector{kSendRetrieve});
  EXPECT_EQ(first.records.order.back(), "summary");
}

/// The transaction that each PDU's violations name, and the one that lists the PDU.
class Transactions final : public RecordSink {
 public:
  std::map<std::uint64_t, std::uint64_t> named, listing;  // by PDU

  void on_capture(const capture::FileInfo&) override {}
  void on_pdu(const PduRecord&) override {}
  void on_violation(const ViolationRecord& violation) override {
    named[violation.pdu] = violation.transaction;
  }
  void on_transaction(const flow::Transaction& transaction) override {
    for (const std::uint64_t pdu : transaction.pdus) listing[pdu] = transaction.id;
  }
  void on_summary(const Summary&) override {}
};

TEST(Records, ViolationsNameTheTransactionOfTheirPdu) {
  Transactions records;
  const std::vector<std::string> files = {MM1_SOURCE_DIR "/captures/faults.pcap"};
  static_cast<void>(analyze(files, records));
  EXPECT_GT(records.named.size(), 5U);
  for (const auto& [pdu, transaction] : records.named) {
    const auto listing = records.listing.find(pdu);
    EXPECT_EQ(transaction, listing == records.listing.end() ? 0 : listing->second) << "PDU " << pdu;
  }
}

TEST(Records, ViolationsNameTheSideAtFault) {
  const Analysis analysis = analysis_of({MM1_SOURCE_DIR "/captures/faults.pcap"});
  // An m-send-req without recipient, and an m-notification-ind with an absolute Expiry.
  EXPECT_THAT(analysis.records.violations, testing::Contains("ENC-RCPT-001 client"));
  EXPECT_THAT(analysis.records.violations, testing::Contains("ENC-EXP-001 relay"));
  std::uint64_t counted = 0;
  for (const std::uint64_t count : analysis.result.violations) counted += count;
  EXPECT_EQ(counted, analysis.records.violations.size());
}

TEST(Records, TheSummaryCountsThem) {
  const Analysis analysis = analysis_of({kSendRetrieve});
  const Summary& summary = analysis.records.summary;
  std::uint64_t pdus = 0;
  for (const auto& [type, count] : summary.pdus) pdus += count;
  std::uint64_t transactions = 0;
  for (const auto& [outcome, count] : summary.outcomes) transactions += count;
  EXPECT_EQ(pdus, analysis.records.pdus.size());
  EXPECT_EQ(transactions, analysis.records.transactions.size());
}

}  // namespace
}  // namespace mm1::analysis::test
