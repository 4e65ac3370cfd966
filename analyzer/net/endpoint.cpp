#include "mm1/net/endpoint.h"

#include <arpa/inet.h>

namespace mm1::net {

std::string IpAddress::text() const {
  if (family == 0) return {};
  std::array<char, INET6_ADDRSTRLEN> text{};
  // Writes IPv6 as RFC 5952 asks: lower case, the longest run of zeros left out.
  const char* written =
      ::inet_ntop(family == 4 ? AF_INET : AF_INET6, octets.data(), text.data(), text.size());
  return written != nullptr ? written : "";
}

}  // namespace mm1::net
