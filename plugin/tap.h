// The tap "mm1", which the statistics and listeners of others read, and the tap of the object
// export. Both get the same records (see tap_record.h), and only while somebody listens.
#pragma once

#include <cstdint>

#include <epan/packet_info.h>
#include <epan/tvbuff.h>

#include "capture_flow.h"
#include "mm1/wsp/tape.h"

namespace mm1::plugin {

void register_taps(int protocol);

/// Whether anybody listens to the records of this dissection.
[[nodiscard]] bool anyone_listens();

/// A PDU that is being shown, and its id in the capture's flow.
struct TappedPdu {
  tvbuff_t* tvb;
  const wsp::Tape& tape;
  bool complete;
  std::uint64_t id;
};

/// Queues the records of one frame, in the order of the calls.
class FrameTap {
 public:
  FrameTap(packet_info* pinfo, const CaptureFlow& flow) : pinfo_(pinfo), flow_(flow) {}

  void add(const TappedPdu& pdu);
  void add(const ExchangeHalf& half);

 private:
  packet_info* pinfo_;
  const CaptureFlow& flow_;
  unsigned count_ = 0;
};

}  // namespace mm1::plugin
