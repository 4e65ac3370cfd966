// The report for people: a line a transaction, its PDUs below it, their findings below them.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mm1/analysis/analysis.h"
#include "mm1/report/output.h"

namespace mm1::report {

struct TextOptions {
  bool colour = false;
  bool several_files = false;  // say in which file a frame is
  /// PDUs that wait for their transaction. Beyond it the oldest is shown alone, so that memory
  /// does not grow with the capture.
  std::size_t max_waiting = 65536;
};

/// Shows transactions as they finish. Keeps the lines of a PDU until its transaction comes, nothing
/// longer.
class TextReport final : public analysis::RecordSink {
 public:
  explicit TextReport(Output& output, TextOptions options = {});

  void on_capture(const capture::FileInfo& file) override;
  void on_pdu(const analysis::PduRecord& pdu) override;
  void on_violation(const analysis::ViolationRecord& violation) override;
  void on_transaction(const flow::Transaction& transaction) override;
  void on_journey(const flow::Journey& journey) override;
  void on_summary(const analysis::Summary& summary) override;

 private:
  /// A finding as it will be shown.
  struct FindingText {
    rules::Severity severity;
    std::string_view rule;  // the catalogue's
    std::string_view spec;
    std::string text;
    std::string place;  // "octets 12–15", "frame 7"; may be empty
  };
  /// A PDU whose transaction has not finished.
  struct WaitingPdu {
    std::int64_t time_ns;
    std::string file;  // empty when there is but one
    std::uint32_t frame;
    std::string_view arrow;
    std::string type;
    std::string transaction_id;
    std::vector<std::string> items;
    std::vector<FindingText> findings;
  };

  /// What the line above a PDU has said already: the PDU's line says it only where it differs.
  struct Told {
    std::int64_t start_ns;  // offsets in time count from here
    std::string_view transaction_id;
    std::string_view file;
  };

  void add_sighting(WaitingPdu& first, const analysis::PduRecord& pdu) const;
  void show_transaction(const flow::Transaction& transaction, const std::string& file);
  void show_pdu(const WaitingPdu& pdu, const Told& told);
  void show_alone(const WaitingPdu& pdu, std::string_view why);
  void show_finding(const FindingText& finding, std::size_t indent);
  void show_captures();
  void show_counts(std::string_view title, const std::map<std::string, std::uint64_t>& counts);
  void show_times(const analysis::MeasuredTimes& times);
  void show_findings(const analysis::Summary& summary);
  void show_left_out(const capture::LeftOutCounts& left_out);
  [[nodiscard]] std::string file_text(std::string_view file) const;
  [[nodiscard]] std::string painted(std::string_view text, std::string_view colour) const;

  Output& output_;
  TextOptions options_;
  std::map<std::uint64_t, WaitingPdu> waiting_;  // by PDU id, rising with time
  std::map<std::uint64_t, std::vector<FindingText>> about_transaction_;  // that is still open
  std::vector<std::string> captures_;
};

}  // namespace mm1::report
