// Every row of the tables of link types and EtherTypes: the datagram inside is found, and a packet
// cut anywhere is counted, never read past its end.
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
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

Buffer datagram(const std::string& source, const std::string& destination) {
  const Endpoint from{source, 1024};
  const Endpoint to{destination, 2948};
  return ip_packet_of({from.address, to.address, kUdp, 0},
                      udp_datagram(from, to, buffer_of("push")));
}
Buffer ipv4() { return datagram("10.0.0.1", "10.0.0.2"); }
Buffer ipv6() { return datagram("2001:db8::1", "2001:db8::2"); }

const std::string kSnap = "AAAA03 000000 ";
const std::string kMacs = "020202020202 040404040404 060606060606 ";
const std::string kWlan = "0801 0000 " + kMacs + "1000 " + kSnap;
const std::string kAvs = "80211001 00000040" + std::string(2 * 56, '0');

struct LinkCase {
  const char* name;
  std::uint32_t link_type;
  std::string header;  // before the IP packet
  bool v6 = false;
};

const LinkCase kLinkCases[] = {
    {"Ethernet", 1, "020202020202 040404040404 0800"},
    {"EthernetIpv6", 1, "020202020202 040404040404 86DD", true},
    {"EthernetSnap", 1, "020202020202 040404040404 0030 AAAA03 000000 0800"},
    {"Vlan", 1, "020202020202 040404040404 8100 0064 0800"},
    {"QinQ", 1, "020202020202 040404040404 88A8 0064 8100 0065 86DD", true},
    {"OldQinQ", 1, "020202020202 040404040404 9100 0064 8100 0065 0800"},
    {"Pppoe", 1, "020202020202 040404040404 8864 1100 0001 0026 0021"},
    {"PppoeIpv6", 1, "020202020202 040404040404 8864 1100 0001 0036 0057", true},
    {"Mpls", 1, "020202020202 040404040404 8847 00010040 00011140"},
    {"MplsIpv6", 1, "020202020202 040404040404 8848 00011140", true},
    {"VlanSnap", 1, "020202020202 040404040404 8100 0064 0028 AAAA03 000000 0800"},
    {"VlanPppoe", 1, "020202020202 040404040404 8100 0064 8864 1100 0001 0026 0021"},
    {"NullLittleEndian", 0, "02000000"},
    {"NullBigEndian", 0, "00000002"},
    {"NullFreeBsdIpv6", 0, "1C000000", true},
    {"NullDarwinIpv6", 0, "1E000000", true},
    {"Loop", 108, "00000002"},
    {"LoopOpenBsdIpv6", 108, "00000018", true},
    {"Raw", 101, ""},
    {"RawIpv6", 101, "", true},
    {"RawDlt12", 12, ""},
    {"RawDlt14", 14, ""},
    {"Ipv4", 228, ""},
    {"Ipv6", 229, "", true},
    {"LinuxSll", 113, "0000 0001 0006 020202020202 0000 0800"},
    {"LinuxSllVlan", 113, "0000 0001 0006 020202020202 0000 8100 0064 0800"},
    {"LinuxSllLlc", 113, "0000 0001 0006 020202020202 0000 0004 AAAA03 000000 0800"},
    {"LinuxSll2", 276, "86DD 0000 00000002 0001 00 06 020202020202 0000", true},
    {"Ppp", 9, "FF03 0021"},
    {"PppCompressed", 9, "21"},
    {"PppHdlc", 50, "FF03 0057", true},
    {"PppMpls", 9, "FF03 0281 00011140"},
    {"PppEther", 51, "1100 0001 0026 0021"},
    {"PppWithDirection", 204, "00 FF03 0021"},
    {"CiscoHdlc", 104, "0F00 0800"},
    {"CiscoHdlcUnderPppHdlc", 50, "8F00 86DD", true},
    {"WlanToStation", 105, "0802 0000 " + kMacs + "1000 " + kSnap + "0800"},
    {"WlanToAccessPoint", 105, "0801 0000 " + kMacs + "1000 " + kSnap + "86DD", true},
    {"WlanBridge", 105, "0803 0000 " + kMacs + "1000 0A0A0A0A0A0A " + kSnap + "0800"},
    {"WlanQos", 105, "8801 0000 " + kMacs + "1000 0500 " + kSnap + "0800"},
    {"WlanQosHtControl", 105, "8881 0000 " + kMacs + "1000 0500 01020304 " + kSnap + "0800"},
    {"WlanQosBridge", 105, "8803 0000 " + kMacs + "1000 0A0A0A0A0A0A 0500 " + kSnap + "0800"},
    {"WlanDecryptedByTheCard", 105, "0841 0000 " + kMacs + "1000 " + kSnap + "0800"},
    {"WlanBridgeTunnel", 105, "0801 0000 " + kMacs + "1000 AAAA03 0000F8 8100 0064 0800"},
    {"Radiotap", 127, "0000 0800 00000000 " + kWlan + "0800"},
    // Two words of presence; then, aligned, time stamp, flags (header is padded), and no more.
    {"RadiotapPaddedHeader", 127,
     "0000 1C00 03000080 00000000 00000000 0102030405060708 20 000000"
     "8801 0000 " +
         kMacs + "1000 0500 0000 " + kSnap + "0800"},
    {"Prism", 119, "44000000 90000000" + std::string(2 * 136, '0') + kWlan + "0800"},
    {"AvsUnderPrism", 119, kAvs + kWlan + "0800"},
    {"Avs", 163, kAvs + kWlan + "86DD", true},
    {"Ppi", 192, "0000 0800 69000000 " + kWlan + "86DD", true},
};

class LinkLayerTest : public ::testing::TestWithParam<LinkCase> {
 protected:
  static Buffer packet() {
    Buffer octets = from_hex(GetParam().header);
    const Buffer ip = GetParam().v6 ? ipv6() : ipv4();
    octets.insert(octets.end(), ip.begin(), ip.end());
    return octets;
  }
};

TEST_P(LinkLayerTest, DatagramIsFound) {
  Recorder seen;
  seen.packet(packet(), GetParam().link_type);
  ASSERT_THAT(seen.datagrams, SizeIs(1));
  EXPECT_EQ(seen.datagrams[0].payload, "push");
  EXPECT_EQ(seen.datagrams[0].source, GetParam().v6 ? "2001:db8::1 1024" : "10.0.0.1 1024");
  EXPECT_EQ(seen.datagrams[0].destination, GetParam().v6 ? "2001:db8::2 2948" : "10.0.0.2 2948");
}

TEST_P(LinkLayerTest, CutAnywhereInTheHeadersIsCounted) {
  const Buffer whole = packet();
  const std::size_t payload = 4;
  for (std::size_t cut = payload + 1; cut <= whole.size(); ++cut) {
    Recorder seen;
    seen.packet(whole, GetParam().link_type, cut);
    EXPECT_THAT(seen.datagrams, IsEmpty()) << cut;
    EXPECT_EQ(seen.left_out[LeftOut::kPacketTruncated] + seen.left_out[LeftOut::kNotIp] +
                  seen.left_out[LeftOut::kWlanUnreadable],
              1u)
        << cut;
  }
}

TEST_P(LinkLayerTest, CutPayloadKeepsItsReportedLength) {
  Recorder seen;
  seen.packet(packet(), GetParam().link_type, 3);
  ASSERT_THAT(seen.datagrams, SizeIs(1));
  EXPECT_EQ(seen.datagrams[0].payload, "p");
  EXPECT_EQ(seen.datagrams[0].reported_length, 4u);
}

INSTANTIATE_TEST_SUITE_P(Rows, LinkLayerTest, ::testing::ValuesIn(kLinkCases),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(LinkLayerLimitsTest, WhatIsNotIpIsCounted) {
  Recorder seen;
  seen.packet(from_hex("FFFFFFFFFFFF 040404040404 0806 0001 0800"), 1);          // ARP
  seen.packet(from_hex("0180C2000000 040404040404 0026 424203 0000 00 00"), 1);  // spanning tree
  seen.packet(from_hex("04000000 00"), 0);
  EXPECT_EQ(seen.left_out[LeftOut::kNotIp], 3u);
}

TEST(LinkLayerLimitsTest, UnreadLinkTypesAreCountedByNumber) {
  Recorder seen;
  for (const std::uint32_t link_type : {187u, 195u, 187u}) seen.packet(ipv4(), link_type);
  EXPECT_EQ(seen.left_out[LeftOut::kLinkTypeUnknown], 3u);
  EXPECT_THAT(seen.left_out.unread_link_types(), ElementsAre(Pair(187, 2), Pair(195, 1)));
}

TEST(WlanTest, FramesThatCannotBeReadAreCounted) {
  struct Case {
    const char* what;
    std::string header;
    LeftOut reason;
  };
  const Case cases[] = {
      {"encrypted (CCMP)", "0841 0000 " + kMacs + "1000 0100002000000000 5A5A5A5A5A5A5A5A",
       LeftOut::kWlanUnreadable},
      {"encrypted A-MSDU", "8841 0000 " + kMacs + "1000 8000 0100002000000000",
       LeftOut::kWlanUnreadable},
      {"first fragment", "0805 0000 " + kMacs + "1000 " + kSnap + "0800", LeftOut::kWlanUnreadable},
      {"second fragment", "0801 0000 " + kMacs + "1100 5A5A5A5A", LeftOut::kWlanUnreadable},
      {"beacon", "8000 0000 " + kMacs + "1000", LeftOut::kNotIp},
      {"acknowledgement", "D400 0000 020202020202", LeftOut::kNotIp},
      {"data frame without data", "4801 0000 " + kMacs + "1000", LeftOut::kNotIp},
      {"other LLC", "0801 0000 " + kMacs + "1000 424203 000000", LeftOut::kNotIp},
  };
  for (const Case& each : cases) {
    Recorder seen;
    seen.packet(from_hex(each.header), 105);
    EXPECT_EQ(seen.left_out[each.reason], 1u) << each.what;
  }
}

// IEEE 802.11-2016 §9.3.2.2.2: destination, source, length, LLC; all but the last padded to four.
Buffer msdu(const Buffer& ip, bool last) {
  Buffer octets =
      from_hex("020202020202 040404040404 0000" + kSnap + (ip[0] < 0x60 ? "0800" : "86DD"));
  octets.insert(octets.end(), ip.begin(), ip.end());
  octets[13] = static_cast<std::uint8_t>(octets.size() - 14);
  while (!last && octets.size() % 4 != 0) octets.push_back(0);
  return octets;
}

TEST(WlanTest, EveryPacketOfAnAggregateIsRead) {
  Buffer frame = from_hex("8801 0000 " + kMacs + "1000 8000");
  const Buffer parts[] = {msdu(ipv4(), false), msdu(from_hex("6F"), false), msdu(ipv6(), true)};
  for (const Buffer& part : parts) frame.insert(frame.end(), part.begin(), part.end());
  Recorder seen;
  seen.packet(frame, 105);
  ASSERT_THAT(seen.datagrams, SizeIs(2));
  EXPECT_EQ(seen.datagrams[0].source, "10.0.0.1 1024");
  EXPECT_EQ(seen.datagrams[1].source, "2001:db8::1 1024");
  EXPECT_EQ(seen.left_out[LeftOut::kIpMalformed], 1u);

  for (std::size_t cut = 0; cut < frame.size(); ++cut) {
    Recorder cut_short;
    cut_short.packet(frame, 105, cut);
    EXPECT_LE(cut_short.datagrams.size(), 2u);
  }
}

TEST(LinkLayerLimitsTest, EndlessTagsAreGivenUp) {
  Buffer octets = from_hex("020202020202 040404040404");
  for (int i = 0; i < 1000; ++i) octets.insert(octets.end(), {0x81, 0x00, 0x00, 0x01});
  Recorder seen;
  seen.packet(octets, 1);
  EXPECT_EQ(seen.left_out[LeftOut::kNotIp], 1u);
}

TEST(IpHeaderTest, EthernetPaddingIsNotPayload) {
  Buffer octets = from_hex("020202020202 040404040404 0800");
  const Buffer ip = ipv4();
  octets.insert(octets.end(), ip.begin(), ip.end());
  octets.resize(60, 0xEE);
  Recorder seen;
  seen.packet(octets, 1);
  ASSERT_THAT(seen.datagrams, SizeIs(1));
  EXPECT_EQ(seen.datagrams[0].payload, "push");
  EXPECT_EQ(seen.datagrams[0].reported_length, 4u);
}

// Taps that pass on the beginnings of packets let the capture believe that these are all.
TEST(IpHeaderTest, PacketShorterThanItsHeaderSaysIsCut) {
  for (Buffer packet : {ipv4(), ipv6()}) {
    packet.resize(packet.size() - 3);
    Recorder seen;
    seen.ip_packet(packet);
    ASSERT_THAT(seen.datagrams, SizeIs(1));
    EXPECT_EQ(seen.datagrams[0].payload, "p");
    EXPECT_EQ(seen.datagrams[0].reported_length, 4u);
  }
}

TEST(IpHeaderTest, TotalLengthZeroOfSegmentationOffload) {
  Buffer packet = ipv4();
  packet[2] = packet[3] = 0;
  Recorder seen;
  seen.ip_packet(packet);
  ASSERT_THAT(seen.datagrams, SizeIs(1));
  EXPECT_EQ(seen.datagrams[0].payload, "push");
}

TEST(IpHeaderTest, OptionsAndWrongChecksums) {
  Buffer packet = ipv4();
  packet.insert(packet.begin() + 20, {0x94, 0x04, 0x00, 0x00});  // router alert
  packet[0] = 0x46;
  packet[3] = static_cast<std::uint8_t>(packet.size());
  packet[10] = 0x12;
  packet[packet.size() - 5] ^= 0xFF;  // of UDP
  Recorder seen;
  seen.ip_packet(packet);
  ASSERT_THAT(seen.datagrams, SizeIs(1));
  EXPECT_EQ(seen.datagrams[0].payload, "push");
}

TEST(IpHeaderTest, Ipv6ExtensionHeaders) {
  Buffer packet = ipv6();
  const Buffer extensions = from_hex(
      "3C 00 010400000000"                    // hop by hop
      "2B 01 010C 000000000000 000000000000"  // destination options, 16 octets
      "33 00 000000000000"                    // routing
      "2C 01 0000 00000000 00000000"          // authentication, 12 octets
      "11 00 0000 00000001");                 // fragment that is the whole
  packet[6] = 0;
  packet.insert(packet.begin() + 40, extensions.begin(), extensions.end());
  packet[5] = static_cast<std::uint8_t>(packet.size() - 40);
  Recorder seen;
  seen.ip_packet(packet);
  EXPECT_THAT(seen.datagrams, SizeIs(1));
}

TEST(IpHeaderTest, MalformedHeadersAreCounted) {
  struct Case {
    const char* what;
    const char* packet;
  };
  const Case cases[] = {
      {"version 5", "55000014 00000000 40110000 0A000001 0A000002"},
      {"header of 16 octets", "44000014 00000000 40110000 0A000001 0A000002"},
      {"total length below the header", "45000010 00000000 40110000 0A000001 0A000002"},
      {"header longer than the packet", "4F000014 00000000 40110000 0A000001 0A000002"},
      {"no room for UDP", "45000018 00000000 40110000 0A000001 0A000002 04000B84"},
      {"UDP length below its header",
       "4500001C 00000000 40110000 0A000001 0A000002 04000B84 00070000"},
      {"TCP header of 16 octets",
       "45000028 00000000 40060000 0A000001 0A000002 04000050 00000000 00000000 40100000 00000000"},
      {"empty packet", ""},
  };
  for (const Case& each : cases) {
    Recorder seen;
    seen.ip_packet(from_hex(each.packet));
    EXPECT_EQ(seen.left_out[LeftOut::kIpMalformed] + seen.left_out[LeftOut::kNotIp], 1u)
        << each.what;
    EXPECT_THAT(seen.datagrams, IsEmpty()) << each.what;
  }
}

TEST(IpHeaderTest, IcmpErrorIsNoSecondPacket) {
  Buffer quote = from_hex("03 03 0000 00000000");
  const Buffer quoted = ipv4();
  quote.insert(quote.end(), quoted.begin(), quoted.end());
  Recorder seen;
  seen.ip_packet(ip_packet_of({"10.0.0.2", "10.0.0.1", 1, 0}, quote));
  EXPECT_THAT(seen.datagrams, IsEmpty());
  EXPECT_EQ(seen.left_out[LeftOut::kTransportOther], 1u);
}

}  // namespace
}  // namespace mm1::test
