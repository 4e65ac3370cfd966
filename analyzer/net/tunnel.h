// Tunnels that carry IP packets: GTPv1-U and GRE. (IP in IP needs no header of its own.)
#pragma once

#include <cstdint>
#include <optional>

#include "header_reader.h"

namespace mm1::net {

inline constexpr std::uint16_t kGtpUserPort = 2152;  // 3GPP TS 29.281 §4.4.2

/// Takes a GTPv1-U header (3GPP TS 29.281 §5.1) with its extension headers off the payload of a
/// UDP datagram. False, with `layer` as it was, when that is no G-PDU with an IP packet in it.
[[nodiscard]] bool take_gtp_header(Layer& layer);

/// Makes `layer`, the payload of GRE's IP protocol number (RFC 2784, RFC 2890; version 1 is RFC
/// 2637), the IP packet in it. Says why it cannot.
[[nodiscard]] std::optional<LeftOut> peel_gre(Layer& layer);

}  // namespace mm1::net
