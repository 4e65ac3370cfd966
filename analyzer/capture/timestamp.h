// Time stamps of pcapng interfaces, in nanoseconds.
#pragma once

#include <cstdint>

namespace mm1::capture {

/// How the ticks of an interface become nanoseconds since 1970. Microseconds unless told otherwise.
class TimestampScale {
 public:
  /// Takes an if_tsresol octet: 10^-n, or 2^-n with the highest bit set. False when a second would
  /// have more ticks than 64 bits can count.
  [[nodiscard]] bool set_resolution(std::uint8_t tsresol);
  /// Takes an if_tsoffset: seconds to add to each time.
  void set_offset(std::int64_t seconds) { offset_seconds_ = seconds; }

  /// Times outside -kLatestTime to kLatestTime become the nearest of these.
  [[nodiscard]] std::int64_t nanoseconds(std::uint64_t ticks) const;

 private:
  std::uint64_t ticks_per_second_ = 1'000'000;
  std::uint8_t binary_digits_ = 0;  // 0: a power of ten
  std::int64_t offset_seconds_ = 0;
};

}  // namespace mm1::capture
