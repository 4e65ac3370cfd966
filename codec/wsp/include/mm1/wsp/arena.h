// Memory for decoded data that is thrown away all at once and never destroyed piece by piece.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <type_traits>
#include <vector>

namespace mm1::wsp {

/// Where a tape gets its memory from. The owner frees everything at once when it is done; nothing
/// allocated here is ever destroyed, so a `longjmp` over the decoder's frames leaks nothing.
/// In Wireshark `allocate` is a thin cover of `wmem_alloc(pinfo->pool, …)`.
struct Allocator {
  /// Returns `size` octets aligned for any tape type, or nullptr when there are none.
  void* (*allocate)(void* context, std::size_t size);
  void* context;
};

/// A growing array of trivially destructible items in an `Allocator`'s memory. Outgrown storage is
/// left to the allocator's owner. `push` fails (and the array stays as it is) when memory is out.
template <typename T>
class ArenaArray {
  static_assert(std::is_trivially_destructible_v<T> && std::is_trivially_copyable_v<T>);

 public:
  explicit ArenaArray(Allocator allocator) : allocator_(allocator) {}

  [[nodiscard]] bool push(const T& item) {
    if (!reserve(size_ + 1)) return false;
    items_[size_++] = item;
    return true;
  }
  /// The same where `reserve` made room before.
  void push_reserved(const T& item) { items_[size_++] = item; }
  /// Makes room for `capacity` items in all; false when memory is out.
  [[nodiscard]] bool reserve(std::size_t capacity) {
    return capacity <= capacity_ || grow(capacity);
  }
  T& operator[](std::size_t index) { return items_[index]; }
  const T& operator[](std::size_t index) const { return items_[index]; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t capacity() const { return capacity_; }
  [[nodiscard]] std::span<const T> span() const { return {items_, size_}; }

 private:
  bool grow(std::size_t wanted) {
    std::size_t capacity = capacity_ == 0 ? 64 : capacity_ * 2;
    if (capacity < wanted) capacity = wanted;
    auto* items = static_cast<T*>(allocator_.allocate(allocator_.context, capacity * sizeof(T)));
    if (items == nullptr) return false;
    if (size_ != 0) std::memcpy(static_cast<void*>(items), items_, size_ * sizeof(T));
    items_ = items;
    capacity_ = capacity;
    return true;
  }

  Allocator allocator_;
  T* items_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

/// An arena of the analyzer's own: blocks are kept over `reset`, so a warm arena does not touch the
/// heap. Not for the plugin, which uses Wireshark's pools.
class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  [[nodiscard]] Allocator allocator() {
    return {[](void* self, std::size_t size) { return static_cast<Arena*>(self)->take(size); },
            this};
  }

  /// Forgets everything handed out; the memory stays for the next round.
  void reset() {
    block_ = 0;
    used_ = 0;
  }

 private:
  static constexpr std::size_t kBlock = std::size_t{64} * 1024;
  struct Block {
    std::unique_ptr<std::byte[]> octets;
    std::size_t size;
  };

  void* take(std::size_t size) {
    size = (size + alignof(std::max_align_t) - 1) & ~(alignof(std::max_align_t) - 1);
    for (; block_ < blocks_.size(); ++block_, used_ = 0) {
      if (size <= blocks_[block_].size - used_) {
        void* memory = blocks_[block_].octets.get() + used_;
        used_ += size;
        return memory;
      }
    }
    const std::size_t room = size < kBlock ? kBlock : size;
    auto* octets = new (std::nothrow) std::byte[room];
    if (octets == nullptr) return nullptr;
    blocks_.push_back({std::unique_ptr<std::byte[]>(octets), room});
    used_ = size;
    return octets;
  }

  std::vector<Block> blocks_;
  std::size_t block_ = 0;
  std::size_t used_ = 0;
};

}  // namespace mm1::wsp
