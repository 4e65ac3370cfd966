// Reading a PDU by its fields, in any order.
#include "mm1/mms/view.h"

#include <chrono>

#include <gtest/gtest.h>

#include "mm1/mms/decode.h"
#include "support/decoded.h"

namespace mm1 {
namespace {

namespace number = mms::number;
using test::Decoded;

/// Three recipients with copies between them, and a subject.
constexpr const char* kMixed =
    "8C 80 97 61 00 82 78 00 97 62 00 82 79 00 96 73 00 97 63 00";  // To a, b, c; Cc x, y

TEST(PduView, GivesTheNthValueInWhateverOrderItIsAskedFor) {
  const Decoded pdu(kMixed);
  const mms::PduView view(pdu.tape);
  EXPECT_EQ(view.text(number::kTo, 2), "c");
  EXPECT_EQ(view.text(number::kTo, 0), "a");
  EXPECT_EQ(view.text(number::kCc, 1), "y");
  EXPECT_EQ(view.text(number::kTo, 1), "b");
  EXPECT_EQ(view.text(number::kTo, 1), "b");
  EXPECT_EQ(view.value(number::kTo, 3), nullptr);
  EXPECT_EQ(view.text(number::kTo, 2), "c");
  EXPECT_EQ(view.text(number::kSubject), "s");
  EXPECT_EQ(view.value(number::kBcc), nullptr);
  EXPECT_EQ(view.text(number::kCc, 0), "x");
}

TEST(PduView, CountsEachFieldByItself) {
  const Decoded pdu(kMixed);
  const mms::PduView view(pdu.tape);
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(view.count(number::kTo), 3U);
    EXPECT_EQ(view.count(number::kCc), 2U);
    EXPECT_EQ(view.count(number::kBcc), 0U);
    EXPECT_EQ(view.count(number::kTo), 3U);
  }
}

/// Whoever goes through a field's values must not be held up by a sender that writes very many.
TEST(PduView, GoesThroughManyValuesInOneWalk) {
  constexpr std::size_t kMany = 40000;
  std::string octets = "8C 80";
  for (std::size_t i = 0; i < kMany; ++i) octets += " 97 61 00";
  const Decoded pdu(octets.c_str());
  const mms::PduView view(pdu.tape);
  const auto start = std::chrono::steady_clock::now();
  std::size_t seen = 0;
  for (std::size_t nth = 0; nth < view.count(number::kTo); ++nth) {
    seen += view.text(number::kTo, nth).size();
  }
  EXPECT_EQ(seen, kMany);
  // A walk for each value would take minutes.
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
}

}  // namespace
}  // namespace mm1
