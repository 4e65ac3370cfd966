// Octets one after the other, from wherever they come: a file, or a decompressor before it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "mm1/capture/reader.h"

namespace mm1::capture {

/// Why a stream ended before its time.
struct StreamProblem {
  End end = End::kComplete;  // kComplete: it did not
  std::string text;
};

class OctetStream {
 public:
  virtual ~OctetStream() = default;
  /// Fills the beginning of `room`, which is not empty, and returns how much of it. 0 at the end,
  /// or where it cannot go on: then problem() says why.
  [[nodiscard]] virtual std::size_t read(std::span<std::uint8_t> room) = 0;
  [[nodiscard]] virtual const StreamProblem& problem() const = 0;
  /// For another thread than the one that reads: a read() that waits for input ends now.
  virtual void interrupt() = 0;
};

}  // namespace mm1::capture
