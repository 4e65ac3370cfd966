// The tracker in Wireshark. In the first pass, each frame's PDUs and exchanges are told to it when
// the frame is dissected; in every pass, what is known is shown.
//
// A postdissector does both. It runs after all dissectors of a frame, also of frames that hold no
// MM1 PDU (the GET of a message, an HTTP 404), and finds what HTTP and WSP know in the tree, by the
// fields that it asks Wireshark to keep. Taps would not do: two-pass tshark and sharkd run them in
// the second pass only. The conversation data of HTTP would do for HTTP, but differ from release to
// release, and WSP has none.
#pragma once

#include <cstdint>

#include <epan/packet.h>

#include "capture_flow.h"
#include "mm1/mms/decode.h"
#include "mm1/wsp/tape.h"
#include "tree.h"

namespace mm1::plugin {

/// Registers the postdissector, and the callbacks that begin and end a capture.
void register_observer(int protocol);
/// To be called when all protocols are registered.
void start_observer();

/// What is known of the capture that is open; nullptr when none is.
[[nodiscard]] const CaptureFlow* capture_flow();
/// The same, after the last frame was seen for the first time; for programs that read a capture
/// once and never say when they have.
[[nodiscard]] const CaptureFlow* finish_capture_flow();

/// A PDU that is being dissected.
struct NotedPdu;

/// Notes a PDU for the postdissector, in the order in which they are in the frame. `tree` is the
/// tree of what carries it; the tape was made with `options` and lives as long as the packet's
/// pool. nullptr where nobody will ask what became of it.
NotedPdu* note_pdu(packet_info* pinfo, proto_tree* tree, tvbuff_t* tvb, const wsp::Tape& tape,
                   const mms::DecodeOptions& options);
/// Says where it is shown.
void note_tree(NotedPdu* pdu, const Tree& shown);

}  // namespace mm1::plugin
