// pcapng: draft-ietf-opsawg-pcapng. Section, interface and packet blocks; all others are skipped.
#include <algorithm>
#include <bitset>
#include <string>
#include <vector>

#include "format.h"
#include "timestamp.h"

namespace mm1::capture {
namespace {

constexpr std::uint32_t kSectionHeader = 0x0A0D0D0A;  // the same in both byte orders
constexpr std::uint32_t kInterfaceDescription = 1;
constexpr std::uint32_t kPacket = 2;  // obsolete
constexpr std::uint32_t kSimplePacket = 3;
constexpr std::uint32_t kEnhancedPacket = 6;
constexpr std::uint32_t kByteOrderMagic = 0x1A2B3C4D;

constexpr std::uint16_t kOptionEnd = 0;
constexpr std::uint16_t kOptionResolution = 9;  // if_tsresol
constexpr std::uint16_t kOptionOffset = 14;     // if_tsoffset

constexpr std::size_t kBlockFrame = 12;  // type, length, and length again behind the body
// Of blocks that have to be held as a whole: the largest packet, and room for its options.
constexpr std::uint32_t kMaxBlock = 16u << 20;
constexpr std::size_t kMaxInterfaces = 65'536;

struct Interface {
  std::uint16_t link_type = 0;
  std::uint32_t snap_length = 0;  // 0: no limit
  TimestampScale scale;
};

class PcapngFormat final : public Format {
 public:
  bool next(BlockSource& source, FileInfo& info, Packet& packet) override {
    for (;;) {
      const Octets head = source.peek(8);
      if (head.empty() && source.ended_well()) return false;
      if (head.size() < 8) {
        return ends_truncated(source, info, "the header of a block", 8, head.size());
      }
      const std::uint32_t type = FieldReader(head, order_).u32();
      if (type == kSectionHeader && !take_byte_order(source, info)) return false;
      // Looking for the byte order may have moved what was peeked at before.
      const std::uint32_t length = FieldReader(source.peek(8).subspan(4), order_).u32();
      if (length < kBlockFrame || length % 4 != 0) {
        return ends_damaged(source, info, "a block of " + std::to_string(length) + " octets");
      }
      if (!is_known(type)) {
        const std::uint64_t start = source.position();
        if (!source.skip(length)) {
          return ends_truncated(source, info, "a block", length, source.position() - start);
        }
        continue;
      }
      if (length > kMaxBlock) {
        return ends_damaged(source, info,
                            "a block of " + std::to_string(length) + " octets is claimed");
      }
      const Octets block = source.peek(length);
      if (block.size() < length) {
        return ends_truncated(source, info, "a block", length, block.size());
      }
      const std::uint32_t again = FieldReader(block.last(4), order_).u32();
      if (again != length) {
        return ends_damaged(source, info,
                            "a block of " + std::to_string(length) +
                                " octets that says at its end it has " + std::to_string(again));
      }
      std::string fault;
      const bool is_packet =
          read_block(type, block.subspan(8, length - kBlockFrame), info, packet, fault);
      if (!fault.empty()) return ends_damaged(source, info, fault);
      source.take(length);
      if (is_packet) return true;
    }
  }

 private:
  static bool is_known(std::uint32_t type) {
    return type == kSectionHeader || type == kInterfaceDescription || type == kPacket ||
           type == kSimplePacket || type == kEnhancedPacket;
  }

  // The byte order has to be known before the section's first length is.
  bool take_byte_order(BlockSource& source, FileInfo& info) {
    const Octets head = source.peek(12);
    if (head.size() < 12) {
      return ends_truncated(source, info, "the header of a section", 12, head.size());
    }
    for (const ByteOrder order : {ByteOrder::kLittle, ByteOrder::kBig}) {
      if (FieldReader(head.subspan(8), order).u32() == kByteOrderMagic) {
        order_ = order;
        return true;
      }
    }
    return ends_damaged(source, info, "a section without byte order");
  }

  // True for a packet; `fault` says what makes no sense.
  bool read_block(std::uint32_t type, Octets body, FileInfo& info, Packet& packet,
                  std::string& fault) {
    FieldReader fields(body, order_);
    switch (type) {
      case kSectionHeader:
        fault = read_section(fields);
        return false;
      case kInterfaceDescription:
        fault = read_interface(fields, info);
        return false;
      case kEnhancedPacket:
        fault = read_packet(fields, fields.u32(), packet);
        return true;
      case kPacket: {
        const std::uint16_t interface = fields.u16();
        static_cast<void>(fields.u16());  // drops
        fault = read_packet(fields, interface, packet);
        return true;
      }
      default:
        fault = read_simple_packet(fields, packet);
        return true;
    }
  }

  std::string read_section(FieldReader fields) {
    static_cast<void>(fields.u32());  // byte order
    const std::uint16_t major = fields.u16();
    if (!fields.ok()) return "a section header that is too short";
    if (major != 1) return "pcapng version " + std::to_string(major) + " is unknown";
    interfaces_.clear();
    return {};
  }

  std::string read_interface(FieldReader fields, FileInfo& info) {
    Interface interface;
    interface.link_type = fields.u16();
    static_cast<void>(fields.u16());  // reserved
    interface.snap_length = fields.u32();
    if (!fields.ok()) return "an interface description that is too short";
    if (interfaces_.size() == kMaxInterfaces) return "more than 65536 interfaces in a section";
    while (!fields.rest().empty()) {
      const std::uint16_t code = fields.u16();
      const std::uint16_t length = fields.u16();
      if (code == kOptionEnd && fields.ok()) break;
      FieldReader value(fields.take(length), order_);
      // Some writers leave out the padding of the last option.
      static_cast<void>(
          fields.take(std::min<std::size_t>((4 - length % 4) % 4, fields.rest().size())));
      if (!fields.ok()) return "an interface description with an option longer than the block";
      if (code == kOptionResolution) {
        const std::uint8_t resolution = value.u8();
        if (!interface.scale.set_resolution(resolution)) {
          return "an interface with the impossible time resolution " + std::to_string(resolution);
        }
      } else if (code == kOptionOffset) {
        interface.scale.set_offset(static_cast<std::int64_t>(value.u64()));
      }
      if (!value.ok()) return "an interface description with an option that is too short";
    }
    interfaces_.push_back(interface);
    if (!link_types_[interface.link_type]) info.link_types.push_back(interface.link_type);
    link_types_.set(interface.link_type);
    return {};
  }

  std::string read_packet(FieldReader& fields, std::uint32_t interface_id, Packet& packet) {
    const std::uint64_t high = fields.u32();
    const std::uint64_t low = fields.u32();
    const std::uint32_t captured = fields.u32();
    const std::uint32_t original = fields.u32();
    if (!fields.ok()) return "a packet block that is too short";
    if (interface_id >= interfaces_.size()) return undescribed(interface_id);
    if (captured > kMaxCapturedLength) return too_long(captured);
    const Interface& interface = interfaces_[interface_id];
    packet.octets = fields.take(captured);
    if (!fields.ok()) return "a packet that is longer than its block";
    packet.time_ns = last_time_ns_ = interface.scale.nanoseconds(high << 32 | low);
    packet.link_type = interface.link_type;
    packet.original_length = std::max(original, captured);
    return {};
  }

  // A simple packet block has no time: it gets that of the packet before it.
  std::string read_simple_packet(FieldReader& fields, Packet& packet) {
    const std::uint32_t original = fields.u32();
    if (!fields.ok()) return "a simple packet block that is too short";
    if (interfaces_.empty()) return undescribed(0);
    const Interface& interface = interfaces_.front();
    std::uint32_t captured = original;
    if (interface.snap_length != 0) captured = std::min(captured, interface.snap_length);
    if (captured > kMaxCapturedLength) return too_long(captured);
    packet.octets = fields.take(captured);
    if (!fields.ok()) return "a packet that is longer than its block";
    packet.time_ns = last_time_ns_;
    packet.link_type = interface.link_type;
    packet.original_length = original;
    return {};
  }

  static std::string undescribed(std::uint32_t interface_id) {
    return "a packet of interface " + std::to_string(interface_id) + ", which is not described";
  }

  static std::string too_long(std::uint32_t captured) {
    return "a packet of " + std::to_string(captured) + " octets is claimed";
  }

  ByteOrder order_ = ByteOrder::kLittle;
  std::vector<Interface> interfaces_;  // of the section
  std::bitset<65'536> link_types_;     // of all sections: there may be as many as interfaces
  std::int64_t last_time_ns_ = 0;
};

}  // namespace

std::unique_ptr<Format> make_pcapng_format(Octets first) {
  FieldReader fields(first, ByteOrder::kBig);
  if (fields.u32() != kSectionHeader) return nullptr;
  return std::make_unique<PcapngFormat>();
}

}  // namespace mm1::capture
