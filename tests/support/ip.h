// IPv4, IPv6, UDP and TCP headers with right checksums.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "support/octet_writer.h"

namespace mm1::test {

inline constexpr std::uint8_t kTcp = 6, kUdp = 17;

/// An address as text ("192.0.2.1", "2001:db8::1") and a port.
struct Endpoint {
  std::string address;
  std::uint16_t port = 0;
};

struct IpHeader {
  std::string source;
  std::string destination;
  std::uint8_t protocol = 0;
  std::uint16_t identification = 0;  // IPv4
};

/// A whole IP packet; the family follows from the addresses. Throws for a text that is no address.
[[nodiscard]] Buffer ip_packet_of(const IpHeader& header, Octets payload);

/// Splits a packet whose payload is longer than `max_payload` (a multiple of 8) into fragments;
/// `identification` is used for IPv6, whose header has none.
[[nodiscard]] std::vector<Buffer> fragments_of(const Buffer& ip_packet, std::size_t max_payload,
                                               std::uint32_t identification);

/// The checksum of RFC 1071 over octets whose own checksum field is 0.
[[nodiscard]] std::uint16_t internet_checksum(Octets octets);

/// Source address of an IP packet, as text.
[[nodiscard]] std::string source_of(const Buffer& ip_packet);

/// UDP header and payload.
[[nodiscard]] Buffer udp_datagram(const Endpoint& from, const Endpoint& to, Octets payload);

struct TcpHeader {
  std::uint32_t sequence = 0;
  std::uint32_t acknowledgement = 0;
  std::uint8_t flags = 0;
};
inline constexpr std::uint8_t kFin = 0x01, kSyn = 0x02, kRst = 0x04, kPsh = 0x08, kAck = 0x10;

/// TCP header and payload.
[[nodiscard]] Buffer tcp_segment(const Endpoint& from, const Endpoint& to, const TcpHeader& header,
                                 Octets payload);

}  // namespace mm1::test
