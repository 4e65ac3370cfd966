#include "mm1/capture/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <random>

#include "analyzer/capture/read_octets.h"
#include "support/compressed.h"
#include "support/hex.h"

namespace mm1::test {
namespace {

using ::testing::SizeIs;

TEST(ReaderTest, WhatIsNoCaptureIsTold) {
  struct Case {
    Buffer octets;
    const char* problem;
  };
  const std::string_view text = "GET / HTTP/1.1\r\n";
  const Case cases[] = {
      {{}, "is empty"},
      {{text.begin(), text.end()}, "is no pcap or pcapng file: it begins with 47 45 54 20"},
      {from_hex("A1B2C3"), "is no pcap or pcapng file: it begins with a1 b2 c3"},
      {from_hex("FD377A585A00"), "is no pcap or pcapng file but compressed with xz"},
      {gzip_member(gzip_member(Buffer(9))), "is no pcap or pcapng file but compressed with gzip"},
      {zstd_frame(Buffer{}), "is empty"},
      {from_hex("736E6F6F70000000"), "is no pcap or pcapng file but a snoop capture"},
  };
  for (const Case& each : cases) {
    const SeenFile seen = read_octets(each.octets);
    EXPECT_FALSE(seen.opened);
    EXPECT_EQ(seen.problem, each.problem);
  }
}

TEST(ReaderTest, WhatCannotBeOpenedIsTold) {
  EXPECT_EQ(read_capture("/no such folder/x").problem,
            "cannot be opened: No such file or directory");
  EXPECT_EQ(read_capture(::testing::TempDir()).problem, "is a folder");
}

TEST(ReaderTest, StandardInputThatComesInPieces) {
  OctetWriter file(true);
  file.u32(0xA1B2C3D4).u16(2).u16(4).u32(0).u32(0).u32(65'535).u32(1);
  for (int i = 0; i < 3; ++i) file.u32(1).u32(0).u32(5).u32(5).text("octet");
  const Buffer octets = file.take();

  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  if (fork() == 0) {
    for (const std::uint8_t octet : octets) {
      if (write(ends[1], &octet, 1) != 1) _exit(1);
    }
    _exit(0);
  }
  close(ends[1]);
  const int saved = dup(STDIN_FILENO);
  dup2(ends[0], STDIN_FILENO);
  const SeenFile seen = read_capture("-");
  dup2(saved, STDIN_FILENO);
  close(saved);
  close(ends[0]);
  EXPECT_THAT(seen.packets, SizeIs(3));
  EXPECT_EQ(seen.info.path, "-");
  EXPECT_EQ(seen.info.end, capture::End::kComplete);
}

TEST(ReaderTest, GarbageNeverReadsOutOfBounds) {
  std::mt19937 random(1);
  const char* const beginnings[] = {
      "D4C3B2A1 0200 0400 00000000 00000000 FFFF0000 01000000",
      "0A0D0D0A 1C000000 4D3C2B1A 0100 0000 FFFFFFFFFFFFFFFF 1C000000"
      "01000000 14000000 0100 0000 00000000 14000000",
  };
  for (int i = 0; i < 2000; ++i) {
    Buffer octets = from_hex(beginnings[i % 2]);
    const std::size_t kept = octets.size();
    octets.resize(kept + random() % 200);
    for (std::size_t at = kept; at < octets.size(); ++at) {
      octets[at] = static_cast<std::uint8_t>(random() % 3 == 0 ? random() : random() % 8);
    }
    const SeenFile seen = read_octets(octets);
    EXPECT_TRUE(seen.opened);
    EXPECT_EQ(seen.problem.empty(), seen.info.end == capture::End::kComplete);
  }
}

TEST(ReaderTest, NamesOfLinkTypes) {
  EXPECT_EQ(capture::link_type_name(1), "EN10MB");
  EXPECT_EQ(capture::link_type_name(101), "RAW");
  EXPECT_EQ(capture::link_type_name(113), "LINUX_SLL");
  EXPECT_EQ(capture::link_type_name(276), "LINUX_SLL2");
  EXPECT_EQ(capture::link_type_name(108), "LOOP");
  EXPECT_EQ(capture::link_type_name(60'000), "LINKTYPE_60000");
}

}  // namespace
}  // namespace mm1::test
