// Reads protocol headers within what was captured of a packet.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "mm1/capture/left_out.h"
#include "mm1/capture/packet.h"

namespace mm1::net {

using capture::LeftOut;
using capture::Octets;

/// What stands behind a header: its captured octets, and how many there were on the wire.
struct Layer {
  Octets octets;
  std::size_t wire_length = 0;  // never less than captured

  /// There were `length` octets on the wire, as a header says: what is behind them is padding of the
  /// layer below. Where that has fewer, the packet was cut before it was captured, as network taps
  /// do that pass on the beginnings of packets.
  void has_on_wire(std::size_t length) {
    wire_length = length;
    octets = octets.first(std::min(octets.size(), length));
  }
  /// Cuts what is behind `length` octets of the wire: padding of the layer below.
  void confine(std::size_t length) {
    wire_length = std::min(wire_length, length);
    octets = octets.first(std::min(octets.size(), wire_length));
  }
};

/// Takes big-endian numbers off the front of a layer. Behind what was captured all numbers are
/// zero and `failure()` says so.
class HeaderReader {
 public:
  explicit HeaderReader(Layer layer) : layer_(layer) {}

  std::uint8_t u8() { return has(1) ? take(1)[0] : std::uint8_t{0}; }
  std::uint16_t u16() {
    if (!has(2)) return 0;
    const Octets o = take(2);
    return static_cast<std::uint16_t>(o[0] << 8 | o[1]);
  }
  std::uint32_t u32() {
    if (!has(4)) return 0;
    const Octets o = take(4);
    return std::uint32_t{o[0]} << 24 | std::uint32_t{o[1]} << 16 | std::uint32_t{o[2]} << 8 | o[3];
  }
  /// Little-endian, as 802.11 and what cards put before it are.
  std::uint16_t u16_le() { return swapped(u16()); }
  std::uint32_t u32_le() {
    const std::uint32_t low = u16_le();
    return low | std::uint32_t{u16_le()} << 16;
  }
  /// `count` octets, or none when there are fewer.
  Octets octets(std::size_t count) { return has(count) ? take(count) : Octets(); }
  void skip(std::size_t count) { static_cast<void>(octets(count)); }
  /// Nothing behind the next `length` octets of the wire is to be read.
  void confine(std::size_t length) { layer_.confine(length); }
  /// The next octet without taking it, 0 at the end.
  [[nodiscard]] std::uint8_t peek() const {
    return layer_.octets.empty() ? std::uint8_t{0} : layer_.octets[0];
  }

  /// What has not been taken.
  [[nodiscard]] Layer rest() const { return layer_; }
  [[nodiscard]] bool ok() const { return ok_; }
  /// Nothing while all was there; else whether the capture is short, or the packet itself.
  [[nodiscard]] std::optional<LeftOut> failure() const {
    return ok_ ? std::nullopt : std::optional(failure_);
  }

 private:
  bool has(std::size_t count) {
    if (count <= layer_.octets.size()) return true;
    if (ok_) {
      failure_ = count <= layer_.wire_length ? LeftOut::kPacketTruncated : LeftOut::kIpMalformed;
      ok_ = false;
    }
    layer_ = {};
    return false;
  }
  static std::uint16_t swapped(std::uint16_t number) {
    return static_cast<std::uint16_t>(number << 8 | number >> 8);
  }
  Octets take(std::size_t count) {
    const Octets taken = layer_.octets.first(count);
    layer_.octets = layer_.octets.subspan(count);
    layer_.wire_length -= count;
    return taken;
  }

  Layer layer_;
  bool ok_ = true;
  LeftOut failure_ = LeftOut::kIpMalformed;
};

}  // namespace mm1::net
