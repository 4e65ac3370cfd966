// IP addresses and ports.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace mm1::net {

/// An IPv4 or IPv6 address; an IPv4 one uses the first four octets, the rest are zero.
struct IpAddress {
  std::array<std::uint8_t, 16> octets{};
  std::uint8_t family = 0;  // 4, 6, or 0 for none
  friend auto operator<=>(const IpAddress&, const IpAddress&) = default;
  /// "10.0.0.1", "2001:db8::1" (RFC 5952); empty for none.
  [[nodiscard]] std::string text() const;
};

struct Endpoint {
  IpAddress address;
  std::uint16_t port = 0;
  friend auto operator<=>(const Endpoint&, const Endpoint&) = default;
};

}  // namespace mm1::net
