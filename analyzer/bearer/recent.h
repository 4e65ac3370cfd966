// A map that forgets: what was idle for too long, and the oldest when there is too much.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <list>
#include <random>
#include <unordered_map>
#include <utility>

#include "mm1/net/endpoint.h"

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

/// Mixes octets and numbers into a hash. Its key is drawn once a process, so that nobody can write
/// a capture whose keys all fall into one bucket; nothing may depend on the order of hashes.
class Mixer {
 public:
  Mixer& add(std::uint64_t number) {
    hash_ = (hash_ ^ number) * key().multiplier;
    hash_ ^= hash_ >> 29;
    return *this;
  }
  Mixer& add(const net::Endpoint& endpoint) {
    return add_all(endpoint.address.octets).add(endpoint.port);
  }
  template <typename Octets>
  Mixer& add_all(const Octets& octets) {
    std::uint64_t word = 0;
    std::size_t count = 0;
    for (const auto octet : octets) {
      word = word << 8 | static_cast<std::uint8_t>(octet);
      if (++count % sizeof word == 0) add(word);
    }
    return add(word).add(count);
  }
  [[nodiscard]] std::size_t value() const {
    return static_cast<std::size_t>(hash_ ^ (hash_ >> 32));
  }

 private:
  struct Key {
    std::uint64_t start;
    std::uint64_t multiplier;  // odd
  };
  static const Key& key() {
    static const Key drawn = [] {
      std::random_device source;
      const auto word = [&source] { return std::uint64_t{source()} << 32 | source(); };
      return Key{word(), word() | 1};
    }();
    return drawn;
  }

  std::uint64_t hash_ = key().start;
};

}  // namespace mm1::bearer
