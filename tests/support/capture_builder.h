// Composes layers into the packets of a capture. Times are fixed, checksums right, and the packets
// stay open to change: a test may drop, repeat, reorder or retime them before they are written.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "support/capture_file.h"
#include "support/ip.h"
#include "support/wire.h"

namespace mm1::test {

/// 2026-01-05T10:00:00Z, when a capture begins unless it is told another time.
inline constexpr std::int64_t kCaptureStart = 1'767'607'200'000'000'000;

/// Collects packets; each takes the clock on by a little over a millisecond.
class CaptureBuilder {
 public:
  explicit CaptureBuilder(Wire wire = Wire::ethernet()) : CaptureBuilder(kCaptureStart, wire) {}
  explicit CaptureBuilder(std::int64_t start_ns, Wire wire = Wire::ethernet())
      : wire_(std::move(wire)), clock_ns_(start_ns) {}

  /// Packets from here on travel on another wire.
  CaptureBuilder& use(Wire wire);
  /// IP packets from here on are fragmented above this payload (a multiple of 8); 0: never.
  CaptureBuilder& fragment_above(std::size_t max_payload);
  /// Lets time pass.
  CaptureBuilder& wait(std::chrono::nanoseconds duration);

  /// Adds one transport payload between two addresses.
  CaptureBuilder& ip(std::uint8_t protocol, const Endpoint& from, const Endpoint& to,
                     Octets payload);
  CaptureBuilder& udp(const Endpoint& from, const Endpoint& to, Octets payload);

  [[nodiscard]] std::vector<Packet>& packets() { return packets_; }
  [[nodiscard]] const std::vector<Packet>& packets() const { return packets_; }

 private:
  Wire wire_;
  std::size_t max_payload_ = 0;
  std::int64_t clock_ns_;
  std::uint16_t identification_ = 1;
  std::vector<Packet> packets_;
};

/// One TCP connection, opened by a handshake. Each burst of data is acknowledged by its receiver.
class TcpConnection {
 public:
  struct Options {
    std::size_t mss = 1400;
    std::uint32_t client_sequence = 0x10000000;
    std::uint32_t server_sequence = 0x20000000;
    bool handshake = true;
  };

  TcpConnection(CaptureBuilder& capture, Endpoint client, Endpoint server)
      : TcpConnection(capture, std::move(client), std::move(server), Options()) {}
  TcpConnection(CaptureBuilder& capture, Endpoint client, Endpoint server, Options options);

  TcpConnection& from_client(Octets octets);
  TcpConnection& from_server(Octets octets);
  /// FIN from the client, then from the server.
  void close();
  /// FIN from the server first, as after a close-delimited response.
  void close_by_server();
  /// FIN from one side, which the other acknowledges; the other may go on sending.
  void finish_by_client();
  void finish_by_server();
  void reset_by_client();
  void reset_by_server();

 private:
  struct Side {
    Endpoint endpoint;
    std::uint32_t next;  // sequence number
  };
  void segment(Side& from, const Side& to, std::uint8_t flags, Octets payload = {});
  void send(Side& from, Side& to, Octets octets);
  void close(Side& first, Side& second);
  void finish(Side& from, Side& to);

  CaptureBuilder* capture_;
  Side client_;
  Side server_;
  std::size_t mss_;
};

}  // namespace mm1::test
