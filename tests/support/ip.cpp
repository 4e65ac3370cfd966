#include "support/ip.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace mm1::test {
namespace {

constexpr std::size_t kIpv4Header = 20;
constexpr std::size_t kIpv6Header = 40;
constexpr std::uint8_t kIpv6Fragment = 44;
constexpr std::uint8_t kHopLimit = 64;

// Four octets of an IPv4 address, sixteen of an IPv6 one.
Buffer address_octets(const std::string& text) {
  std::array<std::uint8_t, 16> octets{};
  if (inet_pton(AF_INET, text.c_str(), octets.data()) == 1)
    return {octets.begin(), octets.begin() + 4};
  if (inet_pton(AF_INET6, text.c_str(), octets.data()) == 1) return {octets.begin(), octets.end()};
  throw std::invalid_argument("not an IP address: " + text);
}

std::uint16_t transport_checksum(const Endpoint& from, const Endpoint& to, std::uint8_t protocol,
                                 Octets segment) {
  OctetWriter pseudo;
  pseudo.octets(address_octets(from.address)).octets(address_octets(to.address));
  pseudo.u32(segment.size()).u32(protocol).octets(segment);
  return internet_checksum(pseudo.written());
}

void put_u16(Buffer& octets, std::size_t offset, std::uint16_t number) {
  octets.at(offset) = static_cast<std::uint8_t>(number >> 8);
  octets.at(offset + 1) = static_cast<std::uint8_t>(number & 0xFF);
}

bool is_ipv6(const Buffer& ip_packet) { return (ip_packet.at(0) >> 4) == 6; }

Buffer ipv4_packet(const IpHeader& header, Octets payload) {
  OctetWriter packet;
  packet.u8(0x45).u8(0).u16(kIpv4Header + payload.size()).u16(header.identification).u16(0);
  packet.u8(kHopLimit).u8(header.protocol).u16(0);
  packet.octets(address_octets(header.source)).octets(address_octets(header.destination));
  Buffer octets = packet.octets(payload).take();
  put_u16(octets, 10, internet_checksum(Octets(octets).first(kIpv4Header)));
  return octets;
}

Buffer ipv6_packet(const IpHeader& header, Octets payload) {
  OctetWriter packet;
  packet.u32(0x60000000).u16(payload.size()).u8(header.protocol).u8(kHopLimit);
  packet.octets(address_octets(header.source)).octets(address_octets(header.destination));
  return packet.octets(payload).take();
}

Buffer ipv4_fragment(const Buffer& ip_packet, std::size_t offset, std::size_t length, bool more) {
  Buffer fragment(ip_packet.begin(), ip_packet.begin() + kIpv4Header);
  const auto begin = ip_packet.begin() + static_cast<std::ptrdiff_t>(kIpv4Header + offset);
  fragment.insert(fragment.end(), begin, begin + static_cast<std::ptrdiff_t>(length));
  put_u16(fragment, 2, static_cast<std::uint16_t>(fragment.size()));
  put_u16(fragment, 6, static_cast<std::uint16_t>((more ? 0x2000 : 0) | (offset / 8)));
  put_u16(fragment, 10, 0);
  put_u16(fragment, 10, internet_checksum(Octets(fragment).first(kIpv4Header)));
  return fragment;
}

Buffer ipv6_fragment(const Buffer& ip_packet, std::size_t offset, std::size_t length, bool more,
                     std::uint32_t identification) {
  OctetWriter extension;
  extension.u8(ip_packet.at(6)).u8(0).u16(offset | (more ? 1 : 0)).u32(identification);
  Buffer fragment(ip_packet.begin(), ip_packet.begin() + kIpv6Header);
  fragment.at(6) = kIpv6Fragment;
  fragment.insert(fragment.end(), extension.written().begin(), extension.written().end());
  const auto begin = ip_packet.begin() + static_cast<std::ptrdiff_t>(kIpv6Header + offset);
  fragment.insert(fragment.end(), begin, begin + static_cast<std::ptrdiff_t>(length));
  put_u16(fragment, 4, static_cast<std::uint16_t>(fragment.size() - kIpv6Header));
  return fragment;
}

}  // namespace

Buffer ip_packet_of(const IpHeader& header, Octets payload) {
  return header.source.find(':') == std::string::npos ? ipv4_packet(header, payload)
                                                      : ipv6_packet(header, payload);
}

std::vector<Buffer> fragments_of(const Buffer& ip_packet, std::size_t max_payload,
                                 std::uint32_t identification) {
  const std::size_t payload = ip_packet.size() - (is_ipv6(ip_packet) ? kIpv6Header : kIpv4Header);
  if (payload <= max_payload) return {ip_packet};
  std::vector<Buffer> fragments;
  for (std::size_t offset = 0; offset < payload; offset += max_payload) {
    const std::size_t length = std::min(max_payload, payload - offset);
    const bool more = offset + length < payload;
    fragments.push_back(is_ipv6(ip_packet)
                            ? ipv6_fragment(ip_packet, offset, length, more, identification)
                            : ipv4_fragment(ip_packet, offset, length, more));
  }
  return fragments;
}

std::uint16_t internet_checksum(Octets octets) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < octets.size(); ++i)
    sum += static_cast<std::uint32_t>(octets[i]) << (i % 2 == 0 ? 8 : 0);
  while (sum > 0xFFFF) sum = (sum & 0xFFFF) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum & 0xFFFF);
}

std::string source_of(const Buffer& ip_packet) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (is_ipv6(ip_packet)) {
    inet_ntop(AF_INET6, &ip_packet.at(8), text.data(), text.size());
  } else {
    inet_ntop(AF_INET, &ip_packet.at(12), text.data(), text.size());
  }
  return text.data();
}

Buffer udp_datagram(const Endpoint& from, const Endpoint& to, Octets payload) {
  constexpr std::size_t kHeader = 8;
  OctetWriter datagram;
  datagram.u16(from.port).u16(to.port).u16(kHeader + payload.size()).u16(0).octets(payload);
  Buffer octets = datagram.take();
  const std::uint16_t checksum = transport_checksum(from, to, kUdp, octets);
  put_u16(octets, 6, checksum == 0 ? 0xFFFF : checksum);  // 0 would say "none"
  return octets;
}

Buffer tcp_segment(const Endpoint& from, const Endpoint& to, const TcpHeader& header,
                   Octets payload) {
  constexpr std::uint8_t kFiveWords = 0x50;
  OctetWriter segment;
  segment.u16(from.port).u16(to.port).u32(header.sequence).u32(header.acknowledgement);
  segment.u8(kFiveWords).u8(header.flags).u16(0xFFFF).u16(0).u16(0).octets(payload);
  Buffer octets = segment.take();
  put_u16(octets, 16, transport_checksum(from, to, kTcp, octets));
  return octets;
}

}  // namespace mm1::test
