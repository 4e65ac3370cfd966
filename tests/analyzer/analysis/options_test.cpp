// What is chosen of a capture: times, counts, filters; and how much memory may be used.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "memory.h"
#include "mm1/analysis/analysis.h"
#include "records.h"

namespace mm1::analysis::test {
namespace {

using capture::LeftOut;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::int64_t kTenOClock = 1'767'607'200'000'000'000;  // 2026-01-05T10:00:00Z
constexpr std::int64_t kSecond = 1'000'000'000;

const std::string kSendRetrieve = MM1_SOURCE_DIR "/captures/http-send-retrieve.pcap";
const std::string kTunnelled = MM1_SOURCE_DIR "/captures/gtpu-http.pcap";
const std::string kIpv6Fragments = MM1_SOURCE_DIR "/captures/ipv6-vlan.pcap";

Records analyzed(const std::string& file, Options options) {
  Records records;
  const Result result = analyze(std::span(&file, 1), records, std::move(options));
  EXPECT_THAT(result.problems, IsEmpty());
  return records;
}

Options filtered(const std::string& expression, bool innermost) {
  Options options;
  std::string problem;
  options.filter = capture::PacketFilter::compile(expression, problem);
  EXPECT_TRUE(options.filter) << problem;
  options.filter_innermost = innermost;
  return options;
}

// The notification comes at 2.012 s, the retrieval begins a second later (see captures/README.md).
TEST(Options, TheWindowHoldsItsBeginAndNotItsEnd) {
  Options options;
  options.from_ns = kTenOClock + 2 * kSecond;
  options.to_ns = kTenOClock + 3 * kSecond;
  const Records records = analyzed(kSendRetrieve, std::move(options));
  EXPECT_THAT(records.pdus, ElementsAre("m-notification-ind 192.0.2.2"));

  // The first packet is at ten o'clock.
  for (const std::uint64_t outside : {std::uint64_t{0}, std::uint64_t{1}}) {
    Options edge;
    edge.from_ns = kTenOClock + static_cast<std::int64_t>(outside);
    const Records all = analyzed(kSendRetrieve, std::move(edge));
    EXPECT_EQ(all.summary.left_out[LeftOut::kOutsideWindow], outside);
  }
  Options before;
  before.to_ns = kTenOClock;
  EXPECT_EQ(analyzed(kSendRetrieve, std::move(before)).summary.left_out[LeftOut::kOutsideWindow],
            37U);
}

TEST(Options, ReadingEndsAfterTheLastPacketThatIsWanted) {
  Options options;
  options.max_packets = 5;
  const Records records = analyzed(kSendRetrieve, std::move(options));
  EXPECT_THAT(records.pdus, ElementsAre("m-send-req 192.0.2.1"));
  EXPECT_EQ(records.summary.packets, 5U);
}

TEST(Options, AFilterSeesThePacketsThatWereCaptured) {
  EXPECT_THAT(analyzed(kSendRetrieve, filtered("udp", false)).pdus, SizeIs(3));
  EXPECT_THAT(analyzed(kTunnelled, filtered("udp port 2152 or ip[6:2] & 0x1fff != 0", false)).pdus,
              SizeIs(3));
  const Records none = analyzed(kTunnelled, filtered("tcp", false));
  EXPECT_THAT(none.pdus, IsEmpty());
  EXPECT_EQ(none.summary.left_out[LeftOut::kFiltered], none.summary.packets);
}

// The outer packets are in fragments: what is in them can be seen only when they are joined.
TEST(Options, AFilterMaySeeTheInnermostPackets) {
  EXPECT_THAT(analyzed(kTunnelled, filtered("tcp port 80", true)).pdus, SizeIs(2));
  EXPECT_THAT(
      analyzed(kTunnelled, filtered("udp dst port 2948 and dst host 192.0.2.50", true)).pdus,
      ElementsAre("m-notification-ind 192.0.2.50"));
  EXPECT_THAT(analyzed(kTunnelled, filtered("udp port 2152", true)).pdus, IsEmpty());
  // A notification in IPv6 fragments: behind the filter it is one datagram.
  const Records push = analyzed(kIpv6Fragments, filtered("ip6 and udp port 2948", true));
  EXPECT_THAT(push.pdus, ElementsAre("m-notification-ind 2001:db8:2::20"));
  EXPECT_GT(push.summary.left_out[LeftOut::kFiltered], 0U);
}

TEST(Options, AFilterThatDoesNotFitALinkTypeIsAProblem) {
  Records records;
  const std::vector<std::string> files = {MM1_SOURCE_DIR "/captures/http-chunked-gzip-close.pcap"};
  const Result result = analyze(files, records, filtered("ether src 02:00:00:00:00:01", false));
  EXPECT_THAT(records.pdus, IsEmpty());
  ASSERT_THAT(result.problems, SizeIs(1));
  EXPECT_THAT(result.problems[0].text, HasSubstr("does not fit packets of RAW"));
}

TEST(Options, MemoryIsSharedAndNeverMoreThanAllowed) {
  for (const std::size_t memory : {std::size_t{16} << 20, std::size_t{1} << 30}) {
    for (const std::size_t points : {1U, 2U, 7U}) {
      const MemoryShares shares(memory, points);
      const std::size_t sum = points * (shares.network().max_memory + shares.bearers().max_memory) +
                              shares.waiting_messages() +
                              shares.open_files() * (std::size_t{512} << 10);
      EXPECT_LE(sum, memory);
      EXPECT_GE(sum, memory / 8 * 7 - (std::size_t{2} << 20));
      EXPECT_LE(shares.bearers().max_body, shares.bearers().max_memory);
      EXPECT_GE(shares.open_files(), 2U);
    }
  }
}

TEST(Options, LittleMemoryIsEnoughForLittleTraffic) {
  Options options;
  options.max_memory = std::size_t{16} << 20;
  EXPECT_EQ(analyzed(kSendRetrieve, std::move(options)).order,
            analyzed(kSendRetrieve, Options()).order);
}

}  // namespace
}  // namespace mm1::analysis::test
