// Link layers and tunnels: what an IP packet is wrapped in on its way into a capture.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "support/octet_writer.h"

namespace mm1::test {

/// A GTPv1-U tunnel between a base station (or SGSN) and a gateway, for one phone.
struct GtpuTunnel {
  std::string phone;  // inner address: packets from it go up, others down
  std::string access;
  std::string gateway;
  std::uint32_t uplink_teid = 0x1001;
  std::uint32_t downlink_teid = 0x2002;
  std::size_t max_payload = 0;  // outer packets are fragmented above it (a multiple of 8); 0: never
};

/// One kind of wire: link type and how an IP packet is framed on it.
class Wire {
 public:
  static Wire ethernet();
  /// Ethernet with 802.1Q tags, the outermost first; more than one: 802.1ad outside (QinQ).
  static Wire vlan(std::vector<std::uint16_t> tags);
  static Wire linux_sll();
  static Wire linux_sll2();
  static Wire raw_ip();
  /// BSD loopback, little-endian protocol family.
  static Wire null();
  /// PPP without HDLC framing.
  static Wire ppp();

  /// The same wire with this tunnel around every packet.
  [[nodiscard]] Wire through(GtpuTunnel tunnel) const;

  [[nodiscard]] std::uint32_t link_type() const { return link_type_; }
  /// The frames one IP packet makes: one, or several where a tunnel fragments.
  [[nodiscard]] std::vector<Buffer> frames(const Buffer& ip_packet) const;

 private:
  using Frame = std::function<Buffer(const Buffer& ip_packet)>;
  Wire(std::uint32_t link_type, Frame frame) : link_type_(link_type), frame_(std::move(frame)) {}

  std::uint32_t link_type_;
  Frame frame_;
  std::vector<GtpuTunnel> tunnels_;  // the innermost first
};

}  // namespace mm1::test
