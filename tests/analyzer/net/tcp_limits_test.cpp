// What is bounded: memory, time, and what a flow without MM1 costs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <string>

#include "analyzer/net/recorder.h"
#include "support/heap_count.h"

namespace mm1::test {
namespace {

using capture::LeftOut;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using More = Conversation::More;

TEST(TcpLimitsTest, RefusedConnectionIsSkippedAndCountedOnce) {
  Conversation tcp;
  tcp.seen.refuse_first = "noise";
  tcp.handshake();
  tcp.client(0, "noise");
  tcp.client(5, "request");
  tcp.server(0, "answer");
  tcp.seen.finish();
  EXPECT_THAT(tcp.seen.streams, IsEmpty());
  EXPECT_THAT(tcp.seen.offered, ElementsAre("noise"));
  EXPECT_EQ(tcp.seen.left_out[LeftOut::kTcpOther], 1u);
}

TEST(TcpLimitsTest, RefusedLaterIsSkippedFromThere) {
  Conversation tcp;
  tcp.seen.refuse_later = "noise";
  tcp.handshake();
  tcp.client(0, "request");
  tcp.client(12, "later");
  tcp.client(7, "noise");
  tcp.client(17, "more");
  tcp.seen.finish();
  ASSERT_THAT(tcp.seen.streams, SizeIs(1));
  EXPECT_EQ(tcp.seen.streams[0]->from_client, "requestnoise");
  EXPECT_TRUE(tcp.seen.streams[0]->closed);
  EXPECT_EQ(tcp.seen.left_out[LeftOut::kTcpOther], 1u);
}

TEST(TcpLimitsTest, RefusedAtAGapIsToldNothingMore) {
  net::NetworkOptions options;
  options.max_stream_buffer = 0;  // what is out of order goes at once, behind a gap
  Conversation tcp(options);
  tcp.seen.refuse_gaps = true;
  tcp.handshake();
  tcp.client(0, "first");
  tcp.client(10, "behind a gap");
  tcp.client(22, "more");
  tcp.seen.finish();
  ASSERT_THAT(tcp.seen.streams, SizeIs(1));
  EXPECT_EQ(tcp.seen.streams[0]->from_client, "first<5>");
  EXPECT_TRUE(tcp.seen.streams[0]->closed);
}

TEST(TcpLimitsTest, NextConnectionOfARefusedFlowIsOffered) {
  Conversation tcp;
  tcp.seen.refuse_first = "noise";
  tcp.handshake();
  tcp.client(0, "noise");
  tcp.handshake();  // the same SYN again
  tcp.client(0, "request");
  EXPECT_THAT(tcp.seen.offered, ElementsAre("noise"));
  tcp.client_initial += 500'000;
  tcp.handshake();
  tcp.client(0, "request");
  EXPECT_THAT(tcp.seen.offered, ElementsAre("noise", "request"));
}

TEST(TcpLimitsTest, SegmentsFarOutsideTheWindowAreNotTaken) {
  Conversation tcp;
  tcp.handshake();
  tcp.client(0, "one");
  tcp.client(0x5000'0000, "of another connection");
  tcp.client(0xA000'0000, "and one behind");
  tcp.client(3, "two");
  EXPECT_EQ(tcp.stream().from_client, "onetwo~");
  EXPECT_EQ(tcp.seen.left_out[LeftOut::kTcpOutOfWindow], 2u);
}

TEST(TcpLimitsTest, BufferOfADirectionIsBounded) {
  net::NetworkOptions options;
  options.max_stream_buffer = 10'000;
  Conversation tcp(options);
  tcp.handshake();
  tcp.client(0, "first");
  for (std::uint32_t i = 0; i < 20; ++i) tcp.client(1005 + 1000 * i, std::string(1000, 'x'));
  // More than 10 000 octets came behind the hole: it is given up before the capture ends.
  EXPECT_TRUE(tcp.seen.streams.at(0)->from_client.starts_with("first<1000>xxx"));
  EXPECT_EQ(tcp.stream().from_client, "first<1000>" + std::string(20'000, 'x') + "~");
}

TEST(TcpLimitsTest, HoleWithoutAcknowledgementIsGivenUpAfterTwoMinutes) {
  Conversation tcp;
  tcp.handshake();
  tcp.client(0, "one");
  tcp.client(10, "two");
  tcp.seen.time_ns += 119'000'000'000;
  tcp.client(10, "two");
  EXPECT_EQ(tcp.seen.streams.at(0)->from_client, "one");
  tcp.seen.time_ns += 2'000'000'000;
  tcp.client(10, "two");
  EXPECT_EQ(tcp.seen.streams.at(0)->from_client, "one<7>two");
}

TEST(TcpLimitsTest, MemoryOfAllIsBounded) {
  net::NetworkOptions options;
  options.max_memory = 4'000'000;
  Conversation tcp(options);
  for (unsigned i = 0; i < 300; ++i) {
    tcp.client_end = {"10.2.0.1", static_cast<std::uint16_t>(10'000 + i)};
    tcp.client(0, "first");
    for (int n = 0; n < 8; ++n) tcp.client(0);
    for (std::uint32_t n = 0; n < 10; ++n) tcp.client(1005 + 1000 * n, std::string(1000, 'x'));
  }
  // 3 000 000 octets behind holes, of which half a million may wait: the others were delivered.
  std::size_t delivered = 0;
  for (const auto& stream : tcp.seen.streams) {
    for (const SeenOctets& each : stream->deliveries) delivered += each.octets.size();
  }
  EXPECT_GT(delivered, 2'000'000u);
  tcp.seen.finish();
  for (const auto& stream : tcp.seen.streams) {
    ASSERT_EQ(stream->from_client, "first<1000>" + std::string(10'000, 'x') + "~");
  }
}

TEST(TcpLimitsTest, FloodOfSynsForgetsTheOldest) {
  net::NetworkOptions options;
  options.max_memory = 4'000'000;  // 19 230 flows
  Conversation tcp(options);
  tcp.handshake();
  tcp.client(0, "request");
  const Endpoint client = tcp.client_end;
  for (unsigned i = 0; i < 60'000; ++i) {
    tcp.client_end = {"10.3." + std::to_string(i >> 8) + "." + std::to_string(i & 255), 1024};
    tcp.client(static_cast<std::uint32_t>(-1), "", {kSyn, {}, 0});
  }
  tcp.client_end = client;
  tcp.client(7, "more");
  EXPECT_EQ(tcp.stream().from_client, "requestmore~");
  EXPECT_GT(tcp.seen.left_out[LeftOut::kTcpEvicted], 40'000u);
}

TEST(TcpLimitsTest, FloodOfConnectionsEndsThoseSilentForLongest) {
  net::NetworkOptions options;
  options.max_memory = 4'000'000;  // a million octets of connections
  Conversation tcp(options);
  tcp.handshake();
  tcp.client(0, "request");
  const Endpoint client = tcp.client_end;
  constexpr unsigned kFlows = 20'000;
  for (std::uint32_t i = 0; i < kFlows; ++i) {
    tcp.client_end = {"10.3." + std::to_string(i >> 8) + "." + std::to_string(i & 255), 1024};
    tcp.client(0, "request");
    if (i % 100 != 0) continue;
    tcp.seen.time_ns += 1'000'000'000;
    tcp.client_end = client;
    tcp.client(7 + i / 100, "+");
  }
  tcp.seen.finish();
  ASSERT_THAT(tcp.seen.streams, SizeIs(kFlows + 1));
  EXPECT_EQ(tcp.seen.streams[0]->from_client, "request" + std::string(kFlows / 100, '+') + "~");
  std::size_t evicted = 0;
  for (const auto& stream : tcp.seen.streams) {
    if (stream->from_client == "request-") ++evicted;
  }
  EXPECT_GT(evicted, 18'000u);
  EXPECT_EQ(tcp.seen.left_out[LeftOut::kTcpEvicted], evicted);
}

TEST(TcpLimitsTest, MillionFlowsWithoutMm1CostLessThan200OctetsEach) {
  constexpr std::uint32_t kFlows = 1'000'000;
  const Endpoint server{"10.0.0.2", 443};
  Recorder seen;
  seen.refuse_first = "noise";
  Buffer octets =
      ip_packet_of({"10.0.0.0", server.address, kTcp, 0},
                   tcp_segment({"10.0.0.0", 40'000}, server, {1, 0, kSyn}, buffer_of("noise")));
  capture::Packet packet;
  packet.link_type = 101;
  packet.octets = octets;
  const std::size_t before = heap_octets();
  for (std::uint32_t i = 0; i < kFlows; ++i) {
    octets[13] = static_cast<std::uint8_t>(1 + (i >> 16));
    octets[14] = static_cast<std::uint8_t>(i >> 8);
    octets[15] = static_cast<std::uint8_t>(i);
    packet.ref.frame = i;
    packet.time_ns = 100'000 * std::int64_t{i};
    seen.packet(packet);
    seen.offered.clear();
  }
  EXPECT_LE(heap_octets() - before, 200u * kFlows);
  seen.finish();
  EXPECT_EQ(seen.left_out[LeftOut::kTcpOther], kFlows);
  EXPECT_EQ(seen.left_out[LeftOut::kTcpEvicted], 0u);
}

TEST(TcpLimitsTest, FloodsKeepToTheirMemory) {
  net::NetworkOptions options;
  options.max_memory = 8'000'000;
  Conversation tcp(options);
  tcp.seen.refuse_first = std::string(500, 'x');
  const std::size_t before = heap_octets();
  std::size_t most = 0;
  for (std::uint32_t i = 0; i < 50'000; ++i) {
    tcp.client_end = {"10.3." + std::to_string(i >> 8) + "." + std::to_string(i & 255), 1024};
    tcp.client(static_cast<std::uint32_t>(-1), "", {kSyn, {}, 0});
    if (i % 2 == 0) tcp.client(500, std::string(500, 'x'));  // behind a hole
    tcp.seen.offered.clear();
    if (i % 100 == 0) most = std::max(most, heap_octets() - before);
  }
  EXPECT_LE(most, options.max_memory);
  EXPECT_GT(tcp.seen.left_out[LeftOut::kTcpEvicted], 0u);
}

TEST(TcpLimitsTest, SilentConnectionsAreForgotten) {
  Conversation tcp;
  tcp.handshake();
  tcp.client(0, "request");
  tcp.seen.time_ns += std::int64_t{3} * 3600 * 1'000'000'000;
  tcp.client(7, "three hours later");
  tcp.seen.finish();
  ASSERT_THAT(tcp.seen.streams, SizeIs(2));
  EXPECT_EQ(tcp.seen.streams[0]->from_client, "request-");
  EXPECT_EQ(tcp.seen.streams[1]->from_client, "three hours later~");
  EXPECT_EQ(tcp.seen.left_out[LeftOut::kTcpEvicted], 1u);
}

// The processor time a flood of `segments` duplicates behind a hole takes, in seconds.
double duplicate_flood(std::uint32_t segments) {
  Conversation tcp;
  tcp.handshake();
  tcp.client(0, "first");
  for (std::uint32_t i = 0; i < segments; ++i) tcp.client(10 + 2 * i, "x");
  const std::clock_t begin = std::clock();
  for (std::uint32_t i = 0; i < segments; ++i) tcp.client(10 + 2 * (segments - 1 - i), "x");
  const std::clock_t took = std::clock() - begin;
  const std::string seen = tcp.stream().from_client;
  EXPECT_EQ(std::ranges::count(seen, 'x'), segments);
  return static_cast<double>(took) / CLOCKS_PER_SEC;
}

// Four times the duplicates take four times as long and a little; a search from the front would
// take sixteen times. The best of three runs each, as the machine may be busy.
TEST(TcpLimitsTest, FloodOfDuplicatesBehindAHoleGrowsNoFasterThanItsLength) {
  const auto best = [](std::uint32_t segments) {
    return std::min(
        {duplicate_flood(segments), duplicate_flood(segments), duplicate_flood(segments)});
  };
  const double few = best(5'000);
  EXPECT_LT(best(20'000), 9 * few);
}

}  // namespace
}  // namespace mm1::test
