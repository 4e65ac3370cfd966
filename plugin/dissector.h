// The dissector: one MM1 PDU to columns, tree, expert infos and parts.
#pragma once

#include <epan/packet.h>

namespace mm1::plugin {

void register_dissectors(int protocol);

/// The number Wireshark gave the protocol.
[[nodiscard]] int protocol_id();

/// The dissector named "mm1": takes the Protocol and Info columns.
[[nodiscard]] dissector_handle_t pdu_handle();

/// The same for a PDU inside a MIME multipart: adds to the Info column of what carries it.
[[nodiscard]] dissector_handle_t encapsulated_pdu_handle();

}  // namespace mm1::plugin
