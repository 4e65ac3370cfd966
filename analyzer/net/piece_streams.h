// Connections whose octets come in order, without TCP around them.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "tcp_flow_table.h"
#include "tcp_segment.h"
#include "tcp_streams.h"

namespace mm1::net {

/// Gives each piece the sequence number a TCP segment would have, so that all that holds for
/// connections holds for these.
class PieceStreams {
 public:
  explicit PieceStreams(TcpStreams& streams) : streams_(streams) {}

  /// `segment` has all but its numbers and flags.
  void piece(TcpSegment segment);

 private:
  struct KeyHash {
    std::size_t operator()(const FlowKey& key) const { return FlowTable::hash(key); }
  };
  struct Flow {
    int client = 0;
    std::uint32_t initial = 0;  // of both sides
    std::array<std::uint32_t, 2> sent{};
    std::array<bool, 2> began{};
  };

  TcpStreams& streams_;
  std::unordered_map<FlowKey, Flow, KeyHash> flows_;
  std::uint32_t flows_begun_ = 0;
};

}  // namespace mm1::net
