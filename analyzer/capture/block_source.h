// A file or standard input, decompressed if need be, read in blocks, of which records are views.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mm1/capture/packet.h"
#include "octet_stream.h"

namespace mm1::capture {

class BlockSource {
 public:
  /// Opens `path`, "-" for standard input. On failure nothing, and `problem` says why.
  [[nodiscard]] static std::optional<BlockSource> open(const std::string& path,
                                                       std::string& problem);

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

  /// Octets taken so far, after decompression.
  [[nodiscard]] std::uint64_t position() const { return position_; }
  /// "gzip", "zstd"; empty: none.
  [[nodiscard]] std::string_view compression() const { return compression_; }
  /// Why reading stopped, when it was not the end of the file.
  [[nodiscard]] const StreamProblem& problem() const { return problem_; }
  /// Whether what peek() gave ends where the file does, and not where it could not be read further.
  [[nodiscard]] bool ended_well() const { return problem_.end == End::kComplete; }

 private:
  BlockSource(std::unique_ptr<OctetStream> stream, std::string_view compression);
  void fill(std::size_t count);

  std::unique_ptr<OctetStream> stream_;
  std::string_view compression_;
  std::vector<std::uint8_t> buffer_;
  std::size_t begin_ = 0;  // of what is read but not taken
  std::size_t end_ = 0;
  std::uint64_t position_ = 0;
  StreamProblem problem_;
};

}  // namespace mm1::capture
