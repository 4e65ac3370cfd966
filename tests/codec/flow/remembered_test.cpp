// What outlives a transaction is kept for its time, and up to a number.
#include "remembered.h"

#include <gtest/gtest.h>

namespace mm1::flow::test {
namespace {

TEST(Remembered, ForgetsWhatIsPastItsTime) {
  Remembered<int> memory;
  memory.put(1, 10, 0, 100);
  memory.put(2, 20, 50, 150);
  ASSERT_NE(memory.find(1), nullptr);
  EXPECT_TRUE(memory.complete());
  memory.put(3, 30, 101, 201);
  EXPECT_EQ(memory.find(1), nullptr);
  ASSERT_NE(memory.find(2), nullptr);
  EXPECT_EQ(*memory.find(2), 20);
  EXPECT_FALSE(memory.complete());
}

TEST(Remembered, WhatIsPutAnewLivesOn) {
  Remembered<int> memory;
  memory.put(1, 10, 0, 100);
  memory.put(1, 11, 90, 190);
  memory.put(2, 20, 120, 220);
  ASSERT_NE(memory.find(1), nullptr);
  EXPECT_EQ(*memory.find(1), 11);
  EXPECT_TRUE(memory.complete());
}

TEST(Remembered, KeepsTheLatestWhenThereAreTooMany) {
  Remembered<int> memory(3);
  for (int i = 0; i < 10; ++i) memory.put(static_cast<std::uint64_t>(i), i, i, 1000);
  EXPECT_EQ(memory.find(6), nullptr);
  for (int i = 7; i < 10; ++i) {
    ASSERT_NE(memory.find(static_cast<std::uint64_t>(i)), nullptr) << i;
    EXPECT_EQ(*memory.find(static_cast<std::uint64_t>(i)), i);
  }
}

TEST(Remembered, WhatIsErasedIsGone) {
  Remembered<int> memory;
  memory.put(1, 10, 0, 100);
  memory.erase(1);
  memory.erase(2);
  EXPECT_EQ(memory.find(1), nullptr);
}

}  // namespace
}  // namespace mm1::flow::test
