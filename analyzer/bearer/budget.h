// Memory that open messages may use together, and vectors that pay for what they hold.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace mm1::bearer {

/// Octets all open messages hold, and the most they may hold.
class Budget {
 public:
  explicit Budget(std::size_t limit) : limit_(limit) {}

  [[nodiscard]] bool take(std::size_t count) {
    if (count > limit_ - used_) return false;
    used_ += count;
    return true;
  }
  void give_back(std::size_t count) { used_ -= count; }
  [[nodiscard]] std::size_t used() const { return used_; }

 private:
  std::size_t limit_;
  std::size_t used_ = 0;
};

/// Memory that no vector below holds (table entries, names), paid for as long as this lives.
class Charge {
 public:
  explicit Charge(Budget& budget) : budget_(&budget) {}
  Charge(Charge&& other) noexcept : budget_(other.budget_), paid_(std::exchange(other.paid_, 0)) {}
  Charge& operator=(Charge&& other) noexcept {
    std::swap(budget_, other.budget_);
    std::swap(paid_, other.paid_);
    return *this;
  }
  ~Charge() { budget_->give_back(paid_); }

  /// False, and nothing paid, when the budget is used up.
  [[nodiscard]] bool add(std::size_t octets) {
    if (!budget_->take(octets)) return false;
    paid_ += octets;
    return true;
  }

 private:
  Budget* budget_;
  std::size_t paid_ = 0;
};

/// A vector that grows in small slabs and only while its budget lasts: what a message announces
/// about its length reserves nothing.
template <typename T>
class MeteredVector {
 public:
  explicit MeteredVector(Budget& budget) : budget_(&budget) {}
  MeteredVector(const MeteredVector&) = delete;
  MeteredVector& operator=(const MeteredVector&) = delete;
  MeteredVector(MeteredVector&& other) noexcept
      : budget_(other.budget_),
        items_(std::exchange(other.items_, {})),
        paid_(std::exchange(other.paid_, 0)) {}
  MeteredVector& operator=(MeteredVector&& other) noexcept {
    std::swap(budget_, other.budget_);
    std::swap(items_, other.items_);
    std::swap(paid_, other.paid_);
    return *this;
  }
  ~MeteredVector() { clear(); }

  /// False, and nothing appended, when the budget is used up.
  [[nodiscard]] bool append(std::span<const T> items) {
    if (!make_room(items.size())) return false;
    items_.insert(items_.end(), items.begin(), items.end());
    return true;
  }
  [[nodiscard]] bool insert(std::size_t position, const T& item) {
    if (!make_room(1)) return false;
    items_.insert(items_.begin() + static_cast<std::ptrdiff_t>(position), item);
    return true;
  }
  /// Forgets the items and gives their memory back.
  void clear() {
    std::vector<T>().swap(items_);
    budget_->give_back(std::exchange(paid_, 0));
  }
  void truncate(std::size_t size) { items_.resize(std::min(size, items_.size())); }

  [[nodiscard]] std::span<const T> span() const { return items_; }
  [[nodiscard]] std::size_t size() const { return items_.size(); }
  [[nodiscard]] bool empty() const { return items_.empty(); }

 private:
  static constexpr std::size_t kSlab = std::max<std::size_t>(2048 / sizeof(T), 1);
  static constexpr std::size_t kSmall = std::max<std::size_t>(64 / sizeof(T), 1);

  bool make_room(std::size_t count) {
    const std::size_t needed = items_.size() + count;
    if (needed <= items_.capacity()) return true;
    const std::size_t step = items_.capacity() < kSlab ? kSmall : kSlab;
    const std::size_t wanted = std::max(needed, items_.capacity() + items_.capacity() / 2);
    const std::size_t capacity = (wanted + step - 1) / step * step;
    const std::size_t price = (capacity - items_.capacity()) * sizeof(T);
    if (!budget_->take(price)) return false;
    paid_ += price;
    items_.reserve(capacity);
    return true;
  }

  Budget* budget_;
  std::vector<T> items_;
  std::size_t paid_ = 0;
};

}  // namespace mm1::bearer
