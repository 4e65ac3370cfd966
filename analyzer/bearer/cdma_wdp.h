// WDP over CDMA's short messages: the WAP teleservice (WAP-259 §6.5).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "mm1/capture/packet.h"

namespace mm1::bearer {

/// The user data of one short message (§6.5.2).
struct WdpSegment {
  std::uint8_t message_type = 0;
  std::uint8_t total = 0;
  std::uint8_t number = 0;  // from 0
  capture::Octets data;
};

inline constexpr std::uint8_t kWdpMessageType = 0;
inline constexpr std::size_t kWdpHeader = 3;

/// Nothing when there are fewer octets than the three of its header.
[[nodiscard]] std::optional<WdpSegment> parse_wdp_segment(capture::Octets octets);

/// A datagram (§6.5.1): the joined data of its segments.
struct WdpDatagram {
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;
  capture::Octets data;
};

inline constexpr std::size_t kWdpPorts = 4;

/// Nothing when there are fewer octets than the ports take.
[[nodiscard]] std::optional<WdpDatagram> parse_wdp_datagram(capture::Octets octets);

/// Teleservice identifiers (3GPP2 C.S0015 §3.4.3.1).
inline constexpr std::uint16_t kWapTeleservice = 4100;
/// One carrier has its own for WAP.
inline constexpr std::uint16_t kCarrierWapTeleservice = 65002;

/// The teleservice that an SMPP service_type stands for; nothing for one that names none.
[[nodiscard]] std::optional<std::uint16_t> teleservice_of(std::string_view service_type);

}  // namespace mm1::bearer
