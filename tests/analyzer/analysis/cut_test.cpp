// Cut invariance: a capture cut into files, wherever, has the results of the whole, to the byte.
//
// What must differ is where a record says it was seen: a piece has its own name and counts its
// frames from 1. So both results are brought to one form before they are compared: every file and
// frame is replaced by the whole's, frames of several files become one list, the capture records go
// (there is one for each file), the summary's number of files with them, and the numbers of frames
// that the text of a finding names. Everything else, the ids and the order of the lines included,
// must be the same to the byte.
//
// A file begins no earlier than what was before it: a capture whose times step back is not cut
// there, because nothing in the files would say which of them comes first.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <regex>
#include <sstream>

#include "mm1/analysis/analysis.h"
#include "mm1/capture/reader.h"
#include "mm1/report/json_lines.h"
#include "mm1/report/output.h"
#include "scratch.h"
#include "support/capture_file.h"
#include "support/compressed.h"

namespace mm1::analysis::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using mm1::test::Buffer;
using mm1::test::Packet;

struct Capture {
  std::string path;
  std::string format;
  std::vector<Packet> packets;
};

Capture read_capture(const std::string& path) {
  std::string problem;
  auto reader = capture::Reader::open(path, 0, problem);
  EXPECT_TRUE(reader) << problem;
  if (!reader) return {};
  Capture capture{path, reader->info().format, {}};
  while (const capture::Packet* packet = reader->next()) {
    capture.packets.push_back({packet->time_ns,
                               packet->link_type,
                               {packet->octets.begin(), packet->octets.end()},
                               packet->original_length});
  }
  return capture;
}

/// The packets of one file by their numbers in the whole capture, from 0.
using Piece = std::vector<std::size_t>;
/// Files by their paths.
using Pieces = std::map<std::string, Piece>;

Json frame_of_whole(const Pieces& pieces, const Json& file, const Json& frame) {
  return pieces.at(file.get<std::string>()).at(frame.get<std::size_t>() - 1) + 1;
}

void bring_to_whole(Json& record, const Pieces& pieces) {
  if (record.contains("text")) {
    static const std::regex kFrame("frame [0-9]+");
    record["text"] = std::regex_replace(record["text"].get<std::string>(), kFrame, "frame");
  }
  if (!record.contains("file")) return;
  if (record.contains("frames")) {
    std::vector<std::size_t> frames;
    for (const Json& frame : record["frames"]) {
      frames.push_back(frame_of_whole(pieces, record["file"], frame));
    }
    for (const Json& place : record.value("frames_of_other_files", Json::array())) {
      frames.push_back(frame_of_whole(pieces, place["file"], place["frame"]));
    }
    std::sort(frames.begin(), frames.end());
    record["frames"] = frames;
    record.erase("frames_of_other_files");
  }
  if (record.contains("frame")) {
    record["frame"] = frame_of_whole(pieces, record["file"], record["frame"]);
  }
  record["file"] = "whole";
}

/// The JSON Lines of an analysis of these files, with the places of the whole.
std::string json_lines(const Pieces& pieces, const std::vector<std::string>& files) {
  report::Output output = report::Output::memory();
  report::JsonLinesReport report(output);
  const Result result = analyze(files, report);
  EXPECT_EQ(result.problems.size(), 0U);
  std::istringstream lines(output.buffer());
  std::string joined;
  for (std::string line; std::getline(lines, line);) {
    Json record = Json::parse(line);
    if (record["record"] == "capture") continue;
    bring_to_whole(record, pieces);
    if (record["record"] == "summary") {
      EXPECT_EQ(record["files"], files.size());
      EXPECT_EQ(record["records"]["capture"], files.size());
      record["files"] = record["records"]["capture"] = 1;
    }
    joined += record.dump() + '\n';
  }
  return joined;
}

std::string json_lines_of(const Capture& whole) {
  Piece all(whole.packets.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  return json_lines({{whole.path, all}}, {whole.path});
}

/// Writes the pieces, one in three compressed with gzip and one with zstd, and gives them to the
/// analysis in any order.
std::string json_lines_of(const Capture& whole, const std::vector<Piece>& parts,
                          const Scratch& scratch, std::mt19937& random) {
  Pieces pieces;
  std::vector<std::string> files;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::vector<Packet> packets;
    for (const std::size_t number : parts[i]) packets.push_back(whole.packets[number]);
    Buffer octets =
        whole.format == "pcapng" ? mm1::test::pcapng(packets) : mm1::test::pcap(packets);
    const auto packed = random() % 3;
    if (packed == 1) octets = mm1::test::gzip_member(octets);
    if (packed == 2) octets = mm1::test::zstd_frame(octets);
    files.push_back(scratch.write(std::to_string(1000 + i), octets));
    pieces[files.back()] = parts[i];
  }
  std::shuffle(files.begin(), files.end(), random);
  return json_lines(pieces, files);
}

/// Whether a file may begin with each packet: none before it is later; `apart`: nor as late.
std::vector<bool> may_begin(const Capture& capture, bool apart = false) {
  std::vector<bool> may;
  std::int64_t latest = std::numeric_limits<std::int64_t>::min();
  for (const Packet& packet : capture.packets) {
    may.push_back(apart ? packet.time_ns > latest : packet.time_ns >= latest);
    latest = std::max(latest, packet.time_ns);
  }
  return may;
}

/// Files that follow each other, at most `most`.
std::vector<Piece> cut(const Capture& capture, std::size_t most, std::mt19937& random) {
  const std::vector<bool> may = may_begin(capture);
  std::vector<std::size_t> begins;
  for (std::size_t i = 1; i < may.size(); ++i) {
    if (may[i]) begins.push_back(i);
  }
  std::shuffle(begins.begin(), begins.end(), random);
  const std::size_t cuts = most < 2 ? 0 : 1 + random() % (most - 1);
  begins.resize(std::min(begins.size(), cuts));
  begins.push_back(0);
  std::sort(begins.begin(), begins.end());
  begins.push_back(capture.packets.size());
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i + 1 < begins.size(); ++i) {
    pieces.emplace_back();
    for (std::size_t at = begins[i]; at < begins[i + 1]; ++at) pieces.back().push_back(at);
  }
  return pieces;
}

/// Files that overlap: each packet goes into any of them.
std::vector<Piece> deal(const Capture& capture, std::size_t files, std::mt19937& random) {
  const std::vector<bool> may = may_begin(capture, /*apart=*/true);
  std::vector<Piece> pieces(files);
  std::size_t file = 0;
  for (std::size_t i = 0; i < capture.packets.size(); ++i) {
    if (may[i]) file = random() % files;
    pieces[file].push_back(i);
  }
  std::erase_if(pieces, [](const Piece& piece) { return piece.empty(); });
  return pieces;
}

/// The project's own captures, and real ones where they are.
std::vector<std::string> capture_files() {
  std::vector<std::string> folders = {MM1_SOURCE_DIR "/captures"};
  const fs::path corpus = MM1_SHARED_DIR "/corpus/captures";
  std::error_code absent;
  for (const auto& entry : fs::directory_iterator(corpus, absent)) {
    if (entry.is_directory()) folders.push_back(entry.path());
  }
  std::sort(folders.begin() + 1, folders.end());
  return expand(folders);
}

std::vector<Capture> captures() {
  std::vector<Capture> captures;
  for (const std::string& path : capture_files()) captures.push_back(read_capture(path));
  return captures;
}

constexpr std::size_t kRounds = 300;
constexpr std::size_t kMostFiles = 20;

TEST(Cuts, ACaptureInPiecesHasTheResultsOfTheWhole) {
  const Scratch scratch("cuts");
  std::mt19937 random(3);
  const std::vector<Capture> all = captures();
  std::vector<std::string> results;
  for (const Capture& capture : all) results.push_back(json_lines_of(capture));
  for (const char* what :
       {R"("record":"pdu")", R"("record":"transaction")", R"("record":"message")",
        R"("record":"violation")", R"("record":"summary")", R"("measure":)"}) {
    EXPECT_TRUE(std::ranges::any_of(results, [&](const std::string& lines) {
      return lines.find(what) != std::string::npos;
    })) << what;
  }
  for (std::size_t round = 0; round < kRounds; ++round) {
    const std::size_t which = round % all.size();
    ASSERT_NE(results[which].find("\"record\":\"summary\""), std::string::npos);
    const std::vector<Piece> pieces = cut(all[which], kMostFiles, random);
    EXPECT_EQ(json_lines_of(all[which], pieces, scratch, random), results[which])
        << all[which].path << " cut into " << testing::PrintToString(pieces);
  }
}

TEST(Cuts, SoHasOneWhosePacketsAreSpreadOverFilesThatOverlap) {
  const Scratch scratch("dealt");
  std::mt19937 random(5);
  for (const Capture& capture : captures()) {
    const std::vector<Piece> pieces = deal(capture, 2 + random() % 4, random);
    EXPECT_EQ(json_lines_of(capture, pieces, scratch, random), json_lines_of(capture))
        << capture.path << " dealt into " << testing::PrintToString(pieces);
  }
}

// The shortest pieces there are: every packet is a file.
TEST(Cuts, EveryPacketMayBeAFile) {
  const Scratch scratch("cuts-packets");
  std::mt19937 random(7);
  for (const char* name : {"http-send-retrieve.pcap", "wsp-connectionless.pcap",
                           "sms-push-smpp.pcap", "mixed-link-types.pcapng"}) {
    const Capture capture = read_capture(std::string(MM1_SOURCE_DIR "/captures/") + name);
    std::vector<Piece> pieces;
    for (std::size_t i = 0; i < capture.packets.size(); ++i) pieces.push_back({i});
    EXPECT_EQ(json_lines_of(capture, pieces, scratch, random), json_lines_of(capture)) << name;
  }
}

// All captures as one, whose phones and relays meet: ids, records and percentiles do not depend on
// the order in which the files are named.
TEST(Cuts, FilesMayBeNamedInAnyOrder) {
  const auto octets_of = [](const std::vector<std::string>& files) {
    report::Output output = report::Output::memory();
    report::JsonLinesReport report(output);
    static_cast<void>(analyze(files, report));
    return std::move(output.buffer());
  };
  std::vector<std::string> files = capture_files();
  const std::string expected = octets_of(files);
  EXPECT_NE(expected.find(R"("record":"message")"), std::string::npos);
  EXPECT_NE(expected.find(R"("measure":"notification-to-retrieval")"), std::string::npos);
  std::mt19937 random(11);
  for (int round = 0; round < 5; ++round) {
    std::shuffle(files.begin(), files.end(), random);
    EXPECT_EQ(octets_of(files), expected) << testing::PrintToString(files);
  }
}

}  // namespace
}  // namespace mm1::analysis::test
