#include "timestamp.h"

#include <algorithm>

#include "mm1/capture/packet.h"

namespace mm1::capture {
namespace {

constexpr std::uint64_t kBillion = 1'000'000'000;
constexpr std::uint8_t kBinary = 0x80;
constexpr int kMaxDecimalDigits = 19;  // 10^19 < 2^64
constexpr int kMaxBinaryDigits = 63;

}  // namespace

bool TimestampScale::set_resolution(std::uint8_t tsresol) {
  const int digits = tsresol & ~kBinary;
  if ((tsresol & kBinary) != 0) {
    if (digits > kMaxBinaryDigits) return false;
    binary_digits_ = static_cast<std::uint8_t>(digits);
    ticks_per_second_ = std::uint64_t{1} << digits;
    return true;
  }
  if (digits > kMaxDecimalDigits) return false;
  binary_digits_ = 0;
  ticks_per_second_ = 1;
  for (int i = 0; i < digits; ++i) ticks_per_second_ *= 10;
  return true;
}

std::int64_t TimestampScale::nanoseconds(std::uint64_t ticks) const {
  const std::uint64_t whole = ticks / ticks_per_second_;
  const std::uint64_t rest = ticks % ticks_per_second_;
  std::uint64_t fraction = 0;
  if (binary_digits_ > 32) {  // the lowest bits are far below a nanosecond
    fraction = ((rest >> (binary_digits_ - 32)) * kBillion) >> 32;
  } else if (binary_digits_ > 0) {
    fraction = (rest * kBillion) >> binary_digits_;
  } else if (ticks_per_second_ > kBillion) {
    fraction = rest / (ticks_per_second_ / kBillion);
  } else {
    fraction = rest * (kBillion / ticks_per_second_);
  }

  constexpr std::int64_t kMaxSeconds = kLatestTime / std::int64_t{kBillion} - 1;
  // Beyond all limits, and so small that the sum cannot overflow.
  constexpr std::int64_t kFar = 4 * kMaxSeconds;
  const auto seconds =
      static_cast<std::int64_t>(std::min<std::uint64_t>(whole, static_cast<std::uint64_t>(kFar)));
  const std::int64_t sum = seconds + std::clamp(offset_seconds_, -kFar, kFar);
  if (sum > kMaxSeconds) return kLatestTime;
  if (sum < -kMaxSeconds) return -kLatestTime;
  return sum * std::int64_t{kBillion} + static_cast<std::int64_t>(fraction);
}

}  // namespace mm1::capture
