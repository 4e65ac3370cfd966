#include "mm1/net/payload.h"

#include <algorithm>
#include <array>

namespace mm1::net {
namespace {

struct Row {
  std::string_view name;
  Payload payload;
};
constexpr std::array kRows = {
    Row{"mm1", Payload::kMm1},
    Row{"mmse", Payload::kMm1},
    Row{"wsp", Payload::kWsp},
    Row{"wtp", Payload::kWtp},
    Row{"wtp-udp", Payload::kWtp},
    Row{"http", Payload::kStream},
    Row{"smpp", Payload::kStream},
    Row{"ip", Payload::kIp},
    Row{"ipv6", Payload::kIp},
    Row{"raw_ip", Payload::kIp},
    Row{"eth", Payload::kEthernet},
    Row{"eth_withoutfcs", Payload::kEthernet},
    Row{"eth_maybefcs", Payload::kEthernet},
};

}  // namespace

Payload payload_named(std::string_view name) {
  const auto* row = std::ranges::find(kRows, name, &Row::name);
  return row == kRows.end() ? Payload::kUnknown : row->payload;
}

}  // namespace mm1::net
