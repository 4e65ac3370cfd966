#include "piece_streams.h"

#include "tcp_client.h"

namespace mm1::net {
namespace {

// All are given up beyond it: those that go on begin anew, in the middle.
constexpr std::size_t kMaxFlows = 65'536;

}  // namespace

void PieceStreams::piece(TcpSegment segment) {
  const auto [key, side] = flow_side(segment.source, segment.destination);
  if (flows_.size() >= kMaxFlows && !flows_.contains(key)) flows_.clear();
  const auto [found, fresh] = flows_.try_emplace(key);
  Flow& flow = found->second;
  if (fresh) {
    // Far from the numbers of an earlier connection of the same ends.
    flow.initial = ++flows_begun_ * 0x9E37'79B9u;
    const bool from_client =
        looks_like_client(segment.source, segment.destination, segment.payload.octets);
    flow.client = from_client ? side : 1 - side;
  }
  const auto i = static_cast<std::size_t>(side);
  // The answer to a SYN tells the numbers of both sides, also when it is all that is seen.
  const bool answers = side != flow.client;
  segment.syn = !flow.began[i] && (fresh || answers);
  segment.ack = segment.syn && answers;
  segment.sequence = flow.initial + flow.sent[i] + (segment.syn ? 0 : 1);
  segment.acknowledgement = flow.initial + 1;
  flow.began[i] = true;
  flow.sent[i] += static_cast<std::uint32_t>(segment.payload.wire_length);
  streams_.segment(segment);
}

}  // namespace mm1::net
