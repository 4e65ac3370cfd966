// Progress for people who wait: one line on standard error, only when that is a terminal.
#pragma once

#include <cstddef>
#include <cstdint>

#include "mm1/analysis/analysis.h"

namespace mm1::cli {

/// Passes records on and says how far the analysis is.
class Progress final : public analysis::RecordSink {
 public:
  Progress(analysis::RecordSink& next, std::size_t files);

  void on_capture(const capture::FileInfo& file) override;
  void on_pdu(const analysis::PduRecord& pdu) override;
  void on_violation(const analysis::ViolationRecord& violation) override;
  void on_transaction(const flow::Transaction& transaction) override;
  void on_journey(const flow::Journey& journey) override;
  void on_summary(const analysis::Summary& summary) override;

  /// Takes the line away again.
  void clear() const;

 private:
  void show() const;

  analysis::RecordSink& next_;
  std::size_t files_;
  bool shown_;
  std::uint64_t files_read_ = 0;
  std::uint64_t packets_ = 0;
  std::uint64_t pdus_ = 0;
};

}  // namespace mm1::cli
