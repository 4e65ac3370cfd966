// Any octets as one packet, of any link type. Of the input, octet 0 chooses the link type and the
// next two say how many octets more were on the wire.
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>

#include "expect.h"
#include "mm1/net/network.h"

namespace {

using mm1::fuzz::expect;
namespace net = mm1::net;

constexpr std::uint32_t kLinkTypes[] = {1,   113, 276, 101, 12,  14,  228, 229, 0,
                                        108, 9,   50,  51,  204, 104, 105, 119, 127,
                                        163, 192, 252, 147, 148, 149, 150, 151, 152};

class Reader final : public net::StreamReader {
 public:
  bool on_octets(bool, net::Octets octets, const net::Stamp& stamp) override {
    expect(!octets.empty(), "no octets");
    expect(stamp.ref.frame == 1, "octets of a packet that was not there");
    return true;
  }
  bool on_gap(bool, std::uint64_t length, const net::Stamp&) override {
    expect(length != 0, "a gap of nothing");
    return true;
  }
  void on_end(bool, net::StreamEnd, const net::Stamp&) override {
    expect(++ends_ <= 2, "more ends than directions");
  }

 private:
  int ends_ = 0;
};

class Sink final : public net::DatagramSink, public net::StreamReaderFactory {
 public:
  explicit Sink(std::size_t size) : size_(size) {}
  void on_datagram(const net::Datagram& datagram) override {
    expect(datagram.payload.size() <= size_, "more octets than came");
    expect(datagram.payload.size() <= datagram.reported_length, "more octets than were sent");
    expect(!datagram.frames.empty(), "a datagram of no frame");
  }
  std::unique_ptr<net::StreamReader> open(const net::Endpoint&, const net::Endpoint&, bool,
                                          net::Octets first) override {
    expect(!first.empty() && first.size() <= size_, "more octets than came");
    return std::make_unique<Reader>();
  }

 private:
  std::size_t size_;
};

net::NetworkOptions all_user_links() {
  net::NetworkOptions options;
  constexpr net::Payload kPayloads[] = {net::Payload::kMm1, net::Payload::kWsp,
                                        net::Payload::kWtp, net::Payload::kStream,
                                        net::Payload::kIp,  net::Payload::kEthernet};
  for (std::size_t i = 0; i < std::size(kPayloads); ++i) options.user_links[i] = kPayloads[i];
  return options;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kHead = 3;
  if (size < kHead) return 0;
  mm1::capture::Packet packet;
  packet.ref = {0, 1};
  packet.link_type = kLinkTypes[data[0] % std::size(kLinkTypes)];
  packet.octets = net::Octets(data, size).subspan(kHead);
  const unsigned not_captured = unsigned{data[1]} << 8 | data[2];
  packet.original_length = static_cast<std::uint32_t>(packet.octets.size()) + not_captured;

  mm1::capture::LeftOutCounts left_out;
  Sink sink(size);
  net::Network network(sink, sink, left_out, all_user_links());
  network.packet(packet);
  network.finish();
  return 0;
}
