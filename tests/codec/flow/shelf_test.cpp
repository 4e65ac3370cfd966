// A shelf keeps its records, whether they are in use or packed.
#include "shelf.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

namespace mm1::flow::test {
namespace {

struct Note {
  std::string text;
};
template <typename Archive>
void fields(Archive& archive, Note& note) {
  archive(note.text);
}

TEST(Shelf, HoldsWhatAMapHolds) {
  std::mt19937_64 random(20260105);
  Shelf<Note> shelf;
  std::map<std::uint64_t, std::string> expected;
  for (std::uint64_t step = 1; step <= 20'000; ++step) {
    const std::uint64_t id = 1 + random() % step;  // some of long ago, which are packed
    const auto known = expected.find(id);
    Note* note = shelf.find(id);
    ASSERT_EQ(note != nullptr, known != expected.end()) << "step " << step;
    if (note != nullptr) {
      ASSERT_EQ(note->text, known->second) << "step " << step;
    }
    if (note == nullptr) {
      shelf.add(id).text = expected[id] = std::to_string(step);
    } else if (random() % 3 == 0) {
      shelf.erase(id);
      expected.erase(known);
    } else {
      note->text = known->second += '+';
    }
    shelf.settle();
    ASSERT_EQ(shelf.size(), expected.size());
  }
  std::vector<std::uint64_t> ids;
  for (const auto& [id, text] : expected) ids.push_back(id);
  EXPECT_EQ(shelf.ids(), ids);
}

TEST(Shelf, ReferencesHoldUntilItSettles) {
  constexpr std::uint64_t kMany = 1'000;
  Shelf<Note> shelf;
  Note& first = shelf.add(1);
  for (std::uint64_t id = 2; id <= kMany; ++id) shelf.add(id).text = "another";
  first.text = "first";
  EXPECT_EQ(&shelf.at(1), &first);
  shelf.settle();
  EXPECT_EQ(shelf.at(1).text, "first");
}

}  // namespace
}  // namespace mm1::flow::test
