#include "tcp_segment.h"

namespace mm1::net {

std::optional<LeftOut> read_tcp_segment(const Layer& layer, const IpHeader& ip,
                                        TcpSegment& segment) {
  constexpr std::size_t kHeader = 20;
  HeaderReader in(layer);
  segment.source = {ip.source, in.u16()};
  segment.destination = {ip.destination, in.u16()};
  segment.sequence = in.u32();
  segment.acknowledgement = in.u32();
  const std::size_t header_length = static_cast<std::size_t>(in.u8() >> 4) * 4;
  const std::uint8_t flags = in.u8();
  in.skip(6);
  if (in.ok() && header_length < kHeader) return LeftOut::kIpMalformed;
  in.skip(header_length - kHeader);
  if (!in.ok()) return in.failure();
  segment.fin = (flags & 0x01) != 0;
  segment.syn = (flags & 0x02) != 0;
  segment.rst = (flags & 0x04) != 0;
  segment.ack = (flags & 0x10) != 0;
  segment.payload = in.rest();
  return std::nullopt;
}

}  // namespace mm1::net
