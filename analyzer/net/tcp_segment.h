// One TCP segment (RFC 9293 §3.1).
#pragma once

#include <cstdint>
#include <optional>

#include "header_reader.h"
#include "ip_header.h"
#include "mm1/net/network.h"

namespace mm1::net {

struct TcpSegment {
  Endpoint source;
  Endpoint destination;
  std::uint32_t sequence = 0;
  std::uint32_t acknowledgement = 0;
  bool syn = false;
  bool ack = false;
  bool fin = false;
  bool rst = false;
  Layer payload;
  FrameRef ref;
  std::int64_t time_ns = 0;
};

/// Reads the header off the payload of an IP packet. Says why it cannot.
[[nodiscard]] std::optional<LeftOut> read_tcp_segment(const Layer& layer, const IpHeader& ip,
                                                      TcpSegment& segment);

}  // namespace mm1::net
