// What all bearers share: where messages go, what is counted, and the limits.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "budget.h"
#include "mm1/bearer/bearers.h"
#include "mm1/bearer/message.h"
#include "mm1/capture/left_out.h"
#include "mm1/net/network.h"
#include "mm1/rules/all_rules.h"

namespace mm1::bearer {

/// Connections that a reader declines are counted by the network; readers count what they know
/// beyond that.
struct Outlet {
  Outlet(MessageSink& messages, capture::LeftOutCounts& counts, const BearerOptions& limits)
      : sink(messages), left_out(counts), options(limits), budget(limits.max_memory) {}

  /// Numbers of exchanges, counted up from 1 in the order in which they were first seen.
  std::uint64_t next_exchange() { return ++exchanges; }
  void count(capture::LeftOut reason) { left_out.add(reason); }

  MessageSink& sink;
  capture::LeftOutCounts& left_out;
  BearerOptions options;
  Budget budget;
  std::uint64_t exchanges = 0;
};

/// Capture time by which neighbouring datagrams may have changed places (two taps, two queues of
/// one host): so long an answer waits for its request, and the end of a transaction for its last
/// packets. Nanoseconds.
inline constexpr std::int64_t kReorderTime = 1'000'000'000;

/// Longer URIs are reported with their request but not kept for the response, so that requests that
/// wait for their responses hold little.
inline constexpr std::size_t kMaxRememberedUri = 2048;

/// Distinct frames that carried a message, rising. When memory is out, further frames are not
/// listed; the message itself says which one completed it.
class FrameList {
 public:
  explicit FrameList(Budget& budget) : frames_(budget) {}

  void add(FrameRef frame) {
    const auto frames = frames_.span();
    if (!frames.empty() && frames.back() == frame) return;
    const auto place = std::lower_bound(frames.begin(), frames.end(), frame);
    if (place != frames.end() && *place == frame) return;
    static_cast<void>(frames_.insert(static_cast<std::size_t>(place - frames.begin()), frame));
  }
  void add(std::span<const FrameRef> frames) {
    for (const FrameRef frame : frames) add(frame);
  }
  void clear() { frames_.clear(); }
  [[nodiscard]] std::span<const FrameRef> span() const { return frames_.span(); }

 private:
  MeteredVector<FrameRef> frames_;
};

/// A finding of the rule's own severity.
inline BearerFinding found(rules::RuleIndex rule, rules::Side side, FrameRef place,
                           std::string detail) {
  return {rule, rules::row_of(rule).severity, side, place, std::move(detail)};
}

/// Puts time and place of a completing frame into a context.
inline void set_place(flow::Context& context, const net::Stamp& stamp) {
  context.time_ns = stamp.completed_ns;
  context.file = stamp.completed_by.file;
  context.frame = stamp.completed_by.frame;
}

/// The client, so far known by its address, has told its number; empty: it has not.
inline void set_client_number(flow::Context& context, std::string_view number) {
  if (number.empty()) return;
  context.client_address = std::exchange(context.client, number);
  context.client_name = flow::ClientName::kHeader;
}

/// Octets at the end of a datagram that were not captured.
inline std::size_t missing_octets(const net::Datagram& datagram) {
  return datagram.reported_length > datagram.payload.size()
             ? datagram.reported_length - datagram.payload.size()
             : 0;
}

/// What a message without announced length reports when it was cut: more than there is, so that
/// its end is not taken for the sender's.
inline std::size_t reported_length(std::size_t present, bool complete) {
  return complete ? present : present + 1;
}

}  // namespace mm1::bearer
