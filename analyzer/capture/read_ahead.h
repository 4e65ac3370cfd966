// Reads a stream on a thread of its own.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "octet_stream.h"

namespace mm1::capture {

/// Keeps a few buffers filled while the last one is worked on. The first read() is done on the
/// spot: who only wants to know what a file begins with pays for no thread.
class ReadAhead final : public OctetStream {
 public:
  explicit ReadAhead(std::unique_ptr<OctetStream> source) : source_(std::move(source)) {}
  /// Also in the middle of the stream.
  ~ReadAhead() override;
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;

  [[nodiscard]] std::size_t read(std::span<std::uint8_t> room) override;
  [[nodiscard]] const StreamProblem& problem() const override { return source_->problem(); }
  void interrupt() override { source_->interrupt(); }

 private:
  using Buffer = std::vector<std::uint8_t>;
  static constexpr std::size_t kBuffer = std::size_t{128} << 10;
  static constexpr std::size_t kMaxFull = 4;

  [[nodiscard]] bool start();
  void work();
  [[nodiscard]] std::size_t take(std::span<std::uint8_t> room);

  std::unique_ptr<OctetStream> source_;  // the thread's, from its start to its end
  std::thread thread_;
  bool read_before_ = false;
  bool threadless_ = false;  // the system has none to give

  Buffer current_;  // being read from
  std::size_t taken_ = 0;

  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::deque<Buffer> full_;
  std::vector<Buffer> spare_;
  bool ended_ = false;
  bool stopped_ = false;
};

}  // namespace mm1::capture
