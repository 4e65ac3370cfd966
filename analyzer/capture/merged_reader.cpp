#include "mm1/capture/merged_reader.h"

#include <algorithm>
#include <compare>
#include <filesystem>
#include <limits>
#include <optional>
#include <queue>
#include <system_error>
#include <utility>

namespace mm1::capture {
namespace {

bool can_be_opened_again(const std::string& path) {
  std::error_code ignored;
  return path != "-" && std::filesystem::is_regular_file(path, ignored);
}

/// A file that is being read, and its packet that comes next.
class OpenFile {
 public:
  explicit OpenFile(Reader reader) : reader_(std::move(reader)) { advance(); }

  /// Nullptr at the end.
  [[nodiscard]] const Packet* head() const { return head_; }
  void advance() {
    const FileInfo& info = reader_.info();
    delivered_ = {info.packets, info.bytes, info.truncated_packets, info.start_ns, info.end_ns};
    head_ = reader_.next();
  }
  /// What was read of it, without the packet that comes next.
  [[nodiscard]] FileInfo info() const {
    FileInfo info = reader_.info();
    if (head_ == nullptr) return info;
    info.packets = delivered_.packets;
    info.bytes = delivered_.bytes;
    info.truncated_packets = delivered_.truncated_packets;
    info.start_ns = delivered_.start_ns;
    info.end_ns = delivered_.end_ns;
    return info;
  }

 private:
  struct Counts {
    std::uint64_t packets, bytes, truncated_packets;
    std::int64_t start_ns, end_ns;
  };
  Reader reader_;
  const Packet* head_ = nullptr;
  Counts delivered_{};
};

/// A file that can be read, and when it begins.
struct Begin {
  std::int64_t time_ns = 0;
  std::string path;
  std::unique_ptr<OpenFile> opened;  // only where it cannot be opened again

  friend auto operator<=>(const Begin& a, const Begin& b) {
    if (const auto order = a.time_ns <=> b.time_ns; order != 0) return order;
    return a.path.compare(b.path) <=> 0;
  }
};

}  // namespace

class MergedReader::State {
 public:
  State(std::span<const std::string> files, FileSink& sink, std::size_t max_open)
      : sink_(sink), max_open_(std::max<std::size_t>(max_open, 1)) {
    std::vector<std::string> sorted(files.begin(), files.end());
    std::sort(sorted.begin(), sorted.end());
    std::vector<Begin> begins;
    for (const std::string& path : sorted) {
      if (auto begin = look_at(path)) begins.push_back(std::move(*begin));
    }
    std::sort(begins.begin(), begins.end(), [](const Begin& a, const Begin& b) { return a < b; });
    for (Begin& begin : begins) {
      paths_.push_back(begin.path);
      files_.push_back({begin.time_ns, std::move(begin.opened)});
    }
  }

  [[nodiscard]] std::span<const std::string> paths() const { return paths_; }

  const Packet* next() {
    if (last_) go_on(*std::exchange(last_, std::nullopt));
    open_those_due();
    if (heads_.empty()) return nullptr;
    const Head head = heads_.top();
    heads_.pop();
    last_ = head.file;
    packet_ = *files_[head.file].opened->head();
    packet_.ref.file = head.file;
    packet_.ref.order = ++delivered_;
    return &packet_;
  }

  void stop() {
    if (last_) files_[*last_].opened->advance();
    for (std::uint32_t file = 0; file < next_; ++file) {
      if (files_[file].opened != nullptr) close(file);
    }
    next_ = files_.size();
    heads_ = {};
    last_.reset();
  }

 private:
  struct File {
    std::int64_t begin_ns;
    std::unique_ptr<OpenFile> opened;
  };
  struct Head {
    std::int64_t time_ns;
    std::uint32_t file;
    friend auto operator<=>(const Head&, const Head&) = default;
  };

  std::optional<Begin> look_at(const std::string& path) {
    std::unique_ptr<OpenFile> opened = open(path);
    if (opened == nullptr) return std::nullopt;
    // One without packets is over before any packet.
    const std::int64_t time_ns = opened->head() != nullptr
                                     ? opened->head()->time_ns
                                     : std::numeric_limits<std::int64_t>::min();
    if (can_be_opened_again(path)) opened.reset();
    return Begin{time_ns, path, std::move(opened)};
  }

  std::unique_ptr<OpenFile> open(const std::string& path) {
    std::string problem;
    std::optional<Reader> reader = Reader::open(path, 0, problem);
    if (reader) return std::make_unique<OpenFile>(std::move(*reader));
    sink_.on_refused(path, problem);
    return nullptr;
  }

  void open_those_due() {
    while (next_ < files_.size() &&
           (heads_.empty() || files_[next_].begin_ns <= heads_.top().time_ns)) {
      const auto file = static_cast<std::uint32_t>(next_++);
      if (heads_.size() >= max_open_) {
        files_[file].opened.reset();
        sink_.on_refused(paths_[file], "not read: more than " + std::to_string(max_open_) +
                                           " captures overlap in time");
        continue;
      }
      if (files_[file].opened == nullptr) files_[file].opened = open(paths_[file]);
      if (files_[file].opened != nullptr) take_place(file);
    }
  }

  void go_on(std::uint32_t file) {
    files_[file].opened->advance();
    take_place(file);
  }

  void take_place(std::uint32_t file) {
    const Packet* head = files_[file].opened->head();
    if (head == nullptr) return close(file);
    heads_.push({head->time_ns, file});
  }

  void close(std::uint32_t file) {
    const std::unique_ptr<OpenFile> closed = std::move(files_[file].opened);
    sink_.on_read(file, closed->info());
  }

  FileSink& sink_;
  std::size_t max_open_;
  std::vector<std::string> paths_;
  std::vector<File> files_;
  std::size_t next_ = 0;  // of the files, to be opened
  std::priority_queue<Head, std::vector<Head>, std::greater<>> heads_;  // the earliest on top
  std::optional<std::uint32_t> last_;  // file of the packet that was delivered last
  std::uint64_t delivered_ = 0;
  Packet packet_;
};

MergedReader::MergedReader(std::span<const std::string> files, FileSink& sink, std::size_t max_open)
    : state_(std::make_unique<State>(files, sink, max_open)) {}
MergedReader::~MergedReader() = default;

std::span<const std::string> MergedReader::files() const { return state_->paths(); }
const Packet* MergedReader::next() { return state_->next(); }
void MergedReader::stop() { state_->stop(); }

}  // namespace mm1::capture
