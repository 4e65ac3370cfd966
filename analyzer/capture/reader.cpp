#include "mm1/capture/reader.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "format.h"

namespace mm1::capture {
namespace {

using namespace std::string_view_literals;

// Files that people take for captures; saying what they are saves a search.
struct KnownFile {
  std::string_view magic;
  std::string_view text;
};
constexpr std::array kKnownFiles = {
    KnownFile{"\x1F\x8B"sv, "compressed with gzip"},
    KnownFile{"\x28\xB5\x2F\xFD"sv, "compressed with zstd"},
    KnownFile{"\xFD\x37zXZ"sv, "compressed with xz"},
    KnownFile{"\x04\x22\x4D\x18"sv, "compressed with lz4"},
    KnownFile{"BZh"sv, "compressed with bzip2"},
    KnownFile{"PK\x03\x04"sv, "a zip archive"},
    KnownFile{"snoop\0\0\0"sv, "a snoop capture"},
    KnownFile{"XCP\0"sv, "a NetXRay or Sniffer capture"},
    KnownFile{"GMBU"sv, "a Network Monitor capture"},
};

std::string hexadecimal(Octets octets) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t octet : octets) {
    if (!text.empty()) text += ' ';
    text += kDigits[octet >> 4];
    text += kDigits[octet & 15];
  }
  return text;
}

std::string what_it_is_instead(Octets first) {
  if (first.empty()) return "is empty";
  const auto* row = std::ranges::find_if(kKnownFiles, [&](const KnownFile& file) {
    return first.size() >= file.magic.size() &&
           std::ranges::equal(file.magic, first.first(file.magic.size()), {},
                              [](char c) { return static_cast<std::uint8_t>(c); });
  });
  if (row != kKnownFiles.end()) {
    return "is no pcap or pcapng file but " + std::string(row->text);
  }
  return "is no pcap or pcapng file: it begins with " +
         hexadecimal(first.first(std::min<std::size_t>(first.size(), 4)));
}

}  // namespace

bool ends_truncated(const BlockSource& source, FileInfo& info, const std::string& what,
                    std::uint64_t expected, std::uint64_t present) {
  if (!source.ended_well()) {
    info.end = source.problem().end;
    info.problem =
        source.problem().text + "; " + std::to_string(info.packets) + " packets were read";
    return false;
  }
  info.end = End::kTruncated;
  info.problem = "cut inside " + what + " after " + std::to_string(info.packets) +
                 " packets: " + std::to_string(present) + " of " + std::to_string(expected) +
                 " octets are there";
  return false;
}

bool ends_damaged(const BlockSource& source, FileInfo& info, const std::string& why) {
  info.end = End::kDamaged;
  info.problem =
      "damaged at octet " + std::to_string(source.position()) +
      (source.compression().empty() ? ", after " : " of what it decompresses to, after ") +
      std::to_string(info.packets) + " packets: " + why;
  return false;
}

class Reader::State {
 public:
  State(BlockSource source, std::unique_ptr<Format> format, FileInfo info, std::uint32_t file)
      : source_(std::move(source)), format_(std::move(format)), info_(std::move(info)) {
    packet_.ref.file = file;
  }

  const Packet* next() {
    if (ended_ || !format_->next(source_, info_, packet_)) {
      ended_ = true;
      return nullptr;
    }
    ++packet_.ref.frame;
    count();
    return &packet_;
  }

  [[nodiscard]] const FileInfo& info() const { return info_; }

 private:
  void count() {
    if (info_.packets == 0) info_.start_ns = info_.end_ns = packet_.time_ns;
    info_.start_ns = std::min(info_.start_ns, packet_.time_ns);
    info_.end_ns = std::max(info_.end_ns, packet_.time_ns);
    ++info_.packets;
    info_.bytes += packet_.octets.size();
    if (packet_.octets.size() < packet_.original_length) ++info_.truncated_packets;
  }

  BlockSource source_;
  std::unique_ptr<Format> format_;
  FileInfo info_;
  Packet packet_;
  bool ended_ = false;
};

Reader::Reader(std::unique_ptr<State> state) : state_(std::move(state)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

std::optional<Reader> Reader::open(const std::string& path, std::uint32_t file,
                                   std::string& problem) {
  auto source = BlockSource::open(path, problem);
  if (!source) return std::nullopt;
  FileInfo info;
  info.path = path;
  info.compression = source->compression();
  const Octets first = source->peek(8);
  std::unique_ptr<Format> format = make_pcap_format(first);
  info.format = "pcap";
  if (!format) {
    format = make_pcapng_format(first);
    info.format = "pcapng";
  }
  if (!format) {
    problem = source->ended_well() ? what_it_is_instead(first) : source->problem().text;
    return std::nullopt;
  }
  return Reader(
      std::make_unique<State>(std::move(*source), std::move(format), std::move(info), file));
}

const Packet* Reader::next() { return state_->next(); }
const FileInfo& Reader::info() const { return state_->info(); }

}  // namespace mm1::capture
