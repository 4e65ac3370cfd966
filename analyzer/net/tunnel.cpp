#include "tunnel.h"

#include <algorithm>
#include <array>

#include "ip_header.h"

namespace mm1::net {
namespace {

// 3GPP TS 29.281 §5.1, with its extension headers.
EtherType gtp_1(HeaderReader& in) {
  constexpr std::uint8_t kVersionAndProtocolMask = 0xF0;
  constexpr std::uint8_t kVersion1Gtp = 0x30;
  constexpr std::uint8_t kExtensionFlag = 0x04;
  constexpr std::uint8_t kOptionalFields = 0x07;  // extension, sequence number, N-PDU number
  constexpr std::uint8_t kGPdu = 0xFF;

  const std::uint8_t flags = in.u8();
  const std::uint8_t type = in.u8();
  const std::size_t length = in.u16();  // of what follows the tunnel endpoint identifier
  in.skip(4);
  if ((flags & kVersionAndProtocolMask) != kVersion1Gtp || type != kGPdu) return ether_type::kNoIp;
  in.confine(length);
  if ((flags & kOptionalFields) != 0) {
    in.skip(3);
    std::uint8_t next = in.u8();
    if ((flags & kExtensionFlag) == 0) next = 0;
    while (next != 0) {
      const std::size_t words = in.u8();
      if (words == 0) return ether_type::kNoIp;
      in.skip(words * 4 - 2);
      next = in.u8();
    }
  }
  return by_ip_version(in);
}

// 3GPP TS 29.060 of Release 97 (GSM 09.60 §6): what GPRS networks spoke first.
EtherType gtp_0(HeaderReader& in) {
  constexpr std::uint8_t kVersionAndProtocolMask = 0xF0;
  constexpr std::uint8_t kVersion0Gtp = 0x10;
  constexpr std::uint8_t kTPdu = 0xFF;
  const std::uint8_t flags = in.u8();
  const std::uint8_t type = in.u8();
  const std::size_t length = in.u16();  // of what follows the tunnel identifier
  in.skip(16);
  if ((flags & kVersionAndProtocolMask) != kVersion0Gtp || type != kTPdu) return ether_type::kNoIp;
  in.confine(length);
  return by_ip_version(in);
}

// RFC 7348 §5.
EtherType vxlan(HeaderReader& in) {
  constexpr std::uint32_t kNetworkIdentifierIsThere = 0x0800'0000;
  const std::uint32_t flags = in.u32();
  in.skip(4);
  return flags == kNetworkIdentifierIsThere ? ether_type::kEthernet : ether_type::kNoIp;
}

// RFC 2661 §3.1.
EtherType l2tp(HeaderReader& in) {
  constexpr std::uint16_t kControl = 0x8000;
  constexpr std::uint16_t kLength = 0x4000;
  constexpr std::uint16_t kSequence = 0x0800;
  constexpr std::uint16_t kOffset = 0x0200;
  constexpr std::uint16_t kVersionMask = 0x000F;
  constexpr std::uint16_t kVersion2 = 2;
  const std::uint16_t flags = in.u16();
  if ((flags & kControl) != 0 || (flags & kVersionMask) != kVersion2) return ether_type::kNoIp;
  if ((flags & kLength) != 0) {
    const std::size_t length = in.u16();  // with what was taken so far
    if (length < 4) return ether_type::kNoIp;
    in.confine(length - 4);
  }
  in.skip(4);  // tunnel and session
  if ((flags & kSequence) != 0) in.skip(4);
  if ((flags & kOffset) != 0) in.skip(in.u16());
  return ether_type::kPpp;
}

// RFC 1701: source routes, each with its own length, up to one of length 0.
void skip_source_routes(HeaderReader& in) {
  constexpr int kMaxRoutes = 64;
  for (int i = 0; i < kMaxRoutes && in.ok(); ++i) {
    const std::uint16_t family = in.u16();
    in.skip(1);
    const std::size_t length = in.u8();
    if (family == 0 && length == 0) return;
    in.skip(length);
  }
}

// RFC 2784, RFC 2890; version 1 is PPTP's (RFC 2637).
EtherType gre(HeaderReader& in) {
  constexpr std::uint16_t kChecksum = 0x8000;
  constexpr std::uint16_t kRouting = 0x4000;
  constexpr std::uint16_t kKey = 0x2000;
  constexpr std::uint16_t kSequenceNumber = 0x1000;
  constexpr std::uint16_t kAcknowledgement = 0x0080;  // version 1
  constexpr std::uint16_t kVersion = 0x0007;
  constexpr EtherType kMirrored = 0x88BE;  // ERSPAN: frames of a mirrored port

  const std::uint16_t flags = in.u16();
  const EtherType type = take_ether_type(in);
  if ((flags & kVersion) > 1) return ether_type::kNoIp;
  if ((flags & (kChecksum | kRouting)) != 0) in.skip(4);
  if ((flags & kKey) != 0) in.skip(4);
  if ((flags & kSequenceNumber) != 0) in.skip(4);
  if ((flags & kVersion) == 1 && (flags & kAcknowledgement) != 0) in.skip(4);
  if ((flags & kRouting) != 0) skip_source_routes(in);
  if (type != kMirrored) return type;
  // Only the first type has neither sequence numbers nor a header of its own.
  if ((flags & kSequenceNumber) != 0) in.skip(8);
  return ether_type::kEthernet;
}

struct UdpTunnel {
  std::uint16_t port;
  TakeHeader take;
};
constexpr std::array kUdpTunnels = {
    UdpTunnel{2152, gtp_1},  // 3GPP TS 29.281 §4.4.2
    UdpTunnel{3386, gtp_0},  //
    UdpTunnel{4789, vxlan},  //
    UdpTunnel{1701, l2tp},
};

struct IpTunnel {
  std::uint8_t protocol;
  TakeHeader take;
};
constexpr std::array kIpTunnels = {
    IpTunnel{protocol::kIpv4, by_ip_version},
    IpTunnel{protocol::kIpv6, by_ip_version},
    IpTunnel{protocol::kGre, gre},
};

}  // namespace

std::optional<EtherType> take_udp_tunnel(std::uint16_t source_port, std::uint16_t destination_port,
                                         Layer& layer) {
  const auto* row = std::ranges::find_if(kUdpTunnels, [&](const UdpTunnel& tunnel) {
    return tunnel.port == destination_port || tunnel.port == source_port;
  });
  if (row == kUdpTunnels.end()) return std::nullopt;
  HeaderReader in(layer);
  const EtherType type = row->take(in);
  if (!in.ok() || type == ether_type::kNoIp) return std::nullopt;
  layer = in.rest();
  return type;
}

TakeHeader ip_tunnel(std::uint8_t protocol) {
  const auto* row = std::ranges::find(kIpTunnels, protocol, &IpTunnel::protocol);
  return row == kIpTunnels.end() ? nullptr : row->take;
}

}  // namespace mm1::net
