// Link types: https://www.tcpdump.org/linktypes.html. Each header gives the EtherType of what
// follows it, so that link layers and the tags between them and IP are rows of the same kind.
#include "link_layer.h"

#include <algorithm>
#include <array>

#include "llc.h"
#include "wlan.h"

namespace mm1::net {

EtherType by_ip_version(HeaderReader& in) {
  if (in.rest().octets.empty()) in.skip(1);  // so that the reader knows why
  const int version = in.peek() >> 4;
  return version == 4 ? ether_type::kIpv4 : version == 6 ? ether_type::kIpv6 : ether_type::kNoIp;
}

namespace {

constexpr int kMaxHeaders = 16;  // stacked tags that are believed

// IEEE 802.3: a type, or the length of an LLC frame.
EtherType type_or_length(HeaderReader& in) {
  const EtherType type = in.u16();
  return type >= ether_type::kFirst ? type : take_llc(in);
}

EtherType ethernet(HeaderReader& in) {
  in.skip(12);
  return type_or_length(in);
}

// The address family, in the byte order of whoever captured; that of IPv6 differs by system.
EtherType bsd_loopback(HeaderReader& in) {
  std::uint32_t family = in.u32();
  if (family > 0xFFFF) family = family >> 24 | (family >> 8 & 0xFF00);
  constexpr std::uint32_t kIpv4 = 2;
  constexpr std::array<std::uint32_t, 4> kIpv6 = {10, 24, 28, 30};
  if (family == kIpv4) return ether_type::kIpv4;
  return std::ranges::count(kIpv6, family) != 0 ? ether_type::kIpv6 : ether_type::kNoIp;
}

EtherType linux_cooked_type(EtherType type, HeaderReader& in) {
  constexpr EtherType kLlc = 4;
  return type == kLlc ? take_llc(in) : type >= ether_type::kFirst ? type : ether_type::kNoIp;
}

EtherType linux_cooked(HeaderReader& in) {
  in.skip(14);
  return linux_cooked_type(in.u16(), in);
}

EtherType linux_cooked_2(HeaderReader& in) {
  const EtherType type = in.u16();
  in.skip(18);
  return linux_cooked_type(type, in);
}

// RFC 1661 §2 and RFC 1662 §3.1: address, control and half of the protocol may be left out.
EtherType ppp(HeaderReader& in) {
  if (in.peek() == 0xFF) in.skip(2);
  std::uint16_t protocol = in.u8();
  if ((protocol & 1) == 0) protocol = static_cast<std::uint16_t>(protocol << 8 | in.u8());
  switch (protocol) {
    case 0x0021:
      return ether_type::kIpv4;
    case 0x0057:
      return ether_type::kIpv6;
    case 0x0281:
      return ether_type::kMpls;
    default:
      return ether_type::kNoIp;
  }
}

EtherType ppp_with_direction(HeaderReader& in) {
  in.skip(1);
  return ppp(in);
}

EtherType pppoe(HeaderReader& in) {
  in.skip(6);
  return ppp(in);
}

EtherType cisco_hdlc(HeaderReader& in) {
  in.skip(2);
  return take_ether_type(in);
}

// Routers write their own framing under this number as well (RFC 1547 §4.3.1).
EtherType ppp_or_cisco_hdlc(HeaderReader& in) {
  const std::uint8_t address = in.peek();
  return address == 0x0F || address == 0x8F ? cisco_hdlc(in) : ppp(in);
}

EtherType vlan(HeaderReader& in) {
  in.skip(2);
  return type_or_length(in);
}

// RFC 3032: nothing says what a label stack carries; IP is told by its version.
EtherType mpls(HeaderReader& in) {
  for (int i = 0; i < kMaxHeaders && in.ok(); ++i) {
    const bool bottom = (in.u32() >> 8 & 1) != 0;
    if (bottom) return by_ip_version(in);
  }
  return ether_type::kNoIp;
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
    LinkType{50, ppp_or_cisco_hdlc},  // PPP_HDLC
    LinkType{51, pppoe},              // PPP_ETHER
    LinkType{204, ppp_with_direction},
    LinkType{104, cisco_hdlc},
    LinkType{105, take_wlan},
    LinkType{119, take_prism},
    LinkType{127, take_radiotap},
    LinkType{163, take_avs},
    LinkType{192, take_ppi},
};

struct Tag {
  EtherType type;
  TakeHeader take;
};
constexpr std::array kTags = {
    Tag{0x8100, vlan},
    Tag{0x88A8, vlan},
    Tag{0x9100, vlan},
    Tag{0x8864, pppoe},
    Tag{ether_type::kMpls, mpls},
    Tag{0x8848, mpls},
    Tag{ether_type::kEthernet, ethernet},
    Tag{ether_type::kPpp, ppp},
};

std::optional<LeftOut> peel_tags(EtherType type, HeaderReader& in, Peeled& peeled) {
  for (int i = 0; i < kMaxHeaders && in.ok(); ++i) {
    if (type == ether_type::kIpv4 || type == ether_type::kIpv6) {
      peeled.packet = in.rest();
      return std::nullopt;
    }
    if (type == ether_type::kWlanUnreadable) return LeftOut::kWlanUnreadable;
    if (type == ether_type::kMsdus) {
      type = take_msdu(in, peeled.others);
      continue;
    }
    const auto* row = std::ranges::find(kTags, type, &Tag::type);
    if (row == kTags.end()) return LeftOut::kNotIp;
    type = row->take(in);
  }
  return in.ok() ? LeftOut::kNotIp : in.failure();
}

}  // namespace

std::optional<LeftOut> peel_link(std::uint32_t link_type, const Layer& frame, Peeled& peeled) {
  const auto* row = std::ranges::find(kLinkTypes, link_type, &LinkType::number);
  if (row == kLinkTypes.end()) return LeftOut::kLinkTypeUnknown;
  peeled.others = {};
  HeaderReader in(frame);
  const EtherType type = row->take(in);
  return peel_tags(type, in, peeled);
}

std::optional<LeftOut> peel(EtherType type, const Layer& layer, Peeled& peeled) {
  HeaderReader in(layer);
  peeled.others = {};
  return peel_tags(type, in, peeled);
}

}  // namespace mm1::net
