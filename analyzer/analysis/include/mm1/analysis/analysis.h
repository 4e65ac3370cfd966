// Capture files in, records out: the one engine behind `analyze` and `regress`.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mm1/analysis/measured_times.h"
#include "mm1/bearer/bearers.h"
#include "mm1/bearer/message.h"
#include "mm1/capture/left_out.h"
#include "mm1/capture/packet_filter.h"
#include "mm1/capture/reader.h"
#include "mm1/flow/tracker.h"
#include "mm1/mms/view.h"
#include "mm1/net/payload.h"
#include "mm1/rules/check.h"

namespace mm1::analysis {

/// A PDU with its circumstances. Everything is valid for the call only.
struct PduRecord {
  std::uint64_t id = 0;  // from 1, in the order of the frames that completed the PDUs
  const bearer::Message* message = nullptr;
  const mms::PduView* view = nullptr;
  std::string_view file;               // path as the user gave it
  std::span<const std::string> files;  // the paths of all files, by `FrameRef::file`
  std::string_view point = {};         // capture point of the file; empty: none was named
  std::uint64_t seen_before =
      0;  // id of the PDU that this is, seen at another capture point; 0: none
};

/// A finding with its circumstances.
struct ViolationRecord {
  const rules::Rule* rule = nullptr;
  rules::Severity severity = rules::Severity::kNote;
  rules::Side side = rules::Side::kSender;  // client, relay or network; never kSender
  std::string_view text;                    // title and what was found
  std::string_view file;                    // empty without a place
  std::uint32_t frame = 0;
  std::uint64_t pdu = 0;          // 0: none
  std::uint64_t transaction = 0;  // 0: none; its record comes when it is over
  std::uint32_t offset = 0;       // octets in the PDU
  std::uint32_t length = 0;
};

/// Totals of one analysis.
struct Summary {
  std::uint64_t files = 0, packets = 0, bytes = 0;
  std::map<std::string, std::uint64_t> pdus;          // by type name
  std::map<std::string, std::uint64_t> transactions;  // by kind
  std::map<std::string, std::uint64_t> outcomes;
  std::map<std::string, std::uint64_t> violations;  // by rule id
  std::map<std::string, std::uint64_t> severities;
  MeasuredTimes times;
  capture::LeftOutCounts left_out;
};

/// Receives the records, in one deterministic order.
class RecordSink {
 public:
  virtual ~RecordSink() = default;
  virtual void on_capture(const capture::FileInfo& file) = 0;  // after the file was read
  virtual void on_pdu(const PduRecord& pdu) = 0;
  virtual void on_violation(const ViolationRecord& violation) = 0;
  virtual void on_transaction(const flow::Transaction& transaction) = 0;
  virtual void on_journey(const flow::Journey& journey) { static_cast<void>(journey); }
  virtual void on_summary(const Summary& summary) = 0;  // last
};

/// A file that could not be read, or not to its end, or whose packets were cut short (snap length).
struct InputProblem {
  std::string path;
  std::string text;
};

struct Result {
  std::vector<InputProblem> problems;       // not empty: exit status 3
  std::uint64_t violations[3] = {0, 0, 0};  // by rules::Severity
};

/// Where captures were taken: the files whose path, or the last part of it, matches the pattern (of
/// fnmatch: "core-*.pcap").
struct CapturePoint {
  std::string name;
  std::string glob;
};

struct Options {
  /// Each is a network of its own, so that what several of them show does not mix; a PDU that
  /// another point showed already is not sent a second time. A file belongs to the first that
  /// matches; those that match none are a point without a name.
  std::vector<CapturePoint> points;
  std::optional<capture::PacketFilter> filter;
  bool filter_innermost = false;  // the filter is for the innermost packets, not for those captured
  std::optional<std::int64_t> from_ns;            // packets before it are left out
  std::optional<std::int64_t> to_ns;              // and those at it or behind
  std::optional<std::uint64_t> max_packets;       // read no more
  std::size_t max_memory = std::size_t{1} << 30;  // octets; see memory.h for its shares
  flow::TrackerOptions tracker;                   // how long transactions stay open
  std::vector<std::string> client_headers = flow::usual_client_headers();
  // What packets of LINKTYPE_USER0 … 15 carry; kUnknown: they are not read.
  std::array<net::Payload, net::kUserLinkTypes> user_links{};
};

/// Whether a file belongs to a capture point.
[[nodiscard]] bool belongs(const std::string& file, const CapturePoint& point);

/// Analyzes files as one capture, merged in order of time: the order in which they are given does
/// not matter. Folders must have been expanded (see `expand`). Never throws for bad input.
[[nodiscard]] Result analyze(std::span<const std::string> files, RecordSink& sink,
                             Options options = {});

/// Files and folders to files: a folder gives its capture files, sorted by name, those of its
/// subfolders too unless they are hidden. Captures are known by their content; what is only named
/// like one, cannot be listed or does not exist stays, so that opening it says why. What is given
/// twice is there once.
[[nodiscard]] std::vector<std::string> expand(std::span<const std::string> paths);

}  // namespace mm1::analysis
