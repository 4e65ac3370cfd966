// mm1scope against tshark, and against itself: the captures as they are, and scrambled.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <map>
#include <ostream>
#include <set>

#include "analyzer/analysis/scratch.h"
#include "mm1/analysis/analysis.h"
#include "mm1/mms/fields.h"
#include "packets.h"
#include "shown_pdu.h"
#include "support/capture_file.h"
#include "support/hex.h"
#include "support/scrambler.h"
#include "tshark_pdus.h"

namespace mm1::differential {

void PrintTo(const ShownPdu& pdu, std::ostream* out) {
  const mms::PduRow* row = mms::pdu(pdu.type);
  *out << (row != nullptr ? std::string(row->name) : "0x" + mm1::test::to_hex({{pdu.type}})) << ' '
       << (pdu.transaction_id.empty() ? "-" : pdu.transaction_id);
}

namespace {

namespace fs = std::filesystem;
using analysis::test::Scratch;
using mm1::test::Buffer;
using mm1::test::Loss;
using mm1::test::Packet;

/// A PDU as the analysis gave it.
struct OurPdu {
  ShownPdu shown;
  bool complete = true;
  Buffer body;
  friend auto operator<=>(const OurPdu&, const OurPdu&) = default;
};

void PrintTo(const OurPdu& pdu, std::ostream* out) {
  PrintTo(pdu.shown, out);
  *out << (pdu.complete ? ", " : ", incomplete, ") << pdu.body.size() << " octets";
}

using OurPdus = std::multiset<OurPdu>;

class Collector : public analysis::RecordSink {
 public:
  OurPdus pdus;

  void on_capture(const capture::FileInfo&) override {}
  void on_pdu(const analysis::PduRecord& pdu) override {
    const capture::Octets body = pdu.message->body;
    pdus.insert({{pdu.view->type_octet(), std::string(pdu.view->text(mms::number::kTransactionId))},
                 pdu.message->complete,
                 {body.begin(), body.end()}});
  }
  void on_violation(const analysis::ViolationRecord&) override {}
  void on_transaction(const flow::Transaction&) override {}
  void on_summary(const analysis::Summary&) override {}
};

OurPdus our_pdus(const std::string& capture) {
  Collector collector;
  const std::string files[] = {capture};
  const analysis::Result result = analysis::analyze(files, collector);
  EXPECT_TRUE(result.problems.empty()) << result.problems.front().text;
  return std::move(collector.pdus);
}

struct Capture {
  std::string name;  // "http-push.pcap", "live-gtpu/01-http-in-gtpu-mtu1400.pcap"
  std::string path;
};

constexpr const char* kSamples = MM1_SOURCE_DIR "/captures";
constexpr const char* kCorpus = MM1_SHARED_DIR "/corpus/captures";

/// The captures of a folder and of its subfolders; none when it is absent.
std::vector<Capture> captures_of(const fs::path& folder) {
  constexpr std::string_view kExtensions[] = {".pcap", ".pcapng", ".cap"};
  std::vector<Capture> found;
  std::error_code absent;
  for (const auto& entry : fs::recursive_directory_iterator(folder, absent)) {
    const std::string extension = entry.path().extension();
    if (std::ranges::find(kExtensions, extension) == std::end(kExtensions)) continue;
    found.push_back({entry.path().lexically_relative(folder), entry.path()});
  }
  std::ranges::sort(found, {}, &Capture::path);
  return found;
}

/// How many more of a PDU we show in a capture than tshark does, and why.
struct Exception {
  std::string_view capture;
  std::uint8_t type;
  std::string_view transaction_id;
  int more;
  std::string_view reason;
};

constexpr std::uint8_t kSendConf = 0x81, kNotification = 0x82, kDelivery = 0x86;
constexpr std::string_view kQuoted = "an ICMP error quotes the push: no second PDU";
constexpr std::string_view kRepeated = "the Result is repeated (RID set): one PDU";
constexpr std::string_view kInnerHttp = "tshark does not look into application/http of an OTA push";
constexpr std::string_view kCdma = "tshark does not join the segments of CDMA's WDP";
constexpr std::string_view kIncomplete =
    "a part is missing: shown as incomplete, tshark shows the SMPP PDU only";

constexpr Exception kExceptions[] = {
    {"live-gtpu/01-http-in-gtpu-mtu1400.pcap", kNotification, "mmsc.mm1.test-k-yc-qf2422.2.x615.25",
     -1, kQuoted},
    {"live-kannel-wsp/01-co-send-push-get-ack.pcap", kSendConf, "W53412692", -1, kRepeated},
    {"http-push.pcap", kNotification, "N29", 1, kInnerHttp},
    {"http-push.pcap", kDelivery, "", 1, kInnerHttp},
    {"sms-cdma-ims.pcap", kNotification, "N50", 1, kCdma},
    {"sms-faults.pcap", kNotification, "N53", 1, kIncomplete},
    {"sms-faults.pcap", kNotification, "N54", 1, kIncomplete},
    {"sms-faults.pcap", kNotification, "N55", 1, kCdma},
    {"sms-faults.pcap", kNotification, "N56", 1, kCdma},
    {"sms-faults.pcap", kNotification, "N57", 1, kCdma},
};

void expect_what_tshark_shows(const std::vector<Capture>& captures) {
  std::vector<std::string> paths;
  for (const Capture& capture : captures) paths.push_back(capture.path);
  const auto theirs = tshark_pdus(paths);
  for (std::size_t i = 0; i < captures.size(); ++i) {
    std::map<ShownPdu, int> more;
    for (const OurPdu& pdu : our_pdus(captures[i].path)) ++more[pdu.shown];
    for (const ShownPdu& pdu : theirs[i]) --more[pdu];
    for (const Exception& exception : kExceptions) {
      if (exception.capture != captures[i].name) continue;
      more[{exception.type, std::string(exception.transaction_id)}] -= exception.more;
    }
    for (const auto& [pdu, count] : more) {
      EXPECT_EQ(count, 0) << captures[i].name << ": " << testing::PrintToString(pdu);
    }
  }
}

TEST(Differential, TheSampleCapturesShowWhatTsharkShows) {
  if (!tshark_is_there()) GTEST_SKIP() << "tshark is absent";
  expect_what_tshark_shows(captures_of(kSamples));
}

TEST(Differential, RealCapturesShowWhatTsharkShows) {
  if (!tshark_is_there()) GTEST_SKIP() << "tshark is absent";
  if (!fs::exists(kCorpus)) GTEST_SKIP() << "no captures at " << kCorpus;
  expect_what_tshark_shows(captures_of(kCorpus));
}

/// Whether tshark counts a PDU in what is none, so that it shows it even if the PDU itself is lost.
bool is_tsharks_only(std::string_view capture, const ShownPdu& pdu) {
  return std::ranges::any_of(kExceptions, [&](const Exception& exception) {
    return exception.capture == capture && exception.type == pdu.type &&
           exception.transaction_id == pdu.transaction_id && exception.more < 0;
  });
}

constexpr std::uint64_t kScrambles = 200;
constexpr const char* kSeedVariable = "MM1_SCRAMBLE_SEED";

/// One scramble; its seed says which capture and whether packets are lost.
struct Scramble {
  std::uint64_t seed;
  const Capture* capture;
  Loss loss;
  std::string path;   // of the scrambled capture
  std::string about;  // for a failure: how to do it again
};

/// Of the sample captures, and of real ones where they are. All scrambles, or the one whose seed
/// the environment names.
class Scrambles : public testing::Test {
 protected:
  void SetUp() override {
    std::ranges::copy(captures_of(kCorpus), std::back_inserter(captures_));
    std::erase_if(captures_, [](const Capture& each) { return our_pdus(each.path).empty(); });
    const char* only = std::getenv(kSeedVariable);
    const std::uint64_t first = only == nullptr ? 0 : std::strtoull(only, nullptr, 10);
    for (std::uint64_t seed = first; seed < (only == nullptr ? kScrambles : first + 1); ++seed) {
      scrambles_.push_back(scramble(seed));
    }
  }

  std::vector<Capture> captures_ = captures_of(kSamples);
  std::vector<Scramble> scrambles_;
  Scratch scratch_{"scrambles"};

 private:
  [[nodiscard]] Scramble scramble(std::uint64_t seed) const {
    const Capture& capture = captures_[seed % captures_.size()];
    // Each capture comes up with and without loss.
    const Loss loss = (seed / captures_.size()) % 3 == 2 ? Loss::kSome : Loss::kNone;
    const auto scrambled = mm1::test::scramble(packets_of(capture.path), seed, loss);
    const std::string file = std::to_string(seed) + ".pcapng";
    return {seed, &capture, loss, scratch_.write(file, mm1::test::pcapng(scrambled.packets)),
            kSeedVariable + ("=" + std::to_string(seed)) + ", " + capture.name + ": " +
                scrambled.steps};
  }
};

// The strongest oracle is the capture before the scramble.
TEST_F(Scrambles, LoseAndInventNothing) {
  for (const Scramble& scramble : scrambles_) {
    SCOPED_TRACE(scramble.about);
    const OurPdus sent = our_pdus(scramble.capture->path);
    OurPdus found = our_pdus(scramble.path);
    if (scramble.loss == Loss::kNone) {
      EXPECT_EQ(found, sent);
    } else {
      std::erase_if(found, [](const OurPdu& pdu) { return !pdu.complete; });
      EXPECT_TRUE(std::ranges::includes(sent, found)) << testing::PrintToString(found);
    }
  }
}

TEST_F(Scrambles, ShowWhatTsharkShows) {
  if (!tshark_is_there()) GTEST_SKIP() << "tshark is absent";
  std::vector<std::string> paths;
  for (const Scramble& scramble : scrambles_) paths.push_back(scramble.path);
  const auto theirs = tshark_pdus(paths);
  for (std::size_t i = 0; i < scrambles_.size(); ++i) {
    SCOPED_TRACE(scrambles_[i].about);
    EXPECT_TRUE(scrambles_[i].loss == Loss::kSome || !theirs[i].empty()) << "tshark shows nothing";
    std::set<ShownPdu> ours;
    for (const OurPdu& pdu : our_pdus(scrambles_[i].path)) ours.insert(pdu.shown);
    for (const ShownPdu& pdu : std::set<ShownPdu>(theirs[i].begin(), theirs[i].end())) {
      if (scrambles_[i].loss == Loss::kSome && is_tsharks_only(scrambles_[i].capture->name, pdu)) {
        continue;
      }
      EXPECT_TRUE(ours.contains(pdu)) << testing::PrintToString(pdu);
    }
  }
}

}  // namespace
}  // namespace mm1::differential
