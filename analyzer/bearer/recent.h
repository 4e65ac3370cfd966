// A map that forgets: what was idle for too long, and the oldest when there is too much.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <list>
#include <unordered_map>
#include <utility>

namespace mm1::bearer {

/// How many entries a table may hold: as many as fit its share of `memory`, but not more than
/// `most`.
constexpr std::size_t table_capacity(std::size_t memory, std::size_t entry_size, std::size_t most) {
  constexpr std::size_t kShare = 8;
  constexpr std::size_t kFew = 64;
  return std::clamp(memory / kShare / entry_size, kFew, most);
}

/// Keys are compared in full. Time is capture time in nanoseconds; where it runs backwards (taps
/// merged out of order) it is taken to stand still.
template <typename Key, typename Value, typename Hash>
class RecentMap {
 public:
  RecentMap(std::size_t capacity, std::int64_t idle_ns) : capacity_(capacity), idle_ns_(idle_ns) {}

  [[nodiscard]] Value* find(const Key& key) {
    const auto found = index_.find(key);
    return found == index_.end() ? nullptr : &found->second->value;
  }

  /// The value of `key`, made from `arguments` when there is none; it counts as used now.
  template <typename... Arguments>
  Value& use(const Key& key, Arguments&&... arguments) {
    const auto found = index_.find(key);
    if (found != index_.end()) {
      entries_.splice(entries_.begin(), entries_, found->second);
    } else {
      entries_.emplace_front(key, std::forward<Arguments>(arguments)...);
      index_.emplace(key, entries_.begin());
    }
    entries_.front().used_ns = now_ns_;
    return entries_.front().value;
  }

  void erase(const Key& key) {
    const auto found = index_.find(key);
    if (found == index_.end()) return;
    entries_.erase(found->second);
    index_.erase(found);
  }

  /// Time passes. `on_forget(key, value, for_room)` is told what goes, the least recently used
  /// first.
  template <typename OnForget>
  void advance(std::int64_t now_ns, OnForget&& on_forget) {
    now_ns_ = std::max(now_ns_, now_ns);
    while (!entries_.empty()) {
      const bool idle = now_ns_ - entries_.back().used_ns > idle_ns_;
      if (!idle && entries_.size() < capacity_) return;
      forget_oldest(on_forget, !idle);
    }
  }
  /// Forgets everything.
  template <typename OnForget>
  void finish(OnForget&& on_forget) {
    while (!entries_.empty()) forget_oldest(on_forget, false);
  }

  /// Forgets the entry that was not used for longest; false when there is none.
  template <typename OnForget>
  bool forget_oldest(OnForget&& on_forget, bool for_room) {
    if (entries_.empty()) return false;
    Entry& oldest = entries_.back();
    on_forget(oldest.key, oldest.value, for_room);
    index_.erase(oldest.key);
    entries_.pop_back();
    return true;
  }

  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    template <typename... Arguments>
    explicit Entry(const Key& entry_key, Arguments&&... arguments)
        : key(entry_key), value(std::forward<Arguments>(arguments)...) {}
    Key key;
    Value value;
    std::int64_t used_ns = 0;
  };

  std::size_t capacity_;
  std::int64_t idle_ns_;
  std::int64_t now_ns_ = std::numeric_limits<std::int64_t>::min() / 2;
  std::list<Entry> entries_;  // most recently used first
  std::unordered_map<Key, typename std::list<Entry>::iterator, Hash> index_;
};

}  // namespace mm1::bearer
