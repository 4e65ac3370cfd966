// Values of options that are more than a word: times, sizes, capture points, link types.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mm1/analysis/analysis.h"

namespace mm1::cli {

/// "2026-01-05T10:00:00.5Z", "2026-01-05T11:00:00+01:00" (RFC 3339), or seconds since 1970 UTC
/// ("1767607200.25"), to the nanosecond. Nothing for anything else.
[[nodiscard]] std::optional<std::int64_t> parse_time(std::string_view text);

/// "1000000", "512M", "2G": octets; K, M and G count in 1024s.
[[nodiscard]] std::optional<std::size_t> parse_size(std::string_view text);

/// "90", "90s", "5m", "24h", "7d": nanoseconds, of a second up to ten years.
[[nodiscard]] std::optional<std::int64_t> parse_duration(std::string_view text);

/// 1 or more.
[[nodiscard]] std::optional<std::uint64_t> parse_count(std::string_view text);

/// "NAME=GLOB"; neither may be empty.
[[nodiscard]] std::optional<analysis::CapturePoint> parse_point(std::string_view text);

/// A header's name, a token of HTTP.
[[nodiscard]] std::optional<std::string> parse_header_name(std::string_view text);

/// What packets of a link type without a meaning of its own carry.
struct UserLink {
  std::size_t number = 0;  // of LINKTYPE_USER0 … 15
  net::Payload payload = net::Payload::kUnknown;
};
/// "USER0=mmse": USER0 to USER15, and a name net::payload_named() knows.
[[nodiscard]] std::optional<UserLink> parse_link(std::string_view text);

}  // namespace mm1::cli
