// The UDP ports of WAP (WAP-259 appendix B).
#pragma once

#include <array>
#include <cstdint>

namespace mm1::bearer {

struct WapPort {
  std::uint16_t port;
  bool is_push;        // the client's, for connectionless pushes; else the gateway's
  bool is_connection;  // WTP, and WSP in sessions; else connectionless WSP
  bool is_secure;      // WTLS around it
};

inline constexpr std::array kWapPorts{
    WapPort{2948, true, false, false},  WapPort{2949, true, false, true},
    WapPort{9200, false, false, false}, WapPort{9201, false, true, false},
    WapPort{9202, false, false, true},  WapPort{9203, false, true, true},
};

constexpr const WapPort* wap_port(std::uint16_t port) {
  for (const WapPort& row : kWapPorts) {
    if (row.port == port) return &row;
  }
  return nullptr;
}

constexpr bool is_push_port(std::uint16_t port) {
  const WapPort* row = wap_port(port);
  return row != nullptr && row->is_push;
}

constexpr bool is_secure_port(std::uint16_t port) {
  const WapPort* row = wap_port(port);
  return row != nullptr && row->is_secure;
}

}  // namespace mm1::bearer
