// The bounded cursor: the only thing in the codec that touches input octets.
#pragma once

#include <cstddef>
#include <cstdint>

#include "mm1/wsp/octets.h"

namespace mm1::wsp {

/// Reads octets between two offsets of one input. Reading past the end gives zero octets or an
/// empty view and sets a sticky `overrun()` mark; it never reads outside the window. Offsets are
/// absolute in the input, also for sub-cursors, so that every element knows its exact place.
class Cursor {
 public:
  /// A window over all of `input`.
  explicit Cursor(Octets input) : Cursor(input, 0, input.size()) {}

  [[nodiscard]] std::size_t offset() const { return position_; }
  [[nodiscard]] std::size_t end() const { return end_; }
  [[nodiscard]] std::size_t remaining() const { return end_ - position_; }
  [[nodiscard]] bool at_end() const { return position_ == end_; }
  [[nodiscard]] bool overrun() const { return overrun_; }

  /// The octet `ahead` places on, or `otherwise` beyond the end. Does not move, does not mark.
  [[nodiscard]] std::uint8_t peek(std::size_t ahead = 0, std::uint8_t otherwise = 0) const {
    return ahead < remaining() ? input_[position_ + ahead] : otherwise;
  }

  /// The next octet; 0 and the overrun mark at the end.
  std::uint8_t take() {
    if (at_end()) {
      overrun_ = true;
      return 0;
    }
    return input_[position_++];
  }

  /// The next `count` octets; at most what is left, and the overrun mark if that is fewer.
  Octets take(std::size_t count) {
    const std::size_t taken = count <= remaining() ? count : remaining();
    overrun_ = overrun_ || taken < count;
    const Octets octets = input_.subspan(position_, taken);
    position_ += taken;
    return octets;
  }

  /// Moves on by `count` octets under the same bounds as `take`.
  void skip(std::size_t count) { take(count); }

  /// A cursor over the next `count` octets (at most what is left); this one moves behind them.
  Cursor sub(std::size_t count) {
    const std::size_t begin = position_;
    const std::size_t length = take(count).size();
    return {input_, begin, begin + length};
  }

  /// Everything that is left, without moving.
  [[nodiscard]] Octets rest() const { return input_.subspan(position_, remaining()); }

 private:
  Cursor(Octets input, std::size_t begin, std::size_t end)
      : input_(input), position_(begin), end_(end) {}

  Octets input_;
  std::size_t position_;
  std::size_t end_;
  bool overrun_ = false;
};

}  // namespace mm1::wsp
