#include "exported_pdu.h"

#include <algorithm>
#include <string_view>

namespace mm1::net {
namespace {

enum Tag : std::uint16_t {
  kEnd = 0,
  kDissectorName = 12,
  kIpv4Source = 20,
  kIpv4Destination = 21,
  kIpv6Source = 22,
  kIpv6Destination = 23,
  kSourcePort = 25,
  kDestinationPort = 26,
};

void set_address(IpAddress& address, Octets value, std::uint8_t family) {
  const std::size_t length = family == 4 ? 4 : 16;
  if (value.size() != length) return;
  address = {};
  address.family = family;
  std::ranges::copy(value, address.octets.begin());
}

void set_port(std::uint16_t& port, Octets value) {
  HeaderReader in({value, value.size()});
  in.skip(2);  // four octets for the two of a port
  port = in.u16();
}

// The value may end with octets 0.
std::string_view text_of(Octets value) {
  const std::string_view text(reinterpret_cast<const char*>(value.data()), value.size());
  return text.substr(0, text.find('\0'));
}

void take_tag(std::uint16_t tag, Octets value, ExportedPdu& pdu) {
  switch (tag) {
    case kDissectorName:
      pdu.payload = payload_named(text_of(value));
      return;
    case kIpv4Source:
      return set_address(pdu.source.address, value, 4);
    case kIpv4Destination:
      return set_address(pdu.destination.address, value, 4);
    case kIpv6Source:
      return set_address(pdu.source.address, value, 6);
    case kIpv6Destination:
      return set_address(pdu.destination.address, value, 6);
    case kSourcePort:
      return set_port(pdu.source.port, value);
    case kDestinationPort:
      return set_port(pdu.destination.port, value);
    default:
      return;
  }
}

}  // namespace

std::optional<LeftOut> read_exported_pdu(const Layer& frame, ExportedPdu& pdu) {
  HeaderReader in(frame);
  for (;;) {
    const std::uint16_t tag = in.u16();
    const std::size_t length = in.u16();
    const Octets value = in.octets(length);
    if (!in.ok()) return in.failure();
    if (tag == kEnd) break;
    take_tag(tag, value, pdu);
  }
  pdu.octets = in.rest();
  return std::nullopt;
}

}  // namespace mm1::net
