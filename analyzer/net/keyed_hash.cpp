#include "mm1/net/keyed_hash.h"

#include <random>

namespace mm1::net {
namespace {

HashKey drawn() {
  std::random_device random;
  const auto word = [&] { return std::uint64_t{random()} << 32 | random(); };
  // Odd, so that no factor vanishes.
  return {word(), {word() | 1, word() | 1}};
}

}  // namespace

const HashKey& hash_key() {
  static const HashKey kKey = drawn();
  return kKey;
}

}  // namespace mm1::net
