// Where reports go: a buffered file descriptor that remembers its first failure, or memory.
#pragma once

#include <string>
#include <string_view>

namespace mm1::report {

/// A growing buffer in front of a file descriptor. Reports append to `buffer()` and call `commit()`
/// after each record. A failed write is remembered, not thrown; what follows it is dropped.
class Output {
 public:
  /// Writes to `descriptor`, which stays the caller's.
  explicit Output(int descriptor) : descriptor_(descriptor) {}
  /// Keeps everything in `buffer()`.
  static Output memory() { return Output(-1); }

  [[nodiscard]] std::string& buffer() { return buffer_; }
  void write(std::string_view text) { buffer_ += text; }

  /// Writes the buffer out when it has grown large.
  void commit() {
    if (descriptor_ >= 0 && buffer_.size() >= kLarge) flush();
  }
  /// Writes the buffer out. Returns whether everything so far was written.
  bool flush();
  /// `errno` of the first write that failed, 0 when none did.
  [[nodiscard]] int error() const { return error_; }

 private:
  static constexpr std::size_t kLarge = std::size_t{256} << 10;

  int descriptor_;
  int error_ = 0;
  std::string buffer_;
};

}  // namespace mm1::report
