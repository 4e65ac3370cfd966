// What floods cost: captures made to be slow take about as long as their length explains.
#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <limits>
#include <string>

#include "short_messages.h"
#include "support/wsp_layers.h"

namespace mm1::bearer::test {
namespace {

using mm1::test::kMmsContentType;
using mm1::test::wsp_post;

constexpr std::int64_t kMillisecond = 1'000'000;
const net::Endpoint kClient{ipv4(1), 49000};
const net::Endpoint kGateway{ipv4(3), 9201};

// A packet of a segmented Invoke, each the last of its group; from the second on with a PSN item
// (WAP-224 §7.15).
Buffer group_of_one(std::size_t number, bool last) {
  if (number == 0) {
    Buffer packet = from_hex("0C 00 10 02");
    const Buffer post = wsp_post("http://mmsc/", kMmsContentType, kPdu);
    packet.insert(packet.end(), post.begin(), post.end());
    return packet;
  }
  const auto low = static_cast<std::uint8_t>(number);
  const auto high = static_cast<std::uint8_t>(number >> 8);
  return {static_cast<std::uint8_t>(last ? 0xAA : 0xAC), 0x00, 0x10, low, 0x19, high, 0x55};
}

// Groups that nobody acknowledged, and later Acks that name none.
void acknowledge_nothing(std::size_t count) {
  Bench bench;
  for (std::size_t i = 0; i < count; ++i) {
    bench.wait(kMillisecond - kSecond).udp(kClient, kGateway, group_of_one(i, i + 1 == count));
  }
  bench.wait(3 * kSecond);
  for (std::size_t i = 0; i < 2 * count; ++i) {
    bench.wait(kMillisecond - kSecond).udp(kGateway, kClient, from_hex("18 80 10"));
  }
  bench.bearers.finish();
  EXPECT_EQ(bench.told().size(), 1U);
}

// The first segment of a WDP datagram, again and again.
void repeat_a_segment(std::size_t count) {
  const Buffer segment = smpp({.esm_class = 0,
                               .user_data = from_hex("00 02 00 23 F0 0B 84 01 06"),
                               .optional = parameter(0x0204, from_hex("00 07")),
                               .service_type = "WAP"});
  Buffer stream = kBind;
  for (std::size_t i = 0; i < count; ++i) {
    stream.insert(stream.end(), segment.begin(), segment.end());
  }
  Bench bench;
  bench.play({client(stream)}, 1 << 20);
  EXPECT_EQ(bench.count(capture::LeftOut::kSmsRepeated), count - 1);
}

struct Flood {
  std::string name;
  void (*play)(std::size_t count);
  std::size_t count;
};

// Of the processor, and the best of three runs: the machine may be busy.
double seconds_for(const Flood& flood, std::size_t count) {
  std::clock_t best = std::numeric_limits<std::clock_t>::max();
  for (int i = 0; i < 3; ++i) {
    const std::clock_t begin = std::clock();
    flood.play(count);
    best = std::min(best, std::clock() - begin);
  }
  return static_cast<double>(best) / CLOCKS_PER_SEC;
}

// Four times the packets take four times as long and a little, sixteen times where each is compared
// with all others. That is no matter only for the packets of one transaction: of those a few
// thousand are remembered.
TEST(Growth, FloodsCostNoMoreThanTheirLength) {
  struct Case {
    Flood flood;
    double most;  // times as long for four times the packets
  };
  const Case cases[] = {
      {{"groups without Acks, Acks without groups", acknowledge_nothing, 300}, 25},
      {{"a segment of a short message sent again", repeat_a_segment, 4000}, 9},
  };
  for (const auto& [flood, most] : cases) {
    EXPECT_LT(seconds_for(flood, 4 * flood.count), most * seconds_for(flood, flood.count))
        << flood.name;
  }
}

}  // namespace
}  // namespace mm1::bearer::test
