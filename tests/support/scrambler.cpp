#include "support/scrambler.h"

#include <algorithm>
#include <map>
#include <optional>

#include "support/ip.h"

namespace mm1::test {
namespace {

constexpr std::int64_t kMillisecond = 1'000'000;
constexpr std::size_t kFarthest = 3;  // places that a packet or its repetition comes later
constexpr std::size_t kIpv4Header = 20;
constexpr std::size_t kIpv6Header = 40;
constexpr std::uint8_t kIcmpv6 = 58;
constexpr std::uint16_t kEtherIpv4 = 0x0800, kEtherIpv6 = 0x86DD;
constexpr std::uint16_t kEtherVlan = 0x8100, kEtherProviderVlan = 0x88A8;
constexpr std::size_t kEtherTypeOffset = 12;

/// How the header of a link type says that an IP packet follows.
struct LinkHeader {
  std::uint32_t link_type;
  std::size_t length;
  std::optional<std::size_t> type_offset;  // absent: the IP packet's version has to do
  std::uint16_t ipv4 = kEtherIpv4, ipv6 = kEtherIpv6;
};

constexpr LinkHeader kLinkHeaders[] = {
    {link_type::kNull, 4, std::nullopt}, {link_type::kEthernet, 14, kEtherTypeOffset},
    {link_type::kPpp, 2, 0, 0x21, 0x57}, {link_type::kRawIp, 0, std::nullopt},
    {link_type::kLinuxSll, 16, 14},      {link_type::kLinuxSll2, 20, 0},
};

std::uint16_t u16_at(Octets octets, std::size_t offset) {
  return offset + 2 > octets.size()
             ? std::uint16_t{0}
             : static_cast<std::uint16_t>(octets[offset] << 8 | octets[offset + 1]);
}

void put_u16(Buffer& octets, std::size_t offset, std::size_t number) {
  octets.at(offset) = static_cast<std::uint8_t>(number >> 8);
  octets.at(offset + 1) = static_cast<std::uint8_t>(number);
}

Buffer copy_of(Octets octets) { return {octets.begin(), octets.end()}; }

/// An IP packet in a frame, and what stands before it.
struct Parts {
  Buffer link;
  Buffer ip;

  [[nodiscard]] bool is_ipv6() const { return ip[0] >> 4 == 6; }
  [[nodiscard]] std::uint8_t protocol() const { return ip[is_ipv6() ? 6 : 9]; }
  [[nodiscard]] std::size_t header() const {
    return is_ipv6() ? kIpv6Header : std::size_t{4} * (ip[0] & 0x0FU);
  }
  [[nodiscard]] bool is_fragment() const {
    constexpr std::uint8_t kFragmentHeader = 44;
    return is_ipv6() ? protocol() == kFragmentHeader : (u16_at(ip, 6) & 0x3FFF) != 0;
  }
  [[nodiscard]] Octets address(std::size_t which) const {
    const std::size_t length = is_ipv6() ? 16 : 4;
    return Octets(ip).subspan((is_ipv6() ? 8 : 12) + which * length, length);
  }
};

/// Length of the link header before an IP packet.
std::optional<std::size_t> link_length(const Packet& packet) {
  const auto row = std::ranges::find(kLinkHeaders, packet.link_type, &LinkHeader::link_type);
  if (row == std::end(kLinkHeaders)) return std::nullopt;
  if (!row->type_offset) return row->length;
  std::size_t length = row->length;
  std::size_t type_offset = *row->type_offset;
  std::uint16_t type = u16_at(packet.octets, type_offset);
  while (packet.link_type == link_type::kEthernet &&
         (type == kEtherVlan || type == kEtherProviderVlan)) {
    constexpr std::size_t kTag = 4;
    type_offset += kTag;
    length += kTag;
    type = u16_at(packet.octets, type_offset);
  }
  if (type != row->ipv4 && type != row->ipv6) return std::nullopt;
  return length;
}

/// Nothing when there is no IP packet, or not the whole of it. What pads a frame behind it goes.
std::optional<Parts> parts_of(const Packet& packet) {
  const std::optional<std::size_t> link = link_length(packet);
  if (!link || packet.octets.size() < *link + kIpv4Header) return std::nullopt;
  const Octets rest = Octets(packet.octets).subspan(*link);
  const bool is_ipv6 = rest[0] >> 4 == 6;
  const std::size_t header = is_ipv6 ? kIpv6Header : kIpv4Header;
  const std::size_t length = is_ipv6 ? kIpv6Header + u16_at(rest, 4) : u16_at(rest, 2);
  if ((!is_ipv6 && rest[0] >> 4 != 4) || length < header || rest.size() < length)
    return std::nullopt;
  return Parts{copy_of(Octets(packet.octets).first(*link)), copy_of(rest.first(length))};
}

Packet with_ip(const Packet& packet, const Parts& parts, const Buffer& ip) {
  Packet changed{packet.time_ns, packet.link_type, parts.link};
  changed.octets.insert(changed.octets.end(), ip.begin(), ip.end());
  return changed;
}

void set_identification(Buffer& ipv4, std::uint16_t identification) {
  put_u16(ipv4, 4, identification);
  put_u16(ipv4, 10, 0);
  put_u16(ipv4, 10, internet_checksum(Octets(ipv4).first(kIpv4Header)));
}

/// A TCP segment in an IP packet.
struct Segment {
  Parts parts;
  std::size_t tcp;      // offset of its header in the IP packet
  std::size_t payload;  // and of its payload

  [[nodiscard]] std::size_t payload_length() const { return parts.ip.size() - payload; }
};

std::optional<Segment> segment_of(const Packet& packet) {
  std::optional<Parts> parts = parts_of(packet);
  constexpr std::size_t kLeastHeader = 20;
  if (!parts || parts->is_fragment() || parts->protocol() != kTcp) return std::nullopt;
  const std::size_t tcp = parts->header();
  if (parts->ip.size() < tcp + kLeastHeader) return std::nullopt;
  const std::size_t payload = tcp + std::size_t{4} * (parts->ip[tcp + 12] >> 4U);
  if (parts->ip.size() < payload) return std::nullopt;
  return Segment{std::move(*parts), tcp, payload};
}

/// The segment with a part of its payload only, which its flags and checksums follow.
Buffer part_of(const Segment& segment, std::size_t begin, std::size_t length) {
  const Buffer& whole = segment.parts.ip;
  const bool is_ipv6 = segment.parts.is_ipv6();
  const std::size_t tcp = segment.tcp;
  Buffer ip = copy_of(Octets(whole).first(segment.payload));
  const Octets payload = Octets(whole).subspan(segment.payload + begin, length);
  ip.insert(ip.end(), payload.begin(), payload.end());
  const std::size_t sequence =
      (std::size_t{u16_at(whole, tcp + 4)} << 16 | u16_at(whole, tcp + 6)) + begin;
  put_u16(ip, tcp + 4, sequence >> 16);
  put_u16(ip, tcp + 6, sequence);
  if (begin + length < segment.payload_length()) {
    ip[tcp + 13] = static_cast<std::uint8_t>(ip[tcp + 13] & ~(kFin | kPsh));
  }
  put_u16(ip, is_ipv6 ? 4 : 2, ip.size() - (is_ipv6 ? kIpv6Header : 0));
  if (!is_ipv6) {
    put_u16(ip, 10, 0);
    put_u16(ip, 10, internet_checksum(Octets(ip).first(tcp)));
  }
  put_u16(ip, tcp + 16, 0);
  OctetWriter pseudo;
  pseudo.octets(segment.parts.address(0)).octets(segment.parts.address(1));
  pseudo.u32(ip.size() - tcp).u32(kTcp).octets(Octets(ip).subspan(tcp));
  put_u16(ip, tcp + 16, internet_checksum(pseudo.written()));
  return ip;
}

void tag(Packet& frame) {
  OctetWriter tag;
  const bool is_tagged = u16_at(frame.octets, kEtherTypeOffset) == kEtherVlan;
  tag.u16(is_tagged ? kEtherProviderVlan : kEtherVlan).u16(77);
  frame.octets.insert(frame.octets.begin() + kEtherTypeOffset, tag.written().begin(),
                      tag.written().end());
  frame.original_length = 0;
}

void move_later(std::vector<Packet>& packets, std::size_t from, std::size_t places) {
  for (std::size_t i = from; i < from + places; ++i) {
    std::swap(packets[i], packets[i + 1]);
    std::swap(packets[i].time_ns, packets[i + 1].time_ns);
  }
}

/// How many places after packet `at` are at most `places` and `duration_ns` later.
std::size_t places_after(const std::vector<Packet>& packets, std::size_t at, std::size_t places,
                         std::int64_t duration_ns) {
  std::size_t count = 0;
  while (count < places && at + count + 1 < packets.size() &&
         packets[at + count + 1].time_ns - packets[at].time_ns <= duration_ns) {
    ++count;
  }
  return count;
}

}  // namespace

void Scrambler::resegment(std::vector<Packet>& packets, unsigned chance) {
  std::vector<Packet> result;
  for (Packet& packet : packets) {
    const std::optional<Segment> segment = segment_of(packet);
    const bool is_opening = segment && (segment->parts.ip[segment->tcp + 13] & kSyn) != 0;
    if (!segment || is_opening || segment->payload_length() < 2 || !happens(chance)) {
      result.push_back(std::move(packet));
      continue;
    }
    const std::size_t length = segment->payload_length();
    const std::size_t cut = 1 + below(length - 1);
    for (Buffer ip : {part_of(*segment, 0, cut), part_of(*segment, cut, length - cut)}) {
      if (!segment->parts.is_ipv6()) set_identification(ip, next_identification_++);
      result.push_back(with_ip(packet, segment->parts, ip));
    }
  }
  packets = std::move(result);
}

void Scrambler::fragment(std::vector<Packet>& packets, unsigned chance) {
  constexpr std::size_t kUnit = 8;
  std::vector<Packet> result;
  for (Packet& packet : packets) {
    std::optional<Parts> parts = parts_of(packet);
    const bool has_plain_header =
        parts && (parts->is_ipv6() ? parts->protocol() == kTcp || parts->protocol() == kUdp ||
                                         parts->protocol() == kIcmpv6
                                   : parts->header() == kIpv4Header);
    if (!has_plain_header || parts->is_fragment() || !happens(chance)) {
      result.push_back(std::move(packet));
      continue;
    }
    const std::uint16_t identification = next_identification_++;
    if (!parts->is_ipv6()) set_identification(parts->ip, identification);
    const std::size_t payload = parts->ip.size() - parts->header();
    const std::size_t share = payload / (2 + below(3));
    const std::size_t most = (share / kUnit + 1) * kUnit;
    for (const Buffer& ip : fragments_of(parts->ip, most, identification)) {
      result.push_back(with_ip(packet, *parts, ip));
    }
  }
  packets = std::move(result);
}

Buffer Scrambler::through(Tunnel tunnel, bool forth, const Buffer& ip_packet) {
  constexpr std::uint16_t kGtpuPort = 2152;
  constexpr std::uint8_t kGre = 47, kIpv4InIp = 4, kIpv6InIp = 41;
  const bool is_ipv6 = ip_packet.at(0) >> 4 == 6;
  Endpoint from{is_ipv6 ? "2001:db8:ffff::1" : "198.51.100.251", kGtpuPort};
  Endpoint to{is_ipv6 ? "2001:db8:ffff::2" : "198.51.100.252", kGtpuPort};
  if (!forth) std::swap(from, to);
  IpHeader outer{from.address, to.address, is_ipv6 ? kIpv6InIp : kIpv4InIp, next_identification_++};
  OctetWriter payload;
  if (tunnel == Tunnel::kGtpu) {
    outer.protocol = kUdp;
    payload.u8(0x30).u8(0xFF).u16(ip_packet.size()).u32(forth ? 0x1001 : 0x2002).octets(ip_packet);
    return ip_packet_of(outer, udp_datagram(from, to, payload.written()));
  }
  if (tunnel == Tunnel::kGre) {
    outer.protocol = kGre;
    payload.u16(0).u16(is_ipv6 ? kEtherIpv6 : kEtherIpv4);
  }
  return ip_packet_of(outer, payload.octets(ip_packet).written());
}

void Scrambler::encapsulate(std::vector<Packet>& packets, unsigned chance) {
  constexpr std::size_t kLongest = 65'000;  // with what a tunnel adds, still an IP packet
  constexpr Tunnel kTunnels[] = {Tunnel::kVlan, Tunnel::kGtpu, Tunnel::kGre, Tunnel::kIp};
  std::map<std::pair<Buffer, Buffer>, Tunnel> tunnels;
  for (Packet& packet : packets) {
    const std::optional<Parts> parts = parts_of(packet);
    if (!parts || parts->ip.size() > kLongest) continue;
    const Buffer source = copy_of(parts->address(0)), destination = copy_of(parts->address(1));
    const auto [pair, is_new] =
        tunnels.try_emplace(std::minmax(source, destination), Tunnel::kNone);
    if (is_new && happens(chance)) pair->second = kTunnels[below(std::size(kTunnels))];
    if (pair->second == Tunnel::kVlan) {
      if (packet.link_type == link_type::kEthernet) tag(packet);
    } else if (pair->second != Tunnel::kNone) {
      packet = with_ip(packet, *parts, through(pair->second, source < destination, parts->ip));
    }
  }
}

void Scrambler::reorder(std::vector<Packet>& packets, unsigned chance) {
  for (std::size_t i = 0; i < packets.size(); ++i) {
    if (!happens(chance)) continue;
    const std::size_t places = below(places_after(packets, i, kFarthest, 200 * kMillisecond) + 1);
    move_later(packets, i, places);
    i += places;
  }
}

void Scrambler::duplicate(std::vector<Packet>& packets, unsigned chance) {
  for (std::size_t i = 0; i < packets.size(); ++i) {
    if (!happens(chance)) continue;
    const std::size_t places = below(places_after(packets, i, kFarthest, 4 * kMillisecond) + 1);
    Packet again = packets[i];
    again.time_ns = packets[i + places].time_ns;
    packets.insert(packets.begin() + static_cast<std::ptrdiff_t>(i + places + 1), std::move(again));
    i += places + 1;
  }
}

void Scrambler::drop(std::vector<Packet>& packets, unsigned chance) {
  std::erase_if(packets, [&](const Packet&) { return happens(chance); });
}

Scrambled scramble(std::vector<Packet> packets, std::uint64_t seed, Loss loss) {
  struct Step {
    const char* name;
    void (Scrambler::*run)(std::vector<Packet>&, unsigned chance);
    unsigned most;  // of its chance
  };
  // Fragments of tunnelled packets and tunnelled fragments: both are there.
  constexpr Step kSteps[] = {
      {"resegment", &Scrambler::resegment, 60},      {"fragment", &Scrambler::fragment, 60},
      {"encapsulate", &Scrambler::encapsulate, 100}, {"fragment", &Scrambler::fragment, 60},
      {"reorder", &Scrambler::reorder, 60},          {"duplicate", &Scrambler::duplicate, 60},
  };
  constexpr Step kDrop = {"drop", &Scrambler::drop, 40};
  constexpr unsigned kShares[] = {0, 10, 3, 1};  // of `most`; 0: the step is left out
  constexpr unsigned kLosses[] = {20, 8, 4, 2, 1};
  Scrambler scrambler(seed);
  Scrambled result{std::move(packets), ""};
  const auto run = [&](const Step& step, unsigned share) {
    if (share == 0) return;
    const unsigned chance = step.most / share;
    (scrambler.*step.run)(result.packets, chance);
    if (!result.steps.empty()) result.steps += ", ";
    result.steps += std::string(step.name) + ' ' + std::to_string(chance) + " %";
  };
  do {
    for (const Step& step : kSteps) run(step, kShares[scrambler.below(std::size(kShares))]);
  } while (result.steps.empty());
  if (loss == Loss::kSome) run(kDrop, kLosses[scrambler.below(std::size(kLosses))]);
  return result;
}

}  // namespace mm1::test
