// The scrambler does what it says, as tshark sees it: else the tests built on it show nothing.
#include "support/scrambler.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>

#include "analyzer/analysis/scratch.h"
#include "packets.h"
#include "support/capture_file.h"
#include "tshark_pdus.h"

namespace mm1::differential {
namespace {

using analysis::test::Scratch;
using mm1::test::Loss;
using mm1::test::Packet;
using mm1::test::Scrambler;

const std::string kCapture = MM1_SOURCE_DIR "/captures/http-send-retrieve.pcap";

std::size_t frames_matching(const std::string& path, const std::string& filter) {
  const std::string command = "tshark -n -r " + path +
                              " -o ip.check_checksum:TRUE -o udp.check_checksum:TRUE"
                              " -o tcp.check_checksum:TRUE -Y '" +
                              filter + "' -T fields -e frame.number 2>/dev/null";
  std::FILE* output = popen(command.c_str(), "r");
  std::array<char, 64> line{};
  std::size_t frames = 0;
  while (output != nullptr && std::fgets(line.data(), line.size(), output) != nullptr) ++frames;
  if (output != nullptr) pclose(output);
  return frames;
}

struct StepCase {
  const char* name;
  void (Scrambler::*run)(std::vector<Packet>&, unsigned chance);
  unsigned chance;
  const char* shows;    // frames that match: some
  const char* nothing;  // frames that match: none
};

constexpr const char* kNoTrouble = "tcp.analysis.flags";
constexpr StepCase kSteps[] = {
    {"resegment", &Scrambler::resegment, 100, "tcp.len > 0 && tcp.flags.push == 0", kNoTrouble},
    {"fragment", &Scrambler::fragment, 100, "ip.flags.mf == 1", kNoTrouble},
    {"encapsulate", &Scrambler::encapsulate, 100, "vlan", kNoTrouble},
    {"encapsulate", &Scrambler::encapsulate, 100, "gtp", kNoTrouble},
    {"encapsulate", &Scrambler::encapsulate, 100, "gre", kNoTrouble},
    {"encapsulate", &Scrambler::encapsulate, 100, "ip.proto == 4", kNoTrouble},
    {"reorder", &Scrambler::reorder, 50, "tcp.analysis.flags", "tcp.analysis.duplicate_ack"},
    {"duplicate", &Scrambler::duplicate, 50, "tcp.analysis.flags", "tcp.analysis.lost_segment"},
    {"drop", &Scrambler::drop, 20, "tcp.analysis.flags", "tcp.analysis.retransmission"},
};

TEST(ScramblerSteps, AreWhatTsharkSees) {
  if (!tshark_is_there()) GTEST_SKIP() << "tshark is absent";
  const Scratch scratch("scrambler");
  const std::string wrong =
      "ip.checksum.status == 0 || udp.checksum.status == 0 || tcp.checksum.status == 0"
      " || _ws.malformed";
  for (const StepCase& step : kSteps) {
    SCOPED_TRACE(std::string(step.name) + ": " + step.shows);
    std::vector<Packet> packets = packets_of(kCapture);
    Scrambler scrambler(33);  // gives each pair of hosts another tunnel
    (scrambler.*step.run)(packets, step.chance);
    const std::string path = scratch.write("step.pcap", mm1::test::pcapng(packets));
    EXPECT_GT(frames_matching(path, step.shows), 0U);
    EXPECT_EQ(frames_matching(path, step.nothing), 0U);
    EXPECT_EQ(frames_matching(path, wrong), 0U);
  }
}

TEST(ScramblerSteps, FollowFromTheSeed) {
  const std::vector<Packet> packets = packets_of(kCapture);
  const auto scrambled = [&](std::uint64_t seed) {
    return mm1::test::pcapng(mm1::test::scramble(packets, seed, Loss::kSome).packets);
  };
  EXPECT_EQ(scrambled(1), scrambled(1));
  EXPECT_NE(scrambled(1), scrambled(2));
}

}  // namespace
}  // namespace mm1::differential
