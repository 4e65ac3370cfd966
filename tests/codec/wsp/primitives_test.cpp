// Uintvars, value classes and the cursor (WAP-230 §8.1.2, §8.4.1.2).
#include "mm1/wsp/primitives.h"

#include <gtest/gtest.h>

#include "mm1/wsp/cursor.h"
#include "support/hex.h"

namespace mm1::wsp {
namespace {

TEST(Uintvar, ReadsSevenBitsAnOctet) {
  struct Case {
    const char* octets;
    std::uint64_t value;
    std::size_t length;
    bool complete, too_long, padded;
  };
  for (const Case& c :
       {Case{"05", 5, 1, true, false, false}, Case{"81 20 FF", 0xA0, 2, true, false, false},
        Case{"8F FF FF FF 7F", 0xFFFFFFFF, 5, true, false, false},
        Case{"90 80 80 80 00", 0xFFFFFFFF, 5, true, true, false},
        Case{"81 80 80 80 80 00", 0xFFFFFFFF, 6, true, true, false},
        Case{"80 05", 5, 2, true, false, true}, Case{"81 80", 0x80, 2, false, false, false},
        Case{"", 0, 0, false, false, false}}) {
    const auto octets = test::from_hex(c.octets);
    const Uintvar number = uintvar(octets);
    EXPECT_EQ(number.value, c.value) << c.octets;
    EXPECT_EQ(number.length, c.length) << c.octets;
    EXPECT_EQ(number.complete, c.complete) << c.octets;
    EXPECT_EQ(number.too_long, c.too_long) << c.octets;
    EXPECT_EQ(number.padded, c.padded) << c.octets;
  }
}

TEST(ValueExtent, FollowsTheFirstOctet) {
  struct Case {
    const char* octets;
    std::size_t length;
    bool complete;
  };
  for (const Case& c :
       {Case{"80 FF", 1, true}, Case{"00 FF", 1, true}, Case{"02 01 02 03", 3, true},
        Case{"1F 02 01 02 03", 4, true}, Case{"41 42 00 43", 3, true}, Case{"7F C3 00", 3, true},
        Case{"02 01", 2, false}, Case{"41 42", 2, false}, Case{"1F 82", 2, false},
        Case{"1F 8F FF FF FF 7F 00", 7, false}, Case{"", 0, false}}) {
    const auto octets = test::from_hex(c.octets);
    const Extent extent = value_extent(octets);
    EXPECT_EQ(extent.length, c.length) << c.octets;
    EXPECT_EQ(extent.complete, c.complete) << c.octets;
  }
}

TEST(BigEndian, HoldsUpTo64BitsAfterLeadingZeros) {
  EXPECT_EQ(big_endian(test::from_hex("42 26 5C 80")), 1109810304u);
  EXPECT_EQ(big_endian(test::from_hex("00 00 FF FF FF FF FF FF FF FF")), ~std::uint64_t{0});
  EXPECT_EQ(big_endian(test::from_hex("01 00 00 00 00 00 00 00 00")), std::nullopt);
}

TEST(Cursor, NeverLeavesItsWindow) {
  const auto octets = test::from_hex("01 02 03 04");
  Cursor cursor(octets);
  Cursor inner = cursor.sub(2);
  EXPECT_EQ(cursor.offset(), 2u);
  EXPECT_EQ(inner.take(9).size(), 2u);
  EXPECT_TRUE(inner.overrun());
  EXPECT_EQ(inner.take(), 0);
  EXPECT_FALSE(cursor.overrun());
  EXPECT_EQ(cursor.peek(1), 4);
  EXPECT_EQ(cursor.peek(2, 0xEE), 0xEE);
}

}  // namespace
}  // namespace mm1::wsp
