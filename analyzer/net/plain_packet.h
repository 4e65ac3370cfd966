// A datagram as one IP packet again, for a filter to look at.
#pragma once

#include <cstdint>
#include <vector>

#include "header_reader.h"
#include "ip_header.h"

namespace mm1::net {

/// Puts a plain IP header before the payload of a datagram, whatever fragments, options and
/// extension headers it came with.
class PlainPacket {
 public:
  /// Valid until the next call.
  [[nodiscard]] Layer of(const IpHeader& header, const Layer& payload);

 private:
  std::vector<std::uint8_t> octets_;
};

}  // namespace mm1::net
