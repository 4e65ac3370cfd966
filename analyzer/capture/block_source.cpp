#include "block_source.h"

#include <cstring>
#include <utility>

#include "open_stream.h"

namespace mm1::capture {
namespace {

// Large enough that the system calls vanish; small enough to stay in the cache while it is read,
// and to have one for each of the files that are merged.
constexpr std::size_t kBlock = std::size_t{128} << 10;

}  // namespace

std::optional<BlockSource> BlockSource::open(const std::string& path, std::string& problem) {
  OpenedStream opened = open_stream(path, problem);
  if (opened.stream == nullptr) return std::nullopt;
  return BlockSource(std::move(opened.stream), opened.compression);
}

BlockSource::BlockSource(std::unique_ptr<OctetStream> stream, std::string_view compression)
    : stream_(std::move(stream)), compression_(compression), buffer_(kBlock) {}

void BlockSource::fill(std::size_t count) {
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  if (buffer_.size() < count) buffer_.resize(count);
  while (end_ < count) {
    const std::size_t got = stream_->read(std::span(buffer_).subspan(end_));
    if (got == 0) {
      problem_ = stream_->problem();
      return;
    }
    end_ += got;
  }
}

bool BlockSource::skip(std::uint64_t count) {
  while (count > 0) {
    const std::size_t step =
        peek(static_cast<std::size_t>(std::min<std::uint64_t>(count, kBlock))).size();
    if (step == 0) return false;
    take(step);
    count -= step;
  }
  return true;
}

}  // namespace mm1::capture
