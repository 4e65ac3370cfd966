// Segments of one TCP connection, in any order, repeated, overlapping, cut and in fragments. The
// octet at each position is known, so that the reader can tell whether what it gets is what was
// sent, from where, and whether a gap is one. Each six octets of the input are a packet.
#include <algorithm>
#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "expect.h"
#include "mm1/net/network.h"
#include "support/ip.h"

namespace {

using mm1::fuzz::expect;
namespace net = mm1::net;
namespace test = mm1::test;

constexpr std::size_t kPositions = 20'000;
constexpr std::uint32_t kInitial[] = {0xFFFF'F000, 77};  // of the server, the client

std::uint8_t octet_at(bool from_client, std::uint64_t position) {
  return static_cast<std::uint8_t>((position * 2654435761u >> 13) + (from_client ? 1 : 0));
}

/// Positions of each direction of which an octet was captured: with those of the packet at hand,
/// and before it. Time may make a gap certain before the packet is looked at.
struct Captured {
  std::array<std::bitset<kPositions>, 2> now;
  std::array<std::bitset<kPositions>, 2> before;
};

class Reader final : public net::StreamReader {
 public:
  explicit Reader(const Captured& captured) : captured_(captured) {}

  bool on_octets(bool from_client, net::Octets octets, const net::Stamp& stamp) override {
    expect(!ended_[from_client], "octets behind the end");
    expect(stamp.ref <= stamp.completed_by, "octets that were complete before they came");
    for (const std::uint8_t octet : octets) {
      std::uint64_t& position = next_[from_client];
      expect(position < kPositions && captured_.now[from_client][position],
             "an octet that was not captured");
      expect(octet == octet_at(from_client, position), "an octet of another position");
      ++position;
    }
    return true;
  }
  bool on_gap(bool from_client, std::uint64_t length, const net::Stamp&) override {
    expect(length != 0 && !ended_[from_client], "a gap of nothing, or behind the end");
    // Of what was lost before the first octets the reader hears late.
    const bool first = next_[from_client] == 0;
    for (std::uint64_t i = 0; i < length; ++i) {
      const std::uint64_t position = next_[from_client]++;
      expect(first || position >= kPositions || !captured_.before[from_client][position],
             "a gap where octets were captured");
    }
    return true;
  }
  void on_end(bool from_client, net::StreamEnd, const net::Stamp&) override {
    expect(!ended_[from_client], "two ends");
    ended_[from_client] = true;
  }

 private:
  const Captured& captured_;
  std::array<std::uint64_t, 2> next_{};
  std::array<bool, 2> ended_{};
};

class Sink final : public net::DatagramSink, public net::StreamReaderFactory {
 public:
  void on_datagram(const net::Datagram&) override { expect(false, "a datagram of TCP"); }
  std::unique_ptr<net::StreamReader> open(const net::Endpoint&, const net::Endpoint&, bool,
                                          net::Octets) override {
    // A second connection begins who knows where.
    if (opened_) return nullptr;
    opened_ = true;
    return std::make_unique<Reader>(captured);
  }
  Captured captured;

 private:
  bool opened_ = false;
};

/// One packet as the input describes it.
struct Segment {
  bool from_client = false;
  std::uint8_t flags = test::kAck;
  std::uint32_t position = 0;
  std::uint32_t acknowledged = 0;
  std::size_t length = 0;
  std::size_t cut = 0;       // octets the snap length keeps out
  std::size_t fragment = 0;  // octets of each; 0: none
  bool backwards = false;    // the last fragment first
  std::int64_t wait_ns = 0;
};

Segment segment_of(const std::uint8_t* six) {
  constexpr std::uint8_t kFlags[] = {test::kAck, test::kAck,
                                     test::kAck, test::kAck | test::kFin,
                                     test::kRst, test::kSyn | test::kAck,
                                     test::kAck, 0};
  Segment segment;
  segment.from_client = (six[0] & 1) != 0;
  segment.flags = kFlags[six[0] >> 1 & 7];
  if (segment.from_client && (segment.flags & test::kSyn) != 0) segment.flags = test::kSyn;
  if ((six[0] & 0x10) != 0) segment.fragment = 48 + (six[5] & 0x38u);
  segment.backwards = (six[0] & 0x20) != 0;
  if ((six[0] & 0x40) != 0) segment.cut = six[5];
  if ((six[0] & 0x80) != 0) segment.wait_ns = std::int64_t{six[5]} * 10'000'000;
  segment.position = static_cast<std::uint32_t>(six[1] << 8 | six[2]) % (kPositions - 256);
  segment.length = six[3];
  segment.acknowledged = std::uint32_t{six[4]} * 64;
  return segment;
}

class Line {
 public:
  void send(const Segment& segment) {
    const test::Endpoint ends[] = {{"10.0.0.2", 80}, {"10.0.0.1", 40'000}};
    const test::Endpoint& from = ends[segment.from_client];
    const test::Endpoint& to = ends[!segment.from_client];
    test::TcpHeader header;
    header.flags = segment.flags;
    const bool opens = (segment.flags & test::kSyn) != 0;
    header.sequence = kInitial[segment.from_client] + (opens ? 0 : 1 + segment.position);
    header.acknowledgement = kInitial[!segment.from_client] + 1 + segment.acknowledged;
    test::Buffer octets;
    for (std::size_t i = 0; !opens && i < segment.length; ++i) {
      octets.push_back(octet_at(segment.from_client, segment.position + i));
    }
    const std::size_t cut = segment.fragment != 0 ? 0 : std::min(segment.cut, octets.size());
    sink_.captured.before = sink_.captured.now;
    for (std::size_t i = 0; (segment.flags & test::kRst) == 0 && i + cut < octets.size(); ++i) {
      sink_.captured.now[segment.from_client].set(segment.position + i);
    }
    time_ns_ += segment.wait_ns;
    const test::Buffer packet =
        test::ip_packet_of({from.address, to.address, test::kTcp, ++identification_},
                           test::tcp_segment(from, to, header, octets));
    if (segment.fragment == 0) return capture(packet, cut);
    auto fragments = test::fragments_of(packet, segment.fragment, identification_);
    if (segment.backwards) fragments = {fragments.rbegin(), fragments.rend()};
    for (const test::Buffer& fragment : fragments) capture(fragment, 0);
  }
  void finish() { network_.finish(); }

 private:
  void capture(const test::Buffer& octets, std::size_t cut) {
    mm1::capture::Packet packet;
    packet.ref = {0, ++frame_};
    packet.time_ns = time_ns_ += 100'000;
    packet.link_type = 101;
    packet.original_length = static_cast<std::uint32_t>(octets.size());
    packet.octets = net::Octets(octets).first(octets.size() - cut);
    network_.packet(packet);
  }

  Sink sink_;
  mm1::capture::LeftOutCounts left_out_;
  net::Network network_{sink_, sink_, left_out_};
  std::int64_t time_ns_ = 0;
  std::uint32_t frame_ = 0;
  std::uint16_t identification_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kSegment = 6;
  constexpr std::size_t kMaxInput = 80 * kSegment;
  Line line;
  line.send({.from_client = true, .flags = test::kSyn});
  line.send({.from_client = false, .flags = test::kSyn | test::kAck});
  for (std::size_t at = 0; at + kSegment <= std::min(size, kMaxInput); at += kSegment) {
    line.send(segment_of(data + at));
  }
  line.finish();
  return 0;
}
