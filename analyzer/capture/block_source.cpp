#include "block_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace mm1::capture {
namespace {

// Large enough that the system calls vanish, small enough to stay in the cache while it is read.
constexpr std::size_t kBlock = std::size_t{512} << 10;

}  // namespace

std::optional<BlockSource> BlockSource::open(const std::string& path, std::string& problem) {
  const bool standard_input = path == "-";
  const int descriptor =
      standard_input ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    problem = std::string("cannot be opened: ") + std::strerror(errno);
    return std::nullopt;
  }
  struct stat status {};
  if (::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
    ::close(descriptor);
    problem = "is a folder";
    return std::nullopt;
  }
  return BlockSource(descriptor);
}

BlockSource::BlockSource(int descriptor) : descriptor_(descriptor), buffer_(kBlock) {}

BlockSource::BlockSource(BlockSource&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      buffer_(std::move(other.buffer_)),
      begin_(std::exchange(other.begin_, 0)),
      end_(std::exchange(other.end_, 0)),
      position_(other.position_),
      error_(std::move(other.error_)) {}

BlockSource& BlockSource::operator=(BlockSource&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(buffer_, other.buffer_);
  std::swap(begin_, other.begin_);
  std::swap(end_, other.end_);
  std::swap(position_, other.position_);
  std::swap(error_, other.error_);
  return *this;
}

BlockSource::~BlockSource() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void BlockSource::fill(std::size_t count) {
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  if (buffer_.size() < count) buffer_.resize(count);
  while (end_ < count) {
    const ssize_t got = ::read(descriptor_, buffer_.data() + end_, buffer_.size() - end_);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) error_ = std::string("cannot be read further: ") + std::strerror(errno);
    if (got <= 0) return;
    end_ += static_cast<std::size_t>(got);
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
