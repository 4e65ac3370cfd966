// What the keyed hash has to stand: inputs made to collide.
#include "mm1/net/keyed_hash.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <set>
#include <utility>

namespace mm1::net {
namespace {

// The highest bit of a product with any odd number is that of the other factor. So a hash that
// multiplies 64-bit words and folds the product back by a shift can be made to collide without
// knowing its key: a change of a word's highest bit is undone by the next word.
TEST(KeyedHash, ChangesOfHighBitsDoNotUndoOneAnother) {
  constexpr unsigned kWords = 8;
  constexpr unsigned kWord = 8;  // octets
  for (const auto& [shift, big_endian] : {std::pair{29, true}, {29, false}, {32, false}}) {
    std::set<std::uint64_t> hashes;
    for (unsigned changed = 0; changed < 1u << (kWords - 1); ++changed) {
      std::array<std::uint8_t, kWords * kWord> octets{};
      const auto flip = [&, big = big_endian](unsigned word, int bit) {
        const int octet = big ? 7 - bit / 8 : bit / 8;
        octets[word * kWord + static_cast<unsigned>(octet)] ^=
            static_cast<std::uint8_t>(1 << bit % 8);
      };
      for (unsigned word = 0; word + 1 < kWords; ++word) {
        if ((changed >> word & 1) == 0) continue;
        flip(word, 63);
        flip(word + 1, 63);
        flip(word + 1, 63 - shift);
      }
      hashes.insert(KeyedHash().add(capture::Octets(octets)).value());
    }
    EXPECT_EQ(hashes.size(), 1u << (kWords - 1));
  }
}

TEST(KeyedHash, LengthsAndOrderCount) {
  const std::array<std::uint8_t, 24> zeros{};
  std::set<std::uint64_t> hashes;
  for (std::size_t length = 0; length <= zeros.size(); ++length) {
    hashes.insert(KeyedHash().add(capture::Octets(zeros).first(length)).value());
  }
  EXPECT_EQ(hashes.size(), zeros.size() + 1);
  EXPECT_NE(KeyedHash().add(1, 2).value(), KeyedHash().add(2, 1).value());
  EXPECT_NE(KeyedHash().add(1).add(2).value(), KeyedHash().add(2).add(1).value());
}

}  // namespace
}  // namespace mm1::net
