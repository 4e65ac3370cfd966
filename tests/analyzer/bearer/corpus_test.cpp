// Captures of real software, read from file to message, against what tshark sees in them and
// against the PDUs that are known to be in them.
#include <nettle/sha2.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "mm1/capture/left_out.h"
#include "mm1/capture/reader.h"
#include "recorder.h"

namespace mm1::bearer::test {
namespace {

namespace fs = std::filesystem;
using Counts = std::map<std::string, int>;

const fs::path kCaptures = fs::path(MM1_SHARED_DIR) / "corpus" / "captures";

// tshark's names of PDU types, by the octet behind 8C (128 and up).
constexpr std::string_view kTypes[] = {"send-req",      "send-conf",   "notification", "notifyresp",
                                       "retrieve-conf", "acknowledge", "delivery",     "read-rec",
                                       "read-orig",     "forward-req", "forward-conf", "store-req",
                                       "store-conf",    "view-req",    "view-conf",    "upload-req",
                                       "upload-conf",   "delete-req",  "delete-conf"};

/// Where our count of a type differs from tshark's, and why.
struct Exception {
  std::string_view capture;
  std::string_view type;
  int frame;  // where tshark shows one that we do not
  std::string_view reason;
};

constexpr Exception kExceptions[] = {
    {"live-gtpu/01-http-in-gtpu-mtu1400.pcap", "notification", 38,
     "an ICMP error quotes the push: no second PDU, tshark shows the quotation too"},
    {"live-kannel-wsp/01-co-send-push-get-ack.pcap", "send-conf", 10,
     "frame 10 repeats the Result of frame 5 (RID set): one PDU, tshark shows both"},
};

std::vector<std::vector<std::string>> rows_of(const fs::path& path) {
  std::vector<std::vector<std::string>> rows;
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);  // names of the columns
  while (std::getline(file, line)) {
    std::vector<std::string>& row = rows.emplace_back();
    std::stringstream cells(line);
    for (std::string cell; std::getline(cells, cell, '\t');) row.push_back(cell);
  }
  return rows;
}

/// A packet with octets of its own.
struct Kept {
  capture::Packet packet;
  Buffer octets;
};

std::vector<Kept> packets_of(const fs::path& path) {
  std::vector<Kept> packets;
  std::string problem;
  std::optional<capture::Reader> reader = capture::Reader::open(path.string(), 0, problem);
  EXPECT_TRUE(reader) << problem;
  if (!reader) return {};
  while (const capture::Packet* packet = reader->next()) {
    packets.push_back({*packet, {packet->octets.begin(), packet->octets.end()}});
  }
  return packets;
}

std::vector<Seen> pdus_of(const std::vector<Kept>& packets) {
  RecordingSink sink;
  capture::LeftOutCounts left_out;
  Bearers bearers(sink, left_out);
  net::Network network(bearers, bearers, left_out);
  for (const Kept& kept : packets) {
    capture::Packet packet = kept.packet;
    packet.octets = kept.octets;
    bearers.advance(packet.time_ns);
    network.packet(packet);
  }
  network.finish();
  bearers.finish();
  std::erase_if(sink.seen, [](const Seen& seen) { return seen.kind != MessageKind::kPdu; });
  return std::move(sink.seen);
}

std::vector<Seen> pdus_of(const fs::path& path) { return pdus_of(packets_of(path)); }

/// The project's own captures, and the real ones where they are.
std::vector<fs::path> all_captures() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(fs::path(MM1_SOURCE_DIR) / "captures")) {
    const std::string extension = entry.path().extension();
    if (extension == ".pcap" || extension == ".pcapng") paths.push_back(entry.path());
  }
  if (fs::exists(kCaptures / "INDEX.tsv")) {
    for (const auto& row : rows_of(kCaptures / "INDEX.tsv")) paths.push_back(kCaptures / row[0]);
  }
  return paths;
}

std::string type_of(const Seen& seen) {
  const std::size_t type = seen.body.size() < 2 ? 0 : seen.body[1];
  const std::size_t index = type - 128;
  return index < std::size(kTypes) ? std::string(kTypes[index])
                                   : "0x" + mm1::test::to_hex(Octets(seen.body).subspan(1, 1));
}

std::string sha256(const Buffer& octets) {
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, octets.size(), octets.data());
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest;
  sha256_digest(&context, digest.size(), digest.data());
  std::string text;
  for (const std::uint8_t octet : digest) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    text += {kDigits[octet >> 4], kDigits[octet & 15]};
  }
  return text;
}

Counts parse_counts(const std::string& cell) {
  Counts counts;
  std::stringstream words(cell);
  for (std::string word; words >> word;) {
    const std::size_t colon = word.find(':');
    counts[word.substr(0, colon)] = std::stoi(word.substr(colon + 1));
  }
  return counts;
}

/// Numbers of the frames in which tshark shows MM1 PDUs, once for each.
std::multiset<int> tshark_frames(const fs::path& capture) {
  const std::string command =
      "tshark -o tcp.reassemble_out_of_order:TRUE -Y mmse -T fields -e frame.number "
      "-e mmse.message_type -r '" +
      capture.string() + "' 2>/dev/null";
  std::multiset<int> frames;
  std::FILE* output = popen(command.c_str(), "r");
  int frame = 0;
  char types[256];  // "0x82,0x82" for two PDUs in one frame
  while (output != nullptr && std::fscanf(output, "%d %255s", &frame, types) == 2) {
    const std::string_view list(types);
    for (auto more = std::ranges::count(list, ',') + 1; more > 0; --more) frames.insert(frame);
  }
  if (output != nullptr) pclose(output);
  return frames;
}

TEST(Corpus, PdusByTypeAreThoseTsharkSees) {
  if (!fs::exists(kCaptures / "INDEX.tsv")) GTEST_SKIP() << "no captures at " << kCaptures;
  constexpr std::size_t kTypesColumn = 7;
  for (const auto& row : rows_of(kCaptures / "INDEX.tsv")) {
    SCOPED_TRACE(row[0]);
    Counts expected = parse_counts(row[kTypesColumn]);
    for (const Exception& exception : kExceptions) {
      if (exception.capture != row[0]) continue;
      if (--expected[std::string(exception.type)] == 0) expected.erase(std::string(exception.type));
    }
    Counts found;
    for (const Seen& seen : pdus_of(kCaptures / row[0])) {
      ++found[type_of(seen)];
      EXPECT_TRUE(seen.complete) << seen.line().substr(0, 200);
      EXPECT_EQ(seen.reported_length, seen.body.size());
      EXPECT_FALSE(seen.frames.empty());
    }
    EXPECT_EQ(found, expected);
  }
}

// The frame that completes a PDU is where tshark shows it.
TEST(Corpus, PdusCompleteInTsharksFrames) {
  if (!fs::exists(kCaptures / "INDEX.tsv")) GTEST_SKIP() << "no captures at " << kCaptures;
  if (std::system("tshark --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "no tshark";
  for (const auto& row : rows_of(kCaptures / "INDEX.tsv")) {
    SCOPED_TRACE(row[0]);
    std::multiset<int> expected = tshark_frames(kCaptures / row[0]);
    for (const Exception& exception : kExceptions) {
      if (exception.capture == row[0]) expected.erase(exception.frame);
    }
    std::multiset<int> found;
    for (const Seen& seen : pdus_of(kCaptures / row[0])) found.insert(static_cast<int>(seen.frame));
    EXPECT_EQ(found, expected);
  }
}

TEST(Corpus, KnownPdusArriveOctetForOctet) {
  if (!fs::exists(kCaptures / "TRUTH.tsv")) GTEST_SKIP() << "no captures at " << kCaptures;
  std::map<std::string, std::multiset<std::string>> truth;
  for (const auto& row : rows_of(kCaptures / "TRUTH.tsv")) truth[row[0]].insert(row[3]);
  for (const auto& [name, hashes] : truth) {
    std::multiset<std::string> found;
    for (const Seen& seen : pdus_of(kCaptures / name)) found.insert(sha256(seen.body));
    EXPECT_EQ(found, hashes) << name;
  }
}

// A capture that lost packets shows fewer PDUs, or PDUs it says are incomplete: never others.
TEST(Corpus, LostPacketsInventNoPdu) {
  for (const fs::path& path : all_captures()) {
    SCOPED_TRACE(path);
    const std::vector<Kept> packets = packets_of(path);
    std::set<Buffer> sent;
    for (const Seen& seen : pdus_of(packets)) sent.insert(seen.body);
    std::mt19937 random(7);
    for (int round = 0; round < 20; ++round) {
      const auto loss = static_cast<unsigned>(2 + round * 2);  // percent
      std::vector<Kept> left = packets;
      std::erase_if(left, [&](const Kept&) { return random() % 100 < loss; });
      for (const Seen& seen : pdus_of(left)) {
        if (seen.complete) {
          EXPECT_TRUE(sent.contains(seen.body)) << loss << " %: " << seen.line().substr(0, 200);
        } else {
          EXPECT_GT(seen.reported_length, seen.body.size());
        }
      }
    }
  }
}

/// Each packet may change places with one of the next `window`, up to half a second later. The
/// times stay: a capture gives them to whatever comes.
std::vector<Kept> swap_neighbours(std::vector<Kept> packets, std::size_t window,
                                  std::mt19937& random) {
  for (std::size_t i = 0; i + 1 < packets.size();) {
    std::size_t step = std::min(random() % (window + 1), packets.size() - 1 - i);
    const std::int64_t apart = packets[i + step].packet.time_ns - packets[i].packet.time_ns;
    if (apart > kSecond / 2) step = 0;
    std::swap(packets[i].octets, packets[i + step].octets);
    std::swap(packets[i].packet.original_length, packets[i + step].packet.original_length);
    std::swap(packets[i].packet.link_type, packets[i + step].packet.link_type);
    i += step + 1;
  }
  return packets;
}

/// An octet string for each PDU, and the exchange it belongs to as the PDUs that share it.
std::multiset<std::multiset<Buffer>> by_exchange(const std::vector<Seen>& pdus) {
  std::map<std::uint64_t, std::multiset<Buffer>> exchanges;
  std::multiset<std::multiset<Buffer>> result;
  for (const Seen& seen : pdus) {
    if (seen.exchange == 0) {
      result.insert({seen.body});
    } else {
      exchanges[seen.exchange].insert(seen.body);
    }
  }
  for (auto& [number, bodies] : exchanges) result.insert(std::move(bodies));
  return result;
}

// Neighbouring packets that changed places lose no PDU, invent none and split no exchange, over UDP
// and over TCP alike.
TEST(Corpus, SwappedNeighboursChangeNothing) {
  for (const fs::path& path : all_captures()) {
    SCOPED_TRACE(path);
    const std::vector<Kept> packets = packets_of(path);
    const std::vector<Seen> as_it_was = pdus_of(packets);
    const auto expected = by_exchange(as_it_was);
    std::mt19937 random(11);
    for (int round = 0; round < 15; ++round) {
      const std::size_t window = 1 + static_cast<std::size_t>(round) % 3;
      const std::vector<Seen> found = pdus_of(swap_neighbours(packets, window, random));
      EXPECT_TRUE(by_exchange(found) == expected) << "round " << round;
      EXPECT_EQ(std::ranges::count(found, false, &Seen::complete),
                std::ranges::count(as_it_was, false, &Seen::complete))
          << "round " << round;
    }
  }
}

// The same minute of traffic in three file formats gives the same PDUs.
TEST(Corpus, FileFormatsDoNotMatter) {
  const fs::path folder = kCaptures / "live-formats";
  if (!fs::exists(folder)) GTEST_SKIP() << "no captures at " << folder;
  std::vector<std::vector<std::string>> all;
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::vector<std::string>& lines = all.emplace_back();
    for (const Seen& seen : pdus_of(entry.path())) lines.push_back(seen.line());
  }
  ASSERT_FALSE(all.empty());
  for (const auto& lines : all) EXPECT_EQ(lines, all.front());
}

}  // namespace
}  // namespace mm1::bearer::test
