#include "mm1/analysis/analysis.h"

#include <fnmatch.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <limits>
#include <utility>

#include "engine.h"
#include "memory.h"
#include "mm1/bearer/bearers.h"
#include "mm1/capture/merged_reader.h"
#include "mm1/capture/packet_filter.h"
#include "mm1/net/network.h"
#include "sequencer.h"

namespace mm1::analysis {
namespace {

/// Packets of one capture point to messages.
class Pipeline {
 public:
  Pipeline(bearer::MessageSink& messages, capture::LeftOutCounts& left_out,
           const net::NetworkOptions& network, const bearer::BearerOptions& bearers)
      : bearers_(messages, left_out, bearers), network_(bearers_, bearers_, left_out, network) {}

  void advance(std::int64_t time_ns) { bearers_.advance(time_ns); }
  void packet(const capture::Packet& packet) { network_.packet(packet); }
  void finish() {
    network_.finish();
    bearers_.finish();
  }

 private:
  bearer::Bearers bearers_;
  net::Network network_;
};

/// Passes the innermost packets through a filter.
class Innermost final : public net::InnermostFilter {
 public:
  explicit Innermost(capture::PacketFilter& filter) : filter_(filter) {}
  bool wants(net::Octets packet, std::size_t wire_length) override {
    return filter_.passes(capture::kRawIpLinkType, packet, wire_length);
  }

 private:
  capture::PacketFilter& filter_;
};

Points points_of(std::span<const std::string> files, std::span<const CapturePoint> named) {
  Points points;
  for (const std::string& file : files) {
    const auto point = std::ranges::find_if(
        named, [&file](const CapturePoint& each) { return belongs(file, each); });
    const std::string name = point == named.end() ? std::string() : point->name;
    const auto known = std::ranges::find(points.names, name);
    points.of_file.push_back(static_cast<std::uint32_t>(known - points.names.begin()));
    if (known == points.names.end()) points.names.push_back(name);
  }
  return points;
}

class Analysis final : private capture::FileSink {
 public:
  Analysis(std::span<const std::string> files, RecordSink& records, Options options)
      : options_(std::move(options)),
        reader_(files, *this, MemoryShares(options_.max_memory, 1).open_files()),
        points_(points_of(reader_.files(), options_.points)),
        engine_(reader_.files(), points_, records, options_.tracker, result_),
        messages_(engine_, MemoryShares(options_.max_memory, 1).waiting_messages()) {
    const MemoryShares shares(options_.max_memory, points_.names.size());
    net::NetworkOptions network = shares.network();
    network.user_links = options_.user_links;
    if (options_.filter && options_.filter_innermost) {
      network.innermost = &innermost_.emplace(*options_.filter);
    }
    bearer::BearerOptions bearers = shares.bearers();
    bearers.client_headers = options_.client_headers;
    for (std::size_t i = 0; i < points_.names.size(); ++i) {
      pipelines_.emplace_back(messages_, left_out_, network, bearers);
    }
  }

  [[nodiscard]] Result run() {
    read();
    for (Pipeline& pipeline : pipelines_) pipeline.finish();
    messages_.finish();
    engine_.finish(left_out_);
    if (options_.filter) report_unfit(*options_.filter);
    return std::move(result_);
  }

 private:
  void read() {
    constexpr auto kAll = std::numeric_limits<std::uint64_t>::max();
    const std::uint64_t most = options_.max_packets.value_or(kAll);
    for (std::uint64_t count = 0; count < most; ++count) {
      const capture::Packet* packet = reader_.next();
      if (packet == nullptr) return;
      if (!left_out(*packet)) take(*packet);
    }
    reader_.stop();
  }

  bool left_out(const capture::Packet& packet) {
    if ((options_.from_ns && packet.time_ns < *options_.from_ns) ||
        (options_.to_ns && packet.time_ns >= *options_.to_ns)) {
      left_out_.add(capture::LeftOut::kOutsideWindow);
      return true;
    }
    if (!options_.filter || options_.filter_innermost) return false;
    if (options_.filter->passes(packet.link_type, packet.octets, packet.original_length)) {
      return false;
    }
    left_out_.add(capture::LeftOut::kFiltered);
    return true;
  }

  void take(const capture::Packet& packet) {
    for (Pipeline& pipeline : pipelines_) pipeline.advance(packet.time_ns);
    pipelines_[points_.of_file[packet.ref.file]].packet(packet);
    messages_.advance(packet.time_ns);
  }

  void on_refused(const std::string& path, const std::string& problem) override {
    result_.problems.push_back({path, problem});
  }

  void on_read(std::uint32_t file, const capture::FileInfo& info) override {
    if (info.end != capture::End::kComplete) result_.problems.push_back({info.path, info.problem});
    if (info.truncated_packets != 0) {
      result_.problems.push_back(
          {info.path, std::to_string(info.truncated_packets) + " of " +
                          std::to_string(info.packets) +
                          " packets were captured shorter than they were sent"});
    }
    capture::FileInfo named = info;
    named.point = points_.names[points_.of_file[file]];
    engine_.file_read(named);
  }

  void report_unfit(const capture::PacketFilter& filter) {
    for (const auto& [link_type, problem] : filter.unfit()) {
      result_.problems.push_back(
          {"--filter",
           "does not fit packets of " + capture::link_type_name(link_type) + ": " + problem});
    }
  }

  Options options_;
  Result result_;
  capture::LeftOutCounts left_out_;
  capture::MergedReader reader_;
  Points points_;
  Engine engine_;
  Sequencer messages_;
  std::optional<Innermost> innermost_;
  std::deque<Pipeline> pipelines_;  // by point; a Pipeline does not move
};

}  // namespace

bool belongs(const std::string& file, const CapturePoint& point) {
  const std::string name = std::filesystem::path(file).filename().string();
  return fnmatch(point.glob.c_str(), file.c_str(), 0) == 0 ||
         fnmatch(point.glob.c_str(), name.c_str(), 0) == 0;
}

Result analyze(std::span<const std::string> files, RecordSink& sink, Options options) {
  return Analysis(files, sink, std::move(options)).run();
}

}  // namespace mm1::analysis
