// A hash that nobody can predict.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "mm1/capture/packet.h"
#include "mm1/net/endpoint.h"

namespace mm1::net {

/// Drawn at random for each run of the program, so that a capture cannot be made whose flows all
/// fall into one place of a table. So nothing may depend on the order of hashes: the same input
/// gives the same output.
struct HashKey {
  std::uint64_t begin = 0;
  std::uint64_t words[2] = {0, 0};
};
[[nodiscard]] const HashKey& hash_key();

/// Folds products of 64-bit words with the key. Two inputs of the same length agree by chance only:
/// in about one of 2^64 cases.
class KeyedHash {
 public:
  KeyedHash& add(std::uint64_t one, std::uint64_t other = 0) {
    value_ = folded_product(one ^ key_.words[0] ^ value_, other ^ key_.words[1]) + value_;
    return *this;
  }
  KeyedHash& add(const std::array<std::uint8_t, 16>& octets) {
    return add(word(octets.data(), 8), word(octets.data() + 8, 8));
  }
  KeyedHash& add(const Endpoint& end) { return add(end.address.octets).add(end.port); }
  KeyedHash& add(capture::Octets octets) {
    add(octets.size());
    for (; octets.size() > 16; octets = octets.subspan(16)) {
      add(word(octets.data(), 8), word(octets.data() + 8, 8));
    }
    const capture::Octets first = octets.first(std::min<std::size_t>(octets.size(), 8));
    const capture::Octets second = octets.subspan(first.size());
    return add(word(first.data(), first.size()), word(second.data(), second.size()));
  }
  KeyedHash& add(std::string_view text) {
    return add(capture::Octets(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
  }
  [[nodiscard]] std::uint64_t value() const {
    return folded_product(value_ ^ key_.words[1], key_.words[0]);
  }

 private:
  __extension__ using Wide = unsigned __int128;

  static std::uint64_t folded_product(std::uint64_t one, std::uint64_t other) {
    const Wide product = Wide{one} * other;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  }
  static std::uint64_t word(const std::uint8_t* octets, std::size_t count) {
    std::uint64_t value = 0;
    if (count != 0) std::memcpy(&value, octets, count);
    return value;
  }

  const HashKey& key_ = hash_key();
  std::uint64_t value_ = key_.begin;
};

}  // namespace mm1::net
