// The capture that is open, as far as its frames were seen. The tracker runs when somebody first
// looks at what it finds out, on all frames seen so far, and from then on frame by frame.
#pragma once

#include <cstddef>

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
    if (tracks_) return observe(flow_, frame, scratch_);
    journal_.take_down(frame);
    // A journal that takes more memory than the tracker would is of no use.
    if (journal_.octets() > kMostOctets) track();
  }
  /// The capture was seen once as a whole. May be said again.
  void finish() {
    finished_ = true;
    if (tracks_) flow_.finish();
  }
  /// What is known by now. The same whenever it is asked for first.
  [[nodiscard]] const CaptureFlow& flow() {
    track();
    return flow_;
  }

 private:
  static constexpr std::size_t kMostOctets = std::size_t{64} * 1024 * 1024;

  void track() {
    if (tracks_) return;
    tracks_ = true;
    journal_.replay([this](const Frame& frame) { observe(flow_, frame, scratch_); });
    if (finished_) flow_.finish();
  }

  CaptureFlow flow_;
  Journal journal_;
  wsp::Arena scratch_;
  bool tracks_ = false;
  bool finished_ = false;
};

}  // namespace mm1::plugin
