// JSON Lines: one object a line, schema version 1 (mm1scope.schema.json).
#pragma once

#include <array>
#include <cstdint>

#include "mm1/analysis/analysis.h"
#include "mm1/report/output.h"

namespace mm1::report {

/// Version of the records' format. A change that a reader could notice raises it.
inline constexpr std::uint64_t kSchemaVersion = 1;

/// Writes every record as one line. Absent values are left out, not written as null or "".
class JsonLinesReport final : public analysis::RecordSink {
 public:
  explicit JsonLinesReport(Output& output) : output_(output) {}

  void on_capture(const capture::FileInfo& file) override;
  void on_pdu(const analysis::PduRecord& pdu) override;
  void on_violation(const analysis::ViolationRecord& violation) override;
  void on_transaction(const flow::Transaction& transaction) override;
  void on_journey(const flow::Journey& journey) override;
  void on_summary(const analysis::Summary& summary) override;

 private:
  enum Record : std::uint8_t { kCapture, kPdu, kTransaction, kMessage, kViolation, kRecordCount };

  void end_line();

  Output& output_;
  std::array<std::uint64_t, kRecordCount> records_{};
};

}  // namespace mm1::report
