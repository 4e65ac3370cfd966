// Start line and header fields of one HTTP/1 message (RFC 9112 §2–§6), and the header fields of a
// part of a multipart body, as far as MM1 needs them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "mm1/wsp/octets.h"

namespace mm1::http {

/// Content codings that can be undone (RFC 9110 §8.4.1), and all others.
enum class Coding : std::uint8_t { kIdentity, kGzip, kDeflate, kOther };

/// What octets at the start of a message look like.
enum class StartLine : std::uint8_t {
  kNo,
  kPartly,  // too short to tell, nothing against it
  kRequest,
  kResponse,
};
[[nodiscard]] StartLine recognise_start_line(wsp::Octets octets);

/// Header fields of WAP push (WAP-235 §7.4, WAP-251 §5.2). Views into the head they stand in.
struct PushFields {
  std::optional<std::string_view> application_id;
  std::optional<std::string_view> status;
  std::optional<std::string_view> ota_version;
  std::string_view info;  // tokens
};

/// Views into the head it was parsed from. A value that was folded over several lines holds their
/// line ends.
struct Head {
  bool is_request = false;
  bool is_http2 = false;  // the connection preface of HTTP/2 (RFC 9113 §3.4)
  int status = 0;
  std::string_view method;
  std::string_view target;
  std::string_view fields;  // all header fields, as they stand behind the start line
  std::string_view host;
  std::string_view user_agent;
  std::string_view upgrade;
  bool has_content_type = false;
  std::string_view content_type;             // without parameters
  std::string_view content_type_parameters;  // from their first semicolon on
  Coding coding = Coding::kIdentity;         // of content and transfer; two of them are `kOther`
  std::string_view content_encoding;  // as it was written; empty when it is none or "identity"
  bool chunked = false;
  std::optional<std::uint64_t> content_length;
  bool bad_length = false;  // Content-Length is no number, or two of them differ
  PushFields push;
};

/// Place behind the blank line that ends a head, 0 when there is none in `octets` yet. The search
/// for line ends begins at `from`.
[[nodiscard]] std::size_t head_length(wsp::Octets octets, std::size_t from = 0);

/// `head` is everything up to and with the blank line. Nothing when its start line is not HTTP/1
/// (RTSP and SIP begin alike).
[[nodiscard]] std::optional<Head> parse_head(wsp::Octets head);

/// The same of its start line alone; what it takes of `octets` ends with their first line.
[[nodiscard]] std::optional<Head> parse_start_line(wsp::Octets octets);

/// What its target leaves out of the URI of a request: the host, where the target is a path
/// (RFC 9112 §3.2.1); empty for other targets.
[[nodiscard]] std::string_view host_of_target(const Head& head);

struct Field {
  std::string_view name;
  std::string_view value;
};
/// Takes the next header field off the front; nothing at the end. Lines that are no field are left
/// out.
[[nodiscard]] std::optional<Field> next_field(std::string_view& fields);

/// The same for header fields alone, as a part of a multipart body has them: `fields` is everything
/// up to and with the blank line.
[[nodiscard]] Head parse_fields(wsp::Octets fields);

/// The value of a parameter, without quotation marks: boundary of `; boundary="x"; type=y` is x.
[[nodiscard]] std::string_view parameter(std::string_view parameters, std::string_view name);

/// A status code that says the response has no body, whatever its header fields claim.
[[nodiscard]] constexpr bool status_without_body(int status) {
  return status / 100 == 1 || status == 204 || status == 304;
}

}  // namespace mm1::http
