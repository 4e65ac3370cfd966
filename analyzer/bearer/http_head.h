// Start line and header fields of one HTTP/1 message (RFC 9112 §2–§6), as far as MM1 needs them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "inflate.h"
#include "mm1/capture/packet.h"

namespace mm1::bearer {

/// What octets at the start of a message look like.
enum class StartLine : std::uint8_t {
  kNo,
  kPartly,  // too short to tell, nothing against it
  kRequest,
  kResponse,
};
[[nodiscard]] StartLine recognise_start_line(capture::Octets octets);

/// Views into the head it was parsed from.
struct HttpHead {
  bool is_request = false;
  bool is_http2 = false;  // the connection preface of HTTP/2 (RFC 9113 §3.4)
  int status = 0;
  std::string_view method;
  std::string_view target;
  std::string_view host;
  std::string_view content_type;  // without parameters
  Coding coding = Coding::kIdentity;
  bool chunked = false;
  std::optional<std::uint64_t> content_length;
  bool bad_length = false;  // Content-Length is no number, or two of them differ
};

/// Place behind the blank line that ends a head, 0 when there is none in `octets` yet. The search
/// for line ends begins at `from`.
[[nodiscard]] std::size_t head_length(capture::Octets octets, std::size_t from = 0);

/// `head` is everything up to and with the blank line. Nothing when its start line is not HTTP/1
/// (RTSP and SIP begin alike).
[[nodiscard]] std::optional<HttpHead> parse_head(capture::Octets head);

/// A status code that says the response has no body, whatever its header fields claim.
[[nodiscard]] constexpr bool status_without_body(int status) {
  return status / 100 == 1 || status == 204 || status == 304;
}

}  // namespace mm1::bearer
