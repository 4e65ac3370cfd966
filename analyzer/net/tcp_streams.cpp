#include "tcp_streams.h"

#include <algorithm>
#include <array>
#include <optional>

namespace mm1::net {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

// Silence after which a flow is forgotten, in seconds of capture time.
constexpr std::uint32_t longest_silence(FlowState state) {
  switch (state) {
    case FlowState::kOpening:
      return 300;
    case FlowState::kClosed:
      return 60;  // so long its ports rest before systems use them again
    case FlowState::kRefused:
      return 600;
    default:
      return 7200;  // the usual time of TCP keep-alives
  }
}

constexpr std::uint32_t kMaxOctetsInSyn = 65'535;  // TCP Fast Open

constexpr int kForgottenAtATime = 2;
constexpr std::size_t kMinFlows = 1024;

// In the order in which they are given up: what is of no use goes first.
constexpr std::array kStates = {FlowState::kOpening, FlowState::kRefused, FlowState::kClosed,
                                FlowState::kOpen};

}  // namespace

TcpStreams::TcpStreams(StreamReaderFactory& streams, capture::LeftOutCounts& left_out,
                       const NetworkOptions& options)
    : environment_{streams,
                   left_out,
                   Budget(options.max_memory / 8),
                   options.max_stream_buffer,
                   {}},
      connection_budget_(options.max_memory / 4),
      max_flows_(std::max(options.max_memory / 2 / FlowTable::kOctetsPerFlow, kMinFlows)) {}

void TcpStreams::segment(const TcpSegment& segment) {
  const FlowSide which = flow_side(segment.source, segment.destination);
  Flow* const found = flow_of(which, segment);
  if (found == nullptr) return;
  Flow& flow = *found;
  const int side = which.side;
  if (flow.last_seen != now_seconds()) {
    flow.last_seen = now_seconds();
    flows_.move(flow, flow.state);
  }
  flow.set_saw(side);
  if (segment.syn && !segment.rst) take_syn(flow, side, segment);
  if (flow.state == FlowState::kOpening && (segment.payload.wire_length > 0 || segment.fin) &&
      !connect(flow)) {
    return;
  }
  if (flow.state == FlowState::kOpen) settle(flow, flow.connection->segment(side, segment));
}

// The flow of this segment, nullptr if none begins with it.
Flow* TcpStreams::flow_of(const FlowSide& which, const TcpSegment& segment) {
  const std::uint32_t hash = FlowTable::hash(which.key);
  Flow* flow = flows_.find(which.key, hash);
  if (flow != nullptr && is_forgotten(*flow)) {
    end(*flow, StreamEnd::kEvicted);
    flows_.erase(*flow);
    flow = nullptr;
  }
  if (flow != nullptr) return flow;
  if (!segment.syn && segment.payload.wire_length == 0) return nullptr;
  forget_silent();
  make_room();
  Flow& fresh = flows_.insert(which.key, hash);
  fresh.last_seen = now_seconds();
  return &fresh;
}

bool TcpStreams::is_forgotten(const Flow& flow) const {
  return silence(flow) > longest_silence(flow.state);
}

// In seconds. Time may run back a little where captures were merged.
std::uint32_t TcpStreams::silence(const Flow& flow) const {
  const std::uint32_t seconds = now_seconds() - flow.last_seen;
  return seconds < 0x8000'0000u ? seconds : 0;
}

void TcpStreams::take_syn(Flow& flow, int side, const TcpSegment& segment) {
  if (opens_anew(flow, side, segment)) {
    end(flow, StreamEnd::kReplaced);
    flows_.move(flow, FlowState::kOpening);
    flow.flags = 0;
    flow.set_saw(side);
  }
  flow.set_initial(side, segment.sequence);
  flow.set_client(segment.ack ? 1 - side : side);
  if (segment.ack && !flow.knows_initial(1 - side)) {
    flow.set_initial(1 - side, segment.acknowledgement - 1);
  }
  if (flow.state != FlowState::kOpen) return;
  for (const int each : {0, 1}) {
    if (!flow.knows_initial(each)) continue;
    static_cast<void>(
        flow.connection->start_at(each, flow.initial[static_cast<std::size_t>(each)] + 1));
  }
}

bool TcpStreams::opens_anew(const Flow& flow, int side, const TcpSegment& segment) const {
  if (segment.ack && flow.knows_initial(1 - side)) {
    // The answer to the SYN known, and perhaps to octets in it; or to one that was not captured.
    const std::uint32_t octets =
        segment.acknowledgement - 1 - flow.initial[static_cast<std::size_t>(1 - side)];
    return octets > kMaxOctetsInSyn;
  }
  if (flow.knows_initial(side)) {
    return flow.initial[static_cast<std::size_t>(side)] != segment.sequence;
  }
  if (flow.state == FlowState::kOpen) {
    return !flow.connection->start_at(side, segment.sequence + 1);
  }
  return flow.state != FlowState::kOpening;
}

// The first octets: the flow becomes a connection, in the place of the one that was silent for
// longest if there is no other. False when there is no memory even for one.
bool TcpStreams::connect(Flow& flow) {
  while (!connection_budget_.has(sizeof(TcpConnection))) {
    Flow* const oldest = flows_.oldest(FlowState::kOpen);
    if (oldest == nullptr) {
      environment_.left_out.add(LeftOut::kTcpEvicted);
      flows_.move(flow, FlowState::kRefused);
      return false;
    }
    end(*oldest, StreamEnd::kEvicted);
  }
  connection_budget_.take(sizeof(TcpConnection));
  flow.connection = std::make_unique<TcpConnection>(
      environment_, flow.key.end(0), flow.key.end(1),
      flow.knows_client() ? std::optional(flow.client()) : std::nullopt, ++connections_);
  for (const int side : {0, 1}) {
    if (flow.saw(side)) flow.connection->saw(side);
    if (!flow.knows_initial(side)) continue;
    static_cast<void>(
        flow.connection->start_at(side, flow.initial[static_cast<std::size_t>(side)] + 1));
  }
  flows_.move(flow, FlowState::kOpen);
  return true;
}

// Acts on what a connection became by a packet or by time.
void TcpStreams::settle(Flow& flow, TcpConnection::State state) {
  for (const int side : {0, 1}) {
    if (flow.knows_initial(side)) continue;
    if (const auto first = flow.connection->first_sequence(side)) {
      flow.set_initial(side, *first - 1);
    }
  }
  switch (state) {
    case TcpConnection::State::kOpen:
      schedule(*flow.connection);
      return;
    case TcpConnection::State::kRefused:
      environment_.left_out.add(flow.connection->refusal());
      close(flow, FlowState::kRefused);
      return;
    case TcpConnection::State::kClosed:
      close(flow, FlowState::kClosed);
      return;
  }
}

void TcpStreams::schedule(TcpConnection& connection) {
  if (connection.waits() == connection.wake_ns.has_value()) return;
  if (connection.wake_ns) {
    sleepers_.erase({*connection.wake_ns, &connection});
    connection.wake_ns.reset();
  } else {
    connection.wake_ns = environment_.now.time_ns + kSecond;
    sleepers_.insert({*connection.wake_ns, &connection});
  }
}

void TcpStreams::wake_sleepers() {
  while (!sleepers_.empty() && sleepers_.begin()->first <= environment_.now.time_ns) {
    TcpConnection& connection = *sleepers_.begin()->second;
    sleepers_.erase(sleepers_.begin());
    connection.wake_ns.reset();
    const FlowSide which = flow_side(connection.endpoint(0), connection.endpoint(1));
    Flow& flow = *flows_.find(which.key, FlowTable::hash(which.key));
    settle(flow, connection.wake());
  }
}

void TcpStreams::close(Flow& flow, FlowState state) {
  if (flow.connection->wake_ns) {
    sleepers_.erase({*flow.connection->wake_ns, flow.connection.get()});
  }
  flow.connection.reset();
  connection_budget_.give_back(sizeof(TcpConnection));
  flows_.move(flow, state);
}

void TcpStreams::end(Flow& flow, StreamEnd how) {
  if (flow.state != FlowState::kOpen) return;
  if (how == StreamEnd::kEvicted) environment_.left_out.add(LeftOut::kTcpEvicted);
  flow.connection->end(how);
  close(flow, FlowState::kClosed);
}

// Each new flow pays for a few old ones, so forgotten flows do not pile up.
void TcpStreams::forget_silent() {
  for (const FlowState state : kStates) {
    for (int i = 0; i < kForgottenAtATime; ++i) {
      Flow* const oldest = flows_.oldest(state);
      if (oldest == nullptr || !is_forgotten(*oldest)) break;
      end(*oldest, StreamEnd::kEvicted);
      flows_.erase(*oldest);
    }
  }
}

// With all places taken, a flow of no use goes, the one silent for longest; else a connection.
void TcpStreams::make_room() {
  if (flows_.size() < max_flows_) return;
  Flow* victim = nullptr;
  for (const FlowState state : kStates) {
    Flow* const oldest = flows_.oldest(state);
    if (oldest == nullptr || (state == FlowState::kOpen && victim != nullptr)) continue;
    if (victim == nullptr || silence(*oldest) > silence(*victim)) victim = oldest;
  }
  if (victim->state == FlowState::kOpening) environment_.left_out.add(LeftOut::kTcpEvicted);
  end(*victim, StreamEnd::kEvicted);
  flows_.erase(*victim);
}

void TcpStreams::finish() {
  while (Flow* const oldest = flows_.oldest(FlowState::kOpen)) end(*oldest, StreamEnd::kCaptureEnd);
}

std::uint32_t TcpStreams::now_seconds() const {
  return static_cast<std::uint32_t>(environment_.now.time_ns / kSecond);
}

}  // namespace mm1::net
