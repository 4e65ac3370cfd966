// pcap: draft-ietf-opsawg-pcap; the modified form with longer packet headers is that of old Linux
// libpcap patches (magic 0xA1B2CD34).
#include <algorithm>
#include <array>
#include <string>

#include "format.h"

namespace mm1::capture {
namespace {

struct Variant {
  std::uint32_t magic;
  std::uint32_t nanoseconds_per_tick;
  std::size_t record_header;
};
constexpr std::array kVariants = {
    Variant{0xA1B2C3D4, 1000, 16},
    Variant{0xA1B23C4D, 1, 16},
    Variant{0xA1B2CD34, 1000, 24},
};

constexpr std::size_t kFileHeader = 24;
// The upper bits of the link type field say whether frames end with a check sequence; whatever
// stands behind the IP packet is cut off anyhow.
constexpr std::uint32_t kLinkTypeMask = 0x03FF'FFFF;

class PcapFormat final : public Format {
 public:
  PcapFormat(const Variant& variant, ByteOrder order) : variant_(variant), order_(order) {}

  bool next(BlockSource& source, FileInfo& info, Packet& packet) override {
    if (!header_read_ && !read_file_header(source, info)) return false;
    const Octets head = source.peek(variant_.record_header);
    if (head.empty() && source.ended_well()) return false;
    if (head.size() < variant_.record_header) {
      return ends_truncated(source, info, "the header of a packet", variant_.record_header,
                            head.size());
    }
    FieldReader fields(head, order_);
    const std::int64_t seconds = fields.u32();
    const std::int64_t ticks = fields.u32();
    const std::uint32_t captured = fields.u32();
    const std::uint32_t original = fields.u32();
    if (captured > kMaxCapturedLength) {
      return ends_damaged(source, info,
                          "a packet of " + std::to_string(captured) + " octets is claimed");
    }
    const std::size_t size = variant_.record_header + captured;
    const Octets record = source.peek(size);
    if (record.size() < size) {
      return ends_truncated(source, info, "a packet", size, record.size());
    }
    packet.time_ns = seconds * 1'000'000'000 + ticks * variant_.nanoseconds_per_tick;
    packet.link_type = link_type_;
    packet.original_length = std::max(original, captured);
    packet.octets = record.subspan(variant_.record_header);
    source.take(size);
    return true;
  }

 private:
  bool read_file_header(BlockSource& source, FileInfo& info) {
    const Octets head = source.peek(kFileHeader);
    if (head.size() < kFileHeader) {
      return ends_truncated(source, info, "the file header", kFileHeader, head.size());
    }
    FieldReader fields(head, order_);
    static_cast<void>(fields.take(4));  // magic
    const std::uint16_t major = fields.u16();
    static_cast<void>(fields.take(14));  // minor version, time zone, accuracy, snap length
    if (major != 2) {
      return ends_damaged(source, info, "pcap version " + std::to_string(major) + " is unknown");
    }
    link_type_ = fields.u32() & kLinkTypeMask;
    info.link_types = {link_type_};
    source.take(kFileHeader);
    header_read_ = true;
    return true;
  }

  const Variant& variant_;
  ByteOrder order_;
  std::uint32_t link_type_ = 0;
  bool header_read_ = false;
};

}  // namespace

std::unique_ptr<Format> make_pcap_format(Octets first) {
  for (const ByteOrder order : {ByteOrder::kLittle, ByteOrder::kBig}) {
    FieldReader fields(first, order);
    const std::uint32_t magic = fields.u32();
    const auto* variant = std::ranges::find(kVariants, magic, &Variant::magic);
    if (fields.ok() && variant != kVariants.end()) {
      return std::make_unique<PcapFormat>(*variant, order);
    }
  }
  return nullptr;
}

}  // namespace mm1::capture
