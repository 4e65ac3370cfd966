// WSP PDUs (WAP-230 §8.2), as far as MM1 needs them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "mm1/capture/packet.h"
#include "mm1/wsp/cursor.h"
#include "packet_fault.h"

namespace mm1::bearer {

enum class WspKind : std::uint8_t {
  kRequest,  // Get, Post and the other methods
  kReply,
  kPush,      // Push and ConfirmedPush
  kSession,   // Connect … Resume: nothing of MM1
  kFragment,  // Data Fragment: more data of the method or reply before it
};

/// Views into the octets it was parsed from, or into tables.
struct WspPdu {
  WspKind kind = WspKind::kSession;
  std::uint8_t type = 0;
  std::string_view method;  // requests: "GET", "POST"
  std::string_view uri;     // requests; a terminator and what follows it are cut off
  bool uri_has_terminator = false;
  std::uint8_t status_octet = 0;  // replies
  int status = 0;                 // replies, as an HTTP number
  bool has_content_type = false;  // one that can be read or not
  std::string_view content_type;
  capture::Octets headers;  // behind the Content-Type, where there is one
  capture::Octets data;
};

/// WAP-230 Table 34.
namespace wsp_type {
inline constexpr std::uint8_t kConnect = 0x01, kConnectReply = 0x02, kDisconnect = 0x05,
                              kPush = 0x06, kConfirmedPush = 0x07, kResume = 0x09;
}  // namespace wsp_type

/// `octets` begin with the type octet (no TID). Nothing when the type is not assigned or a length
/// runs past the end; `faults` gets the rule that this breaks.
[[nodiscard]] std::optional<WspPdu> parse_wsp_pdu(capture::Octets octets,
                                                  PacketFaults* faults = nullptr);

/// Whether the PDU's data are an MM1 PDU, by content type or else by their first fields.
[[nodiscard]] bool carries_mm1(const WspPdu& pdu);
/// Whether there is a PDU, and its data can be nothing but an MM1 PDU.
[[nodiscard]] bool surely_carries_mm1(const std::optional<WspPdu>& pdu);

/// A variable length unsigned integer (WAP-230 §8.1.2), the largest for one of more than 32 bits.
/// One that does not end sets the overrun mark.
[[nodiscard]] std::uint32_t take_uintvar(wsp::Cursor& cursor);

}  // namespace mm1::bearer
