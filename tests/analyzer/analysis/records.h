// Collects the records of an analysis as lines that a test can compare.
#pragma once

#include <string>
#include <vector>

#include "mm1/analysis/analysis.h"

namespace mm1::analysis::test {

class Records : public RecordSink {
 public:
  std::vector<std::string> captures;      // path
  std::vector<std::string> pdus;          // "m-send-req 127.0.0.11"
  std::vector<std::uint32_t> frames;      // in which each PDU was complete
  std::vector<std::string> violations;    // "ENC-EXP-001 relay"
  std::vector<std::string> transactions;  // in order of id; see `describe`
  std::vector<std::string> journeys;      // in order of id; see `describe`
  std::vector<std::string> order;         // "capture", "pdu 1", "violation 1", "transaction 1" …
  Summary summary;

  void on_capture(const capture::FileInfo& file) override;
  void on_pdu(const PduRecord& pdu) override;
  void on_violation(const ViolationRecord& violation) override;
  void on_transaction(const flow::Transaction& transaction) override;
  void on_journey(const flow::Journey& journey) override;
  void on_summary(const Summary& summary) override;

 private:
  std::vector<std::pair<std::uint64_t, std::string>> by_id_;
  std::vector<std::pair<std::uint64_t, std::string>> journeys_by_id_;
};

/// "retrieval immediate completed Retrieved 127.0.0.12, 3 PDUs". An absent status is
/// "-".
std::string describe(const flow::Transaction& transaction);
/// "1 first, 2 message-id: retrieved": its transactions, how each was linked, and what each
/// recipient's message came to.
std::string describe(const flow::Journey& journey);

}  // namespace mm1::analysis::test
