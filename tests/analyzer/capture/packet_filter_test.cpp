// Filters of libpcap on packets of any link type.
#include "mm1/capture/packet_filter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/capture_builder.h"
#include "support/capture_file.h"

namespace mm1::test {
namespace {

using capture::PacketFilter;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

/// Whether a UDP datagram from 10.0.0.1:9200 to 10.0.0.2:2948 passes on this wire.
bool passes(PacketFilter& filter, const Wire& wire) {
  CaptureBuilder capture(wire);
  capture.udp({"10.0.0.1", 9200}, {"10.0.0.2", 2948}, Buffer{1, 2, 3});
  const Packet& packet = capture.packets().at(0);
  return filter.passes(packet.link_type, packet.octets, packet.octets.size());
}

TEST(PacketFilterTest, OneExpressionFitsLinkTypesSideBySide) {
  std::string problem;
  auto port = PacketFilter::compile("udp dst port 2948", problem);
  auto other = PacketFilter::compile("host 10.0.0.3 or tcp", problem);
  ASSERT_TRUE(port && other) << problem;
  for (const Wire& wire : {Wire::ethernet(), Wire::raw_ip(), Wire::linux_sll(), Wire::linux_sll2(),
                           Wire::null(), Wire::ethernet()}) {
    EXPECT_TRUE(passes(*port, wire)) << wire.link_type();
    EXPECT_FALSE(passes(*other, wire)) << wire.link_type();
  }
  EXPECT_THAT(port->unfit(), IsEmpty());
}

TEST(PacketFilterTest, LengthsAreThoseOfTheWire) {
  std::string problem;
  auto filter = PacketFilter::compile("greater 1000", problem);
  ASSERT_TRUE(filter) << problem;
  const Buffer captured(60);
  EXPECT_TRUE(filter->passes(1, captured, 1500));
  EXPECT_FALSE(filter->passes(1, captured, 60));
}

TEST(PacketFilterTest, WhatIsNoFilterIsTold) {
  std::string problem;
  EXPECT_FALSE(PacketFilter::compile("tcp prt 80", problem));
  EXPECT_THAT(problem, HasSubstr("syntax error"));
  EXPECT_FALSE(PacketFilter::compile("port 99999", problem));
  EXPECT_THAT(problem, HasSubstr("port"));
}

TEST(PacketFilterTest, ALinkTypeThatItDoesNotFitIsNamed) {
  std::string problem;
  auto filter = PacketFilter::compile("ether host 00:11:22:33:44:55", problem);
  ASSERT_TRUE(filter) << problem;
  EXPECT_FALSE(passes(*filter, Wire::raw_ip()));
  EXPECT_THAT(filter->unfit(), ElementsAre(Pair(link_type::kRawIp, HasSubstr("only on ethernet"))));
}

}  // namespace
}  // namespace mm1::test
