// Where and when something was seen: the words that bearers, tracker and reports share.
#pragma once

#include <cstdint>
#include <string_view>

namespace mm1::flow {

enum class Bearer : std::uint8_t { kHttp, kWspCo, kWspCl, kPushUdp, kPushSms, kPushHttp, kFile };
[[nodiscard]] std::string_view bearer_name(Bearer bearer);  // "http", "wsp-co", …, "file"

enum class Direction : std::uint8_t { kClientToRelay, kRelayToClient };
[[nodiscard]] std::string_view direction_name(Direction direction);  // "client-to-relay", …

/// What a client is known by.
enum class ClientName : std::uint8_t {
  kAddress,      // its IP address
  kDestination,  // the number that a push went to: of a short message, or of a push over HTTP (PAP)
  kHeader,       // the number that a header of its request tells; the answer's client too
};

/// Circumstances of a PDU or of one half of an exchange. Views are valid for the call they are
/// passed in.
struct Context {
  std::int64_t time_ns = 0;  // nanoseconds since 1970-01-01 UTC, of the completing frame
  std::uint32_t file = 0;    // index of the capture file
  std::uint32_t frame = 0;   // number in that file, from 1, of the frame that completed it
  Bearer bearer = Bearer::kFile;
  Direction direction = Direction::kClientToRelay;
  std::string_view client;     // innermost IP address, or the number: see `client_name`
  std::string_view relay;      // the other side's IP address (the MMSC, or the proxy before it)
  std::uint64_t exchange = 0;  // same number for a request and its response; 0: none
  std::string_view uri;        // request URI of the exchange, host and path joined; empty: none
  ClientName client_name = ClientName::kAddress;
  std::string_view
      client_address;  // of a client known by kHeader: its IP address, or the gateway's
};

/// What the client is known by: of a short message always its destination.
[[nodiscard]] constexpr ClientName known_by(const Context& context) {
  return context.bearer == Bearer::kPushSms ? ClientName::kDestination : context.client_name;
}

}  // namespace mm1::flow
