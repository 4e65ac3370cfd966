#include "tcp_direction.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace mm1::net {
namespace {

// How long an acknowledgement may be captured before what it acknowledges: taps of the two
// directions and the queues of network cards mix packets up, but not for long.
constexpr std::uint64_t kSettlePackets = 32;
constexpr std::int64_t kSettleTime = 1'000'000'000;

}  // namespace

void TcpDirection::fix_positions(std::uint32_t sequence) {
  if (has_positions_) return;
  has_positions_ = true;
  origin_ = sequence;
}

Position TcpDirection::position_of(std::uint32_t sequence) {
  fix_positions(sequence);
  return next_ + static_cast<std::int32_t>(sequence - sequence_of(next_));
}

void TcpDirection::start_at(std::uint32_t sequence) { start(position_of(sequence)); }

void TcpDirection::start_at_lowest() { start(waiting_.empty() ? *fin : waiting_.begin()->first); }

void TcpDirection::start(Position first) {
  next_ = first_ = first;
  acknowledged_ = std::max(acknowledged_, first);
  unsettled_ = std::max(unsettled_, first);
  settled_ = std::max(settled_, first);
  started_ = true;
}

void TcpDirection::insert(Position at, const TcpSegment& segment, const Layer& payload,
                          std::uint64_t packet) {
  const auto add = [&](Position from, Position to, bool last) {
    WaitingSegment piece;
    const auto begin = payload.octets.begin() + (from - at);
    piece.octets.assign(begin, begin + (to - from));
    if (last) piece.cut = payload.wire_length - payload.octets.size();
    piece.acknowledges = segment.ack;
    piece.acknowledgement = segment.acknowledgement;
    piece.ref = segment.ref;
    piece.time_ns = segment.time_ns;
    piece.packet = packet;
    const auto [place, fresh] = waiting_.try_emplace(from);
    if (!fresh) {  // a segment none of whose octets was captured
      if (from == to) return;
      cost_ -= place->second.cost();
    }
    cost_ += piece.cost();
    place->second = std::move(piece);
  };
  const auto end_of = [](const Waiting::value_type& entry) {
    return entry.first + static_cast<Position>(entry.second.octets.size());
  };

  const Position end = at + static_cast<Position>(payload.octets.size());
  auto after = waiting_.upper_bound(at);
  Position from = at;
  if (after != waiting_.begin()) from = std::max(from, end_of(*std::prev(after)));
  if (at == end) {  // nothing of it was captured
    if (from == at) add(at, at, true);
    return;
  }
  while (from < end) {
    const bool last = after == waiting_.end() || after->first >= end;
    const Position to = last ? end : after->first;
    if (from < to) add(from, to, to == end);
    if (last) return;
    from = std::max(to, end_of(*after));
    ++after;
  }
}

WaitingSegment TcpDirection::take_first() {
  WaitingSegment first = std::move(waiting_.begin()->second);
  waiting_.erase(waiting_.begin());
  cost_ -= first.cost();
  return first;
}

void TcpDirection::acknowledge(Position position) {
  acknowledged_ = std::max(acknowledged_, position);
}

void TcpDirection::settle(std::uint64_t packets, std::int64_t now_ns) {
  if (packets - unsettled_since_packet_ < kSettlePackets &&
      now_ns - unsettled_since_ns_ < kSettleTime) {
    return;
  }
  settled_ = unsettled_;
  unsettled_ = acknowledged_;
  unsettled_since_packet_ = packets;
  unsettled_since_ns_ = now_ns;
}

}  // namespace mm1::net
