// Writing a tape: elements in pre-order, with the promise that children cover their parent.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "mm1/wsp/arena.h"
#include "mm1/wsp/tape.h"

namespace mm1::wsp {

/// Index of an element on the tape being written. `kNoElement` when it found no room.
using ElementIndex = std::uint32_t;
inline constexpr ElementIndex kNoElement = 0xFFFFFFFF;

/// Writes one tape. Elements come in the order of their octets; an element that is opened holds
/// what follows until it is closed. Octets that got no element by then are covered by a
/// `kUndecoded` leaf: that is how a tape stays complete when a limit or the memory ends it early.
class TapeBuilder {
 public:
  TapeBuilder(Octets input, Allocator allocator, const Limits& limits);

  /// Begins an element at `offset`; its length is known when it is closed.
  ElementIndex open(Kind kind, std::size_t offset, std::uint8_t code = 0);
  /// Ends the element opened last, which must be `index`, before octet `end`.
  void close(ElementIndex index, std::size_t end);
  /// Adds an element without children.
  ElementIndex leaf(Kind kind, std::size_t offset, std::size_t length);

  /// The element at `index`, to complete it. Writes to an element without room are lost.
  Element& operator[](ElementIndex index) {
    return index == kNoElement ? nowhere_ : elements_[index];
  }
  const Element& operator[](ElementIndex index) const {
    return index == kNoElement ? nowhere_ : elements_[index];
  }

  /// Records a fault in `element` and marks the element and the field it belongs to as invalid,
  /// unless the fault leaves the value readable and is no violation.
  void fault(Fault fault, ElementIndex element, std::size_t offset, std::size_t length);
  /// The same, over all octets of an element, or those read so far of one that is open.
  void fault(Fault fault, ElementIndex element);
  /// Marks `element` (and what it belongs to) without recording a fault: the capture ended inside
  /// it, or the fault is on record already.
  void mark(State state, ElementIndex element);

  /// The element written last.
  [[nodiscard]] ElementIndex last() const {
    return elements_.size() == 0 ? kNoElement : static_cast<ElementIndex>(elements_.size() - 1);
  }
  /// The element opened last and not closed yet.
  [[nodiscard]] ElementIndex innermost() const {
    return open_count_ == 0 ? kNoElement : open_[open_count_ - 1];
  }

  /// Whether `levels` more levels of elements would reach the limit.
  [[nodiscard]] bool too_deep(std::size_t levels) const { return open_count_ + levels > depth_; }
  /// Counts a part; false when there were too many.
  [[nodiscard]] bool count_part() { return ++parts_ <= limits_.parts; }
  /// No more elements fit.
  [[nodiscard]] bool full() const { return full_; }

  [[nodiscard]] Octets input() const { return input_; }
  [[nodiscard]] Tape finish() const { return {input_, elements_.span(), faults_.span()}; }

 private:
  static constexpr std::size_t kDeepest = 256;

  /// Room for `count` more elements. Each open one keeps one place for the leaf that covers its
  /// rest, so that closing never fails.
  bool has_room(std::size_t count) {
    const std::size_t needed = elements_.size() + open_count_ + count;
    return needed <= room_ || make_room(needed);
  }
  bool make_room(std::size_t needed);
  ElementIndex push(Kind kind, std::size_t offset, std::size_t length);

  Octets input_;
  Limits limits_;
  std::size_t depth_;
  ArenaArray<Element> elements_;
  ArenaArray<FaultRecord> faults_;
  std::size_t room_ = 0;  // elements that fit without asking for memory; 0 when full
  std::array<ElementIndex, kDeepest> open_;
  std::size_t open_count_ = 0;
  std::size_t covered_ = 0;  // octets before this one have their leaf
  std::uint32_t parts_ = 0;
  bool full_ = false;
  Element nowhere_ = {};
};

}  // namespace mm1::wsp
