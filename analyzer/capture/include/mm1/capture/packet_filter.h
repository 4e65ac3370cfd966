// Capture filters in libpcap's language ("host 10.0.0.1 and tcp port 80").
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "mm1/capture/packet.h"

namespace mm1::capture {

/// LINKTYPE_ number of packets that begin with an IP header.
inline constexpr std::uint32_t kRawIpLinkType = 101;

/// Compiled once for each link type that comes up.
class PacketFilter {
 public:
  /// Nothing when libpcap cannot compile it for any usual link type; `problem` is what it says.
  [[nodiscard]] static std::optional<PacketFilter> compile(const std::string& expression,
                                                           std::string& problem);
  PacketFilter(PacketFilter&&) noexcept;
  PacketFilter& operator=(PacketFilter&&) noexcept;
  ~PacketFilter();

  /// Whether a packet passes. None does of a link type that the expression does not fit.
  [[nodiscard]] bool passes(std::uint32_t link_type, Octets octets, std::size_t wire_length);
  /// Link types that came up and that the expression does not fit, with what libpcap says.
  [[nodiscard]] const std::map<std::uint32_t, std::string>& unfit() const;

 private:
  class State;
  explicit PacketFilter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace mm1::capture
