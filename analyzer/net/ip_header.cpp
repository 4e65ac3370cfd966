#include "ip_header.h"

#include <algorithm>

namespace mm1::net {
namespace {

constexpr int kMaxExtensionHeaders = 16;

IpAddress take_address(HeaderReader& in, std::uint8_t family) {
  IpAddress address;
  address.family = family;
  std::ranges::copy(in.octets(family == 4 ? 4 : 16), address.octets.begin());
  return address;
}

std::optional<LeftOut> take_ipv4_header(Layer& layer, IpHeader& header) {
  HeaderReader in(layer);
  const std::size_t header_length = std::size_t{in.u8() & 0x0Fu} * 4;
  in.skip(1);
  const std::size_t total_length = in.u16();
  header.identification = in.u16();
  const std::uint16_t fragment = in.u16();
  in.skip(1);
  header.protocol = in.u8();
  in.skip(2);
  header.source = take_address(in, 4);
  header.destination = take_address(in, 4);
  if (!in.ok()) return in.failure();
  if (header_length < 20) return LeftOut::kIpMalformed;
  in.skip(header_length - 20);
  if (!in.ok()) return in.failure();

  header.more_fragments = (fragment & 0x2000) != 0;
  header.fragment_offset = (fragment & 0x1FFFu) * 8;
  header.fragment = header.more_fragments || header.fragment_offset != 0;
  layer = in.rest();
  // 0 is written by network cards that cut large packets themselves: then all of it is the packet.
  if (total_length == 0) return std::nullopt;
  if (total_length < header_length) return LeftOut::kIpMalformed;
  layer.has_on_wire(total_length - header_length);
  return std::nullopt;
}

std::optional<LeftOut> take_ipv6_header(Layer& layer, IpHeader& header) {
  HeaderReader in(layer);
  in.skip(4);
  const std::size_t payload_length = in.u16();
  header.protocol = in.u8();
  in.skip(1);
  header.source = take_address(in, 6);
  header.destination = take_address(in, 6);
  if (!in.ok()) return in.failure();
  layer = in.rest();
  // 0 is a jumbogram (RFC 2675) or as above.
  if (payload_length != 0) layer.has_on_wire(payload_length);
  return take_ipv6_extensions(layer, header);
}

void take_fragment_header(HeaderReader& in, IpHeader& header) {
  header.protocol = in.u8();
  in.skip(1);
  const std::uint16_t fragment = in.u16();
  header.identification = in.u32();
  header.more_fragments = (fragment & 1) != 0;
  header.fragment_offset = fragment & 0xFFF8u;
  header.fragment = header.more_fragments || header.fragment_offset != 0;
}

}  // namespace

std::optional<LeftOut> take_ipv6_extensions(Layer& layer, IpHeader& header) {
  HeaderReader in(layer);
  for (int i = 0; i < kMaxExtensionHeaders && in.ok(); ++i) {
    switch (header.protocol) {
      case protocol::kHopByHop:
      case protocol::kRouting:
      case protocol::kDestinationOptions:
      case protocol::kMobility:
        header.protocol = in.u8();
        in.skip(std::size_t{in.u8()} * 8 + 6);
        break;
      case protocol::kAuthentication:
        header.protocol = in.u8();
        in.skip(std::size_t{in.u8()} * 4 + 6);
        break;
      case protocol::kFragment:
        take_fragment_header(in, header);
        if (!header.fragment) break;
        [[fallthrough]];
      default:
        if (in.ok()) layer = in.rest();
        return in.failure();
    }
  }
  return in.ok() ? LeftOut::kIpMalformed : in.failure();
}

std::optional<LeftOut> take_ip_header(Layer& layer, IpHeader& header) {
  switch (HeaderReader(layer).peek() >> 4) {
    case 4:
      return take_ipv4_header(layer, header);
    case 6:
      return take_ipv6_header(layer, header);
    default:
      return layer.octets.empty() && layer.wire_length > 0 ? LeftOut::kPacketTruncated
                                                           : LeftOut::kIpMalformed;
  }
}

}  // namespace mm1::net
