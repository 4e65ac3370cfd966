// What is remembered of transactions that are over: by digest, for a time and up to a number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <utility>

#include "digest_table.h"

namespace mm1::flow {

/// Values by digest. The oldest go first, when their time is over or there are too many, so that
/// memory does not grow with the length of the capture. References to values hold until they are
/// put again or go.
template <typename Value>
class Remembered {
 public:
  explicit Remembered(std::size_t most = std::size_t{1} << 20) : most_(most) {}

  /// Remembers a value, in place of an older one, until `until_ns`.
  Value& put(std::uint64_t key, Value value, std::int64_t now_ns, std::int64_t until_ns) {
    forget(now_ns);
    erase(key);
    entries_.push_back({key, until_ns, true, std::move(value)});
    index_.insert(key, first_ + entries_.size() - 1);
    return entries_.back().value;
  }
  /// What is remembered, nullptr for nothing.
  [[nodiscard]] Value* find(std::uint64_t key) {
    const std::uint64_t number = index_.find(key);
    return number == 0 ? nullptr : &entries_[number - first_].value;
  }
  void erase(std::uint64_t key) {
    const std::uint64_t number = index_.find(key);
    if (number == 0) return;
    entries_[number - first_].live = false;
    index_.erase(key, number);
  }
  /// Whether everything that was ever put is still there: else not finding proves nothing.
  [[nodiscard]] bool complete() const { return complete_; }

 private:
  struct Entry {
    std::uint64_t key;
    std::int64_t until_ns;
    bool live;  // false for one that was erased, or put anew behind this one
    Value value;
  };

  void forget(std::int64_t now_ns) {
    while (!entries_.empty() && (entries_.front().until_ns < now_ns || entries_.size() >= most_)) {
      const Entry& oldest = entries_.front();
      if (oldest.live) {
        index_.erase(oldest.key, first_);
        complete_ = false;
      }
      entries_.pop_front();
      ++first_;
    }
  }

  std::size_t most_;
  bool complete_ = true;
  std::deque<Entry> entries_;  // in the order they were put
  std::uint64_t first_ = 1;    // number of the first entry; each has the next one
  DigestIndex index_;
};

}  // namespace mm1::flow
