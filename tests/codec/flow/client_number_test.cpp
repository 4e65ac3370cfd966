// Which values are a subscriber's number, and which header tells the client's.
#include "mm1/flow/client_number.h"

#include <gtest/gtest.h>

namespace mm1::flow {
namespace {

TEST(NumberOf, ANumberIsItsDigits) {
  for (const char* value :
       {"15551230002", "+15551230002", " +15551230002\r\n", "0015551230002", "tel:+15551230002",
        "TEL:15551230002", "+15551230002/TYPE=PLMN", "+1-555-123.0002", "+15551230002;ext=1"}) {
    EXPECT_EQ(number_of(value), "15551230002") << value;
  }
  EXPECT_EQ(number_of("12345"), "12345");                      // the least
  EXPECT_EQ(number_of("123456789012345"), "123456789012345");  // the most (E.164 §6.2.1)
}

TEST(NumberOf, WhatIsNoNumberIsNone) {
  for (const char* value :
       {"", "+", "1234", "1234567890123456", "unknown", "3f2a9c00112233",
        "15551230002, 15551230003", "+1555\x1b[2J123", "192.0.2.1x", "--.--", "1555 123 0002"}) {
    EXPECT_FALSE(number_of(value)) << value;
  }
  EXPECT_FALSE(number_of(std::string(1 << 20, '1')));
}

}  // namespace
}  // namespace mm1::flow
