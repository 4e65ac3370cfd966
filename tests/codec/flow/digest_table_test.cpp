// The flat index against a multimap of the standard library, under random work.
#include "digest_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <vector>

namespace mm1::flow::test {
namespace {

std::vector<std::uint64_t> numbers(const DigestIndex& index, std::uint64_t key) {
  std::vector<std::uint64_t> found;
  index.each(key, [&](std::uint64_t number) { found.push_back(number); });
  std::ranges::sort(found);
  return found;
}

TEST(DigestTable, HoldsWhatAMultimapHolds) {
  std::mt19937_64 random(20260105);
  DigestIndex index;
  std::multimap<std::uint64_t, std::uint64_t> expected;
  for (std::uint64_t step = 1; step <= 20'000; ++step) {
    const std::uint64_t key = random() % 300;  // few keys, so that neighbours get in the way
    if (random() % 2 == 0 || expected.empty()) {
      index.insert(key, step);
      expected.emplace(key, step);
    } else {
      const auto victim =
          std::next(expected.begin(), static_cast<std::ptrdiff_t>(random() % expected.size()));
      index.erase(victim->first, victim->second);
      expected.erase(victim);
    }
    std::vector<std::uint64_t> wanted;
    const auto [first, last] = expected.equal_range(key);
    for (auto at = first; at != last; ++at) wanted.push_back(at->second);
    std::ranges::sort(wanted);
    ASSERT_EQ(numbers(index, key), wanted) << "step " << step;
  }
}

TEST(DigestTable, ErasingWhatIsNotThereChangesNothing) {
  DigestIndex index;
  index.erase(7, 1);
  index.insert(7, 1);
  index.erase(7, 2);
  index.erase(8, 1);
  EXPECT_EQ(numbers(index, 7), std::vector<std::uint64_t>{1});
}

}  // namespace
}  // namespace mm1::flow::test
