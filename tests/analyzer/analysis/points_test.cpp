// Several capture points: each a network of its own, and a PDU that passes several was sent once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "captures/captures.h"
#include "mm1/analysis/analysis.h"
#include "mm1/capture/reader.h"
#include "records.h"
#include "scratch.h"
#include "support/capture_file.h"

namespace mm1::analysis::test {
namespace {

using capture::LeftOut;
using mm1::test::Packet;
using testing::ElementsAre;
using testing::IsEmpty;

/// Also keeps what each PDU says of its point: "p2 core", "p3 ran = p2".
struct Sightings final : Records {
  std::vector<std::string> sightings;

  void on_pdu(const PduRecord& pdu) override {
    if (pdu.seen_before == 0) Records::on_pdu(pdu);
    std::string line = "p" + std::to_string(pdu.id) + ' ' + std::string(pdu.point);
    if (pdu.seen_before != 0) line += " = p" + std::to_string(pdu.seen_before);
    sightings.push_back(line);
  }
};

std::vector<Packet> packets_of(const std::string& path) {
  std::vector<Packet> packets;
  std::string problem;
  auto reader = capture::Reader::open(path, 0, problem);
  EXPECT_TRUE(reader) << problem;
  while (const capture::Packet* packet = reader->next()) {
    packets.push_back({packet->time_ns,
                       packet->link_type,
                       {packet->octets.begin(), packet->octets.end()},
                       packet->original_length});
  }
  return packets;
}

std::string sample(const std::string& name) { return MM1_SOURCE_DIR "/captures/" + name; }

class Points : public testing::Test {
 protected:
  /// The packets as another point sees them, so much later.
  std::string later(const std::string& name, std::vector<Packet> packets, std::int64_t delay_ns) {
    for (Packet& packet : packets) packet.time_ns += delay_ns;
    return scratch_.write(name, mm1::test::pcapng(packets));
  }
  static Sightings analyzed(const std::vector<std::string>& files) {
    Sightings records;
    Options options;
    options.points = {{"core", "core*"}, {"ran", "ran*"}};
    const Result result = analyze(files, records, std::move(options));
    EXPECT_THAT(result.problems, IsEmpty());
    return records;
  }
  Scratch scratch_{"points"};
};

TEST_F(Points, WhatTwoPointsShowHappenedOnce) {
  constexpr std::int64_t kWay = 700'000;  // nanoseconds: less than the time between two packets
  for (const samples::SampleCapture& each : samples::sample_captures()) {
    const std::string name(each.file_name);
    SCOPED_TRACE(name);
    const std::vector<Packet> packets = packets_of(sample(name));
    const std::string ran = later("ran", packets, 0);
    const std::string core = later("core", packets, kWay);
    const Sightings alone = analyzed({ran});
    const Sightings both = analyzed({core, ran});
    EXPECT_EQ(both.pdus, alone.pdus);
    EXPECT_EQ(both.transactions, alone.transactions);
    EXPECT_THAT(both.violations, testing::UnorderedElementsAreArray(alone.violations));
    EXPECT_EQ(both.sightings.size(), 2 * alone.pdus.size());
    EXPECT_EQ(both.summary.pdus, alone.summary.pdus);
    EXPECT_EQ(both.summary.left_out[LeftOut::kSeenBefore], alone.pdus.size());
  }
}

// Each point lost what the other shows: together they have all of the exchange.
TEST_F(Points, OnePointFillsTheGapsOfTheOther) {
  const std::vector<Packet> all = packets_of(sample("http-send-retrieve.pcap"));
  // The submission: frames 1 to 10; its request is in frame 4, its response in frame 6.
  const std::vector<Packet> send(all.begin(), all.begin() + 10);
  std::vector<Packet> without_response = send;
  without_response.erase(without_response.begin() + 5);
  const std::string ran = later("ran", without_response, 0);
  const std::string core = later("core", send, 700'000);
  const Sightings records = analyzed({ran, core});
  EXPECT_THAT(records.sightings, ElementsAre("p1 ran", "p2 core = p1", "p3 core"));
  EXPECT_THAT(records.transactions, ElementsAre("send completed Ok 192.0.2.1, 2 PDUs"));
}

TEST_F(Points, WhatWasSentTwiceIsThereTwice) {
  std::vector<Packet> again = packets_of(sample("wsp-connectionless.pcap"));
  again.resize(1);  // one POST
  again.push_back(again[0]);
  again[1].time_ns += 2'000'000'000;
  const Sightings alone = analyzed({later("ran", again, 0)});
  const Sightings both = analyzed({later("ran", again, 0), later("core", again, 700'000)});
  EXPECT_EQ(both.pdus, alone.pdus);
  EXPECT_EQ(both.transactions, alone.transactions);
}

TEST_F(Points, FilesThatBelongToNoneAreAPointWithoutName) {
  const std::vector<Packet> packets = packets_of(sample("http-push.pcap"));
  const Sightings records = analyzed({later("other", packets, 0), later("core", packets, 700'000)});
  EXPECT_THAT(records.sightings, testing::Contains("p1 "));
  EXPECT_THAT(records.sightings, testing::Contains("p2 core = p1"));
}

TEST_F(Points, ALongTimeLaterItIsAnother) {
  std::vector<Packet> push = packets_of(sample("http-send-retrieve.pcap"));
  push = {push[10]};  // the notification
  const Sightings records = analyzed({later("ran", push, 0), later("core", push, 60'000'000'000)});
  EXPECT_THAT(records.sightings, ElementsAre("p1 ran", "p2 core"));
}

TEST(Belonging, GoesByThePathOrTheName) {
  EXPECT_TRUE(belongs("a/core-1.pcap", {"core", "core-*"}));
  EXPECT_TRUE(belongs("core/1.pcap", {"core", "core/*"}));
  EXPECT_TRUE(belongs("a/core/1.pcap", {"core", "*/core/*"}));
  EXPECT_FALSE(belongs("a/ran-1.pcap", {"core", "core-*"}));
}

}  // namespace
}  // namespace mm1::analysis::test
