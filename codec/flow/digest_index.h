// Numbers by digest: a flat hash table, since a million open transactions are looked up by keys
// that no cache holds, and each step of a chain would cost another miss.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace mm1::flow {

/// A multimap from 64-bit digests to numbers other than 0. One key must not have many numbers: they
/// lie side by side and are gone through one by one.
class DigestIndex {
 public:
  void insert(std::uint64_t key, std::uint64_t number) {
    if (3 * (size_ + 1) > 2 * slots_.size()) grow();
    place({key, number});
    ++size_;
  }

  /// Removes one entry; false: it was not there.
  bool erase(std::uint64_t key, std::uint64_t number) {
    if (slots_.empty()) return false;
    for (std::size_t i = home(key); slots_[i].number != 0; i = next(i)) {
      if (slots_[i].key != key || slots_[i].number != number) continue;
      close_gap(i);
      --size_;
      return true;
    }
    return false;
  }

  /// Calls `visit(number)` for each number of a key, in no particular order.
  template <typename Visit>
  void each(std::uint64_t key, Visit visit) const {
    if (slots_.empty()) return;
    for (std::size_t i = home(key); slots_[i].number != 0; i = next(i)) {
      if (slots_[i].key == key) visit(slots_[i].number);
    }
  }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint64_t number = 0;  // 0: empty
  };

  [[nodiscard]] std::size_t home(std::uint64_t key) const {
    constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;  // keys may be consecutive numbers
    return static_cast<std::size_t>((key * kOdd) >> shift_);
  }
  [[nodiscard]] std::size_t next(std::size_t i) const { return (i + 1) & (slots_.size() - 1); }

  void place(const Slot& slot) {
    std::size_t i = home(slot.key);
    while (slots_[i].number != 0) i = next(i);
    slots_[i] = slot;
  }

  void grow() {
    constexpr unsigned kFirstBits = 4;
    std::vector<Slot> old;
    old.swap(slots_);
    shift_ = old.empty() ? 64 - kFirstBits : shift_ - 1;
    slots_.resize(std::size_t{1} << (64 - shift_));
    for (const Slot& slot : old) {
      if (slot.number != 0) place(slot);
    }
  }

  /// Moves what follows a hole into it, wherever a search would otherwise end too early.
  void close_gap(std::size_t hole) {
    for (std::size_t i = next(hole); slots_[i].number != 0; i = next(i)) {
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
};

}  // namespace mm1::flow
