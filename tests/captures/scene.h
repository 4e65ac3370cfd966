// When a sample happens, and to whose phones.
#pragma once

#include <cstdint>
#include <string>

#include "support/capture_builder.h"

namespace mm1::samples {

/// Each sample has a quarter of an hour and phones of its own: then all samples together are one
/// sound capture too, in which nobody's transactions, ports and clients meet those of another.
struct Scene {
  /// `slot`: from 0, another one for each sample; at most `kSlots`.
  explicit Scene(unsigned slot)
      : start_ns(test::kCaptureStart + slot * kQuarterHour),
        alice(phone(slot, 1)),
        bob(phone(slot, 2)),
        carol(phone(slot, 3)) {}

  /// Addresses of the documentation block last for so many.
  static constexpr unsigned kSlots = 63;

  std::int64_t start_ns;
  std::string alice, bob, carol;  // addresses of their phones

 private:
  static constexpr std::int64_t kQuarterHour = 900'000'000'000;
  static std::string phone(unsigned slot, unsigned which) {
    return "192.0.2." + std::to_string(4 * slot + which);
  }
};

}  // namespace mm1::samples
