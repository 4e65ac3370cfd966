// PDUs for "Export PDUs to File", without what carried them.
#pragma once

#include <epan/packet.h>

namespace mm1::plugin {

/// To be called when all protocols are registered.
void start_pdu_export();

/// Hands the PDU over while someone exports. The exported one names the dissector "mm1".
void export_pdu(tvbuff_t* tvb, packet_info* pinfo);

}  // namespace mm1::plugin
