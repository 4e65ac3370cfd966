// Finding the next SMPP header amid other octets.
#pragma once

#include <algorithm>
#include <array>

#include "mm1/capture/packet.h"
#include "smpp_pdu.h"

namespace mm1::bearer {

/// Looks at every octet in turn, so that it does not matter how octets come in segments.
class SmppSearch {
 public:
  /// Takes the next octet; true when it completes a header, which `header` and `frames` then show.
  [[nodiscard]] bool take(std::uint8_t octet, capture::FrameRef frame) {
    if (size_ == kSmppHeader) {
      std::shift_left(octets_.begin(), octets_.end(), 1);
      std::shift_left(frames_.begin(), frames_.end(), 1);
      --size_;
    }
    octets_[size_] = octet;
    frames_[size_] = frame;
    ++size_;
    ++taken_;
    return size_ == kSmppHeader && is_sure_smpp_header(header());
  }

  [[nodiscard]] capture::Octets header() const { return {octets_.data(), size_}; }
  /// Of each octet of the header.
  [[nodiscard]] std::span<const capture::FrameRef> frames() const {
    return {frames_.data(), size_};
  }
  /// Octets searched so far.
  [[nodiscard]] std::uint64_t taken() const { return taken_; }

 private:
  std::array<std::uint8_t, kSmppHeader> octets_{};
  std::array<capture::FrameRef, kSmppHeader> frames_{};
  std::size_t size_ = 0;
  std::uint64_t taken_ = 0;
};

}  // namespace mm1::bearer
