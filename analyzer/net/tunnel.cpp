#include "tunnel.h"

#include "link_layer.h"

namespace mm1::net {

bool take_gtp_header(Layer& layer) {
  constexpr std::uint8_t kVersionAndProtocolMask = 0xF0;
  constexpr std::uint8_t kVersion1Gtp = 0x30;
  constexpr std::uint8_t kExtensionFlag = 0x04;
  constexpr std::uint8_t kOptionalFields = 0x07;  // extension, sequence number, N-PDU number
  constexpr std::uint8_t kGPdu = 0xFF;

  HeaderReader in(layer);
  const std::uint8_t flags = in.u8();
  const std::uint8_t type = in.u8();
  const std::size_t length = in.u16();  // of what follows the tunnel endpoint identifier
  in.skip(4);
  if ((flags & kVersionAndProtocolMask) != kVersion1Gtp || type != kGPdu) return false;
  Layer body = in.rest();
  body.confine(length);
  in = HeaderReader(body);
  if ((flags & kOptionalFields) != 0) {
    in.skip(3);
    std::uint8_t next = in.u8();
    if ((flags & kExtensionFlag) == 0) next = 0;
    while (next != 0) {
      const std::size_t words = in.u8();
      if (words == 0) return false;
      in.skip(words * 4 - 2);
      next = in.u8();
    }
  }
  const int version = in.peek() >> 4;
  if (!in.ok() || (version != 4 && version != 6)) return false;
  layer = in.rest();
  return true;
}

std::optional<LeftOut> peel_gre(Layer& layer) {
  constexpr std::uint16_t kChecksum = 0x8000;
  constexpr std::uint16_t kRouting = 0x4000;
  constexpr std::uint16_t kKey = 0x2000;
  constexpr std::uint16_t kSequenceNumber = 0x1000;
  constexpr std::uint16_t kAcknowledgement = 0x0080;  // version 1
  constexpr std::uint16_t kVersion = 0x0007;

  HeaderReader in(layer);
  const std::uint16_t flags = in.u16();
  const std::uint16_t ether_type = in.u16();
  if ((flags & kVersion) > 1 || (flags & kRouting) != 0) return LeftOut::kTransportOther;
  if ((flags & kChecksum) != 0) in.skip(4);
  if ((flags & kKey) != 0) in.skip(4);
  if ((flags & kSequenceNumber) != 0) in.skip(4);
  if ((flags & kVersion) == 1 && (flags & kAcknowledgement) != 0) in.skip(4);
  if (!in.ok()) return in.failure();
  layer = in.rest();
  return peel_ether_type(ether_type, layer);
}

}  // namespace mm1::net
