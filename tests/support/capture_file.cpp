#include "support/capture_file.h"

#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>

namespace mm1::test {
namespace {

constexpr std::int64_t kNsPerSecond = 1'000'000'000;
constexpr std::uint32_t kSnapLength = 262144;

std::uint32_t original_length(const Packet& packet) {
  return packet.original_length != 0 ? packet.original_length
                                     : static_cast<std::uint32_t>(packet.octets.size());
}

// A time in the ticks of a pcapng resolution.
std::uint64_t ticks(std::int64_t time_ns, std::uint8_t resolution) {
  const auto seconds = static_cast<std::uint64_t>(time_ns / kNsPerSecond);
  const auto rest = static_cast<std::uint64_t>(time_ns % kNsPerSecond);
  std::uint64_t per_second = 1;
  if ((resolution & 0x80) != 0) {
    per_second <<= resolution & 0x7F;
  } else {
    for (int i = 0; i < resolution; ++i) per_second *= 10;
  }
  return seconds * per_second + rest * per_second / kNsPerSecond;
}

void pad_to_four(OctetWriter& writer) {
  while (writer.size() % 4 != 0) writer.u8(0);
}

}  // namespace

Buffer pcap(std::span<const Packet> packets, PcapOptions options) {
  OctetWriter file(!options.big_endian);
  file.u32(options.nanoseconds ? 0xA1B23C4D : 0xA1B2C3D4).u16(2).u16(4).u32(0).u32(0);
  file.u32(kSnapLength).u32(packets.empty() ? link_type::kEthernet : packets.front().link_type);
  for (const Packet& packet : packets) {
    if (packet.link_type != packets.front().link_type)
      throw std::invalid_argument("a pcap file has one link type");
    const std::int64_t rest = packet.time_ns % kNsPerSecond;
    file.u32(static_cast<std::uint64_t>(packet.time_ns / kNsPerSecond));
    file.u32(static_cast<std::uint64_t>(options.nanoseconds ? rest : rest / 1000));
    file.u32(packet.octets.size()).u32(original_length(packet)).octets(packet.octets);
  }
  return file.take();
}

void PcapngWriter::block(std::uint32_t type, const OctetWriter& body) {
  constexpr std::size_t kFrame = 12;  // type and both lengths
  OctetWriter block(!big_endian_);
  const std::size_t length = body.size() + kFrame;
  block.u32(type).u32(length).octets(body.written()).u32(length);
  file_.octets(block.written());
}

void PcapngWriter::section(bool big_endian) {
  big_endian_ = big_endian;
  resolutions_.clear();
  OctetWriter body(!big_endian_);
  body.u32(0x1A2B3C4D).u16(1).u16(0);
  body.u32(0xFFFFFFFF).u32(0xFFFFFFFF);  // section length: not given
  block(0x0A0D0D0A, body);
}

std::uint32_t PcapngWriter::interface(std::uint32_t link_type, std::uint8_t resolution) {
  OctetWriter body(!big_endian_);
  body.u16(link_type).u16(0).u32(kSnapLength);
  body.u16(9).u16(1).u8(resolution);  // if_tsresol
  pad_to_four(body);
  body.u32(0);  // end of options
  block(1, body);
  resolutions_.push_back(resolution);
  return static_cast<std::uint32_t>(resolutions_.size() - 1);
}

void PcapngWriter::packet(std::uint32_t interface, const Packet& packet) {
  const std::uint64_t time = ticks(packet.time_ns, resolutions_.at(interface));
  OctetWriter body(!big_endian_);
  body.u32(interface).u32(time >> 32).u32(time);
  body.u32(packet.octets.size()).u32(original_length(packet)).octets(packet.octets);
  pad_to_four(body);
  block(6, body);  // Enhanced Packet Block
}

Buffer pcapng(std::span<const Packet> packets, std::uint8_t resolution) {
  PcapngWriter file;
  file.section();
  std::map<std::uint32_t, std::uint32_t> interfaces;
  for (const Packet& packet : packets) {
    if (!interfaces.contains(packet.link_type))
      interfaces[packet.link_type] = file.interface(packet.link_type, resolution);
    file.packet(interfaces[packet.link_type], packet);
  }
  return file.take();
}

void write_file(const std::string& path, Octets octets) {
  std::ofstream file(path, std::ios::binary);
  for (const std::uint8_t octet : octets) file.put(static_cast<char>(octet));
  if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

Buffer read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace mm1::test
