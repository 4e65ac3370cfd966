// Values by digest: a flat hash table, since what a million open transactions are looked up by is
// in no cache, and each step of a chain would cost another miss.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "mm1/flow/digest.h"

namespace mm1::flow {

/// A multimap from 64-bit digests or ids to numbers or pointers other than 0. One key must not have
/// many values: they lie side by side and are gone through one by one. What is found comes in no
/// particular order.
template <typename Value>
class DigestTable {
 public:
  [[nodiscard]] std::size_t size() const { return size_; }

  void insert(std::uint64_t key, Value value) {
    if (5 * (size_ + 1) > 4 * slots_.size()) resize(std::max(kFewest, 2 * slots_.size()));
    place({key, value});
    ++size_;
  }

  /// Removes one entry; false: it was not there.
  bool erase(std::uint64_t key, Value value) {
    Slot* slot = find_slot(key, value);
    if (slot == nullptr) return false;
    close_gap(static_cast<std::size_t>(slot - slots_.data()));
    --size_;
    // Tables give memory back, and not so soon that they take it again at once.
    if (slots_.size() > kFewest && 8 * size_ < slots_.size()) resize(slots_.size() / 4);
    return true;
  }

  /// Puts another value in the place of one that is there.
  void replace(std::uint64_t key, Value old_value, Value new_value) {
    if (Slot* slot = find_slot(key, old_value)) slot->value = new_value;
  }

  /// Calls `visit(value)` for each value of a key.
  template <typename Visit>
  void each(std::uint64_t key, Visit visit) const {
    if (slots_.empty()) return;
    for (std::size_t i = home(key); slots_[i].value != Value{}; i = next(i)) {
      if (slots_[i].key == key) visit(slots_[i].value);
    }
  }

  /// A value of the key, 0 for none: of keys that have one value.
  [[nodiscard]] Value find(std::uint64_t key) const {
    if (slots_.empty()) return {};
    for (std::size_t i = home(key); slots_[i].value != Value{}; i = next(i)) {
      if (slots_[i].key == key) return slots_[i].value;
    }
    return {};
  }

  /// Calls `visit(key, value)` for each entry.
  template <typename Visit>
  void each(Visit visit) const {
    for (const Slot& slot : slots_) {
      if (slot.value != Value{}) visit(slot.key, slot.value);
    }
  }

 private:
  struct Slot {
    std::uint64_t key = 0;
    Value value = {};  // 0: empty
  };
  static constexpr std::size_t kFewest = 16;
  static constexpr std::uint64_t kNeighbours = 7;

  /// Keys that follow each other, as ids do, share cache lines; where, no capture can know.
  [[nodiscard]] std::size_t home(std::uint64_t key) const {
    constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;
    const std::uint64_t block = folded((key & ~kNeighbours) ^ seed_, kOdd);
    return static_cast<std::size_t>(((block >> shift_) & ~kNeighbours) | (key & kNeighbours));
  }
  [[nodiscard]] std::size_t next(std::size_t i) const { return (i + 1) & (slots_.size() - 1); }

  [[nodiscard]] Slot* find_slot(std::uint64_t key, Value value) {
    if (slots_.empty()) return nullptr;
    for (std::size_t i = home(key); slots_[i].value != Value{}; i = next(i)) {
      if (slots_[i].key == key && slots_[i].value == value) return &slots_[i];
    }
    return nullptr;
  }

  void place(const Slot& slot) {
    std::size_t i = home(slot.key);
    while (slots_[i].value != Value{}) i = next(i);
    slots_[i] = slot;
  }

  void resize(std::size_t size) {
    std::vector<Slot> old(std::max(size, kFewest));
    old.swap(slots_);
    shift_ = 64 - static_cast<unsigned>(std::countr_zero(slots_.size()));
    for (const Slot& slot : old) {
      if (slot.value != Value{}) place(slot);
    }
  }

  /// Moves what follows a hole into it, wherever a search would otherwise end too early.
  void close_gap(std::size_t hole) {
    for (std::size_t i = next(hole); slots_[i].value != Value{}; i = next(i)) {
      const std::size_t from_home = (i - home(slots_[i].key)) & (slots_.size() - 1);
      const std::size_t from_hole = (i - hole) & (slots_.size() - 1);
      if (from_home < from_hole) continue;
      slots_[hole] = slots_[i];
      hole = i;
    }
    slots_[hole] = {};
  }

  std::vector<Slot> slots_;  // a power of two
  std::size_t size_ = 0;
  unsigned shift_ = 64;
  std::uint64_t seed_ = digest_key();
};

/// Ids by digest.
using DigestIndex = DigestTable<std::uint64_t>;

}  // namespace mm1::flow
