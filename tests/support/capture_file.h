// Capture files from packets: pcap and pcapng.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "support/octet_writer.h"

namespace mm1::test {

/// LINKTYPE_ numbers as capture files hold them.
namespace link_type {
inline constexpr std::uint32_t kNull = 0, kEthernet = 1, kPpp = 9, kRawIp = 101, kLinuxSll = 113,
                               kLinuxSll2 = 276;
}  // namespace link_type

/// A packet as it goes into a file. Tests may change, drop, repeat and reorder packets freely.
struct Packet {
  std::int64_t time_ns;  // since 1970-01-01 UTC
  std::uint32_t link_type;
  Buffer octets;
  std::uint32_t original_length = 0;  // octets on the wire; 0: as many as are here
};

struct PcapOptions {
  bool nanoseconds = true;  // else microseconds
  bool big_endian = false;
};

/// A pcap file. All packets must have the first one's link type.
[[nodiscard]] Buffer pcap(std::span<const Packet> packets, PcapOptions options = {});

/// Time stamp resolutions of a pcapng interface (option if_tsresol).
inline constexpr std::uint8_t kMicroseconds = 6, kNanoseconds = 9;
/// 2^-`power` seconds; at most 2^-32.
[[nodiscard]] constexpr std::uint8_t binary_resolution(std::uint8_t power) {
  return static_cast<std::uint8_t>(0x80 | power);
}

/// Builds a pcapng file block by block.
class PcapngWriter {
 public:
  /// Begins a section; its interfaces count from 0 again.
  void section(bool big_endian = false);
  /// Describes an interface and returns its number.
  std::uint32_t interface(std::uint32_t link_type, std::uint8_t resolution = kNanoseconds);
  void packet(std::uint32_t interface, const Packet& packet);
  [[nodiscard]] Buffer take() { return file_.take(); }

 private:
  void block(std::uint32_t type, const OctetWriter& body);

  bool big_endian_ = false;
  std::vector<std::uint8_t> resolutions_;
  OctetWriter file_;
};

/// A pcapng file of one section, with an interface for each link type.
[[nodiscard]] Buffer pcapng(std::span<const Packet> packets,
                            std::uint8_t resolution = kNanoseconds);

/// Writes octets to a file; throws when that fails.
void write_file(const std::string& path, Octets octets);
[[nodiscard]] Buffer read_file(const std::string& path);

}  // namespace mm1::test
