// CDMA's short messages in SIP, as IMS carries them.
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "short_messages.h"
#include "support/capture_builder.h"
#include "support/capture_file.h"
#include "support/cdma_sms.h"

namespace mm1::bearer::test {
namespace {

using capture::LeftOut;
using mm1::test::cdma_message;
using mm1::test::CdmaSms;
using mm1::test::sip_message;
using mm1::test::to_hex;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const net::Endpoint kGateway{ipv4(3), 5060};
const net::Endpoint kProxy{ipv4(4), 5060};
constexpr const char* kUser = "+15551230001";

/// A push of `pdu` to the push port in two segments.
std::vector<Buffer> two_segments(const Buffer& pdu) {
  const Buffer datagram = with_header("23 F0 0B 84", push_of(pdu));
  std::vector<Buffer> messages;
  for (std::uint8_t i = 0; i < 2; ++i) {
    const Buffer header = {0, 2, i};
    const Buffer data = i == 0 ? part(datagram, 0, 130) : part(datagram, 130, 1000);
    messages.push_back(sip_message(kUser, cdma_message({.source = "15550100",
                                                        .message_id = 0x1234,
                                                        .user_data = joined({header, data})})));
  }
  return messages;
}

// Octets made by hand from C.S0015: teleservice 4100, from 5550, MESSAGE_ID 7, 21 octets of user
// data behind thirteen bits.
TEST(Cdma, AMessageMadeByHand) {
  const Buffer message = from_hex(
      "00 00 02 10 04 02 04 01 15 56 80 08 1B 00 03 10 00 70 01 14 00 90 00 08 01 "
      "1F 80 5C 20 08 30 1D F5 7C 24 64 14 C2 70 00");
  EXPECT_EQ(to_hex(cdma_message({.source = "5550",
                                 .message_id = 7,
                                 .user_data = from_hex("00 01 00 23 F0 0B 84 01 06 03 BE AF 84 8C "
                                                       "82 98 4E 00")})),
            to_hex(message));
}

TEST(Cdma, OfUserDataThatComeAgainTheLastCount) {
  const Buffer user_data =
      from_hex("01 14 00 90 00 08 01 1F 80 5C 20 08 30 1D F5 7C 24 64 14 C2 70 00");
  const Buffer message = joined(
      {from_hex("00 00 02 10 04 02 04 01 15 56 80 08 31 00 03 10 00 70"), user_data, user_data});
  Bench bench;
  bench.udp(kGateway, kProxy, sip_message(kUser, message)).bearers.finish();
  ASSERT_EQ(bench.sink.seen.size(), 1U);
  EXPECT_EQ(to_hex(bench.sink.seen[0].body), "8C 82 98 4E 00");
}

TEST(Cdma, APushInSipIsOneOfSms) {
  const auto messages = two_segments(part(long_pdu(), 0, 200));
  Bench bench;
  bench.udp(kGateway, kProxy, messages[1])
      .udp(kGateway, kProxy, messages[0])
      .udp(kGateway, kProxy, messages[0]);  // sent again
  bench.bearers.finish();
  ASSERT_EQ(bench.sink.seen.size(), 1U);
  const Seen& seen = bench.sink.seen[0];
  EXPECT_EQ(seen.bearer, flow::Bearer::kPushSms);
  EXPECT_EQ(seen.client, "15551230001");
  EXPECT_EQ(seen.relay, "10.0.0.3");
  EXPECT_EQ(seen.body, part(long_pdu(), 0, 200));
  EXPECT_THAT(seen.frames, ElementsAre(1, 2));
  EXPECT_THAT(seen.findings, IsEmpty());
  EXPECT_EQ(bench.count(LeftOut::kSmsRepeated), 1U);
}

TEST(Cdma, OtherSipIsLeftOut) {
  Buffer text = sip_message(kUser, from_hex("48 69"));
  const std::string type = "application/vnd.3gpp2.sms";
  const auto place = std::ranges::search(text, type).begin();
  std::ranges::copy(std::string_view("text/plain;charset=utf-8 "), place);
  Bench bench;
  bench.udp(kGateway, kProxy, text)
      .udp(kGateway, kProxy, sip_message(kUser, from_hex("02 00")))  // an acknowledgement
      .udp(kGateway, kProxy, sip_message(kUser, {}));
  bench.bearers.finish();
  EXPECT_THAT(bench.lines(), IsEmpty());
  EXPECT_EQ(bench.count(LeftOut::kUdpOther), 1U);
  EXPECT_EQ(bench.count(LeftOut::kSmsOther), 2U);
}

TEST(Cdma, EveryPrefixAndEveryFlippedOctetIsReadSafely) {
  const Buffer message = two_segments(long_pdu())[0];
  for (std::size_t i = 0; i < message.size(); ++i) {
    Buffer flipped = message;
    flipped[i] = static_cast<std::uint8_t>(~flipped[i]);
    Bench bench;
    bench.udp(kGateway, kProxy, part(message, 0, i), message.size() - i)
        .udp(kGateway, kProxy, flipped);
    bench.bearers.finish();
    EXPECT_LE(bench.sink.seen.size(), 4U);
  }
}

// That our messages are CDMA's is tshark's word, not ours alone.
TEST(Cdma, TsharkReadsTheSameMessage) {
  if (std::system("tshark --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "no tshark";
  mm1::test::CaptureBuilder capture;
  capture.udp({"10.0.0.3", 5060}, {"10.0.0.4", 5060}, two_segments(long_pdu())[0]);
  const auto path = std::filesystem::path(::testing::TempDir()) / "cdma.pcap";
  mm1::test::write_file(path.string(), mm1::test::pcap(capture.packets()));
  std::FILE* output = popen(("tshark -V -r '" + path.string() + "' 2>/dev/null").c_str(), "r");
  ASSERT_NE(output, nullptr);
  std::string text;
  char line[512];
  while (std::fgets(line, sizeof line, output) != nullptr) text += line;
  pclose(output);
  EXPECT_THAT(text, HasSubstr("Wireless Application Protocol (WAP) (4100)"));
  EXPECT_THAT(text, HasSubstr("15550100"));
  EXPECT_THAT(text, HasSubstr("Message ID: 4660"));
  EXPECT_THAT(text, HasSubstr("Number of fields: 133"));
}

}  // namespace
}  // namespace mm1::bearer::test
