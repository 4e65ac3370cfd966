// One packet of a capture file.
#pragma once

#include <cstdint>
#include <span>

namespace mm1::capture {

using Octets = std::span<const std::uint8_t>;

/// Where a packet stands: capture file and number in it, as Wireshark counts (from 1).
struct FrameRef {
  std::uint32_t file = 0;
  std::uint32_t frame = 0;
  friend auto operator<=>(const FrameRef&, const FrameRef&) = default;
};

struct Packet {
  FrameRef ref;
  std::int64_t time_ns = 0;           // nanoseconds since 1970-01-01 UTC
  std::uint32_t link_type = 0;        // LINKTYPE_ number of its interface
  std::uint32_t original_length = 0;  // octets on the wire; `octets` may be fewer (snap length)
  Octets octets;                      // valid until the reader is asked for the next packet
};

}  // namespace mm1::capture
