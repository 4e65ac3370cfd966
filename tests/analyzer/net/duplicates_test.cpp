// Packets captured twice are taken once, and what a sender says twice is taken twice.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/net/recorder.h"
#include "support/hex.h"

namespace mm1::test {
namespace {

using capture::LeftOut;
using ::testing::ElementsAre;
using ::testing::SizeIs;

constexpr std::int64_t kMillisecond = 1'000'000;

struct Push {
  std::uint16_t identification = 77;
  std::string text = "push";
  bool v6 = false;
  std::uint8_t time_to_live = 64;
};

Buffer packet(const Push& push) {
  const Endpoint from{push.v6 ? "2001:db8::1" : "10.0.0.1", 1024};
  const Endpoint to{push.v6 ? "2001:db8::2" : "10.0.0.2", 2948};
  Buffer octets = ip_packet_of({from.address, to.address, kUdp, push.identification},
                               udp_datagram(from, to, buffer_of(push.text)));
  octets[push.v6 ? 7 : 8] = push.time_to_live;
  return octets;
}

struct Case {
  const char* what;
  Push first;
  Push second;
  std::int64_t milliseconds;  // between the two
  bool same;
};

const Case kCases[] = {
    {"at once", {}, {}, 0, true},
    {"the other tap is 900 ms late", {}, {}, 900, true},
    {"behind a router", {}, {.time_to_live = 63}, 20, true},
    {"said again: another identification", {}, {.identification = 78}, 1, false},
    {"other octets of the same length", {}, {.text = "PUSH"}, 1, false},
    {"more octets", {}, {.text = "pushed"}, 1, false},
    {"the identification came round", {}, {}, 1100, false},
    {"no identification, at once", {.identification = 0}, {.identification = 0}, 2, true},
    {"no identification, later", {.identification = 0}, {.identification = 0}, 50, false},
    {"IPv6, at once", {.v6 = true}, {.v6 = true, .time_to_live = 63}, 2, true},
    {"IPv6, later", {.v6 = true}, {.v6 = true}, 50, false},
};

TEST(DuplicatesTest, OneSendingIsOneDatagram) {
  for (const Case& each : kCases) {
    Recorder seen;
    seen.ip_packet(packet(each.first));
    seen.time_ns += (each.milliseconds - 1) * kMillisecond;  // the recorder adds one
    seen.ip_packet(packet(each.second));
    EXPECT_THAT(seen.datagrams, SizeIs(each.same ? 1 : 2)) << each.what;
    EXPECT_EQ(seen.left_out[LeftOut::kDuplicateFrames], each.same ? 1u : 0u) << each.what;
  }
}

TEST(DuplicatesTest, LinkAndTunnelDoNotMatter) {
  const auto wrapped = [](const char* header, const Buffer& ip) {
    Buffer octets = from_hex(header);
    octets.insert(octets.end(), ip.begin(), ip.end());
    return octets;
  };
  Recorder seen;
  seen.packet(wrapped("020202020202 040404040404 0800", packet({})), 1);
  seen.packet(wrapped("0A0A0A0A0A0A 0B0B0B0B0B0B 8100 0064 0800", packet({})), 1);
  seen.packet(wrapped("0000 0001 0006 020202020202 0000 0800", packet({})), 113);
  const Buffer gtp = wrapped("30 FF 0020 00001001", packet({}));
  const Endpoint from{"192.0.2.1", 2152};
  const Endpoint to{"192.0.2.2", 2152};
  seen.ip_packet(ip_packet_of({from.address, to.address, kUdp, 5}, udp_datagram(from, to, gtp)));
  EXPECT_THAT(seen.datagrams, SizeIs(1));
  EXPECT_EQ(seen.left_out[LeftOut::kDuplicateFrames], 3u);
}

TEST(DuplicatesTest, FragmentsOfTwoTapsInAnyOrder) {
  const std::vector<Buffer> parts = fragments_of(packet({.text = std::string(1000, 'x')}), 400, 77);
  ASSERT_THAT(parts, SizeIs(3));
  const std::vector<std::vector<std::size_t>> orders = {
      {0, 0, 1, 1, 2, 2}, {0, 1, 2, 0, 1, 2}, {0, 1, 0, 2, 1, 2}};
  for (const auto& order : orders) {
    Recorder seen;
    for (const std::size_t i : order) seen.ip_packet(parts[i]);
    seen.finish();
    ASSERT_THAT(seen.datagrams, SizeIs(1));
    EXPECT_EQ(seen.datagrams[0].payload, std::string(1000, 'x'));
    EXPECT_EQ(seen.left_out[LeftOut::kDuplicateFrames], 3u);
    EXPECT_EQ(seen.left_out[LeftOut::kFragmentsIncomplete], 0u);
  }
}

TEST(DuplicatesTest, ManyPacketsBetweenTheTwo) {
  Recorder seen;
  constexpr std::uint16_t kPackets = 900;
  for (int tap = 0; tap < 2; ++tap) {
    for (std::uint16_t id = 1; id <= kPackets; ++id) {
      seen.time_ns -= kMillisecond;  // in no time
      seen.ip_packet(packet({.identification = id}));
    }
  }
  EXPECT_THAT(seen.datagrams, SizeIs(kPackets));
  EXPECT_EQ(seen.left_out[LeftOut::kDuplicateFrames], kPackets);
}

TEST(DuplicatesTest, CopyThatWasCutIsNotTheSame) {
  Recorder seen;
  seen.ip_packet(packet({}), 2);
  seen.ip_packet(packet({}));
  EXPECT_THAT(seen.datagrams, SizeIs(2));
}

}  // namespace
}  // namespace mm1::test
