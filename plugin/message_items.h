// The items that say what became of a message: all transactions about it, and how far it got to
// each recipient.
#pragma once

#include <cstdint>

#include <epan/packet.h>

#include "capture_flow.h"

namespace mm1::plugin {

void register_message_items(int protocol);

/// Shows, in `tree`, the messages that the transaction is about: one, or two where it forwards one
/// as another. Shows nothing while they are not over.
void show_messages(packet_info* pinfo, proto_tree* tree, tvbuff_t* tvb, const CaptureFlow& flow,
                   std::uint64_t transaction);

}  // namespace mm1::plugin
