// Small values as every report writes them.
#pragma once

#include <cstdint>
#include <string>

#include "mm1/mms/version.h"
#include "mm1/wsp/octets.h"

namespace mm1::report {

/// Nanoseconds since 1970 as RFC 3339 in UTC: "2026-11-22T14:35:06.123456789Z".
[[nodiscard]] std::string time_text(std::int64_t nanoseconds);

/// Seconds since 1970 as RFC 3339 in UTC; beyond the year 9999, which RFC 3339 cannot write, the
/// seconds in decimal.
[[nodiscard]] std::string date_text(std::uint64_t seconds);

/// Octets in lower-case hex without separators.
[[nodiscard]] std::string hex(wsp::Octets octets);

/// SHA-256 in lower-case hex.
[[nodiscard]] std::string sha256(wsp::Octets octets);

/// "1.2", "1" without a minor number, empty for `kNone`.
[[nodiscard]] std::string version_text(mms::Version version);

}  // namespace mm1::report
