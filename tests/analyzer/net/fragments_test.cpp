#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "analyzer/net/recorder.h"
#include "support/heap_count.h"

namespace mm1::test {
namespace {

using capture::LeftOut;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string payload() {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "octets " + std::to_string(100 + i) + "\n";
  return text;
}

std::vector<Buffer> pieces(const std::string& text, std::uint16_t id = 7, bool v6 = false,
                           std::size_t size = 400) {
  const Endpoint from{v6 ? "2001:db8::1" : "10.0.0.1", 1024};
  const Endpoint to{v6 ? "2001:db8::2" : "10.0.0.2", 2948};
  return fragments_of(
      ip_packet_of({from.address, to.address, kUdp, id}, udp_datagram(from, to, buffer_of(text))),
      size, id);
}

// An IPv4 fragment of UDP, made by hand.
Buffer fragment(std::uint16_t id, std::size_t offset, bool more, const Buffer& octets) {
  Buffer packet = ip_packet_of({"10.0.0.1", "10.0.0.2", kUdp, id}, octets);
  packet[6] = static_cast<std::uint8_t>((more ? 0x20u : 0u) | offset >> 11);
  packet[7] = static_cast<std::uint8_t>(offset >> 3);
  return packet;
}

TEST(FragmentsTest, InAnyOrderOfBothVersions) {
  for (const bool v6 : {false, true}) {
    std::vector<Buffer> parts = pieces(payload(), 7, v6);
    ASSERT_THAT(parts, SizeIs(3));
    std::vector<int> order = {0, 1, 2};
    do {
      Recorder seen;
      for (const int i : order) seen.ip_packet(parts[static_cast<std::size_t>(i)]);
      ASSERT_THAT(seen.datagrams, SizeIs(1));
      EXPECT_EQ(seen.datagrams[0].payload, payload());
      EXPECT_EQ(seen.datagrams[0].reported_length, payload().size());
      EXPECT_THAT(seen.datagrams[0].frames, ElementsAre(1, 2, 3));
      EXPECT_EQ(seen.datagrams[0].completed_by, 3u);
    } while (std::ranges::next_permutation(order).found);
  }
}

TEST(FragmentsTest, TcpInFragments) {
  const Endpoint from{"10.0.0.1", 40'000};
  const Endpoint to{"10.0.0.2", 80};
  const Buffer whole = ip_packet_of({from.address, to.address, kTcp, 3},
                                    tcp_segment(from, to, {1, 0, kAck}, buffer_of(payload())));
  Recorder seen;
  for (const Buffer& part : fragments_of(whole, 400, 3)) seen.ip_packet(part);
  seen.finish();
  ASSERT_THAT(seen.streams, SizeIs(1));
  EXPECT_EQ(seen.streams[0]->from_client, payload() + "~");
}

TEST(FragmentsTest, DuplicatesAndDatagramsMixed) {
  const std::vector<Buffer> one = pieces(std::string(700, '1'), 1);
  const std::vector<Buffer> two = pieces(std::string(700, '2'), 2);
  Recorder seen;
  for (std::size_t i = 0; i < one.size(); ++i) {
    seen.ip_packet(one[i]);
    seen.ip_packet(two[i]);
    if (i == 0) seen.ip_packet(one[i]);
  }
  ASSERT_THAT(seen.datagrams, SizeIs(2));
  EXPECT_EQ(seen.datagrams[0].payload, std::string(700, '1'));
  EXPECT_THAT(seen.datagrams[0].frames, ElementsAre(1, 4));  // not frame 3, the duplicate
  EXPECT_EQ(seen.datagrams[1].payload, std::string(700, '2'));
}

TEST(FragmentsTest, FirstCopyWinsWhereFragmentsOverlap) {
  const Buffer head = {0x04, 0x00, 0x0B, 0x84, 0x00, 0x20, 0x00, 0x00};  // UDP of 32 octets
  Recorder seen;
  seen.ip_packet(fragment(9, 16, true, Buffer(8, 'b')));
  seen.ip_packet(fragment(9, 8, false, Buffer(24, 'x')));  // around it, and the last
  seen.ip_packet(fragment(9, 0, true, head));
  ASSERT_THAT(seen.datagrams, SizeIs(1));
  EXPECT_EQ(seen.datagrams[0].payload, "xxxxxxxxbbbbbbbbxxxxxxxx");
}

TEST(FragmentsTest, LastFragmentWithoutNewOctetsCompletes) {
  const Buffer head = {0x04, 0x00, 0x0B, 0x84, 0x00, 0x10, 0x00, 0x00};  // UDP of 16 octets
  Recorder seen;
  seen.ip_packet(fragment(9, 0, true, head));
  seen.ip_packet(fragment(9, 8, true, Buffer(8, 'a')));
  seen.ip_packet(fragment(9, 8, false, Buffer(8, 'a')));
  ASSERT_THAT(seen.datagrams, SizeIs(1));
  EXPECT_EQ(seen.datagrams[0].payload, "aaaaaaaa");
}

TEST(FragmentsTest, ContradictionsAreCountedAndIdenticalOverlapsAreNot) {
  const Buffer head = {0x04, 0x00, 0x0B, 0x84, 0x00, 0x18, 0x00, 0x00};  // UDP of 24 octets
  struct Case {
    const char* what;
    Buffer fragment;
    std::uint64_t contradictions;
  };
  const Case cases[] = {
      {"identical overlap", fragment(9, 8, true, Buffer(16, 'a')), 0},
      {"one other octet", fragment(9, 8, true, buffer_of("aaaaaaab")), 1},
      {"ends behind the end", fragment(9, 16, true, Buffer(16, 'a')), 1},
      {"another end", fragment(9, 8, false, Buffer(8, 'a')), 1},
  };
  for (const Case& each : cases) {
    Recorder seen;
    seen.ip_packet(fragment(9, 16, false, Buffer(8, 'a')));
    seen.ip_packet(fragment(9, 8, true, Buffer(8, 'a')));
    seen.ip_packet(each.fragment);
    seen.ip_packet(fragment(9, 0, true, head));
    ASSERT_THAT(seen.datagrams, SizeIs(1)) << each.what;
    EXPECT_EQ(seen.datagrams[0].payload, std::string(16, 'a')) << each.what;
    EXPECT_EQ(seen.left_out[LeftOut::kFragmentsContradict], each.contradictions) << each.what;
  }
}

// The octets of one datagram, kept the plainest way: the first that comes for a place stays.
class ReferenceAssembly {
 public:
  /// The payload when this completes it.
  std::optional<std::string> add(std::size_t offset, bool more, const Buffer& octets) {
    const std::size_t end = offset + octets.size();
    if (length_ ? (more ? end > *length_ : end != *length_) : !more && octets_.size() > end) {
      return std::nullopt;
    }
    if (!more) length_ = end;
    if (octets_.size() < end) octets_.resize(end);
    for (std::size_t i = 0; i < octets.size(); ++i) {
      if (!octets_[offset + i]) octets_[offset + i] = octets[i];
    }
    if (octets_.size() != length_ ||
        !std::ranges::all_of(octets_, [](const auto& octet) { return octet.has_value(); })) {
      return std::nullopt;
    }
    std::string text;
    for (const auto& octet : octets_) text += static_cast<char>(*octet);
    *this = {};
    return text;
  }

 private:
  std::vector<std::optional<std::uint8_t>> octets_;
  std::optional<std::size_t> length_;
};

TEST(FragmentsTest, AnyFragmentsGiveWhatThePlainestAssemblyGives) {
  std::mt19937 random(1);
  std::size_t datagrams = 0;
  for (int round = 0; round < 2000; ++round) {
    Recorder seen;
    ReferenceAssembly reference;
    std::vector<std::string> expected;
    const std::size_t units = random() % 8 + 2;
    for (int n = 0; n < 40; ++n) {
      const std::size_t first = random() % units;
      const std::size_t count = random() % (units - first) + 1;
      const bool more = first + count < units || random() % 4 == 0;
      Buffer octets(8 * count, static_cast<std::uint8_t>('A' + random() % 26));
      if (first == 0 && !more) continue;  // no fragment
      if (!more) octets.resize(octets.size() - random() % 2);
      if (first == 0) {  // a UDP header that claims nothing about the length
        const Buffer head = {0x04, 0x00, 0x0B, 0x84, 0, 0, 0, 0};
        std::ranges::copy(head, octets.begin());
      }
      // Or each would be known again as a packet captured twice.
      seen.time_ns += 1'100'000'000;
      seen.ip_packet(fragment(9, 8 * first, more, octets));
      if (const auto whole = reference.add(8 * first, more, octets)) {
        if (whole->size() >= 8) expected.push_back(whole->substr(8));
      }
    }
    std::vector<std::string> delivered;
    for (const SeenDatagram& datagram : seen.datagrams) delivered.push_back(datagram.payload);
    ASSERT_EQ(delivered, expected) << round;
    datagrams += expected.size();
  }
  EXPECT_GT(datagrams, 4000u);
}

TEST(FragmentsTest, CutFragmentEndsTheCapturedPayload) {
  const std::vector<Buffer> parts = pieces(payload());
  Recorder seen;
  seen.ip_packet(parts[0]);
  seen.ip_packet(parts[1], 100);
  seen.ip_packet(parts[2]);
  ASSERT_THAT(seen.datagrams, SizeIs(1));
  EXPECT_EQ(seen.datagrams[0].payload, payload().substr(0, 400 - 8 + 300));
  EXPECT_EQ(seen.datagrams[0].reported_length, payload().size());
}

// A tap cut it, and told the capture that this was all.
TEST(FragmentsTest, FragmentShorterThanItsHeaderSaysIsCut) {
  std::vector<Buffer> parts = pieces(payload());
  parts[1].resize(parts[1].size() - 77);
  Recorder seen;
  for (const Buffer& part : parts) seen.ip_packet(part);
  ASSERT_THAT(seen.datagrams, SizeIs(1));
  EXPECT_EQ(seen.datagrams[0].payload, payload().substr(0, 2 * 400 - 8 - 77));
  EXPECT_EQ(seen.datagrams[0].reported_length, payload().size());
}

TEST(FragmentsTest, IncompleteDatagramsTimeOutByCaptureTime) {
  const std::vector<Buffer> parts = pieces(payload());
  Recorder seen;
  seen.ip_packet(parts[0]);
  seen.ip_packet(parts[1]);
  seen.time_ns += 61'000'000'000;
  seen.ip_packet(parts[2]);
  EXPECT_EQ(seen.left_out[LeftOut::kFragmentsIncomplete], 1u);
  seen.finish();
  EXPECT_EQ(seen.left_out[LeftOut::kFragmentsIncomplete], 2u);
  EXPECT_THAT(seen.datagrams, IsEmpty());
}

TEST(FragmentsTest, FloodGivesUpTheOldest) {
  net::NetworkOptions options;
  options.max_memory = 400'000;
  Recorder seen(options);
  std::vector<Buffer> last;
  const std::size_t before = heap_octets();
  std::size_t most = 0;
  for (std::uint16_t id = 1; id <= 5000; ++id) {
    last = pieces(payload(), id);
    seen.ip_packet(last[0]);
    most = std::max(most, heap_octets() - before);
  }
  EXPECT_LE(most, options.max_memory);
  // 50 000 octets may be held: no more than 125 of these.
  EXPECT_GT(seen.left_out[LeftOut::kFragmentsEvicted], 4875u);
  seen.ip_packet(last[1]);
  seen.ip_packet(last[2]);
  EXPECT_THAT(seen.datagrams, SizeIs(1));
}

TEST(FragmentsTest, ImpossibleFragmentsAreCounted) {
  Recorder seen;
  seen.ip_packet(fragment(9, 65'528, false, Buffer(100, 'x')));  // ends behind 65 535
  seen.ip_packet(fragment(9, 8, true, {}));
  EXPECT_EQ(seen.left_out[LeftOut::kIpMalformed], 2u);
  seen.ip_packet(fragment(9, 8, true, Buffer(12, 'x')));  // the next cannot begin at 20
  EXPECT_EQ(seen.left_out[LeftOut::kIpMalformed], 3u);
  EXPECT_THAT(seen.datagrams, IsEmpty());
}

TEST(FragmentsTest, DatagramCutFinerThanAnyLinkDoesIsGivenUp) {
  for (const bool finer : {false, true}) {
    Recorder seen;
    for (const Buffer& part : pieces(std::string(65'000, 'x'), 7, false, finer ? 40 : 48)) {
      seen.ip_packet(part);
    }
    EXPECT_EQ(seen.datagrams.size(), finer ? 0u : 1u);
    EXPECT_EQ(seen.left_out[LeftOut::kIpMalformed], finer ? 1u : 0u);
  }
}

TEST(FragmentsTest, AtomicFragmentOfIpv6IsWholeByItself) {
  // RFC 6946: it has nothing to do with fragments of the same identification.
  const std::vector<Buffer> parts = pieces(payload(), 7, true);
  const Endpoint from{"2001:db8::1", 1024};
  const Endpoint to{"2001:db8::2", 2948};
  Buffer atomic =
      ip_packet_of({from.address, to.address, kUdp, 0}, udp_datagram(from, to, buffer_of("one")));
  const Buffer header = {kUdp, 0, 0, 0, 0, 0, 0, 7};
  atomic.insert(atomic.begin() + 40, header.begin(), header.end());
  atomic[5] = static_cast<std::uint8_t>(atomic.size() - 40);
  atomic[6] = 44;
  Recorder seen;
  seen.ip_packet(parts[0]);
  seen.ip_packet(atomic);
  seen.ip_packet(parts[1]);
  seen.ip_packet(parts[2]);
  ASSERT_THAT(seen.datagrams, SizeIs(2));
  EXPECT_EQ(seen.datagrams[0].payload, "one");
  EXPECT_EQ(seen.datagrams[1].payload, payload());
}

}  // namespace
}  // namespace mm1::test
