// IPv4 (RFC 791) and IPv6 (RFC 8200) headers.
#pragma once

#include <cstdint>
#include <optional>

#include "header_reader.h"
#include "mm1/net/endpoint.h"

namespace mm1::net {

/// Numbers of https://www.iana.org/assignments/protocol-numbers.
namespace protocol {
inline constexpr std::uint8_t kHopByHop = 0;
inline constexpr std::uint8_t kIpv4 = 4;
inline constexpr std::uint8_t kTcp = 6;
inline constexpr std::uint8_t kUdp = 17;
inline constexpr std::uint8_t kIpv6 = 41;
inline constexpr std::uint8_t kRouting = 43;
inline constexpr std::uint8_t kFragment = 44;
inline constexpr std::uint8_t kGre = 47;
inline constexpr std::uint8_t kAuthentication = 51;
inline constexpr std::uint8_t kDestinationOptions = 60;
inline constexpr std::uint8_t kMobility = 135;
}  // namespace protocol

struct IpHeader {
  IpAddress source;
  IpAddress destination;
  std::uint8_t protocol = 0;
  std::uint32_t identification = 0;  // 0 as well where IPv6 has none
  // Of fragments only; `fragment` is false for a datagram that came whole.
  bool fragment = false;
  bool more_fragments = false;
  std::uint32_t fragment_offset = 0;  // octets
};

/// Takes the IP header, with extension headers, off `layer` and leaves its payload there, without
/// what the link layer padded. Says why it cannot.
[[nodiscard]] std::optional<LeftOut> take_ip_header(Layer& layer, IpHeader& header);

/// Takes the extension headers that begin with number `header.protocol` off `layer`: behind a
/// fragment header they can only be seen when the fragments are joined.
[[nodiscard]] std::optional<LeftOut> take_ipv6_extensions(Layer& layer, IpHeader& header);

}  // namespace mm1::net
