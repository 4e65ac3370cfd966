// From what one frame shows to the events that the tracker takes: which exchange a PDU belongs to,
// who is client and who relay, and what came a second time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "bearer_heads.h"
#include "capture_flow.h"
#include "condensed.h"
#include "mm1/mms/decode.h"
#include "mm1/wsp/tape.h"

namespace mm1::plugin {

/// A PDU as the dissector saw it.
struct FramePdu {
  wsp::Tape tape;
  mms::DecodeOptions options;  // that it was made with
  bool complete = true;        // all octets were captured
  Condensed condensed;
  BearerFamily family = BearerFamily::kNone;
  std::size_t head = 0;  // number of the head it came with, from 1 in its family; 0: none
};

/// One frame. Everything is valid for the call only.
struct Frame {
  std::uint32_t number = 0;
  std::int64_t time_ns = 0;
  const char* source = "";  // innermost IP addresses
  const char* destination = "";
  std::uint32_t source_port = 0;
  std::uint32_t destination_port = 0;
  bool short_message = false;  // what it carries came in an SMS
  std::span<const BearerHead> heads;
  std::span<const FramePdu> pdus;
};

/// Tells `flow` what the frame shows. Once for each frame, in their order.
void observe(CaptureFlow& flow, const Frame& frame);

}  // namespace mm1::plugin
