// MESSAGE_IDs of one sender of WDP datagrams over CDMA: it counts them up by one (WAP-259 §6.5.3).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace mm1::bearer {

/// Remembers the last few, so that datagrams that changed places with others are no jump.
class MessageIds {
 public:
  /// A segment of datagram `id` comes. Returns the id that came before when this one is neither
  /// known nor next to one that is.
  std::optional<std::uint16_t> add(std::uint16_t id) {
    if (has(id)) return std::nullopt;
    const bool jumps = count_ != 0 && !follows_one(id) && !has(static_cast<std::uint16_t>(id + 1));
    const std::uint16_t before = last_;
    last_ = ids_[count_++ % ids_.size()] = id;
    return jumps ? std::optional(before) : std::nullopt;
  }
  /// Whether the id before `id` is known.
  [[nodiscard]] bool follows_one(std::uint16_t id) const {
    return has(static_cast<std::uint16_t>(id - 1));
  }

 private:
  [[nodiscard]] bool has(std::uint16_t id) const {
    for (std::size_t i = 0; i < ids_.size() && i < count_; ++i) {
      if (ids_[i] == id) return true;
    }
    return false;
  }

  std::array<std::uint16_t, 16> ids_{};
  std::size_t count_ = 0;
  std::uint16_t last_ = 0;
};

}  // namespace mm1::bearer
