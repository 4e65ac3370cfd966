// Feeds net::Network packets, and records what it delivers.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mm1/net/network.h"
#include "support/ip.h"
#include "support/wire.h"

namespace mm1::test {

/// A UDP datagram, copied.
struct SeenDatagram {
  std::string source;  // "10.0.0.1 1024"
  std::string destination;
  std::string payload;
  std::size_t reported_length = 0;
  std::vector<std::uint32_t> frames;
  std::uint32_t completed_by = 0;
  net::Payload carries = net::Payload::kUnknown;
};

struct SeenOctets {
  bool from_client = false;
  std::string octets;
  std::uint32_t frame = 0;
  std::uint32_t completed_by = 0;
};

/// What a stream reader was told. In the texts a gap is "<N>" and the end one of "." FIN, "!"
/// reset, "+" replaced, "~" end of the capture, "-" evicted.
struct SeenStream {
  std::string client;
  std::string server;
  std::string from_client;
  std::string from_server;
  std::vector<SeenOctets> deliveries;
  bool closed = false;  // the reader was destroyed
};

[[nodiscard]] std::string text_of(const net::Endpoint& end);
[[nodiscard]] Buffer buffer_of(std::string_view text);

/// Sink, factory and network in one.
class Recorder : public net::DatagramSink, public net::StreamReaderFactory {
 public:
  explicit Recorder(net::NetworkOptions options = {});

  /// One packet, a millisecond after the one before, its last `cut` octets not captured.
  void packet(const Buffer& octets, std::uint32_t link_type, std::size_t cut = 0);
  /// The same for a packet without link layer.
  void ip_packet(const Buffer& octets, std::size_t cut = 0) { packet(octets, 101, cut); }
  /// One packet as it was captured.
  void packet(const capture::Packet& packet) { network_.packet(packet); }
  void finish() { network_.finish(); }

  void on_datagram(const net::Datagram& datagram) override;
  std::unique_ptr<net::StreamReader> open(const net::Endpoint& client, const net::Endpoint& server,
                                          bool from_client, net::Octets first) override;

  std::vector<SeenDatagram> datagrams;
  std::vector<std::shared_ptr<SeenStream>> streams;
  std::vector<std::string> offered;  // first octets given to open()
  capture::LeftOutCounts left_out;
  std::int64_t time_ns = 1'700'000'000'000'000'000;
  std::uint32_t frame = 0;
  std::string refuse_first;  // streams whose first octets are these are refused by open()
  std::string refuse_later;  // those that bring these are refused by on_octets()
  bool refuse_gaps = false;  // every stream is refused by on_gap()

 private:
  net::Network network_;
};

/// Segments of one TCP connection. Positions count from 0 for the first octet of a side.
class Conversation {
 public:
  explicit Conversation(net::NetworkOptions options = {}) : seen(options) {}

  /// SYN, SYN and ACK, ACK.
  void handshake();
  /// A segment at a position. Unless told otherwise it acknowledges all that the other side has
  /// sent before it.
  struct More {
    std::uint8_t flags = kAck;
    std::optional<std::uint32_t> acknowledges;
    std::size_t cut = 0;
  };
  void client(std::uint32_t at, std::string_view octets, const More& more);
  void client(std::uint32_t at, std::string_view octets = {}) { client(at, octets, More()); }
  void server(std::uint32_t at, std::string_view octets, const More& more);
  void server(std::uint32_t at, std::string_view octets = {}) { server(at, octets, More()); }
  /// Acknowledgements without octets, `count` of them.
  void idle(int count);

  /// What the only stream shows, after the end of the capture.
  [[nodiscard]] const SeenStream& stream();

  Recorder seen;
  Endpoint client_end{"10.0.0.1", 40'000};
  Endpoint server_end{"10.0.0.2", 80};
  std::uint32_t client_initial = 1000;  // sequence numbers of the SYNs
  std::uint32_t server_initial = 2000;

 private:
  void segment(bool from_client, std::uint32_t at, std::string_view octets, const More& more);
  std::uint32_t client_end_at_ = 0;
  std::uint32_t server_end_at_ = 0;
};

}  // namespace mm1::test
