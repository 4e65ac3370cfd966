// The capture that is open, as far as its frames were seen. The tracker hears of them when somebody
// first looks at what it finds out, and from then on frame by frame.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "capture_flow.h"
#include "frame_events.h"
#include "journal.h"

namespace mm1::plugin {

/// Knows nothing of Wireshark, and throws only for want of memory.
class ObservedCapture {
 public:
  explicit ObservedCapture(const flow::TrackerOptions& options) : flow_(options) {}

  /// Tells what a frame shows. Once for each frame, in their order.
  void tell(const Frame& frame) {
    if (frame.number >= told_.size()) told_.resize(2 * std::size_t{frame.number} + 1);
    told_[frame.number] = true;
    if (is_followed_) return observe(flow_, frame);
    journal_.take_down(frame);
    if (journal_.octets() > kMostOctets) catch_up();
  }
  /// Whether this frame showed anything.
  [[nodiscard]] bool was_told(std::uint32_t frame) const {
    return frame < told_.size() && told_[frame];
  }
  /// The capture was seen once as a whole. May be said again.
  void finish() {
    is_finished_ = true;
    if (is_followed_) flow_.finish();
  }
  /// What is known by now. The same whenever it is asked for first.
  [[nodiscard]] const CaptureFlow& flow() {
    if (!is_followed_) catch_up();
    if (is_finished_) flow_.finish();
    is_followed_ = true;
    return flow_;
  }

 private:
  /// Of a long capture the tracker hears in parts: that takes less memory than a journal of it all,
  /// and less time than telling frame by frame.
  static constexpr std::size_t kMostOctets = std::size_t{64} * 1024 * 1024;

  void catch_up() {
    journal_.replay([this](const Frame& frame) { observe(flow_, frame); });
  }

  CaptureFlow flow_;
  Journal journal_;
  std::vector<bool> told_;    // by the number of the frame
  bool is_followed_ = false;  // somebody looks at it
  bool is_finished_ = false;
};

}  // namespace mm1::plugin
