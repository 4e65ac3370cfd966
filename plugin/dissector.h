// The dissector: one MM1 PDU to columns, tree, expert infos and parts.
#pragma once

#include <epan/packet.h>

namespace mm1::plugin {

void register_dissectors(int protocol);

/// The number Wireshark gave the protocol.
[[nodiscard]] int protocol_id();

/// Dissects a body as a PDU, which takes the Protocol and Info columns. Gives the number of octets,
/// 0 when there are none.
int dissect_pdu(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void* data);

/// The same by a handle, which has the name "mm1".
[[nodiscard]] dissector_handle_t pdu_handle();

/// The handle for a PDU inside a MIME multipart, which adds to the Info column of what carries it.
[[nodiscard]] dissector_handle_t encapsulated_pdu_handle();

}  // namespace mm1::plugin
