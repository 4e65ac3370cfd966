// pcapng files, block by block.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <optional>

#include "analyzer/capture/read_octets.h"

namespace mm1::test {
namespace {

using capture::End;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PcapngFile {
 public:
  explicit PcapngFile(bool little_endian = true) : little_endian_(little_endian) {}

  PcapngFile& block(std::uint32_t type, const OctetWriter& body) {
    Buffer padded = body.written();
    padded.resize((padded.size() + 3) / 4 * 4);
    OctetWriter block(little_endian_);
    block.u32(type).u32(padded.size() + 12).octets(padded).u32(padded.size() + 12);
    file_.octets(block.written());
    return *this;
  }
  PcapngFile& section(std::uint16_t major = 1) {
    return block(0x0A0D0D0A,
                 body().u32(0x1A2B3C4D).u16(major).u16(0).u32(0xFFFF'FFFF).u32(0xFFFF'FFFF));
  }
  PcapngFile& interface(std::uint16_t link_type, std::uint32_t snap_length = 0,
                        std::optional<std::uint8_t> resolution = {},
                        std::optional<std::int64_t> offset = {}) {
    OctetWriter description = body();
    description.u16(link_type).u16(0).u32(snap_length);
    description.u16(2).u16(4).text("eth0");  // if_name
    if (resolution) description.u16(9).u16(1).u8(*resolution).u8(0).u16(0);
    if (offset) {
      const auto bits = static_cast<std::uint64_t>(*offset);
      const std::uint32_t high = static_cast<std::uint32_t>(bits >> 32);
      const std::uint32_t low = static_cast<std::uint32_t>(bits);
      description.u16(14).u16(8).u32(little_endian_ ? low : high).u32(little_endian_ ? high : low);
    }
    description.u16(0).u16(0);
    return block(1, description);
  }
  PcapngFile& packet(std::uint32_t interface, std::uint64_t time, std::string_view octets,
                     std::uint32_t original = 0) {
    OctetWriter packet = body();
    packet.u32(interface).u32(time >> 32).u32(time & 0xFFFF'FFFF);
    packet.u32(octets.size()).u32(original == 0 ? octets.size() : original).text(octets);
    return block(6, packet);
  }
  /// The sections after this one have the other byte order.
  PcapngFile& turn_byte_order() {
    little_endian_ = !little_endian_;
    return *this;
  }
  [[nodiscard]] OctetWriter body() const { return OctetWriter(little_endian_); }
  [[nodiscard]] const Buffer& octets() const { return file_.written(); }

 private:
  bool little_endian_;
  OctetWriter file_;
};

TEST(PcapngTest, BothByteOrders) {
  for (const bool little_endian : {true, false}) {
    PcapngFile file(little_endian);
    file.section().interface(113).packet(0, 1'600'000'000'000'123, "first").packet(0, 1, "x", 90);
    const SeenFile seen = read_octets(file.octets());
    ASSERT_THAT(seen.packets, SizeIs(2));
    EXPECT_EQ(seen.packets[0].time_ns, 1'600'000'000'000'123'000);
    EXPECT_EQ(seen.packets[0].octets, "first");
    EXPECT_EQ(seen.packets[0].link_type, 113u);
    EXPECT_EQ(seen.packets[1].original_length, 90u);
    EXPECT_EQ(seen.packets[1].frame, 2u);
    EXPECT_EQ(seen.info.format, "pcapng");
    EXPECT_EQ(seen.info.truncated_packets, 1u);
    EXPECT_EQ(seen.info.end, End::kComplete);
  }
}

TEST(PcapngTest, InterfacesHaveLinkTypesAndResolutionsOfTheirOwn) {
  PcapngFile file;
  file.section().interface(1).interface(113, 0, 9).interface(101, 0, 0x80 | 10, 100);
  file.packet(2, 1024 + 512, "c").packet(0, 1'000'001, "a").packet(1, 1'000'000'001, "b");
  const SeenFile seen = read_octets(file.octets());
  ASSERT_THAT(seen.packets, SizeIs(3));
  EXPECT_EQ(seen.packets[0].time_ns, 101'500'000'000);
  EXPECT_EQ(seen.packets[0].link_type, 101u);
  EXPECT_EQ(seen.packets[1].time_ns, 1'000'001'000);
  EXPECT_EQ(seen.packets[1].link_type, 1u);
  EXPECT_EQ(seen.packets[2].time_ns, 1'000'000'001);
  EXPECT_THAT(seen.info.link_types, ElementsAre(1, 113, 101));
}

TEST(PcapngTest, SectionsForgetTheInterfacesBefore) {
  PcapngFile file;
  file.section().interface(1).packet(0, 1, "a");
  file.turn_byte_order().section().interface(113).packet(0, 2, "b");
  const SeenFile seen = read_octets(file.octets());
  ASSERT_THAT(seen.packets, SizeIs(2));
  EXPECT_EQ(seen.packets[1].link_type, 113u);
  EXPECT_EQ(seen.packets[1].time_ns, 2000);

  file.section().packet(0, 3, "c");
  const SeenFile undescribed = read_octets(file.octets());
  EXPECT_THAT(undescribed.packets, SizeIs(2));
  EXPECT_EQ(undescribed.info.end, End::kDamaged);
  EXPECT_THAT(undescribed.problem, HasSubstr("interface 0, which is not described"));
}

// A file is read in blocks of 2^19 octets; the next section begins so close before the end of one
// that its header is only partly there when it is first looked at.
TEST(PcapngTest, ASectionMayBeginAnywhere) {
  constexpr std::size_t kReadAtOnce = std::size_t{1} << 19;
  for (const std::size_t before : {4U, 8U, 12U}) {
    PcapngFile file;
    file.section().interface(1).packet(0, 1, std::string(500'000, 'a'));
    constexpr std::size_t kPacketBlock = 32;
    const std::size_t left = kReadAtOnce - before - file.octets().size() - kPacketBlock;
    file.packet(0, 2, std::string(left, 'b'));
    ASSERT_EQ(file.octets().size(), kReadAtOnce - before);
    file.section().interface(113).packet(0, 3, std::string(100, 'c'));
    file.packet(0, 4, std::string(500'000, 'd'));
    const SeenFile seen = read_octets(file.octets());
    EXPECT_THAT(seen.packets, SizeIs(4)) << before;
    EXPECT_EQ(seen.info.end, End::kComplete) << before << ": " << seen.problem;
  }
}

TEST(PcapngTest, SimpleAndObsoletePacketBlocks) {
  PcapngFile file;
  file.section().interface(1, 4).interface(101);
  file.packet(1, 5, "enhanced");
  file.block(3, file.body().u32(9).text("simp"));
  file.block(2, file.body().u16(1).u16(0).u32(0).u32(7).u32(3).u32(3).text("obs"));
  const SeenFile seen = read_octets(file.octets());
  ASSERT_THAT(seen.packets, SizeIs(3));
  EXPECT_EQ(seen.packets[1].octets, "simp");
  EXPECT_EQ(seen.packets[1].original_length, 9u);
  EXPECT_EQ(seen.packets[1].link_type, 1u);
  EXPECT_EQ(seen.packets[1].time_ns, 5000);  // it has none: that of the packet before
  EXPECT_EQ(seen.packets[2].octets, "obs");
  EXPECT_EQ(seen.packets[2].link_type, 101u);
  EXPECT_EQ(seen.packets[2].time_ns, 7000);
}

TEST(PcapngTest, UnknownBlocksAreSkipped) {
  PcapngFile file;
  file.block(0x0A0D0D0A, file.body()
                             .u32(0x1A2B3C4D)
                             .u16(1)
                             .u16(2)
                             .u32(0)
                             .u32(0)
                             .u16(1)
                             .u16(4)
                             .text("note")
                             .u16(0)
                             .u16(0));
  file.interface(1).block(5, file.body().text("statistics"));
  file.block(0x8000'0001, file.body().text(std::string(2'000'000, 'x')));
  file.packet(0, 1, "a").block(4, file.body());
  const SeenFile seen = read_octets(file.octets());
  EXPECT_THAT(seen.packets, SizeIs(1));
  EXPECT_EQ(seen.info.end, End::kComplete);
}

TEST(PcapngTest, TimesAtTheirLimits) {
  using Limits = std::numeric_limits<std::int64_t>;
  struct Case {
    const char* what;
    std::uint8_t resolution;
    std::int64_t offset;
    std::uint64_t ticks;
    std::int64_t expected;
  };
  const std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  const Case cases[] = {
      {"seconds", 0, 0, 7, 7'000'000'000},
      {"before 1970", 6, -2, 500'000, -1'500'000'000},
      {"picoseconds", 12, 0, 1'234'567'890'123, 1'234'567'890},
      {"2^-32", 0x80 | 32, 0, (std::uint64_t{3} << 32) + (std::uint64_t{1} << 31), 3'500'000'000},
      {"2^-63", 0x80 | 63, 0, std::uint64_t{1} << 62, 500'000'000},
      {"finest decimal", 19, 0, 10'000'000'000'000'000'000u, 1'000'000'000},
      {"the last 32-bit second", 0, 0, 0xFFFF'FFFF, 4'294'967'295'000'000'000},
      {"too late", 0, 0, kMost, capture::kLatestTime},
      {"too late by offset", 6, Limits::max(), 1, capture::kLatestTime},
      {"too early", 6, Limits::min(), 1, -capture::kLatestTime},
  };
  for (const Case& each : cases) {
    PcapngFile file;
    file.section().interface(1, 0, each.resolution, each.offset).packet(0, each.ticks, "a");
    const SeenFile seen = read_octets(file.octets());
    ASSERT_THAT(seen.packets, SizeIs(1)) << each.what;
    EXPECT_EQ(seen.packets[0].time_ns, each.expected) << each.what;
  }
}

TEST(PcapngTest, CutAtEveryOctet) {
  PcapngFile file;
  file.section().interface(1);
  const std::size_t described = file.octets().size();
  file.packet(0, 1, "first");
  const std::size_t first = file.octets().size();
  file.packet(0, 2, "second");
  const Buffer& whole = file.octets();
  for (std::size_t size = 4; size < whole.size(); ++size) {
    const SeenFile seen = read_octets({whole.begin(), whole.begin() + static_cast<long>(size)});
    ASSERT_TRUE(seen.opened) << size;
    EXPECT_THAT(seen.packets, SizeIs(size >= first ? 1 : 0)) << size;
    const bool complete = size == 28 || size == described || size == first;
    EXPECT_EQ(seen.info.end, complete ? End::kComplete : End::kTruncated) << size;
  }
}

TEST(PcapngTest, WhatMakesNoSenseEndsTheReading) {
  struct Case {
    const char* problem;
    Buffer block;
  };
  const auto raw = [](std::uint32_t type, std::uint32_t length, std::uint32_t again) {
    return OctetWriter(true)
        .u32(type)
        .u32(length)
        .octets(Buffer(std::min(length, 64u) - 12))
        .u32(again)
        .take();
  };
  const auto made = [](std::uint32_t type, const OctetWriter& body) {
    return PcapngFile().block(type, body).octets();
  };
  const OctetWriter le(true);
  const Case cases[] = {
      {"a block of 8 octets", OctetWriter(true).u32(6).u32(8).octets(Buffer(20)).take()},
      {"a block of 30 octets", raw(6, 30, 30)},
      {"has 36", raw(6, 32, 36)},
      {"a block of 2147483648 octets is claimed", raw(6, 0x8000'0000, 0)},
      {"a section without byte order",
       OctetWriter(true).u32(0x0A0D0D0A).u32(28).u32(0x12345678).octets(Buffer(16)).take()},
      {"pcapng version 2 is unknown", PcapngFile().section(2).octets()},
      {"a packet of interface 7, which is not described", PcapngFile().packet(7, 1, "a").octets()},
      {"a packet block that is too short", made(6, OctetWriter(true).u32(0).u32(0))},
      {"a packet that is longer than its block",
       made(6, OctetWriter(true).u32(0).u32(0).u32(0).u32(50).u32(50).text("x"))},
      {"a packet of 2000000 octets is claimed",
       made(6, OctetWriter(true).u32(0).u32(0).u32(0).u32(2'000'000).u32(50).text("x"))},
      {"a simple packet block that is too short", made(3, OctetWriter(true))},
      {"an interface description that is too short", made(1, OctetWriter(true).u32(1))},
      {"option longer than the block",
       made(1, OctetWriter(true).u32(1).u32(0).u16(2).u16(40).u32(0))},
      {"option that is too short", made(1, OctetWriter(true).u32(1).u32(0).u16(14).u16(4).u32(0))},
      {"time resolution 20", made(1, OctetWriter(true).u32(1).u32(0).u16(9).u16(1).u32(20))},
  };
  for (const Case& each : cases) {
    PcapngFile file;
    file.section().interface(1).packet(0, 1, "first");
    Buffer octets = file.octets();
    octets.insert(octets.end(), each.block.begin(), each.block.end());
    const SeenFile seen = read_octets(octets);
    EXPECT_THAT(seen.packets, SizeIs(1)) << each.problem;
    EXPECT_EQ(seen.info.end, End::kDamaged) << each.problem;
    EXPECT_THAT(seen.problem, HasSubstr(each.problem));
  }
}

TEST(PcapngTest, EmptySectionIsACapture) {
  const SeenFile seen = read_octets(PcapngFile().section().octets());
  EXPECT_TRUE(seen.opened);
  EXPECT_THAT(seen.packets, IsEmpty());
  EXPECT_EQ(seen.info.end, End::kComplete);
}

}  // namespace
}  // namespace mm1::test
