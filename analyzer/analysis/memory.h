// How the memory that an analysis may take is shared.
#pragma once

#include <algorithm>
#include <cstddef>

#include "mm1/bearer/bearers.h"
#include "mm1/capture/merged_reader.h"
#include "mm1/net/network.h"

namespace mm1::analysis {

/// Of 16 parts: 2 for the files that are open at a time, 6 for packets (fragments, TCP flows and
/// what waits in them) and 6 for messages (bodies, WTP and SMS segments), both split over the
/// capture points, 1 for messages that wait for their turn. What is left is for transactions and
/// reports.
class MemoryShares {
 public:
  MemoryShares(std::size_t max_memory, std::size_t points)
      : part_(max_memory / 16), points_(std::max<std::size_t>(points, 1)) {}

  [[nodiscard]] std::size_t open_files() const {
    constexpr std::size_t kOpenFile = std::size_t{512} << 10;  // buffers, also of a decompressor
    return std::clamp<std::size_t>(2 * part_ / kOpenFile, 2, capture::MergedReader::kMaxOpen);
  }
  [[nodiscard]] net::NetworkOptions network() const {
    net::NetworkOptions options;
    options.max_memory = 6 * part_ / points_;
    options.max_stream_buffer = std::min(options.max_stream_buffer, options.max_memory / 8);
    return options;
  }
  [[nodiscard]] bearer::BearerOptions bearers() const {
    bearer::BearerOptions options;
    options.max_memory = 6 * part_ / points_;
    options.max_body = std::min(options.max_body, options.max_memory / 2);
    return options;
  }
  [[nodiscard]] std::size_t waiting_messages() const { return part_; }

 private:
  std::size_t part_;
  std::size_t points_;
};

}  // namespace mm1::analysis
