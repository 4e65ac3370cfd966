#include "mm1/analysis/analysis.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "engine.h"
#include "mm1/bearer/bearers.h"
#include "mm1/capture/reader.h"
#include "mm1/net/network.h"
#include "sequencer.h"

namespace mm1::analysis {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

/// Packets to messages, for files that follow each other in time.
class Pipeline {
 public:
  Pipeline(Engine& engine, capture::LeftOutCounts& left_out)
      : messages_(engine), bearers_(messages_, left_out), network_(bearers_, bearers_, left_out) {}

  void packet(const capture::Packet& packet) {
    latest_ns_ = std::max(latest_ns_, packet.time_ns);
    bearers_.advance(packet.time_ns);
    network_.packet(packet);
    messages_.advance(packet.time_ns);
  }
  void finish() {
    network_.finish();
    bearers_.finish();
    messages_.finish();
  }
  /// A rotated set goes on where its last file ended, but for packets a little out of order.
  [[nodiscard]] bool goes_on_with(const capture::Packet& first) const {
    return first.time_ns >= latest_ns_ - kSecond;
  }

 private:
  Sequencer messages_;
  bearer::Bearers bearers_;
  net::Network network_;
  std::int64_t latest_ns_ = std::numeric_limits<std::int64_t>::min() + kSecond;
};

/// Reads files one after the other. One that begins before the one before it ended is a capture of
/// its own: its addresses, ports and transactions are not those of the others.
class Analysis {
 public:
  Analysis(std::span<const std::string> files, RecordSink& sink) : engine_(files, sink, result_) {
    pipeline_.emplace(engine_, left_out_);
  }

  /// One that is no capture, or damaged, or cut short is a problem.
  void read(const std::string& path, std::uint32_t file) {
    std::string problem;
    std::optional<capture::Reader> reader = capture::Reader::open(path, file, problem);
    if (!reader) {
      result_.problems.push_back({path, problem});
      return;
    }
    bool first = true;
    while (const capture::Packet* packet = reader->next()) {
      if (first && !pipeline_->goes_on_with(*packet)) begin_another_capture();
      first = false;
      pipeline_->packet(*packet);
    }
    const capture::FileInfo& info = reader->info();
    if (info.end != capture::End::kComplete) result_.problems.push_back({path, info.problem});
    if (info.truncated_packets != 0) {
      result_.problems.push_back({path, std::to_string(info.truncated_packets) + " of " +
                                            std::to_string(info.packets) +
                                            " packets were captured shorter than they were sent"});
    }
    engine_.file_read(info);
  }

  [[nodiscard]] Result finish() {
    pipeline_->finish();
    engine_.finish(left_out_);
    return std::move(result_);
  }

 private:
  void begin_another_capture() {
    pipeline_->finish();
    engine_.begin_another_capture();
    pipeline_.emplace(engine_, left_out_);
  }

  Result result_;
  capture::LeftOutCounts left_out_;
  Engine engine_;
  std::optional<Pipeline> pipeline_;
};

}  // namespace

Result analyze(std::span<const std::string> files, RecordSink& sink) {
  Analysis analysis(files, sink);
  for (std::size_t i = 0; i < files.size(); ++i) {
    analysis.read(files[i], static_cast<std::uint32_t>(i));
  }
  return analysis.finish();
}

}  // namespace mm1::analysis
