#include "mm1/wsp/write.h"

#include <gtest/gtest.h>

#include "support/hex.h"

namespace mm1::wsp {
namespace {

using test::to_hex;

TEST(Write, UintvarIsShortest) {
  EXPECT_EQ(to_hex(Writer().uintvar(0).written()), "00");
  EXPECT_EQ(to_hex(Writer().uintvar(0x7F).written()), "7F");
  EXPECT_EQ(to_hex(Writer().uintvar(0x80).written()), "81 00");
  EXPECT_EQ(to_hex(Writer().uintvar(0x87A5).written()), "82 8F 25");  // WAP-230 §8.1.2
  EXPECT_EQ(to_hex(Writer().uintvar(0xFFFFFFFF).written()), "8F FF FF FF 7F");
}

TEST(Write, LongIntegerHasNoLeadingZero) {
  EXPECT_EQ(to_hex(Writer().long_integer(0).written()), "01 00");
  EXPECT_EQ(to_hex(Writer().long_integer(0x100).written()), "02 01 00");
  EXPECT_EQ(to_hex(Writer().long_integer(~0ULL).written()), "08 FF FF FF FF FF FF FF FF");
}

TEST(Write, ValueLengthChangesFormAt31) {
  EXPECT_EQ(to_hex(Writer().value_length(30).written()), "1E");
  EXPECT_EQ(to_hex(Writer().value_length(31).written()), "1F 1F");
  EXPECT_EQ(to_hex(Writer().value_length(200).written()), "1F 81 48");
}

TEST(Write, QuoteOnlyBeforeHighOctets) {
  EXPECT_EQ(to_hex(Writer().text("a").written()), "61 00");
  EXPECT_EQ(to_hex(Writer().text("\x80").written()), "7F 80 00");
  EXPECT_EQ(to_hex(Writer().text("").written()), "00");
  EXPECT_EQ(to_hex(Writer().quoted("<a>").written()), "22 3C 61 3E 00");
}

}  // namespace
}  // namespace mm1::wsp
