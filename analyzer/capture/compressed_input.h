// The compressed octets before a decompressor, with the position that its complaints name.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "octet_stream.h"

namespace mm1::capture {

class CompressedInput {
 public:
  explicit CompressedInput(std::unique_ptr<OctetStream> stream)
      : stream_(std::move(stream)), buffer_(kSize) {}

  /// What is there and not taken.
  [[nodiscard]] std::span<const std::uint8_t> octets() const {
    return std::span(buffer_).subspan(begin_, end_ - begin_);
  }
  void take(std::size_t count) {
    begin_ += count;
    position_ += count;
  }
  /// Reads on. False at the end of the stream.
  [[nodiscard]] bool fill() {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
              buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
    end_ -= begin_;
    begin_ = 0;
    const std::size_t got = stream_->read(std::span(buffer_).subspan(end_));
    end_ += got;
    return got > 0;
  }

  /// Octets of the file taken so far.
  [[nodiscard]] std::uint64_t position() const { return position_; }
  [[nodiscard]] const StreamProblem& problem() const { return stream_->problem(); }
  void interrupt() { stream_->interrupt(); }

 private:
  static constexpr std::size_t kSize = std::size_t{64} << 10;

  std::unique_ptr<OctetStream> stream_;
  std::vector<std::uint8_t> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t position_ = 0;
};

}  // namespace mm1::capture
