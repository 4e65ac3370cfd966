// What packets carry when no layer below says so: those of link types that Wireshark leaves to its
// user, and PDUs exported by it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace mm1::net {

enum class Payload : std::uint8_t {
  kUnknown,
  kMm1,     // one PDU, bare
  kWsp,     // connectionless, with its transaction identifier
  kWtp,     // a datagram of WTP
  kStream,  // octets of a connection, in order: HTTP, SMPP
  kIp,
  kEthernet,
};

/// A name as Wireshark calls its dissectors ("mmse", "wsp", "http"); kUnknown for others.
[[nodiscard]] Payload payload_named(std::string_view name);

/// LINKTYPE_USER0 to LINKTYPE_USER15.
inline constexpr std::uint32_t kFirstUserLinkType = 147;
inline constexpr std::size_t kUserLinkTypes = 16;

}  // namespace mm1::net
