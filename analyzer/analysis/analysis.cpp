#include "mm1/analysis/analysis.h"

#include <optional>

#include "engine.h"
#include "mm1/bearer/bearers.h"
#include "mm1/capture/reader.h"
#include "mm1/net/network.h"
#include "sequencer.h"

namespace mm1::analysis {
namespace {

/// Reads one file to its end; one that is no capture, or damaged, or cut short is a problem.
void read(const std::string& path, std::uint32_t file, net::Network& network,
          bearer::Bearers& bearers, Sequencer& messages, Engine& engine, Result& result) {
  std::string problem;
  std::optional<capture::Reader> reader = capture::Reader::open(path, file, problem);
  if (!reader) {
    result.problems.push_back({path, problem});
    return;
  }
  while (const capture::Packet* packet = reader->next()) {
    bearers.advance(packet->time_ns);
    network.packet(*packet);
    messages.advance(packet->time_ns);
  }
  const capture::FileInfo& info = reader->info();
  if (info.end != capture::End::kComplete) result.problems.push_back({path, info.problem});
  if (info.truncated_packets != 0) {
    result.problems.push_back({path, std::to_string(info.truncated_packets) + " of " +
                                         std::to_string(info.packets) +
                                         " packets were captured shorter than they were sent"});
  }
  engine.file_read(info);
}

}  // namespace

Result analyze(std::span<const std::string> files, RecordSink& sink) {
  Result result;
  capture::LeftOutCounts left_out;
  Engine engine(files, sink, result);
  Sequencer messages(engine);
  bearer::Bearers bearers(messages, left_out);
  net::Network network(bearers, bearers, left_out);
  for (std::size_t i = 0; i < files.size(); ++i) {
    read(files[i], static_cast<std::uint32_t>(i), network, bearers, messages, engine, result);
  }
  network.finish();
  bearers.finish();
  messages.finish();
  engine.finish(left_out);
  return result;
}

}  // namespace mm1::analysis
