// WSP PDUs (WAP-230 §8.2), as far as MM1 needs them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "mm1/capture/packet.h"

namespace mm1::bearer {

enum class WspKind : std::uint8_t {
  kRequest,  // Get, Post and the other methods
  kReply,
  kPush,     // Push and ConfirmedPush
  kSession,  // Connect … Resume, Data Fragment: nothing of MM1
};

/// Views into the octets it was parsed from, or into tables.
struct WspPdu {
  WspKind kind = WspKind::kSession;
  std::uint8_t type = 0;
  std::string_view method;        // requests: "GET", "POST"
  std::string_view uri;           // requests
  int status = 0;                 // replies, as an HTTP number
  bool has_content_type = false;  // one that can be read or not
  std::string_view content_type;
  capture::Octets data;
};

/// `octets` begin with the type octet (no TID). Nothing when the type is not assigned or a length
/// runs past the end.
[[nodiscard]] std::optional<WspPdu> parse_wsp_pdu(capture::Octets octets);

/// The HTTP number of a WSP status (WAP-230 Table 36); 0 for one that is not assigned.
[[nodiscard]] int http_status(std::uint8_t wsp_status);

/// Whether the PDU's data are an MM1 PDU, by content type or else by their first octets.
[[nodiscard]] bool carries_mm1(const WspPdu& pdu);

}  // namespace mm1::bearer
