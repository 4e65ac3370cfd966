// Messages of the bearers in, records out: decoding, judging and tracking in one pass.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "across_points.h"
#include "mm1/analysis/analysis.h"
#include "mm1/bearer/message.h"
#include "mm1/flow/tracker.h"
#include "mm1/rules/check.h"
#include "mm1/wsp/arena.h"
#include "uri_linking.h"

namespace mm1::analysis {

/// Capture points: their names, and the one each file belongs to.
struct Points {
  std::vector<std::string> names;      // "": the files that belong to none
  std::vector<std::uint32_t> of_file;  // index of the name, by `FrameRef::file`
};

class Engine final : public bearer::MessageSink, private flow::TrackerSink {
 public:
  /// `paths` are the names of the capture files by their index; all four must outlive the engine.
  Engine(std::span<const std::string> paths, const Points& points, RecordSink& records,
         const flow::TrackerOptions& tracker, Result& result)
      : paths_(paths),
        points_(points),
        records_(records),
        result_(result),
        tracker_(sink(), tracker) {
    if (points.names.size() > 1) across_points_.emplace(points.of_file);
  }

  void on_message(const bearer::Message& message) override;
  /// A file was read; its record follows.
  void file_read(const capture::FileInfo& info);
  /// Everything was read: reports what is still open, then the summary.
  void finish(const capture::LeftOutCounts& left_out);

 private:
  flow::TrackerSink& sink() { return *this; }
  void on_transaction(const flow::Transaction& transaction) override;
  void on_journey(const flow::Journey& journey) override;
  void on_finding(const flow::FlowFinding& finding) override;

  /// A PDU's id and that of the transaction it joined; 0: none.
  struct Joined {
    std::uint64_t pdu = 0;
    std::uint64_t transaction = 0;
  };
  /// Returns the id of a PDU.
  std::uint64_t first_sighting(const bearer::Message& message);
  void another_sighting(const bearer::Message& message, std::uint64_t pdu);
  [[nodiscard]] wsp::Tape decoded(const bearer::Message& message);
  [[nodiscard]] PduRecord next_record(const bearer::Message& message, const mms::PduView& view);
  Joined pdu(const bearer::Message& message);
  void exchange(const bearer::Message& message);
  void violation(const rules::Finding& finding, const PduRecord& pdu, std::uint64_t transaction);
  void violations_of_bearer(const bearer::Message& message, Joined joined);
  void violation(const bearer::BearerFinding& finding, const bearer::Message& message,
                 Joined joined);
  void report(ViolationRecord record, std::string_view detail);
  [[nodiscard]] std::string_view path(std::uint32_t file) const;

  std::span<const std::string> paths_;
  const Points& points_;
  RecordSink& records_;
  Result& result_;
  flow::Tracker tracker_;
  UriLinking linking_;
  std::optional<AcrossPoints> across_points_;  // where there are several
  wsp::Arena arena_;
  Summary summary_;
  std::uint64_t pdus_ = 0;
  std::uint64_t seen_before_ = 0;
};

}  // namespace mm1::analysis
