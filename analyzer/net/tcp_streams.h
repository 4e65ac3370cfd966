// All TCP of a capture: finds the connection of each segment.
#pragma once

#include <cstdint>
#include <set>
#include <utility>

#include "tcp_connection.h"
#include "tcp_flow_table.h"
#include "tcp_segment.h"

namespace mm1::net {

/// A SYN with another initial sequence number opens a new connection of the same flow. What cannot
/// carry MM1 is reduced to a row of the flow table. Flows that are silent for long are forgotten,
/// in time and number; only capture time counts, so that results do not depend on the machine.
class TcpStreams {
 public:
  TcpStreams(StreamReaderFactory& streams, capture::LeftOutCounts& left_out,
             const NetworkOptions& options);

  void segment(const TcpSegment& segment);
  /// Capture time goes on; called with every packet.
  void tick(const Stamp& now) {
    environment_.now = now;
    if (!sleepers_.empty() && now.time_ns >= sleepers_.begin()->first) wake_sleepers();
  }
  void finish();

 private:
  struct ByWakeTime {
    using Entry = std::pair<std::int64_t, TcpConnection*>;
    bool operator()(const Entry& a, const Entry& b) const {
      if (a.first != b.first) return a.first < b.first;
      return a.second->serial() < b.second->serial();
    }
  };

  [[nodiscard]] Flow* flow_of(const FlowSide& which, const TcpSegment& segment);
  [[nodiscard]] bool is_forgotten(const Flow& flow) const;
  [[nodiscard]] std::uint32_t silence(const Flow& flow) const;
  [[nodiscard]] bool opens_anew(const Flow& flow, int side, const TcpSegment& segment) const;
  void take_syn(Flow& flow, int side, const TcpSegment& segment);
  [[nodiscard]] bool connect(Flow& flow);
  void settle(Flow& flow, TcpConnection::State state);
  void schedule(TcpConnection& connection);
  void wake_sleepers();
  void close(Flow& flow, FlowState state);
  void end(Flow& flow, StreamEnd how);
  void forget_silent();
  void make_room();
  [[nodiscard]] std::uint32_t now_seconds() const;

  TcpEnvironment environment_;
  Budget connection_budget_;
  FlowTable flows_;
  std::size_t max_flows_;
  std::uint64_t connections_ = 0;
  std::set<ByWakeTime::Entry, ByWakeTime> sleepers_;
};

}  // namespace mm1::net
