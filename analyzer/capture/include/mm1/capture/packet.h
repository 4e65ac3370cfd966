// One packet of a capture file.
#pragma once

#include <compare>
#include <cstdint>
#include <span>

namespace mm1::capture {

using Octets = std::span<const std::uint8_t>;

/// Where a packet stands: capture file and number in it, as Wireshark counts (from 1). Where files
/// are merged, a file and a number do not say which of two packets came first: `order` does.
struct FrameRef {
  std::uint32_t file = 0;
  std::uint32_t frame = 0;
  std::uint64_t order = 0;  // among the packets of all files
  friend bool operator==(const FrameRef&, const FrameRef&) = default;
  friend std::strong_ordering operator<=>(const FrameRef& a, const FrameRef& b) {
    if (a.order != b.order) return a.order <=> b.order;
    if (a.file != b.file) return a.file <=> b.file;
    return a.frame <=> b.frame;
  }
};

/// The latest time a packet has (in 2116), and before 1970 the earliest: so the difference of two
/// times, and a time some years on, never overflow.
inline constexpr std::int64_t kLatestTime = (std::int64_t{1} << 62) - 1;

struct Packet {
  FrameRef ref;
  std::int64_t time_ns = 0;           // since 1970-01-01 UTC, from -kLatestTime to kLatestTime
  std::uint32_t link_type = 0;        // LINKTYPE_ number of its interface
  std::uint32_t original_length = 0;  // octets on the wire; `octets` may be fewer (snap length)
  Octets octets;                      // valid until the reader is asked for the next packet
};

}  // namespace mm1::capture
