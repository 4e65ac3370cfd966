// Cut invariance: a capture cut into files, wherever, has the results of the whole, to the byte.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <set>

#include "mm1/analysis/analysis.h"
#include "mm1/capture/reader.h"
#include "mm1/report/json_lines.h"
#include "mm1/report/output.h"
#include "scratch.h"
#include "support/capture_file.h"

namespace mm1::analysis::test {
namespace {

namespace fs = std::filesystem;
using mm1::test::Buffer;
using mm1::test::Packet;

struct Capture {
  std::string format;
  std::vector<Packet> packets;
};

Capture read_capture(const std::string& path) {
  Capture capture;
  std::string problem;
  auto reader = capture::Reader::open(path, 0, problem);
  EXPECT_TRUE(reader) << problem;
  if (!reader) return {};
  while (const capture::Packet* packet = reader->next()) {
    capture.packets.push_back({packet->time_ns,
                               packet->link_type,
                               {packet->octets.begin(), packet->octets.end()},
                               packet->original_length});
  }
  capture.format = reader->info().format;
  return capture;
}

/// Passes records on with the file and the frame numbers of the whole capture in place of those of
/// its pieces, and without capture records.
class OfTheWhole final : public RecordSink {
 public:
  /// `before[i]`: packets in the pieces before piece i.
  OfTheWhole(RecordSink& next, std::vector<std::size_t> before)
      : next_(next), before_(std::move(before)) {}

  void on_capture(const capture::FileInfo&) override {}
  void on_pdu(const PduRecord& pdu) override {
    bearer::Message message = *pdu.message;
    std::vector<capture::FrameRef> frames;
    for (const capture::FrameRef& ref : message.frames) frames.push_back(of_whole(ref));
    const auto place = of_whole({message.context.file, message.context.frame});
    file_ = message.context.file;
    message.frames = frames;
    message.context.file = place.file;
    message.context.frame = place.frame;
    PduRecord whole = pdu;
    whole.message = &message;
    whole.file = kName;
    next_.on_pdu(whole);
  }
  // A violation with a place comes right behind the PDU whose place it is.
  void on_violation(const ViolationRecord& violation) override {
    ViolationRecord whole = violation;
    if (violation.frame != 0) {
      whole.file = kName;
      whole.frame = of_whole({file_, violation.frame}).frame;
    }
    next_.on_violation(whole);
  }
  void on_transaction(const flow::Transaction& transaction) override {
    next_.on_transaction(transaction);
  }
  void on_summary(const Summary& summary) override {
    Summary whole = summary;
    whole.files = 1;
    next_.on_summary(whole);
  }

 private:
  static constexpr std::string_view kName = "whole";

  [[nodiscard]] capture::FrameRef of_whole(capture::FrameRef ref) const {
    return {0, ref.frame + static_cast<std::uint32_t>(before_.at(ref.file))};
  }

  RecordSink& next_;
  std::vector<std::size_t> before_;
  std::uint32_t file_ = 0;
};

std::string json_lines(const std::vector<std::string>& files, std::vector<std::size_t> before) {
  report::Output output = report::Output::memory();
  report::JsonLinesReport report(output, {"whole"});
  OfTheWhole sink(report, std::move(before));
  const Result result = analyze(files, sink);
  EXPECT_EQ(result.problems.size(), 0U);
  return output.buffer();
}

/// Places at which a capture is cut: packets of the first piece, of the first two, and so on.
std::set<std::size_t> some_cuts(std::size_t packets, std::mt19937& random) {
  const std::size_t pieces = std::min<std::size_t>(2 + random() % 7, packets);
  std::set<std::size_t> cuts;
  while (cuts.size() + 1 < pieces) cuts.insert(1 + random() % (packets - 1));
  return cuts;
}

std::string json_lines_of_pieces(const Capture& capture, const std::set<std::size_t>& cuts,
                                 const Scratch& scratch) {
  std::vector<std::size_t> begins(cuts.begin(), cuts.end());
  begins.insert(begins.begin(), 0);
  std::vector<std::string> files;
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : capture.packets.size();
    const std::span packets = std::span(capture.packets).subspan(begins[i], end - begins[i]);
    const std::string name = std::to_string(i) + '.' + capture.format;
    files.push_back(scratch.write(
        name, capture.format == "pcapng" ? mm1::test::pcapng(packets) : mm1::test::pcap(packets)));
  }
  return json_lines(files, begins);
}

/// The project's own captures, and real ones where they are.
std::vector<std::string> captures() {
  std::vector<std::string> folders = {MM1_SOURCE_DIR "/captures"};
  const fs::path corpus = MM1_SHARED_DIR "/corpus/captures";
  std::error_code absent;
  for (const auto& entry : fs::directory_iterator(corpus, absent)) {
    if (entry.path().filename().string().starts_with("live-")) folders.push_back(entry.path());
  }
  std::sort(folders.begin() + 1, folders.end());
  return expand(folders);
}

TEST(Cuts, ACaptureInPiecesHasTheResultsOfTheWhole) {
  const Scratch scratch("cuts");
  std::mt19937 random(3);
  for (const std::string& path : captures()) {
    SCOPED_TRACE(path);
    const Capture capture = read_capture(path);
    ASSERT_GT(capture.packets.size(), 1U);
    const std::string whole = json_lines({path}, {0});
    ASSERT_NE(whole.find("\"record\":\"summary\""), std::string::npos);
    for (int round = 0; round < 3; ++round) {
      const std::set<std::size_t> cuts = some_cuts(capture.packets.size(), random);
      EXPECT_EQ(json_lines_of_pieces(capture, cuts, scratch), whole)
          << "cut behind packets " << testing::PrintToString(cuts);
    }
  }
}

// The shortest pieces there are: every packet is a file.
TEST(Cuts, EveryPacketMayBeAFile) {
  const Scratch scratch("cuts-packets");
  for (const char* name : {"http-send-retrieve.pcap", "wsp-connectionless.pcap",
                           "sms-push-smpp.pcap", "mixed-link-types.pcapng"}) {
    const std::string path = std::string(MM1_SOURCE_DIR "/captures/") + name;
    const Capture capture = read_capture(path);
    std::set<std::size_t> cuts;
    for (std::size_t i = 1; i < capture.packets.size(); ++i) cuts.insert(i);
    EXPECT_EQ(json_lines_of_pieces(capture, cuts, scratch), json_lines({path}, {0})) << name;
  }
}

}  // namespace
}  // namespace mm1::analysis::test
