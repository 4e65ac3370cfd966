// pcap files, octet by octet.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/capture/read_octets.h"

namespace mm1::test {
namespace {

using capture::End;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

OctetWriter file_header(bool little_endian, std::uint32_t magic = 0xA1B2C3D4,
                        std::uint32_t link_type = 1) {
  OctetWriter file(little_endian);
  file.u32(magic).u16(2).u16(4).u32(0).u32(0).u32(65'535).u32(link_type);
  return file;
}

OctetWriter& add(OctetWriter& file, std::uint32_t seconds, std::uint32_t ticks,
                 std::string_view octets, std::uint32_t original) {
  return file.u32(seconds).u32(ticks).u32(octets.size()).u32(original).text(octets);
}

TEST(PcapTest, BothByteOrdersAndResolutions) {
  struct Case {
    bool little_endian;
    std::uint32_t magic;
    std::int64_t first_ns;
  };
  const Case cases[] = {
      {true, 0xA1B2C3D4, 1'600'000'000'000'123'000},
      {false, 0xA1B2C3D4, 1'600'000'000'000'123'000},
      {true, 0xA1B23C4D, 1'600'000'000'000'000'123},
      {false, 0xA1B23C4D, 1'600'000'000'000'000'123},
  };
  for (const Case& each : cases) {
    OctetWriter file = file_header(each.little_endian, each.magic, 113);
    add(file, 1'600'000'000, 123, "first", 5);
    add(file, 1'599'999'999, 0, "second", 1500);  // earlier, and cut
    const SeenFile seen = read_octets(file.take());
    ASSERT_THAT(seen.packets, SizeIs(2));
    EXPECT_EQ(seen.packets[0].time_ns, each.first_ns);
    EXPECT_EQ(seen.packets[0].octets, "first");
    EXPECT_EQ(seen.packets[0].link_type, 113u);
    EXPECT_EQ(seen.packets[0].frame, 1u);
    EXPECT_EQ(seen.packets[1].octets, "second");
    EXPECT_EQ(seen.packets[1].original_length, 1500u);
    EXPECT_EQ(seen.packets[1].frame, 2u);
    EXPECT_EQ(seen.info.format, "pcap");
    EXPECT_THAT(seen.info.link_types, ElementsAre(113));
    EXPECT_EQ(seen.info.packets, 2u);
    EXPECT_EQ(seen.info.bytes, 11u);
    EXPECT_EQ(seen.info.truncated_packets, 1u);
    EXPECT_EQ(seen.info.start_ns, 1'599'999'999'000'000'000);
    EXPECT_EQ(seen.info.end_ns, each.first_ns);
    EXPECT_EQ(seen.info.end, End::kComplete);
    EXPECT_EQ(seen.problem, "");
  }
}

TEST(PcapTest, ModifiedFormWithLongerPacketHeaders) {
  OctetWriter file = file_header(true, 0xA1B2CD34);
  file.u32(1).u32(2).u32(3).u32(3).u32(9).u16(0x0800).u8(0).u8(0).text("abc");
  const SeenFile seen = read_octets(file.take());
  ASSERT_THAT(seen.packets, SizeIs(1));
  EXPECT_EQ(seen.packets[0].octets, "abc");
  EXPECT_EQ(seen.packets[0].time_ns, 1'000'002'000);
}

TEST(PcapTest, FrameCheckSequenceBitsAreNoLinkType) {
  OctetWriter file = file_header(true, 0xA1B2C3D4, 0x2400'0001);
  EXPECT_THAT(read_octets(file.take()).info.link_types, ElementsAre(1));
}

TEST(PcapTest, NoPacketsIsACapture) {
  const SeenFile seen = read_octets(file_header(true).take());
  EXPECT_TRUE(seen.opened);
  EXPECT_THAT(seen.packets, IsEmpty());
  EXPECT_EQ(seen.info.end, End::kComplete);
  EXPECT_EQ(seen.info.start_ns, 0);
}

TEST(PcapTest, CutAtEveryOctet) {
  OctetWriter writer = file_header(false);
  add(writer, 1, 0, "first", 5);
  add(writer, 2, 0, "second", 6);
  const Buffer whole = writer.take();
  const std::size_t ends[] = {24, 24 + 16 + 5, 24 + 16 + 5 + 16 + 6};
  for (std::size_t size = 4; size < whole.size(); ++size) {
    const SeenFile seen = read_octets({whole.begin(), whole.begin() + static_cast<long>(size)});
    ASSERT_TRUE(seen.opened) << size;
    const std::size_t packets = size >= ends[1] ? 1 : 0;
    EXPECT_THAT(seen.packets, SizeIs(packets)) << size;
    const bool complete = size == ends[0] || size == ends[1];
    EXPECT_EQ(seen.info.end, complete ? End::kComplete : End::kTruncated) << size;
    EXPECT_EQ(seen.problem.empty(), complete) << size;
  }
}

TEST(PcapTest, CutIsTold) {
  OctetWriter file = file_header(true);
  add(file, 1, 0, "first", 5).u32(2).u32(0).u32(100).u32(100).text("only this");
  EXPECT_EQ(read_octets(file.take()).problem,
            "cut inside a packet after 1 packets: 25 of 116 octets are there");
}

TEST(PcapTest, ImpossibleLengthEndsTheReading) {
  OctetWriter file = file_header(true);
  add(file, 1, 0, "first", 5).u32(2).u32(0).u32(0xFFFF'FFFF).u32(5).text("rest");
  const SeenFile seen = read_octets(file.take());
  EXPECT_THAT(seen.packets, SizeIs(1));
  EXPECT_EQ(seen.info.end, End::kDamaged);
  EXPECT_EQ(seen.problem,
            "damaged at octet 45, after 1 packets: a packet of 4294967295 octets is claimed");
}

TEST(PcapTest, LargestPacket) {
  OctetWriter file = file_header(true);
  add(file, 1, 0, std::string(1'048'576, 'x'), 1'048'576);
  add(file, 2, 0, "small", 5);
  const SeenFile seen = read_octets(file.take());
  ASSERT_THAT(seen.packets, SizeIs(2));
  EXPECT_EQ(seen.packets[0].octets.size(), 1'048'576u);
  EXPECT_EQ(seen.packets[1].octets, "small");
}

TEST(PcapTest, PacketsAcrossBlockBorders) {
  OctetWriter file = file_header(true);
  for (std::uint32_t i = 0; i < 3000; ++i) add(file, i, 0, std::string(i % 1500, 'x'), i);
  const SeenFile seen = read_octets(file.take());
  ASSERT_THAT(seen.packets, SizeIs(3000));
  for (std::uint32_t i = 0; i < 3000; ++i) {
    ASSERT_EQ(seen.packets[i].time_ns, std::int64_t{i} * 1'000'000'000);
    ASSERT_EQ(seen.packets[i].octets, std::string(i % 1500, 'x'));
  }
}

TEST(PcapTest, UnknownVersion) {
  OctetWriter file(true);
  file.u32(0xA1B2C3D4).u16(3).u16(0).u32(0).u32(0).u32(65'535).u32(1);
  const SeenFile seen = read_octets(file.take());
  EXPECT_EQ(seen.info.end, End::kDamaged);
  EXPECT_THAT(seen.problem, HasSubstr("version 3"));
}

}  // namespace
}  // namespace mm1::test
