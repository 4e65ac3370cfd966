// When what is to be looked at next: the nearest deadline first, of equal ones the lowest id.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace mm1::flow {

class Deadlines {
 public:
  struct Due {
    std::int64_t time_ns;
    std::uint64_t id;
    auto operator<=>(const Due&) const = default;
  };

  [[nodiscard]] std::size_t size() const { return heap_.size(); }
  [[nodiscard]] bool empty() const { return heap_.empty(); }
  [[nodiscard]] const Due& nearest() const { return heap_.front(); }

  void push(std::int64_t time_ns, std::uint64_t id) {
    heap_.push_back({time_ns, id});
    std::ranges::push_heap(heap_, std::greater<>{});
  }
  Due pop() {
    std::ranges::pop_heap(heap_, std::greater<>{});
    const Due due = heap_.back();
    heap_.pop_back();
    if (heap_.capacity() > kFew && heap_.size() < heap_.capacity() / 4) heap_.shrink_to_fit();
    return due;
  }
  /// Drops all for which `keep(due)` is false.
  template <typename Keep>
  void keep_if(Keep keep) {
    std::erase_if(heap_, [&keep](const Due& due) { return !keep(due); });
    heap_.shrink_to_fit();
    std::ranges::make_heap(heap_, std::greater<>{});
  }

 private:
  static constexpr std::size_t kFew = 1024;
  std::vector<Due> heap_;
};

}  // namespace mm1::flow
