// What the file formats share: reading fields of either byte order, and saying how a file ended.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "block_source.h"
#include "mm1/capture/packet.h"
#include "mm1/capture/reader.h"

namespace mm1::capture {

/// Captured octets of one packet that are believed: four times libpcap's largest snap length. A
/// record that claims more is damaged.
inline constexpr std::uint32_t kMaxCapturedLength = 4 * 262'144;

/// Byte order of a file, or of a section of one.
enum class ByteOrder : std::uint8_t { kLittle, kBig };

/// Reads numbers out of a record of known size; past its end everything is zero and `ok` is false.
class FieldReader {
 public:
  FieldReader(Octets octets, ByteOrder order) : octets_(octets), order_(order) {}

  std::uint8_t u8() { return static_cast<std::uint8_t>(number(1)); }
  std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
  std::uint64_t u64() { return number(8); }
  Octets take(std::size_t count) {
    if (count > octets_.size()) {
      ok_ = false;
      count = octets_.size();
    }
    const Octets taken = octets_.first(count);
    octets_ = octets_.subspan(count);
    return taken;
  }

  [[nodiscard]] Octets rest() const { return octets_; }
  [[nodiscard]] bool ok() const { return ok_; }

 private:
  std::uint64_t number(std::size_t size) {
    const Octets taken = take(size);
    if (taken.size() < size) return 0;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
      value = value << 8 | taken[order_ == ByteOrder::kBig ? i : size - 1 - i];
    }
    return value;
  }

  Octets octets_;
  ByteOrder order_;
  bool ok_ = true;
};

/// One file format. It fills in `info.end` and `info.problem` when it ends early.
class Format {
 public:
  virtual ~Format() = default;
  /// Fills all of `packet` but the frame number; false at the end of the file.
  [[nodiscard]] virtual bool next(BlockSource& source, FileInfo& info, Packet& packet) = 0;
};

/// The format of these first octets of a file, nothing if it is another.
[[nodiscard]] std::unique_ptr<Format> make_pcap_format(Octets first);
[[nodiscard]] std::unique_ptr<Format> make_pcapng_format(Octets first);

/// Ends the reading: the file was cut inside `what`, of which `expected` octets were to come.
[[nodiscard]] bool ends_truncated(const BlockSource& source, FileInfo& info,
                                  const std::string& what, std::uint64_t expected,
                                  std::uint64_t present);
/// Ends the reading: the record at the source's position makes no sense.
[[nodiscard]] bool ends_damaged(const BlockSource& source, FileInfo& info, const std::string& why);

}  // namespace mm1::capture
