// Several capture files as one: rotated sets, files of several taps, whole folders.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "mm1/capture/packet.h"
#include "mm1/capture/reader.h"

namespace mm1::capture {

/// Learns what became of each file.
class FileSink {
 public:
  virtual ~FileSink() = default;
  /// No packet of it was read.
  virtual void on_refused(const std::string& path, const std::string& problem) = 0;
  /// Its last packet was delivered; `file` is its index in `MergedReader::files()`.
  virtual void on_read(std::uint32_t file, const FileInfo& info) = 0;
};

/// Merges files by the time of their packets. The packets of one file stay in their order, also
/// where their times step back. Where times are equal, the file that begins first goes first, then
/// the one whose name sorts first: so the order in which the files are given does not matter.
///
/// Each file is opened to see when it begins, and again when its time has come: open at the same
/// time are those that overlap in time, and what cannot be opened twice (standard input, pipes).
class MergedReader {
 public:
  /// Files that overlap in time beyond so many are refused.
  static constexpr std::size_t kMaxOpen = 256;

  /// `files` must not name one file twice. `sink` must outlive the reader.
  MergedReader(std::span<const std::string> files, FileSink& sink, std::size_t max_open = kMaxOpen);
  ~MergedReader();
  MergedReader(const MergedReader&) = delete;
  MergedReader& operator=(const MergedReader&) = delete;

  /// Those that could be opened, in the order of `FrameRef::file`.
  [[nodiscard]] std::span<const std::string> files() const;
  /// The next packet of all, nullptr at the end. Valid until the next call.
  [[nodiscard]] const Packet* next();
  /// No more packets are wanted: files that were begun are reported as far as they were read.
  void stop();

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace mm1::capture
