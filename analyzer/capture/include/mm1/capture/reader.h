// Capture files: pcap (microseconds, nanoseconds, both byte orders) and pcapng (several sections,
// several interfaces with link types and resolutions of their own), compressed or not.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mm1/capture/packet.h"

namespace mm1::capture {

/// How reading a file ended.
enum class End : std::uint8_t {
  kComplete,   // after the last packet
  kTruncated,  // inside a record: the file was cut
  kDamaged,    // a record makes no sense
};

/// What is known of a file after it was read (so far).
struct FileInfo {
  std::string path;                       // "-" for standard input
  std::string point;                      // capture point, where the user named some
  std::string format;                     // "pcap", "pcapng"
  std::string compression;                // "gzip", "zstd"; empty: none
  std::vector<std::uint32_t> link_types;  // each once, in order of appearance
  std::uint64_t packets = 0;
  std::uint64_t bytes = 0;              // of packet data as captured
  std::uint64_t truncated_packets = 0;  // captured shorter than on the wire
  std::int64_t start_ns = 0;            // earliest and latest packet; 0 without packets
  std::int64_t end_ns = 0;
  End end = End::kComplete;
  std::string problem;  // why the end is not kComplete, for people
};

/// Reads one capture file in blocks; one that is compressed with gzip or zstd (known by its
/// content) is decompressed on a thread of its own, a few blocks ahead, in constant memory. Sizes
/// in the file are checked before use; a broken record ends the reading with what could be read.
class Reader {
 public:
  /// Opens `path` ("-" for standard input); `file` becomes `FrameRef::file`. On failure nothing,
  /// and `problem` says why: it cannot be opened, or it is no capture file.
  [[nodiscard]] static std::optional<Reader> open(const std::string& path, std::uint32_t file,
                                                  std::string& problem);
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();

  /// The next packet, nullptr at the end; `info().end` says how it ended.
  [[nodiscard]] const Packet* next();
  [[nodiscard]] const FileInfo& info() const;

 private:
  class State;
  explicit Reader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Name of a link type ("EN10MB", "LINUX_SLL"), or "LINKTYPE_147" for one libpcap has no name for.
[[nodiscard]] std::string link_type_name(std::uint32_t link_type);

}  // namespace mm1::capture
