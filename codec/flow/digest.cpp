#include "mm1/flow/digest.h"

#include <array>
#include <cstddef>
#include <cstring>
#include <random>

namespace mm1::flow {
namespace {

constexpr std::size_t kWord = sizeof(std::uint64_t);
constexpr std::uint64_t kFirst = 0xA0761D6478BD642FU;
constexpr std::uint64_t kSecond = 0xE7037ED1A0B428DBU;

std::uint64_t word(std::string_view text) {
  std::uint64_t value = 0;
  std::memcpy(&value, text.data(), kWord);
  return value;
}

std::uint64_t drawn() {
  std::random_device device;
  return std::uint64_t{device()} << 32 | device();
}

}  // namespace

std::uint64_t digest_key() {
  static const std::uint64_t kKey = drawn();
  return kKey;
}

std::uint64_t digest(std::string_view text) {
  const std::uint64_t key = digest_key();
  std::uint64_t sum = key ^ text.size();
  while (text.size() >= 2 * kWord) {
    sum = folded(word(text) ^ key ^ kFirst, word(text.substr(kWord)) ^ sum);
    text.remove_prefix(2 * kWord);
  }
  std::array<char, 2 * kWord> rest{};
  text.copy(rest.data(), rest.size());
  const std::string_view padded(rest.data(), rest.size());
  sum = folded(word(padded) ^ key ^ kFirst, word(padded.substr(kWord)) ^ sum);
  return folded(sum ^ kSecond, key ^ kFirst);
}

}  // namespace mm1::flow
