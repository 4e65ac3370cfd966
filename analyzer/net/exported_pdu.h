// PDUs that Wireshark exported ("Export PDUs to file", text2pcap -P): LINKTYPE_WIRESHARK_UPPER_PDU.
#pragma once

#include <cstdint>
#include <optional>

#include "header_reader.h"
#include "mm1/net/endpoint.h"
#include "mm1/net/payload.h"

namespace mm1::net {

inline constexpr std::uint32_t kExportedPdu = 252;

struct ExportedPdu {
  Payload payload = Payload::kUnknown;
  Endpoint source;  // what the export names of it
  Endpoint destination;
  Layer octets;
};

/// Reads the tags before the PDU (https://www.tcpdump.org/linktypes/LINKTYPE_WIRESHARK_UPPER_PDU).
/// Says why it cannot.
[[nodiscard]] std::optional<LeftOut> read_exported_pdu(const Layer& frame, ExportedPdu& pdu);

}  // namespace mm1::net
