#include "support/wire.h"

#include <utility>

#include "support/capture_file.h"
#include "support/ip.h"

namespace mm1::test {
namespace {

constexpr std::uint16_t kEtherIpv4 = 0x0800;
constexpr std::uint16_t kEtherIpv6 = 0x86DD;
constexpr std::uint16_t kEtherVlan = 0x8100;
constexpr std::uint16_t kEtherProviderVlan = 0x88A8;
constexpr std::uint16_t kGtpuPort = 2152;

bool is_ipv6(const Buffer& ip_packet) { return (ip_packet.at(0) >> 4) == 6; }
std::uint16_t ether_type(const Buffer& ip_packet) {
  return is_ipv6(ip_packet) ? kEtherIpv6 : kEtherIpv4;
}

// Locally administered addresses.
constexpr std::uint8_t kMacA[] = {0x02, 0, 0, 0, 0, 0x0A};
constexpr std::uint8_t kMacB[] = {0x02, 0, 0, 0, 0, 0x0B};

Buffer frame_ethernet(const Buffer& ip_packet, const std::vector<std::uint16_t>& tags) {
  OctetWriter frame;
  frame.octets(kMacB).octets(kMacA);
  for (std::size_t i = 0; i < tags.size(); ++i)
    frame.u16(i + 1 < tags.size() ? kEtherProviderVlan : kEtherVlan).u16(tags[i]);
  return frame.u16(ether_type(ip_packet)).octets(ip_packet).take();
}

Buffer frame_linux_sll(const Buffer& ip_packet) {
  OctetWriter frame;
  frame.u16(0).u16(1).u16(6).octets(kMacA).u16(0).u16(ether_type(ip_packet));
  return frame.octets(ip_packet).take();
}

Buffer frame_linux_sll2(const Buffer& ip_packet) {
  OctetWriter frame;
  frame.u16(ether_type(ip_packet)).u16(0).u32(1).u16(1).u8(0).u8(6).octets(kMacA).u16(0);
  return frame.octets(ip_packet).take();
}

Buffer frame_null(const Buffer& ip_packet) {
  constexpr std::uint32_t kInet = 2;
  constexpr std::uint32_t kInet6 = 30;  // as macOS numbers it
  OctetWriter frame(/*little_endian=*/true);
  return frame.u32(is_ipv6(ip_packet) ? kInet6 : kInet).octets(ip_packet).take();
}

Buffer frame_ppp(const Buffer& ip_packet) {
  OctetWriter frame;
  return frame.u16(is_ipv6(ip_packet) ? 0x0057 : 0x0021).octets(ip_packet).take();
}

std::vector<Buffer> encapsulate(const GtpuTunnel& tunnel, const Buffer& ip_packet) {
  constexpr std::uint8_t kVersion1 = 0x30;
  constexpr std::uint8_t kUserData = 0xFF;
  const bool up = source_of(ip_packet) == tunnel.phone;
  OctetWriter gtpu;
  gtpu.u8(kVersion1).u8(kUserData).u16(ip_packet.size());
  gtpu.u32(up ? tunnel.uplink_teid : tunnel.downlink_teid).octets(ip_packet);
  const Endpoint access{tunnel.access, kGtpuPort};
  const Endpoint gateway{tunnel.gateway, kGtpuPort};
  const Endpoint& from = up ? access : gateway;
  const Endpoint& to = up ? gateway : access;
  // The inner packet's identification tells the outer ones apart as well.
  const auto identification = static_cast<std::uint16_t>(ip_packet.at(4) << 8 | ip_packet.at(5));
  const Buffer outer = ip_packet_of({from.address, to.address, kUdp, identification},
                                    udp_datagram(from, to, gtpu.written()));
  const std::size_t max_payload = tunnel.max_payload == 0 ? outer.size() : tunnel.max_payload;
  return fragments_of(outer, max_payload, identification);
}

}  // namespace

Wire Wire::ethernet() { return vlan({}); }
Wire Wire::vlan(std::vector<std::uint16_t> tags) {
  return {link_type::kEthernet, [tags = std::move(tags)](const Buffer& ip_packet) {
            return frame_ethernet(ip_packet, tags);
          }};
}
Wire Wire::linux_sll() { return {link_type::kLinuxSll, frame_linux_sll}; }
Wire Wire::linux_sll2() { return {link_type::kLinuxSll2, frame_linux_sll2}; }
Wire Wire::raw_ip() {
  return {link_type::kRawIp, [](const Buffer& ip_packet) { return ip_packet; }};
}
Wire Wire::null() { return {link_type::kNull, frame_null}; }
Wire Wire::ppp() { return {link_type::kPpp, frame_ppp}; }

Wire Wire::through(GtpuTunnel tunnel) const {
  Wire wire = *this;
  wire.tunnels_.push_back(std::move(tunnel));
  return wire;
}

std::vector<Buffer> Wire::frames(const Buffer& ip_packet) const {
  std::vector<Buffer> packets = {ip_packet};
  for (const GtpuTunnel& tunnel : tunnels_) {
    std::vector<Buffer> outer;
    for (const Buffer& inner : packets)
      for (Buffer& packet : encapsulate(tunnel, inner)) outer.push_back(std::move(packet));
    packets = std::move(outer);
  }
  for (Buffer& packet : packets) packet = frame_(packet);
  return packets;
}

}  // namespace mm1::test
