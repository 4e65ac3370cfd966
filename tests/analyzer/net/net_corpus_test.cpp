// Captures of real software, down to UDP and TCP. What is expected was counted with tshark:
//   tshark -r FILE -Y 'tcp.len > 0 && !tcp.analysis.retransmission' -T fields -e tcp.len
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <string>

#include "analyzer/net/recorder.h"
#include "mm1/capture/reader.h"

namespace mm1::test {
namespace {

using capture::LeftOut;

struct CaptureCase {
  const char* file;
  std::size_t connections;  // with octets
  std::size_t tcp_octets;   // without retransmissions
  std::size_t datagrams;    // innermost
};

const CaptureCase kCaptures[] = {
    {"live-formats/any-linux-sll.pcap", 5, 23'736, 25},
    {"live-formats/dumpcap.pcapng", 5, 23'736, 25},
    {"live-formats/ethernet-micro.pcap", 5, 23'736, 25},
    {"live-gtpu/01-http-in-gtpu-mtu1400.pcap", 3, 36'864, 1},
    {"live-gtpu/04-gtpc-pdp-context-and-http.pcap", 1, 886, 6},
    {"live-kannel-ppg/01-ppg-push-udp2948.pcap", 0, 0, 6},
    {"live-kannel-wsp/01-co-send-push-get-ack.pcap", 1, 245, 24},
    {"live-kannel-wsp/07-co-sar-large-142k.pcap", 0, 0, 300},
    {"live-mbuni-http/01-pymessaging-send-notify-get-notifyresp.pcap", 4, 46'858, 0},
    {"live-mbuni-http/07b-mmbox-service-failures.pcap", 11, 7'391, 0},
    {"live-mbuni-http/10-recipient-ipv4-push-udp2948.pcap", 4, 11'853, 1},
    {"live-mbuni-http/11-large-image.pcap", 4, 288'674, 0},
    {"live-origin-http/03-http-forms-chunked-gzip-close-pipelined.pcap", 7, 71'547, 0},
    {"wireshark-wiki/http-chunked-gzip.pcap", 1, 27'181, 0},
    {"wireshark-wiki/wap_google.pcap", 0, 0, 4},
    {"wireshark-wiki/smpp.cap", 1, 200, 0},
    {"zeek-gtp/gtp7_ipv6.pcap", 0, 0, 1},
    {"zeek-gtp/gtp_ext_header.pcap", 1, 1'448, 0},
};

class NetCorpusTest : public ::testing::TestWithParam<CaptureCase> {};

TEST_P(NetCorpusTest, EveryOctetIsDelivered) {
  const auto path = std::filesystem::path(MM1_SHARED_DIR) / "corpus/captures" / GetParam().file;
  std::string problem;
  auto reader = capture::Reader::open(path.string(), 0, problem);
  if (!reader) GTEST_SKIP() << path << " " << problem;
  Recorder seen;
  while (const capture::Packet* packet = reader->next()) seen.packet(*packet);
  seen.finish();

  std::size_t octets = 0;
  for (const auto& stream : seen.streams) {
    for (const SeenOctets& delivery : stream->deliveries) octets += delivery.octets.size();
  }
  EXPECT_EQ(seen.streams.size(), GetParam().connections);
  EXPECT_EQ(octets, GetParam().tcp_octets);
  EXPECT_EQ(seen.datagrams.size(), GetParam().datagrams);
  EXPECT_EQ(seen.left_out[LeftOut::kTcpGap], 0u);
  EXPECT_EQ(seen.left_out[LeftOut::kIpMalformed], 0u);
  EXPECT_EQ(seen.left_out[LeftOut::kFragmentsIncomplete], 0u);
}

INSTANTIATE_TEST_SUITE_P(Captures, NetCorpusTest, ::testing::ValuesIn(kCaptures),
                         [](const auto& info) {
                           std::string name = info.param.file;
                           std::ranges::replace_if(
                               name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
                           return name;
                         });

}  // namespace
}  // namespace mm1::test
