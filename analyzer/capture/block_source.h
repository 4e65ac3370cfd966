// A file or standard input, read in blocks, of which records are views.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mm1/capture/packet.h"

namespace mm1::capture {

class BlockSource {
 public:
  /// Opens `path`, "-" for standard input. On failure nothing, and `problem` says why.
  [[nodiscard]] static std::optional<BlockSource> open(const std::string& path,
                                                       std::string& problem);
  BlockSource(BlockSource&& other) noexcept;
  BlockSource& operator=(BlockSource&& other) noexcept;
  ~BlockSource();

  /// The next `count` octets without taking them; fewer only at the end of the file. Valid until
  /// the next call of peek() or skip().
  [[nodiscard]] Octets peek(std::size_t count) {
    if (end_ - begin_ < count) fill(count);
    return Octets(buffer_).subspan(begin_, std::min(count, end_ - begin_));
  }
  /// Takes `count` octets that were peeked at.
  void take(std::size_t count) {
    begin_ += count;
    position_ += count;
  }
  /// Takes `count` octets unseen. False when the file ends before.
  [[nodiscard]] bool skip(std::uint64_t count);

  /// Octets taken so far.
  [[nodiscard]] std::uint64_t position() const { return position_; }
  /// Why reading stopped, when it was not the end of the file; empty otherwise.
  [[nodiscard]] const std::string& error() const { return error_; }

 private:
  explicit BlockSource(int descriptor);
  void fill(std::size_t count);

  int descriptor_ = -1;
  std::vector<std::uint8_t> buffer_;
  std::size_t begin_ = 0;  // of what is read but not taken
  std::size_t end_ = 0;
  std::uint64_t position_ = 0;
  std::string error_;
};

}  // namespace mm1::capture
