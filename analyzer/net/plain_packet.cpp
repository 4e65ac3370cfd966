#include "plain_packet.h"

#include <algorithm>
#include <array>

namespace mm1::net {
namespace {

constexpr std::size_t kIpv4Header = 20, kIpv4Address = 4;
constexpr std::size_t kIpv6Header = 40, kIpv6Address = 16;
constexpr std::uint8_t kHopLimit = 64;

std::array<std::uint8_t, 2> u16(std::size_t value) {
  value = std::min<std::size_t>(value, 0xFFFF);
  return {static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}

}  // namespace

Layer PlainPacket::of(const IpHeader& header, const Layer& payload) {
  const bool is_ipv6 = header.source.family == 6;
  const std::size_t size = is_ipv6 ? kIpv6Header : kIpv4Header;
  const auto append = [this](Octets octets) {
    octets_.insert(octets_.end(), octets.begin(), octets.end());
  };
  if (is_ipv6) {
    const auto length = u16(payload.wire_length);
    octets_ = {0x60, 0, 0, 0, length[0], length[1], header.protocol, kHopLimit};
  } else {
    const auto length = u16(size + payload.wire_length);
    octets_ = {0x45, 0, length[0], length[1], 0, 0, 0, 0, kHopLimit, header.protocol, 0, 0};
  }
  const std::size_t address = is_ipv6 ? kIpv6Address : kIpv4Address;
  append(Octets(header.source.octets).first(address));
  append(Octets(header.destination.octets).first(address));
  append(payload.octets);
  return {octets_, size + payload.wire_length};
}

}  // namespace mm1::net
