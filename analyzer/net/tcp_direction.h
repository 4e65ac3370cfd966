// One direction of a TCP connection: positions of octets, and the octets that wait.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <vector>

#include "tcp_segment.h"

namespace mm1::net {

/// Place of an octet in its direction. Counts on where the 32 bits of sequence numbers wrap.
using Position = std::int64_t;

/// Octets that wait for those before them, or for those of the other side they answer.
struct WaitingSegment {
  std::vector<std::uint8_t> octets;
  std::size_t cut = 0;  // octets behind these that the snap length kept out of the capture
  bool acknowledges = false;
  std::uint32_t acknowledgement = 0;
  FrameRef ref;
  std::int64_t time_ns = 0;
  std::uint64_t packet = 0;  // of the connection, counted

  [[nodiscard]] std::size_t cost() const { return octets.size() + 160; }
};

class TcpDirection {
 public:
  using Waiting = std::map<Position, WaitingSegment>;

  /// The first octet has this sequence number.
  void start_at(std::uint32_t sequence);
  /// No SYN was seen: the first octet is the lowest of those waiting; with none, the FIN is first.
  void start_at_lowest();
  [[nodiscard]] bool started() const { return started_; }
  /// Sequence number of the first octet, once started.
  [[nodiscard]] std::uint32_t first_sequence() const { return sequence_of(first_); }

  /// Before the start the first call fixes what positions count from.
  [[nodiscard]] Position position_of(std::uint32_t sequence);
  [[nodiscard]] bool has_positions() const { return has_positions_; }

  /// The position the next octet in order has.
  [[nodiscard]] Position next() const { return next_; }
  void advance(std::uint64_t octets) { next_ += static_cast<Position>(octets); }

  /// Buffers the octets no waiting segment has: where segments overlap the first copy wins.
  void insert(Position at, const TcpSegment& segment, const Layer& payload, std::uint64_t packet);
  /// Segments that wait; none overlap, none ends before next().
  [[nodiscard]] const Waiting& waiting() const { return waiting_; }
  /// Takes the first of them away.
  [[nodiscard]] WaitingSegment take_first();
  /// Octets they cost.
  [[nodiscard]] std::size_t cost() const { return cost_; }

  /// What the other side says it has: octets up to here, or a FIN one behind the last.
  void acknowledge(Position position);
  [[nodiscard]] Position acknowledged() const { return acknowledged_; }
  /// The same, said a while ago: data seen shortly after its acknowledgement had time to come.
  [[nodiscard]] Position settled() const { return settled_; }
  /// Time goes by: `packets` of the connection so far.
  void settle(std::uint64_t packets, std::int64_t now_ns);

  std::optional<Position> fin;  // behind the last octet
  FrameRef fin_ref;
  std::int64_t fin_ns = 0;

 private:
  static constexpr Position kNothing = std::numeric_limits<Position>::min();

  [[nodiscard]] std::uint32_t sequence_of(Position position) const {
    return origin_ + static_cast<std::uint32_t>(position);
  }
  void fix_positions(std::uint32_t sequence);
  void start(Position first);

  bool has_positions_ = false;
  bool started_ = false;
  std::uint32_t origin_ = 0;  // sequence number of position 0
  Position first_ = 0;
  Position next_ = 0;
  Waiting waiting_;
  std::size_t cost_ = 0;
  Position acknowledged_ = kNothing;
  Position unsettled_ = kNothing;
  Position settled_ = kNothing;
  std::uint64_t unsettled_since_packet_ = 0;
  std::int64_t unsettled_since_ns_ = 0;
};

}  // namespace mm1::net
