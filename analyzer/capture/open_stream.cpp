#include "open_stream.h"

#include <algorithm>
#include <array>
#include <vector>

#include "compressed_input.h"
#include "decompressor.h"
#include "file_stream.h"
#include "read_ahead.h"

namespace mm1::capture {
namespace {

constexpr std::size_t kMagic = 4;

struct Compression {
  std::string_view name;
  std::array<std::uint8_t, kMagic> magic;
  std::array<std::uint8_t, kMagic> mask;
  std::unique_ptr<OctetStream> (*make)(CompressedInput input);
};

constexpr std::array kCompressions = {
    Compression{"gzip", {0x1F, 0x8B}, {0xFF, 0xFF}, make_gzip_stream},
    Compression{"zstd", {0x28, 0xB5, 0x2F, 0xFD}, {0xFF, 0xFF, 0xFF, 0xFF}, make_zstd_stream},
    // A frame to be skipped may come first, as in files made for seeking.
    Compression{"zstd", {0x50, 0x2A, 0x4D, 0x18}, {0xF0, 0xFF, 0xFF, 0xFF}, make_zstd_stream},
};

bool begins(const Compression& row, std::span<const std::uint8_t> first) {
  for (std::size_t i = 0; i < kMagic; ++i) {
    const std::uint8_t octet = i < first.size() ? first[i] : 0;
    if ((octet & row.mask[i]) != row.magic[i]) return false;
  }
  return true;
}

/// A stream of which the beginning was read already.
class Resumed final : public OctetStream {
 public:
  Resumed(std::vector<std::uint8_t> first, std::unique_ptr<OctetStream> rest)
      : first_(std::move(first)), rest_(std::move(rest)) {}

  std::size_t read(std::span<std::uint8_t> room) override {
    if (taken_ == first_.size()) return rest_->read(room);
    const std::size_t count = std::min(room.size(), first_.size() - taken_);
    std::copy_n(first_.begin() + static_cast<std::ptrdiff_t>(taken_), count, room.begin());
    taken_ += count;
    return count;
  }
  [[nodiscard]] const StreamProblem& problem() const override { return rest_->problem(); }
  void interrupt() override { rest_->interrupt(); }

 private:
  std::vector<std::uint8_t> first_;
  std::size_t taken_ = 0;
  std::unique_ptr<OctetStream> rest_;
};

}  // namespace

OpenedStream open_stream(const std::string& path, std::string& problem) {
  std::unique_ptr<OctetStream> file = FileStream::open(path, problem);
  if (file == nullptr) return {};
  // A pipe may give them one by one, and cannot be rewound.
  std::vector<std::uint8_t> first(kMagic);
  std::size_t size = 0;
  while (size < kMagic) {
    const std::size_t got = file->read(std::span(first).subspan(size));
    if (got == 0) break;
    size += got;
  }
  first.resize(size);
  const auto* row = std::ranges::find_if(
      kCompressions, [&first](const Compression& each) { return begins(each, first); });
  auto whole = std::make_unique<Resumed>(std::move(first), std::move(file));
  if (row == kCompressions.end()) return {std::move(whole), {}};
  return {std::make_unique<ReadAhead>(row->make(CompressedInput(std::move(whole)))), row->name};
}

}  // namespace mm1::capture
