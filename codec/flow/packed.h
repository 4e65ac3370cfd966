// Records packed into few octets, for as long as nothing happens to them: most of what a record can
// hold is absent, and what is there is small.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace mm1::flow {

/// A number takes one octet up to this, else as many as it has and one in front that says how many.
inline constexpr std::uint8_t kShortNumber = 0xF7;

/// How a time is packed: those of one record are near to each other. A span between two of them is
/// near to nothing. The lower half of the octet says how many octets the distance has.
enum class PackedTime : std::uint8_t { kNever, kForever, kZero, kSpan, kAfter, kBefore };
inline constexpr unsigned kHowShift = 4;
inline constexpr std::uint8_t kLengthMask = 0x0F;

/// Numbers are written and read as eight octets, of which those that count are kept: this many
/// octets behind the last one are nobody's.
inline constexpr std::size_t kWordOctets = 8;
/// A number as its octets lie in memory, the lowest first, and back.
[[nodiscard]] constexpr std::uint64_t lowest_first(std::uint64_t number) {
  return std::endian::native == std::endian::little ? number : __builtin_bswap64(number);
}

/// The members of a record are named once, in a function `fields(archive, record)` that hands them
/// to the archive in order. A Packer takes them down, an Unpacker gives them back.
class Packer {
 public:
  template <typename... Values>
  void operator()(Values&... values) {
    (put(values), ...);
  }

  void clear() {
    size_ = 0;
    last_time_ = 0;
  }
  /// What was taken down since then.
  [[nodiscard]] std::unique_ptr<std::uint8_t[]> octets() {
    reserve(kWordOctets);
    auto copy = std::make_unique_for_overwrite<std::uint8_t[]>(size_ + kWordOctets);
    std::memcpy(copy.get(), octets_.data(), size_ + kWordOctets);
    return copy;
  }

 private:
  template <typename Value>
  void put(Value& value) {
    if constexpr (std::is_same_v<Value, std::int64_t>) {
      put_time(value);
    } else if constexpr (std::is_enum_v<Value> || std::is_unsigned_v<Value>) {
      put_number(static_cast<std::uint64_t>(value));
    } else {
      fields(*this, value);
    }
  }
  void put(std::string& text) {
    put_number(text.size());
    reserve(text.size());
    std::memcpy(octets_.data() + size_, text.data(), text.size());
    size_ += text.size();
  }
  template <typename Value>
  void put(std::vector<Value>& values) {
    put_number(values.size());
    for (Value& value : values) put(value);
  }
  template <typename Value, std::size_t kSize>
  void put(std::array<Value, kSize>& values) {
    for (Value& value : values) put(value);
  }
  template <typename Value>
  void put(std::optional<Value>& value) {
    put_number(value.has_value() ? 1 : 0);
    if (value) put(*value);
  }
  template <typename Value>
  void put(std::unique_ptr<Value>& value) {
    put_number(value == nullptr ? 0 : 1);
    if (value != nullptr) put(*value);
  }
  template <typename... Values>
  void put(std::variant<Values...>& values) {
    put_number(values.index());
    std::visit([this](auto& value) { this->put(value); }, values);
  }
  void put(std::monostate& /*nothing*/) {}

  void put_number(std::uint64_t number) {
    if (number <= kShortNumber) return put_word(static_cast<std::uint8_t>(number), 0, 0);
    const unsigned length = octets_in(number);
    put_word(static_cast<std::uint8_t>(kShortNumber + length), number, length);
  }
  void put_time(std::int64_t time) {
    using Limits = std::numeric_limits<std::int64_t>;
    if (time == Limits::min()) return put_distance(PackedTime::kNever, 0);
    if (time == Limits::max()) return put_distance(PackedTime::kForever, 0);
    if (time == 0) return put_distance(PackedTime::kZero, 0);
    const auto from = static_cast<std::uint64_t>(last_time_);
    const auto to = static_cast<std::uint64_t>(time);
    const bool after = time >= last_time_;
    const std::uint64_t apart = after ? to - from : from - to;
    if (time > 0 && to < apart) return put_distance(PackedTime::kSpan, to);
    put_distance(after ? PackedTime::kAfter : PackedTime::kBefore, apart);
    last_time_ = time;
  }
  void put_distance(PackedTime how, std::uint64_t distance) {
    const unsigned length = octets_in(distance);
    const auto first = static_cast<std::uint8_t>(static_cast<unsigned>(how) << kHowShift | length);
    put_word(first, distance, length);
  }

  [[nodiscard]] static unsigned octets_in(std::uint64_t number) {
    return static_cast<unsigned>(std::bit_width(number) + 7) / 8;
  }
  /// An octet, and the lowest `length` octets of a number behind it.
  void put_word(std::uint8_t first, std::uint64_t number, unsigned length) {
    reserve(1 + kWordOctets);
    std::uint8_t* to = octets_.data() + size_;
    number = lowest_first(number);
    *to = first;
    std::memcpy(to + 1, &number, kWordOctets);
    size_ += 1 + length;
  }
  void reserve(std::size_t more) {
    if (octets_.size() - size_ < more) octets_.resize(2 * octets_.size() + more);
  }

  std::vector<std::uint8_t> octets_ = std::vector<std::uint8_t>(1024);
  std::size_t size_ = 0;
  std::int64_t last_time_ = 0;
};

/// Gives back what a Packer took down, in the same order.
class Unpacker {
 public:
  explicit Unpacker(const std::uint8_t* octets) : next_(octets) {}

  template <typename... Values>
  void operator()(Values&... values) {
    (get(values), ...);
  }

 private:
  template <typename Value>
  void get(Value& value) {
    if constexpr (std::is_same_v<Value, std::int64_t>) {
      value = time();
    } else if constexpr (std::is_enum_v<Value> || std::is_unsigned_v<Value>) {
      value = static_cast<Value>(number());
    } else {
      fields(*this, value);
    }
  }
  void get(std::string& text) {
    const auto size = static_cast<std::size_t>(number());
    text.assign(reinterpret_cast<const char*>(next_), size);
    next_ += size;
  }
  template <typename Value>
  void get(std::vector<Value>& values) {
    values.resize(static_cast<std::size_t>(number()));
    for (Value& value : values) get(value);
  }
  template <typename Value, std::size_t kSize>
  void get(std::array<Value, kSize>& values) {
    for (Value& value : values) get(value);
  }
  template <typename Value>
  void get(std::optional<Value>& value) {
    if (number() != 0) get(value.emplace());
  }
  template <typename Value>
  void get(std::unique_ptr<Value>& value) {
    if (number() == 0) return;
    value = std::make_unique<Value>();
    get(*value);
  }
  template <typename... Values>
  void get(std::variant<Values...>& values) {
    emplace(values, static_cast<std::size_t>(number()), std::index_sequence_for<Values...>{});
    std::visit([this](auto& value) { this->get(value); }, values);
  }
  void get(std::monostate& /*nothing*/) {}

  template <typename Variant, std::size_t... kIndices>
  static void emplace(Variant& values, std::size_t index, std::index_sequence<kIndices...> /*of*/) {
    static_cast<void>(((kIndices == index && (values.template emplace<kIndices>(), true)) || ...));
  }

  std::uint64_t number() {
    const unsigned first = *next_++;
    return first <= kShortNumber ? first : word(first - kShortNumber);
  }
  std::int64_t time() {
    using Limits = std::numeric_limits<std::int64_t>;
    const unsigned first = *next_++;
    const auto how = static_cast<PackedTime>(first >> kHowShift);
    if (how == PackedTime::kNever) return Limits::min();
    if (how == PackedTime::kForever) return Limits::max();
    if (how == PackedTime::kZero) return 0;
    const std::uint64_t apart = word(first & kLengthMask);
    if (how == PackedTime::kSpan) return static_cast<std::int64_t>(apart);
    const auto from = static_cast<std::uint64_t>(last_time_);
    last_time_ = static_cast<std::int64_t>(how == PackedTime::kAfter ? from + apart : from - apart);
    return last_time_;
  }
  /// The number that the next `length` octets are.
  std::uint64_t word(unsigned length) {
    std::uint64_t word = 0;
    std::memcpy(&word, next_, kWordOctets);
    next_ += length;
    constexpr unsigned kBits = 8 * kWordOctets;
    return length == 0 ? 0 : lowest_first(word) & (~std::uint64_t{0} >> (kBits - 8 * length));
  }

  const std::uint8_t* next_;
  std::int64_t last_time_ = 0;
};

}  // namespace mm1::flow
