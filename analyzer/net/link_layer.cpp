// Link types: https://www.tcpdump.org/linktypes.html. Each header gives the EtherType of what
// follows it, so that link layers and the tags between them and IP are rows of the same kind.
#include "link_layer.h"

#include <algorithm>
#include <array>

namespace mm1::net {
namespace {

constexpr std::uint16_t kNoIp = 0;
constexpr std::uint16_t kFirstEtherType = 0x0600;  // IEEE 802.3: below, it is a length
constexpr int kMaxHeaders = 16;                    // stacked tags that are believed

/// Takes a header and returns the EtherType of what follows, kNoIp if that cannot be IP.
using TakeHeader = std::uint16_t (*)(HeaderReader&);

std::uint16_t by_ip_version(HeaderReader& in) {
  const int version = in.peek() >> 4;
  return version == 4 ? kEtherTypeIpv4 : version == 6 ? kEtherTypeIpv6 : kNoIp;
}

std::uint16_t ethernet(HeaderReader& in) {
  in.skip(12);
  const std::uint16_t type = in.u16();
  if (type >= kFirstEtherType) return type;
  // IEEE 802.2 LLC with a SNAP header that carries an EtherType (RFC 1042).
  constexpr std::array<std::uint8_t, 6> kSnap = {0xAA, 0xAA, 0x03, 0, 0, 0};
  return std::ranges::equal(in.octets(kSnap.size()), kSnap) ? in.u16() : kNoIp;
}

// The address family, in the byte order of whoever captured; that of IPv6 differs by system.
std::uint16_t bsd_loopback(HeaderReader& in) {
  std::uint32_t family = in.u32();
  if (family > 0xFFFF) family = family >> 24 | (family >> 8 & 0xFF00);
  constexpr std::uint32_t kIpv4 = 2;
  constexpr std::array<std::uint32_t, 4> kIpv6 = {10, 24, 28, 30};
  if (family == kIpv4) return kEtherTypeIpv4;
  return std::ranges::count(kIpv6, family) != 0 ? kEtherTypeIpv6 : kNoIp;
}

std::uint16_t linux_cooked(HeaderReader& in) {
  in.skip(14);
  return in.u16();
}

std::uint16_t linux_cooked_2(HeaderReader& in) {
  const std::uint16_t type = in.u16();
  in.skip(18);
  return type;
}

// RFC 1661 §2 and RFC 1662 §3.1: address, control and half of the protocol may be left out.
std::uint16_t ppp(HeaderReader& in) {
  if (in.peek() == 0xFF) in.skip(2);
  std::uint16_t protocol = in.u8();
  if ((protocol & 1) == 0) protocol = static_cast<std::uint16_t>(protocol << 8 | in.u8());
  switch (protocol) {
    case 0x0021:
      return kEtherTypeIpv4;
    case 0x0057:
      return kEtherTypeIpv6;
    case 0x0281:
      return 0x8847;
    default:
      return kNoIp;
  }
}

std::uint16_t ppp_with_direction(HeaderReader& in) {
  in.skip(1);
  return ppp(in);
}

std::uint16_t pppoe(HeaderReader& in) {
  in.skip(6);
  return ppp(in);
}

std::uint16_t cisco_hdlc(HeaderReader& in) {
  in.skip(2);
  return in.u16();
}

std::uint16_t vlan(HeaderReader& in) {
  in.skip(2);
  return in.u16();
}

// RFC 3032: nothing says what a label stack carries; IP is told by its version.
std::uint16_t mpls(HeaderReader& in) {
  for (int i = 0; i < kMaxHeaders && in.ok(); ++i) {
    const bool bottom = (in.u32() >> 8 & 1) != 0;
    if (bottom) return by_ip_version(in);
  }
  return kNoIp;
}

struct LinkType {
  std::uint32_t number;  // LINKTYPE_
  TakeHeader take;
};
constexpr std::array kLinkTypes = {
    LinkType{1, ethernet},
    LinkType{113, linux_cooked},
    LinkType{276, linux_cooked_2},
    LinkType{101, by_ip_version},  // RAW
    LinkType{12, by_ip_version},   // RAW as some systems wrote it
    LinkType{14, by_ip_version},   // the same, of OpenBSD
    LinkType{228, by_ip_version},  // IPV4
    LinkType{229, by_ip_version},  // IPV6
    LinkType{0, bsd_loopback},     // NULL
    LinkType{108, bsd_loopback},   // LOOP
    LinkType{9, ppp},
    LinkType{50, ppp},    // PPP_HDLC
    LinkType{51, pppoe},  // PPP_ETHER
    LinkType{204, ppp_with_direction},
    LinkType{104, cisco_hdlc},
};

struct EtherType {
  std::uint16_t number;
  TakeHeader take;
};
constexpr std::array kEtherTypes = {
    EtherType{0x8100, vlan},
    EtherType{0x88A8, vlan},
    EtherType{0x9100, vlan},
    EtherType{0x8864, pppoe},
    EtherType{0x8847, mpls},
    EtherType{0x8848, mpls},
    EtherType{kEtherTypeEthernet, ethernet},
    EtherType{kEtherTypePpp, ppp},
};

std::optional<LeftOut> peel_tags(std::uint16_t ether_type, HeaderReader& in, Layer& layer) {
  for (int i = 0; i < kMaxHeaders && in.ok(); ++i) {
    if (ether_type == kEtherTypeIpv4 || ether_type == kEtherTypeIpv6) {
      layer = in.rest();
      return std::nullopt;
    }
    const auto* row = std::ranges::find(kEtherTypes, ether_type, &EtherType::number);
    if (row == kEtherTypes.end()) return LeftOut::kNotIp;
    ether_type = row->take(in);
  }
  return in.ok() ? LeftOut::kNotIp : in.failure();
}

}  // namespace

std::optional<LeftOut> peel_link(std::uint32_t link_type, Layer& layer) {
  const auto* row = std::ranges::find(kLinkTypes, link_type, &LinkType::number);
  if (row == kLinkTypes.end()) return LeftOut::kLinkTypeUnknown;
  HeaderReader in(layer);
  const std::uint16_t ether_type = row->take(in);
  return peel_tags(ether_type, in, layer);
}

std::optional<LeftOut> peel_ether_type(std::uint16_t ether_type, Layer& layer) {
  HeaderReader in(layer);
  return peel_tags(ether_type, in, layer);
}

}  // namespace mm1::net
