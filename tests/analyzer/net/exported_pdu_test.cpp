// Link types whose packets are PDUs: exports of Wireshark, and those the user names.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "analyzer/net/recorder.h"
#include "support/hex.h"

namespace mm1::test {
namespace {

using capture::LeftOut;
using net::Payload;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

constexpr std::uint32_t kExport = 252;
constexpr std::uint32_t kUser0 = 147;

// Tags as Wireshark writes them: type, length, value padded to four octets.
class Export {
 public:
  explicit Export(std::string name) {
    const std::size_t length = (name.size() + 3) / 4 * 4;
    name.resize(length);
    tags_.u16(12).u16(length).text(name);
  }
  Export& from(const char* address, std::uint16_t port) { return end(20, 25, address, port); }
  Export& to(const char* address, std::uint16_t port) { return end(21, 26, address, port); }
  [[nodiscard]] Buffer with(std::string_view pdu) {
    tags_.u16(30).u16(4).u32(7);  // number of the original frame
    return OctetWriter(tags_).u16(0).u16(0).text(pdu).take();
  }

 private:
  Export& end(std::uint16_t address_tag, std::uint16_t port_tag, const char* address,
              std::uint16_t port) {
    tags_.u16(address_tag).u16(4).octets(from_hex(address));
    tags_.u16(port_tag).u16(4).u32(port);
    return *this;
  }
  OctetWriter tags_;
};

TEST(ExportedPduTest, PdusAreDatagramsOfTheirProtocol) {
  struct Case {
    const char* name;
    Payload carries;
  };
  const Case cases[] = {{"mmse", Payload::kMm1},
                        {"mm1", Payload::kMm1},
                        {"wsp", Payload::kWsp},
                        {"wtp-udp", Payload::kWtp}};
  for (const Case& each : cases) {
    Recorder seen;
    seen.packet(Export(each.name).from("0A000001", 40'000).to("0A000002", 8080).with("octets"),
                kExport);
    ASSERT_THAT(seen.datagrams, SizeIs(1)) << each.name;
    EXPECT_EQ(seen.datagrams[0].source, "10.0.0.1 40000");
    EXPECT_EQ(seen.datagrams[0].destination, "10.0.0.2 8080");
    EXPECT_EQ(seen.datagrams[0].payload, "octets");
    EXPECT_EQ(seen.datagrams[0].carries, each.carries);
  }
}

TEST(ExportedPduTest, AddressesOfVersion6AndNone) {
  OctetWriter tags;
  tags.u16(12).u16(4).text("mmse");
  tags.u16(22).u16(16).octets(from_hex("20010DB8000000000000000000000001"));
  tags.u16(23).u16(5).octets(from_hex("2001000000"));  // of no known length: not taken
  tags.u16(0).u16(0).text("octets");
  Recorder seen;
  seen.packet(tags.take(), kExport);
  ASSERT_THAT(seen.datagrams, SizeIs(1));
  EXPECT_EQ(seen.datagrams[0].source, "2001:db8::1 0");
  EXPECT_EQ(seen.datagrams[0].destination, " 0");
}

TEST(ExportedPduTest, PiecesOfAConnectionAreAStream) {
  const auto request = [] { return Export("http").from("0A000001", 40'000).to("0A000002", 80); };
  const auto answer = [] { return Export("http").from("0A000002", 80).to("0A000001", 40'000); };
  Recorder seen;
  seen.packet(request().with("POST /"), kExport);
  seen.packet(request().with(" HTTP/1.1"), kExport);
  seen.packet(answer().with("HTTP/1.1 200"), kExport);
  seen.packet(answer().with(" OK"), kExport);
  seen.packet(request().with("GET /"), kExport);
  seen.finish();
  ASSERT_THAT(seen.streams, SizeIs(1));
  EXPECT_EQ(seen.streams[0]->client, "10.0.0.1 40000");
  EXPECT_EQ(seen.streams[0]->from_client, "POST / HTTP/1.1GET /~");
  EXPECT_EQ(seen.streams[0]->from_server, "HTTP/1.1 200 OK~");
  EXPECT_EQ(seen.streams[0]->deliveries.at(2).octets, "HTTP/1.1 200");  // in the order of frames
}

TEST(ExportedPduTest, StreamThatBeginsWithAnAnswer) {
  Recorder seen;
  seen.packet(Export("http").from("0A000002", 80).to("0A000001", 40'000).with("HTTP/1.1 200"),
              kExport);
  seen.packet(Export("http").from("0A000001", 40'000).to("0A000002", 80).with("GET /"), kExport);
  seen.packet(Export("http").from("0A000001", 40'000).to("0A000002", 80).with("2"), kExport, 1);
  seen.finish();
  ASSERT_THAT(seen.streams, SizeIs(1));
  EXPECT_EQ(seen.streams[0]->client, "10.0.0.1 40000");
  EXPECT_EQ(seen.streams[0]->from_client, "GET /<1>~");
  EXPECT_EQ(seen.streams[0]->from_server, "HTTP/1.1 200~");
}

TEST(ExportedPduTest, PacketsAreRead) {
  const Endpoint from{"10.0.0.1", 1024};
  const Endpoint to{"10.0.0.2", 2948};
  const Buffer ip =
      ip_packet_of({from.address, to.address, kUdp, 0}, udp_datagram(from, to, buffer_of("push")));
  Recorder seen;
  seen.packet(Export("ip").with({reinterpret_cast<const char*>(ip.data()), ip.size()}), kExport);
  ASSERT_THAT(seen.datagrams, SizeIs(1));
  EXPECT_EQ(seen.datagrams[0].payload, "push");
  EXPECT_EQ(seen.datagrams[0].carries, Payload::kUnknown);
}

TEST(ExportedPduTest, WhatCannotBeReadIsCounted) {
  const Buffer whole = Export("mmse").from("0A000001", 1).with("");
  for (std::size_t cut = 1; cut <= whole.size(); ++cut) {
    Recorder seen;
    seen.packet(whole, kExport, cut);
    EXPECT_THAT(seen.datagrams, IsEmpty()) << cut;
    EXPECT_EQ(seen.left_out[LeftOut::kPacketTruncated], 1u) << cut;
  }
  Recorder seen;
  seen.packet(Export("sip").with("INVITE"), kExport);
  EXPECT_THAT(seen.left_out.unread_link_types(), ElementsAre(Pair(kExport, 1)));
}

TEST(UserLinkTest, CarryWhatTheUserSays) {
  net::NetworkOptions options;
  options.user_links[0] = Payload::kMm1;
  options.user_links[15] = Payload::kEthernet;
  Recorder seen(options);
  seen.packet(buffer_of("octets"), kUser0);
  seen.packet(buffer_of("octets"), kUser0 + 1);
  seen.packet(from_hex("020202020202 040404040404 0806"), kUser0 + 15);
  ASSERT_THAT(seen.datagrams, SizeIs(1));
  EXPECT_EQ(seen.datagrams[0].carries, Payload::kMm1);
  EXPECT_THAT(seen.left_out.unread_link_types(), ElementsAre(Pair(kUser0 + 1, 1)));
  EXPECT_EQ(seen.left_out[LeftOut::kNotIp], 1u);
}

}  // namespace
}  // namespace mm1::test
