// SIP requests MESSAGE (RFC 3428) in datagrams: in IMS they bring CDMA's short messages as
// application/vnd.3gpp2.sms (3GPP2 X.S0048).
#pragma once

#include <optional>
#include <string_view>

#include "mm1/capture/packet.h"

namespace mm1::bearer {

inline constexpr std::string_view kCdmaMessageType = "application/vnd.3gpp2.sms";

/// Views into the datagram.
struct SipMessage {
  std::string_view user;          // of the Request-URI: "+15551230001"
  std::string_view content_type;  // without parameters
  capture::Octets body;
};

/// Nothing when the octets are something else.
[[nodiscard]] std::optional<SipMessage> parse_sip_message(capture::Octets octets);

}  // namespace mm1::bearer
