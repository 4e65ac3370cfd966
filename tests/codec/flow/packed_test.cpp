// What is packed comes back as it was.
#include "packed.h"

#include <gtest/gtest.h>

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace mm1::flow::test {
namespace {

constexpr std::int64_t kSomeDay = 1'767'607'200'000'000'000;

enum class Colour : std::uint8_t { kRed, kGreen };

struct Inner {
  std::uint32_t number = 0;
  std::optional<std::int64_t> time;
  bool operator==(const Inner&) const = default;
};
template <typename Archive>
void fields(Archive& archive, Inner& inner) {
  archive(inner.number, inner.time);
}

struct Record {
  std::uint64_t number = 0;
  std::string text;
  Colour colour = Colour::kRed;
  bool flag = false;
  std::vector<Inner> inners;
  std::variant<std::monostate, Inner, std::string> any;
  std::unique_ptr<Inner> rare;
  std::vector<std::int64_t> times;
};
template <typename Archive>
void fields(Archive& archive, Record& record) {
  archive(record.number, record.text, record.colour, record.flag, record.inners, record.any,
          record.rare, record.times);
}

Record there_and_back(Record& record) {
  Packer packer;
  fields(packer, record);
  const auto octets = packer.octets();
  Unpacker unpacker(octets.get());
  Record back;
  fields(unpacker, back);
  return back;
}

TEST(Packed, NumbersComeBack) {
  for (unsigned bits = 0; bits < 64; ++bits) {
    for (const std::uint64_t number : {(std::uint64_t{1} << bits) - 1, std::uint64_t{1} << bits,
                                       ~std::uint64_t{0} >> bits, std::uint64_t{0xF7} << bits}) {
      Record record;
      record.number = number;
      EXPECT_EQ(there_and_back(record).number, number);
    }
  }
}

TEST(Packed, TimesComeBackInWhateverOrder) {
  using Limits = std::numeric_limits<std::int64_t>;
  Record record;
  record.times = {kSomeDay,
                  kSomeDay + 1,
                  0,
                  60'000'000'000,
                  kSomeDay - 1,
                  Limits::max(),
                  Limits::min(),
                  -1,
                  Limits::max() - 1,
                  Limits::min() + 1,
                  Limits::max() - 1,
                  1,
                  -kSomeDay,
                  kSomeDay};
  EXPECT_EQ(there_and_back(record).times, record.times);
}

TEST(Packed, MembersComeBack) {
  Record record;
  record.number = 7;
  record.text = std::string("a\0b", 3) + std::string(300, 'x');
  record.colour = Colour::kGreen;
  record.flag = true;
  record.inners = {{1, kSomeDay}, {2, std::nullopt}};
  record.any = Inner{3, 0};
  record.rare = std::make_unique<Inner>(Inner{4, -1});
  const Record back = there_and_back(record);
  EXPECT_EQ(back.text, record.text);
  EXPECT_EQ(back.colour, record.colour);
  EXPECT_EQ(back.flag, record.flag);
  EXPECT_EQ(back.inners, record.inners);
  EXPECT_EQ(back.any, record.any);
  ASSERT_NE(back.rare, nullptr);
  EXPECT_EQ(*back.rare, *record.rare);
}

TEST(Packed, AbsentMembersComeBackAbsent) {
  Record record;
  const Record back = there_and_back(record);
  EXPECT_TRUE(back.text.empty());
  EXPECT_TRUE(back.inners.empty());
  EXPECT_EQ(back.any.index(), 0U);
  EXPECT_EQ(back.rare, nullptr);
}

}  // namespace
}  // namespace mm1::flow::test
