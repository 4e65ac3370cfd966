// Captures compressed with gzip and zstd: the same packets, and what is said where they are broken.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "analyzer/capture/read_octets.h"
#include "support/capture_file.h"
#include "support/compressed.h"

namespace mm1::test {
namespace {

using capture::End;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

struct Method {
  const char* name;
  Buffer (*compress)(Octets octets);
};

class Compressed : public testing::TestWithParam<Method> {
 protected:
  [[nodiscard]] static Buffer compressed(Octets octets) { return GetParam().compress(octets); }
};

std::vector<Packet> some_packets(std::size_t count) {
  std::vector<Packet> packets;
  for (std::size_t i = 0; i < count; ++i) {
    Buffer octets(20 + i * 7919 % 1400);
    for (std::size_t at = 0; at < octets.size(); ++at) {
      octets[at] = static_cast<std::uint8_t>(i * 31 + at * at);
    }
    packets.push_back({static_cast<std::int64_t>(i) * 1'000'003, link_type::kEthernet, octets});
  }
  return packets;
}

Buffer joined(Buffer first, Octets second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

void expect_the_beginning(const SeenFile& seen, const std::vector<Packet>& packets) {
  ASSERT_LE(seen.packets.size(), packets.size());
  for (std::size_t i = 0; i < seen.packets.size(); ++i) {
    ASSERT_EQ(seen.packets[i].time_ns, packets[i].time_ns);
    ASSERT_TRUE(
        std::equal(packets[i].octets.begin(), packets[i].octets.end(),
                   seen.packets[i].octets.begin(), seen.packets[i].octets.end(),
                   [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); }));
  }
}

TEST_P(Compressed, HoldsThePacketsOfWhatWasCompressed) {
  const std::vector<Packet> packets = some_packets(2000);  // more than all buffers together
  for (const Buffer& file : {pcap(packets), pcapng(packets)}) {
    const SeenFile seen = read_octets(compressed(file));
    ASSERT_TRUE(seen.opened) << seen.problem;
    EXPECT_THAT(seen.packets, SizeIs(packets.size()));
    expect_the_beginning(seen, packets);
    EXPECT_EQ(seen.info.end, End::kComplete);
    EXPECT_THAT(seen.info.problem, IsEmpty());
    EXPECT_EQ(seen.info.compression, GetParam().name);
  }
  EXPECT_THAT(read_octets(pcap(packets)).info.compression, IsEmpty());
}

// Both tools join files by writing one behind the other.
TEST_P(Compressed, ReadsOnInTheNextMember) {
  const std::vector<Packet> packets = some_packets(3);
  const Buffer file = pcap(packets);
  for (std::size_t cut = 0; cut <= file.size(); cut += 37) {
    const Octets whole(file);
    const Buffer twice = joined(compressed(whole.first(cut)), compressed(whole.subspan(cut)));
    const SeenFile seen = read_octets(twice);
    EXPECT_THAT(seen.packets, SizeIs(3)) << cut;
    expect_the_beginning(seen, packets);
    EXPECT_EQ(seen.info.end, End::kComplete) << seen.problem;
  }
}

TEST_P(Compressed, CutShortGivesWhatIsThere) {
  const std::vector<Packet> packets = some_packets(12);
  const Buffer file = compressed(pcap(packets));
  std::size_t most = 0;
  for (std::size_t size = 5; size < file.size(); ++size) {
    const SeenFile seen =
        read_octets({file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size)});
    EXPECT_THAT(seen.problem, StartsWith("cut inside its " + std::string(GetParam().name) +
                                         " data: the file ends at octet " + std::to_string(size)));
    if (!seen.opened) continue;
    EXPECT_EQ(seen.info.end, End::kTruncated);
    expect_the_beginning(seen, packets);
    most = std::max(most, seen.packets.size());
  }
  EXPECT_EQ(most, packets.size()) << "all, when only the checksum is missing";
}

TEST_P(Compressed, DamageIsSaid) {
  const std::vector<Packet> packets = some_packets(12);
  const Buffer file = compressed(pcap(packets));
  std::size_t said = 0;
  for (std::size_t at = 16; at < file.size(); ++at) {
    Buffer damaged = file;
    damaged[at] ^= 0x10;
    const SeenFile seen = read_octets(damaged);
    // A bit that says nothing does no harm: then everything is there.
    if (seen.problem.empty()) {
      EXPECT_THAT(seen.packets, SizeIs(packets.size())) << "octet " << at;
      expect_the_beginning(seen, packets);
    } else {
      ++said;
    }
  }
  EXPECT_GT(said, (file.size() - 16) * 9 / 10);
}

TEST_P(Compressed, WhatFollowsIsLeftOutAndSaid) {
  const Buffer file = compressed(pcap(some_packets(3)));
  const Buffer text = {'t', 'e', 'x', 't'};
  const SeenFile seen = read_octets(joined(file, text));
  EXPECT_THAT(seen.packets, SizeIs(3));
  EXPECT_EQ(seen.info.end, End::kDamaged);
  EXPECT_THAT(seen.problem, HasSubstr("data ends at octet " + std::to_string(file.size()) +
                                      " of the file; what follows is none and was left out"));
}

// A small file that grows without end must not fill the memory: packets come one by one.
TEST_P(Compressed, WhatInflatesBeyondMeasureStreams) {
  constexpr std::size_t kEmptyPackets = 300'000;
  constexpr std::size_t kFileHeader = 24, kPacketHeader = 16;
  Buffer file = pcap(some_packets(1));
  file.resize(kFileHeader);
  file.resize(kFileHeader + kEmptyPackets * kPacketHeader);
  const Buffer small = compressed(file);
  EXPECT_LT(small.size(), file.size() / 500);
  EXPECT_EQ(read_octets(small).info.packets, kEmptyPackets);
}

TEST_P(Compressed, ReadingMayEndEarly) {
  const Buffer file = compressed(pcap(some_packets(4000)));
  const std::string path = ::testing::TempDir() + "mm1_early_" + GetParam().name;
  write_file(path, file);
  for (const int packets : {0, 1, 200, 3000}) {
    std::string problem;
    auto reader = capture::Reader::open(path, 0, problem);
    ASSERT_TRUE(reader) << problem;
    for (int i = 0; i < packets; ++i) ASSERT_NE(reader->next(), nullptr);
  }
  std::remove(path.c_str());
}

// The thread waits for a writer that has nothing to say; the reader is not to wait for it.
TEST_P(Compressed, ReadingAPipeMayEndEarly) {
  const Buffer file = compressed(pcap(some_packets(50)));
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  ASSERT_EQ(write(ends[1], file.data(), file.size() - 1), static_cast<ssize_t>(file.size()) - 1);
  const int saved = dup(STDIN_FILENO);
  dup2(ends[0], STDIN_FILENO);
  {
    std::string problem;
    auto reader = capture::Reader::open("-", 0, problem);
    ASSERT_TRUE(reader) << problem;
    for (int i = 0; i < 40; ++i) ASSERT_NE(reader->next(), nullptr);
  }
  dup2(saved, STDIN_FILENO);
  for (const int descriptor : {saved, ends[0], ends[1]}) close(descriptor);
}

INSTANTIATE_TEST_SUITE_P(Methods, Compressed,
                         testing::Values(Method{"gzip", gzip_member}, Method{"zstd", zstd_frame}),
                         [](const auto& method) { return method.param.name; });

TEST(GzipTest, ZerosBehindTheLastMemberArePadding) {
  const SeenFile seen = read_octets(joined(gzip_member(pcap(some_packets(3))), Buffer(512)));
  EXPECT_THAT(seen.packets, SizeIs(3));
  EXPECT_EQ(seen.info.end, End::kComplete) << seen.problem;
}

TEST(ZstdTest, SkippableFramesAreSkipped) {
  const Buffer note = {'n', 'o', 't', 'e'};
  const Buffer file = joined(joined(zstd_skippable_frame(note), zstd_frame(pcap(some_packets(3)))),
                             zstd_skippable_frame(note));
  const SeenFile seen = read_octets(file);
  EXPECT_THAT(seen.packets, SizeIs(3));
  EXPECT_EQ(seen.info.end, End::kComplete) << seen.problem;
}

}  // namespace
}  // namespace mm1::test
