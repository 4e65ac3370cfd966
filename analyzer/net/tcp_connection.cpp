#include "tcp_connection.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "tcp_client.h"

namespace mm1::net {
namespace {

constexpr std::uint64_t kStartPackets = 8;
constexpr std::uint64_t kLingerPackets = 32;
constexpr std::uint64_t kOrderPackets = 128;  // twice what settling an acknowledgement can take
constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kLinger = kSecond;
constexpr std::int64_t kOrderTime = 4 * kSecond;
constexpr std::int64_t kRetransmissionTime = 120 * kSecond;
// The largest window of RFC 7323: octets farther ahead belong to another connection.
constexpr Position kMaxWindow = Position{1} << 30;
constexpr Position kMaxResetDistance = Position{1} << 24;
// A SYN this far before the first octets seen may still be theirs.
constexpr Position kMaxLateStart = Position{1} << 20;

}  // namespace

TcpConnection::TcpConnection(TcpEnvironment& environment, const Endpoint& end0,
                             const Endpoint& end1, std::optional<int> client, std::uint64_t serial)
    : environment_(environment), ends_{end0, end1}, client_(client), serial_(serial) {}

TcpConnection::~TcpConnection() {
  for (const Side& each : sides_) environment_.budget.give_back(each.data.cost());
}

bool TcpConnection::start_at(int number, std::uint32_t sequence) {
  opening_seen_ = true;
  TcpDirection& data = side(number).data;
  if (data.started()) return data.first_sequence() == sequence;
  if (!data.waiting().empty()) {
    const Position late = data.waiting().begin()->first - data.position_of(sequence);
    if (late < 0 || late > kMaxLateStart) return false;
  }
  data.start_at(sequence);
  return true;
}

std::optional<std::uint32_t> TcpConnection::first_sequence(int number) const {
  const TcpDirection& data = side(number).data;
  return data.started() ? std::optional(data.first_sequence()) : std::nullopt;
}

TcpConnection::State TcpConnection::segment(int from, const TcpSegment& segment) {
  ++packets_;
  side(from).seen = true;
  for (Side& each : sides_) each.data.settle(packets_, environment_.now.time_ns);
  if (segment.rst) {
    take_reset(from, segment);
  } else {
    if (segment.ack) note_acknowledgement(from, segment);
    if (segment.payload.wire_length > 0 || segment.fin) take_payload(from, segment);
  }
  proceed(true);
  return state();
}

TcpConnection::State TcpConnection::wake() {
  for (Side& each : sides_) each.data.settle(packets_, environment_.now.time_ns);
  proceed(true);
  return state();
}

bool TcpConnection::waits() const {
  return reset_.has_value() || std::ranges::any_of(sides_, &Side::holds_back);
}

TcpConnection::State TcpConnection::state() const {
  if (refused_) return State::kRefused;
  return sides_[0].ended && sides_[1].ended ? State::kClosed : State::kOpen;
}

// A reset far from all octets seen belongs to an earlier connection, or to nobody.
void TcpConnection::take_reset(int from, const TcpSegment& segment) {
  TcpDirection& data = side(from).data;
  if (reset_) return;
  if (data.started()) {
    const Position distance = data.position_of(segment.sequence) - data.next();
    if (distance > kMaxResetDistance || distance < -kMaxResetDistance) {
      environment_.left_out.add(LeftOut::kTcpOutOfWindow);
      return;
    }
  }
  reset_ = environment_.now;
  reset_packet_ = packets_;
}

void TcpConnection::note_acknowledgement(int from, const TcpSegment& segment) {
  TcpDirection& other = side(1 - from).data;
  // Nothing of the other side was seen yet, and its SYN would have been known: when the connection
  // was seen from its start, the first number acknowledged is that of its first octet.
  if (!other.has_positions()) {
    if (client_ && side(from).data.started()) other.start_at(segment.acknowledgement);
    return;
  }
  const Position position = other.position_of(segment.acknowledgement);
  if (position - other.next() < kMaxWindow) other.acknowledge(position);
}

void TcpConnection::take_payload(int from, const TcpSegment& segment) {
  if (side(from).ended) return;
  TcpDirection& data = side(from).data;
  Layer payload = segment.payload;
  Position at = data.position_of(segment.sequence + (segment.syn ? 1 : 0));
  const Position end = at + static_cast<Position>(payload.wire_length);
  if (end - data.next() > kMaxWindow || end - data.next() < -kMaxWindow) {
    environment_.left_out.add(LeftOut::kTcpOutOfWindow);
    return;
  }
  if (!data.started() && !side(from).holds_back()) {
    side(from).held_since_packet = packets_;
    side(from).held_since_ns = environment_.now.time_ns;
  }
  const bool contradicted = data.started() && end < data.next();
  if (segment.fin && !data.fin && !contradicted) {
    data.fin = end;
    data.fin_ref = segment.ref;
    data.fin_ns = segment.time_ns;
  }
  const auto trim = [&] {
    if (!data.started() || at >= data.next()) return;
    const auto old = static_cast<std::size_t>(data.next() - at);
    at = data.next();
    payload.octets = payload.octets.subspan(std::min(old, payload.octets.size()));
    payload.wire_length -= std::min(old, payload.wire_length);
  };
  trim();
  if (payload.wire_length == 0) return;

  const bool in_order = data.started() && at == data.next() && data.waiting().empty() &&
                        !answers_the_undelivered(from, segment.ack, segment.acknowledgement);
  const std::size_t cost = payload.octets.size() + sizeof(WaitingSegment);
  if (!in_order && make_room(from, cost)) {
    trim();
    if (payload.wire_length == 0) return;
    const std::size_t before = data.cost();
    data.insert(at, segment, payload, packets_);
    environment_.budget.take(data.cost() - before);
    return;
  }
  if (refused_) return;
  trim();
  if (payload.wire_length == 0) return;
  if (!data.started()) data.start_at(segment.sequence + (segment.syn ? 1 : 0));
  if (at > data.next()) gap(from, static_cast<std::uint64_t>(at - data.next()));
  deliver(from, payload.octets, payload.wire_length - payload.octets.size(),
          {segment.ref, segment.time_ns, {}, 0}, packets_);
}

// Gives up what this direction waits for until there is room for `octets` more. False when all is
// delivered and there still is none.
bool TcpConnection::make_room(int from, std::size_t octets) {
  TcpDirection& data = side(from).data;
  const auto has_room = [&] {
    return data.cost() + octets <= environment_.max_stream_buffer &&
           environment_.budget.has(octets);
  };
  while (!has_room()) {
    if (data.waiting().empty() || refused_) return false;
    start_held(side(from), false);
    const Position first = data.waiting().begin()->first;
    if (first > data.next()) gap(from, static_cast<std::uint64_t>(first - data.next()));
    while (deliver_waiting(from, true)) {
    }
  }
  return true;
}

// Delivers what can be delivered; not patient: all of it, what is missing is lost.
void TcpConnection::proceed(bool patient) {
  if (patient && !waits()) return;
  for (Side& each : sides_) start_held(each, patient);
  for (bool progress = true; progress && !refused_;) {
    progress = false;
    for (const int from : {0, 1}) {
      while (deliver_waiting(from, false)) progress = true;
    }
    for (int from = 0; from < 2 && !progress; ++from) progress = give_up_hole(from, patient);
    for (int from = 0; from < 2 && !progress; ++from) progress = give_up_order(from, patient);
  }
  if (refused_) return;
  end_finished();
  if (patient && reset_ &&
      (packets_ - reset_packet_ >= kLingerPackets ||
       environment_.now.time_ns - reset_->time_ns >= kLinger)) {
    end(StreamEnd::kReset);
  }
}

void TcpConnection::start_held(Side& held, bool patient) const {
  if (held.data.started() || !held.holds_back()) return;
  if (!patient || has_waited_to_start(held)) held.data.start_at_lowest();
}

// Without a SYN: the first segments may have changed places. Octets before a FIN that comes first
// may be sent again, unless the other side has them.
bool TcpConnection::has_waited_to_start(const Side& held) const {
  const std::int64_t waited = environment_.now.time_ns - held.held_since_ns;
  if (held.data.waiting().empty()) {
    return held.data.settled() > *held.data.fin || waited >= kRetransmissionTime;
  }
  return packets_ - held.held_since_packet >= kStartPackets || waited >= kSecond;
}

// Delivers the first segment that waits if nothing before it is missing; with `force` also if it
// answers what has not been delivered.
bool TcpConnection::deliver_waiting(int from, bool force) {
  if (refused_ || !has_segment_in_order(from)) return false;
  TcpDirection& data = side(from).data;
  const WaitingSegment& first = data.waiting().begin()->second;
  if (!force && answers_the_undelivered(from, first.acknowledges, first.acknowledgement)) {
    return false;
  }
  const std::size_t before = data.cost();
  const WaitingSegment segment = data.take_first();
  environment_.budget.give_back(before - data.cost());
  deliver(from, segment.octets, segment.cut, {segment.ref, segment.time_ns, {}, 0}, segment.packet);
  return true;
}

// True when these octets were sent by someone who had octets of the other side that the reader has
// not.
bool TcpConnection::answers_the_undelivered(int from, bool acknowledges,
                                            std::uint32_t acknowledgement) {
  const Side& other = side(1 - from);
  if (!acknowledges || !other.seen || !other.data.has_positions()) return false;
  Position needs = side(1 - from).data.position_of(acknowledgement);
  if (!other.data.started()) {
    return !other.data.waiting().empty() && other.data.waiting().begin()->first < needs;
  }
  if (other.data.fin) needs = std::min(needs, *other.data.fin);
  const Position missing = needs - other.data.next();
  // One octet of which nothing was seen for a while is more likely a FIN.
  if (missing == 1 && !other.data.fin && other.data.waiting().empty() &&
      other.data.settled() >= needs) {
    return false;
  }
  return missing > 0 && missing < kMaxWindow;
}

// Declares the octets before the first that waits, before a FIN, or that an answer needs, lost.
bool TcpConnection::give_up_hole(int from, bool patient) {
  const TcpDirection& data = side(from).data;
  if (!data.started()) return false;
  const Position acknowledged = patient ? data.settled() : data.acknowledged();
  Position lost = acknowledged;
  if (!data.waiting().empty() || data.fin) {
    const bool later_octets = !data.waiting().empty();
    const Position bound = later_octets ? data.waiting().begin()->first : *data.fin;
    const std::int64_t since = later_octets ? data.waiting().begin()->second.time_ns : data.fin_ns;
    const bool too_late = environment_.now.time_ns - since >= kRetransmissionTime;
    lost = too_late || !patient ? bound : std::min(bound, acknowledged);
  } else if ((patient && !has_segment_in_order(1 - from)) || acknowledged == data.next() + 1) {
    return false;  // an acknowledgement alone, or that of a FIN
  }
  if (lost <= data.next()) return false;
  gap(from, static_cast<std::uint64_t>(lost - data.next()));
  return true;
}

// Octets of this side wait, and not for octets of their own side.
bool TcpConnection::has_segment_in_order(int from) const {
  const TcpDirection& data = side(from).data;
  return data.started() && !data.waiting().empty() && data.waiting().begin()->first <= data.next();
}

// The order of the two sides cannot be found out: what is there is delivered.
bool TcpConnection::give_up_order(int from, bool patient) {
  if (!has_segment_in_order(from)) return false;
  const WaitingSegment& first = side(from).data.waiting().begin()->second;
  if (patient && packets_ - first.packet < kOrderPackets &&
      environment_.now.time_ns - first.time_ns < kOrderTime) {
    return false;
  }
  return deliver_waiting(from, true);
}

void TcpConnection::end_finished() {
  for (const int from : {0, 1}) {
    Side& self = side(from);
    if (!self.data.fin || !self.data.started() || self.data.next() < *self.data.fin) continue;
    Stamp stamp{self.data.fin_ref, self.data.fin_ns, self.last.completed_by,
                self.last.completed_ns};
    end_side(from, StreamEnd::kFin, stamp);
  }
}

void TcpConnection::end(StreamEnd how) {
  proceed(false);
  if (reset_) how = StreamEnd::kReset;
  const Stamp stamp = reset_.value_or(environment_.now);
  for (const int from : {0, 1}) end_side(from, how, stamp);
}

void TcpConnection::end_side(int from, StreamEnd how, const Stamp& stamp) {
  Side& self = side(from);
  if (self.ended || refused_) return;
  self.ended = true;
  if (reader_) reader_->on_end(from == client_, how, stamp);
}

void TcpConnection::deliver(int from, Octets octets, std::size_t cut, const Stamp& stamp,
                            std::uint64_t packet) {
  Side& self = side(from);
  if (self.ended || refused_) return;
  if (!octets.empty()) {
    if (!reader_ && !open_reader(from, octets)) return;
    Stamp full = stamp;
    if (packet >= self.last_packet) {
      self.last_packet = packet;
      full.completed_by = stamp.ref;
      full.completed_ns = stamp.time_ns;
    } else {
      full.completed_by = self.last.completed_by;
      full.completed_ns = self.last.completed_ns;
    }
    self.last = full;
    self.data.advance(octets.size());
    if (!reader_->on_octets(from == client_, octets, full)) {
      refused_ = true;
      return;
    }
  }
  if (cut == 0) return;
  // What was cut off may be in another segment.
  std::uint64_t missing = cut;
  if (!self.data.waiting().empty()) {
    const Position limit = self.data.waiting().begin()->first - self.data.next();
    missing = std::min(missing, static_cast<std::uint64_t>(std::max(limit, Position{0})));
  }
  if (missing > 0) gap(from, missing);
}

bool TcpConnection::open_reader(int from, Octets first) {
  if (!client_) {
    client_ =
        looks_like_client(ends_[index(from)], ends_[index(1 - from)], first) ? from : 1 - from;
  }
  reader_ = environment_.streams.open(ends_[index(*client_)], ends_[index(1 - *client_)],
                                      from == *client_, first);
  refused_ = reader_ == nullptr;
  if (reader_ && opening_seen_) reader_->on_opening();
  for (const int each : {*client_, 1 - *client_}) {
    const std::uint64_t length = std::exchange(side(each).unreported_gap, 0);
    if (refused_ || length == 0) continue;
    environment_.left_out.add(LeftOut::kTcpGap);
    refused_ = !reader_->on_gap(each == *client_, length, environment_.now);
  }
  return !refused_;
}

capture::LeftOut TcpConnection::refusal() const {
  return reader_ ? reader_->refusal() : LeftOut::kTcpOther;
}

void TcpConnection::gap(int from, std::uint64_t length) {
  Side& self = side(from);
  self.data.advance(length);
  if (refused_ || self.ended) return;
  if (!reader_) {
    self.unreported_gap += length;
    return;
  }
  environment_.left_out.add(LeftOut::kTcpGap);
  refused_ = !reader_->on_gap(from == *client_, length, environment_.now);
}

}  // namespace mm1::net
