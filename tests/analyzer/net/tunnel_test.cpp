#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/net/recorder.h"
#include "support/hex.h"

namespace mm1::test {
namespace {

using capture::LeftOut;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Buffer operator+(Buffer left, const Buffer& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

Buffer inner(bool v6 = false) {
  const Endpoint from{v6 ? "2001:db8::1" : "10.0.0.1", 1024};
  const Endpoint to{v6 ? "2001:db8::2" : "10.0.0.2", 2948};
  return ip_packet_of({from.address, to.address, kUdp, 0},
                      udp_datagram(from, to, buffer_of("push")));
}

Buffer outer(std::uint8_t protocol, const Buffer& payload, std::uint16_t id = 0) {
  return ip_packet_of({"192.0.2.1", "192.0.2.2", protocol, id}, payload);
}

Buffer udp(std::uint16_t port, const Buffer& payload) {
  return outer(kUdp, udp_datagram({"192.0.2.1", port}, {"192.0.2.2", port}, payload));
}

Buffer gtp(const Buffer& payload) { return udp(2152, payload); }

// A G-PDU whose length field counts what follows the first 8 octets.
Buffer g_pdu(const char* header, const Buffer& packet) {
  Buffer octets = from_hex(header) + packet;
  const std::size_t length = octets.size() - 8;
  octets[2] = static_cast<std::uint8_t>(length >> 8);
  octets[3] = static_cast<std::uint8_t>(length);
  return octets;
}

void expect_push(const Recorder& seen, const char* source, const char* what) {
  ASSERT_THAT(seen.datagrams, SizeIs(1)) << what;
  EXPECT_EQ(seen.datagrams[0].source, source) << what;
  EXPECT_EQ(seen.datagrams[0].payload, "push") << what;
}

TEST(TunnelTest, GtpHeaders) {
  struct Case {
    const char* what;
    const char* header;
  };
  const Case cases[] = {
      {"plain", "30 FF 0000 00000001"},
      {"sequence number", "32 FF 0000 00000001 0007 00 00"},
      {"N-PDU number", "31 FF 0000 00000001 0000 05 00"},
      {"flag of extensions, none there", "34 FF 0000 00000001 0000 00 00"},
      {"next type without its flag", "32 FF 0000 00000001 0007 00 C0"},
      {"PDCP PDU number", "34 FF 0000 00000001 0000 00 C0 01 0001 00"},
      {"PDU session container of two words, then PDCP",
       "36 FF 0000 00000001 0001 00 85 02 000000000000 C0 01 0001 00"},
  };
  for (const Case& each : cases) {
    for (const bool v6 : {false, true}) {
      Recorder seen;
      seen.ip_packet(gtp(g_pdu(each.header, inner(v6))));
      expect_push(seen, v6 ? "2001:db8::1 1024" : "10.0.0.1 1024", each.what);
    }
  }
}

TEST(TunnelTest, WhatIsNoGPduIsADatagram) {
  const Buffer cases[] = {
      from_hex("30 01 0004 00000000 0001 00 00"),                       // echo request
      from_hex("50 FF 0000 00000001") + inner(),                        // version 2
      from_hex("34 FF 0020 00000001 0000 00 C0 00 0001 00") + inner(),  // extension of no words
      from_hex("30 FF"),
      buffer_of("not GTP at all"),
  };
  for (const Buffer& each : cases) {
    Recorder seen;
    seen.ip_packet(gtp(each));
    ASSERT_THAT(seen.datagrams, SizeIs(1));
    EXPECT_EQ(seen.datagrams[0].source, "192.0.2.1 2152");
    EXPECT_EQ(seen.datagrams[0].reported_length, each.size());
  }
}

TEST(TunnelTest, CutAnywhereReadsNothingBehind) {
  const Buffer packet =
      gtp(g_pdu("36 FF 0000 00000001 0001 00 85 02 000000000000 C0 01 0001 00", inner()));
  for (std::size_t cut = 0; cut <= packet.size(); ++cut) {
    Recorder seen;
    seen.ip_packet(packet, cut);
    if (cut > 4) {
      for (const SeenDatagram& datagram : seen.datagrams) {
        EXPECT_EQ(datagram.source, "192.0.2.1 2152") << cut;
      }
    }
  }
}

TEST(TunnelTest, IpInIpAndGre) {
  struct Case {
    const char* what;
    std::uint8_t protocol;
    const char* header;
    bool v6 = false;
  };
  const Case cases[] = {
      {"IP in IP", 4, ""},
      {"6in4", 41, "", true},
      {"GRE", 47, "0000 0800"},
      {"GRE of IPv6", 47, "0000 86DD", true},
      {"GRE with checksum, key and sequence number", 47, "B000 0800 00000000 00000001 00000002"},
      {"GRE of Ethernet with VLAN", 47, "0000 6558 020202020202 040404040404 8100 0001 0800"},
      {"GRE with routes", 47, "4000 0800 00000000 0800 00 04 0A000001 0000 00 00"},
      {"NVGRE", 47, "2000 6558 00000100 020202020202 040404040404 0800"},
      {"ERSPAN type I", 47, "0000 88BE 020202020202 040404040404 0800"},
      {"ERSPAN type II", 47, "1000 88BE 00000001 1001000100000000 020202020202 040404040404 0800"},
      {"PPTP", 47, "3081 880B 00280001 00000001 00000002 FF03 0021"},
  };
  for (const Case& each : cases) {
    Recorder seen;
    seen.ip_packet(outer(each.protocol, from_hex(each.header) + inner(each.v6)));
    expect_push(seen, each.v6 ? "2001:db8::1 1024" : "10.0.0.1 1024", each.what);
  }
}

TEST(TunnelTest, OverUdp) {
  struct Case {
    const char* what;
    std::uint16_t port;
    const char* header;
    bool v6 = false;
  };
  const Case cases[] = {
      {"VXLAN", 4789, "08000000 00000100 020202020202 040404040404 0800"},
      {"VXLAN with VLAN and IPv6", 4789,
       "08000000 00000100 020202020202 040404040404 8100 0001 86DD", true},
      {"L2TP", 1701, "0002 0001 0001 FF03 0021"},
      {"L2TP of compressed PPP", 1701, "0002 0001 0001 21"},
      {"L2TP with length", 1701, "4002 002C 0001 0001 FF03 0021"},
      {"L2TP with sequence numbers", 1701, "0802 0001 0001 0007 0008 FF03 0057", true},
      {"L2TP with all and an offset of 3", 1701,
       "4B02 0035 0001 0001 0007 0008 0003 EEEEEE FF03 0021"},
      {"GTPv0", 3386, "1E FF 0020 0000 0000 00 FFFFFF 0000000000000000"},
  };
  for (const Case& each : cases) {
    const Buffer packet = udp(each.port, from_hex(each.header) + inner(each.v6));
    Recorder seen;
    seen.ip_packet(packet);
    expect_push(seen, each.v6 ? "2001:db8::1 1024" : "10.0.0.1 1024", each.what);
    for (std::size_t cut = 5; cut <= packet.size(); ++cut) {
      Recorder cut_short;
      cut_short.ip_packet(packet, cut);
      for (const SeenDatagram& datagram : cut_short.datagrams) {
        EXPECT_EQ(datagram.destination, "192.0.2.2 " + std::to_string(each.port)) << each.what;
      }
    }
  }
}

TEST(TunnelTest, WhatIsNoTunnelIsADatagram) {
  struct Case {
    const char* what;
    std::uint16_t port;
    const char* payload;
  };
  const Case cases[] = {
      {"VXLAN without network", 4789, "00000000 00000100 020202020202 040404040404 0800"},
      {"L2TP control", 1701, "C802 000C 0001 0000 0000 0000"},
      {"L2TP version 3", 1701, "0003 0001 0001 FF03 0021"},
      {"L2TP shorter than its header", 1701, "4002 0006 0001 0001 FF03 0021"},
      {"GTPv0 echo", 3386, "1E 01 0000 0000 0000 00 FFFFFF 0000000000000000"},
  };
  for (const Case& each : cases) {
    Recorder seen;
    seen.ip_packet(udp(each.port, from_hex(each.payload)));
    EXPECT_THAT(seen.datagrams, SizeIs(1)) << each.what;
  }
}

// A number below 0600 is a length or nothing (IEEE 802.3), whatever stands behind it: here what one
// packet of an aggregated 802.11 frame begins with.
TEST(TunnelTest, NumbersThatAreNoEtherTypesCarryNothing) {
  const Buffer aggregated = from_hex("020202020202 040404040404 0028 AAAA03 000000 0800") + inner();
  for (const char* number : {"0000", "0001", "0002", "05FF"}) {
    const Buffer type = from_hex(number);
    Recorder seen;
    seen.ip_packet(outer(47, from_hex("0000") + type + aggregated));
    seen.packet(from_hex("0F00") + type + aggregated, 104);
    seen.packet(from_hex("020202020202 040404040404 0060 AAAA03 000000") + type + aggregated, 1);
    EXPECT_THAT(seen.datagrams, IsEmpty()) << number;
    EXPECT_EQ(seen.left_out[LeftOut::kNotIp], 3u) << number;
  }
}

TEST(TunnelTest, TunnelsInTunnelsHaveALimit) {
  Buffer packet = inner();
  for (int i = 0; i < 8; ++i) packet = outer(4, packet);
  Recorder eight;
  eight.ip_packet(packet);
  EXPECT_THAT(eight.datagrams, SizeIs(1));
  Recorder nine;
  nine.ip_packet(outer(4, packet));
  EXPECT_THAT(nine.datagrams, IsEmpty());
  EXPECT_EQ(nine.left_out[LeftOut::kTunnelsTooDeep], 1u);
}

TEST(TunnelTest, FragmentsOutsideAndInside) {
  const Endpoint from{"10.0.0.1", 1024};
  const Endpoint to{"10.0.0.2", 2948};
  const Buffer whole =
      ip_packet_of({from.address, to.address, kUdp, 7}, udp_datagram(from, to, Buffer(1000, 'x')));
  Recorder seen;
  std::uint16_t id = 100;
  for (const Buffer& piece : fragments_of(whole, 600, 7)) {
    const Buffer tunnelled = outer(
        kUdp,
        udp_datagram({"192.0.2.1", 2152}, {"192.0.2.2", 2152}, g_pdu("30 FF 0000 00000001", piece)),
        ++id);
    for (const Buffer& part : fragments_of(tunnelled, 400, id)) seen.ip_packet(part);
  }
  ASSERT_THAT(seen.datagrams, SizeIs(1));
  EXPECT_EQ(seen.datagrams[0].payload, std::string(1000, 'x'));
  EXPECT_THAT(seen.datagrams[0].frames, ElementsAre(1, 2, 3, 4));
}

}  // namespace
}  // namespace mm1::test
