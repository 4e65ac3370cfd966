// What is remembered of transactions that are over: by digest, for a time and up to a number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <unordered_map>

namespace mm1::flow {

/// Values by digest. The oldest go first, when their time is over or there are too many, so that
/// memory does not grow with the length of the capture.
template <typename Value>
class Remembered {
 public:
  explicit Remembered(std::size_t most = std::size_t{1} << 20) : most_(most) {}

  /// Remembers a value, in place of an older one, until `until_ns`.
  Value& put(std::uint64_t key, Value value, std::int64_t now_ns, std::int64_t until_ns) {
    forget(now_ns);
    Entry& entry = entries_[key];
    entry = {std::move(value), until_ns};
    order_.push_back({until_ns, key});
    return entry.value;
  }
  /// What is remembered, nullptr for nothing.
  [[nodiscard]] Value* find(std::uint64_t key) {
    const auto found = entries_.find(key);
    return found == entries_.end() ? nullptr : &found->second.value;
  }
  void erase(std::uint64_t key) { entries_.erase(key); }
  /// Whether everything that was ever put is still there: else not finding proves nothing.
  [[nodiscard]] bool complete() const { return complete_; }

 private:
  struct Entry {
    Value value;
    std::int64_t until_ns;
  };
  struct Turn {
    std::int64_t until_ns;
    std::uint64_t key;
  };

  void forget(std::int64_t now_ns) {
    while (!order_.empty() && (order_.front().until_ns < now_ns || order_.size() >= most_)) {
      const Turn turn = order_.front();
      order_.pop_front();
      const auto found = entries_.find(turn.key);
      // One that was remembered anew has a later turn.
      if (found == entries_.end() || found->second.until_ns != turn.until_ns) continue;
      entries_.erase(found);
      complete_ = false;
    }
  }

  std::size_t most_;
  bool complete_ = true;
  std::unordered_map<std::uint64_t, Entry> entries_;
  std::deque<Turn> order_;
};

}  // namespace mm1::flow
