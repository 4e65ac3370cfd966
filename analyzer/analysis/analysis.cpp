#include "mm1/analysis/analysis.h"

#include <utility>

#include "engine.h"
#include "mm1/bearer/bearers.h"
#include "mm1/capture/merged_reader.h"
#include "mm1/net/network.h"
#include "sequencer.h"

namespace mm1::analysis {
namespace {

/// Packets to messages.
class Pipeline {
 public:
  Pipeline(bearer::MessageSink& messages, capture::LeftOutCounts& left_out)
      : bearers_(messages, left_out), network_(bearers_, bearers_, left_out) {}

  void packet(const capture::Packet& packet) {
    bearers_.advance(packet.time_ns);
    network_.packet(packet);
  }
  void finish() {
    network_.finish();
    bearers_.finish();
  }

 private:
  bearer::Bearers bearers_;
  net::Network network_;
};

class Analysis final : private capture::FileSink {
 public:
  Analysis(std::span<const std::string> files, RecordSink& records)
      : reader_(files, *this),
        engine_(reader_.files(), records, result_),
        messages_(engine_),
        pipeline_(messages_, left_out_) {}

  [[nodiscard]] Result run() {
    while (const capture::Packet* packet = reader_.next()) {
      pipeline_.packet(*packet);
      messages_.advance(packet->time_ns);
    }
    pipeline_.finish();
    messages_.finish();
    engine_.finish(left_out_);
    return std::move(result_);
  }

 private:
  void on_refused(const std::string& path, const std::string& problem) override {
    result_.problems.push_back({path, problem});
  }

  void on_read([[maybe_unused]] std::uint32_t file, const capture::FileInfo& info) override {
    if (info.end != capture::End::kComplete) result_.problems.push_back({info.path, info.problem});
    if (info.truncated_packets != 0) {
      result_.problems.push_back(
          {info.path, std::to_string(info.truncated_packets) + " of " +
                          std::to_string(info.packets) +
                          " packets were captured shorter than they were sent"});
    }
    engine_.file_read(info);
  }

  Result result_;
  capture::LeftOutCounts left_out_;
  capture::MergedReader reader_;
  Engine engine_;
  Sequencer messages_;
  Pipeline pipeline_;
};

}  // namespace

Result analyze(std::span<const std::string> files, RecordSink& sink) {
  return Analysis(files, sink).run();
}

}  // namespace mm1::analysis
