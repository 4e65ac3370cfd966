#include "read_ahead.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace mm1::capture {

ReadAhead::~ReadAhead() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
  source_->interrupt();
  thread_.join();
}

std::size_t ReadAhead::read(std::span<std::uint8_t> room) {
  if (!std::exchange(read_before_, true) || !start()) return source_->read(room);
  return take(room);
}

// False when there is no thread to be had: then the stream is read without.
bool ReadAhead::start() {
  if (thread_.joinable()) return true;
  if (threadless_) return false;
  try {
    thread_ = std::thread(&ReadAhead::work, this);
  } catch (const std::system_error&) {
    threadless_ = true;
  }
  return !threadless_;
}

void ReadAhead::work() {
  for (;;) {
    Buffer buffer;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopped_ || full_.size() < kMaxFull; });
      if (stopped_) return;
      if (!spare_.empty()) {
        buffer = std::move(spare_.back());
        spare_.pop_back();
      }
    }
    buffer.resize(kBuffer);
    buffer.resize(source_->read(buffer));
    const bool ended = buffer.empty();
    {
      const std::lock_guard lock(mutex_);
      ended_ = ended;
      if (!ended) full_.push_back(std::move(buffer));
    }
    changed_.notify_all();
    if (ended) return;
  }
}

std::size_t ReadAhead::take(std::span<std::uint8_t> room) {
  if (taken_ == current_.size()) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ended_ || !full_.empty(); });
    if (full_.empty()) return 0;
    spare_.push_back(std::exchange(current_, std::move(full_.front())));
    full_.pop_front();
    taken_ = 0;
    lock.unlock();
    changed_.notify_all();
  }
  const std::size_t count = std::min(room.size(), current_.size() - taken_);
  std::copy_n(current_.begin() + static_cast<std::ptrdiff_t>(taken_), count, room.begin());
  taken_ += count;
  return count;
}

}  // namespace mm1::capture
