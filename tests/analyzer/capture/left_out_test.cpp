#include "mm1/capture/left_out.h"

#include <gtest/gtest.h>

#include <set>
#include <string_view>

namespace mm1::test {
namespace {

using capture::LeftOut;

TEST(LeftOutTest, EveryReasonHasANameAndATextOfItsOwn) {
  std::set<std::string_view> names;
  std::set<std::string_view> texts;
  constexpr auto kCount = static_cast<std::size_t>(LeftOut::kCount);
  for (std::size_t i = 0; i < kCount; ++i) {
    names.insert(capture::left_out_name(static_cast<LeftOut>(i)));
    texts.insert(capture::left_out_text(static_cast<LeftOut>(i)));
  }
  EXPECT_EQ(names.size(), kCount);
  EXPECT_EQ(texts.size(), kCount);
  EXPECT_EQ(capture::left_out_name(LeftOut::kLinkTypeUnknown), "link-type-unknown");
  EXPECT_EQ(capture::left_out_text(LeftOut::kLinkTypeUnknown), "packets of an unknown link type");
}

TEST(LeftOutTest, CountsByReason) {
  capture::LeftOutCounts counts;
  counts.add(LeftOut::kTcpGap);
  counts.add(LeftOut::kTcpGap, 4);
  EXPECT_EQ(counts[LeftOut::kTcpGap], 5u);
  EXPECT_EQ(counts[LeftOut::kTls], 0u);
}

}  // namespace
}  // namespace mm1::test
