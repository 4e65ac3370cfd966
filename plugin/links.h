// The items that tie a PDU to others: its transaction, request and response, and the frames that a
// retrieval consists of.
#pragma once

#include <epan/packet.h>

#include "capture_flow.h"

namespace mm1::plugin {

void register_links(int protocol);

/// Shows what is known about the PDU with this id in `tree`, the PDU's own.
void show_links(packet_info* pinfo, proto_tree* tree, tvbuff_t* tvb, const CaptureFlow& flow,
                std::uint64_t pdu);

/// Shows the half of an exchange that a frame without a PDU is, in the packet's tree. Gives the
/// item; nullptr when the exchange has nothing to do with MM1.
proto_item* show_half(packet_info* pinfo, proto_tree* tree, tvbuff_t* tvb, const CaptureFlow& flow,
                      const ExchangeHalf& half);

}  // namespace mm1::plugin
