#include "support/capture_builder.h"

#include <algorithm>
#include <utility>

namespace mm1::test {
namespace {

// Odd on purpose: a reader that rounds to microseconds shows.
constexpr std::int64_t kPacketSpacing = 1'250'123;

}  // namespace

CaptureBuilder& CaptureBuilder::use(Wire wire) {
  wire_ = std::move(wire);
  return *this;
}

CaptureBuilder& CaptureBuilder::fragment_above(std::size_t max_payload) {
  max_payload_ = max_payload;
  return *this;
}

CaptureBuilder& CaptureBuilder::wait(std::chrono::nanoseconds duration) {
  clock_ns_ += duration.count();
  return *this;
}

CaptureBuilder& CaptureBuilder::ip(std::uint8_t protocol, const Endpoint& from, const Endpoint& to,
                                   Octets payload) {
  const std::uint16_t identification = identification_++;
  const Buffer whole = ip_packet_of({from.address, to.address, protocol, identification}, payload);
  const std::size_t max_payload = max_payload_ == 0 ? whole.size() : max_payload_;
  for (const Buffer& packet : fragments_of(whole, max_payload, identification)) {
    for (Buffer& frame : wire_.frames(packet)) {
      packets_.push_back({clock_ns_, wire_.link_type(), std::move(frame)});
      clock_ns_ += kPacketSpacing;
    }
  }
  return *this;
}

CaptureBuilder& CaptureBuilder::udp(const Endpoint& from, const Endpoint& to, Octets payload) {
  return ip(kUdp, from, to, udp_datagram(from, to, payload));
}

TcpConnection::TcpConnection(CaptureBuilder& capture, Endpoint client, Endpoint server,
                             Options options)
    : capture_(&capture),
      client_{std::move(client), options.client_sequence},
      server_{std::move(server), options.server_sequence},
      mss_(options.mss) {
  if (!options.handshake) return;
  segment(client_, Side{server_.endpoint, 0}, kSyn);
  segment(server_, client_, kSyn | kAck);
  segment(client_, server_, kAck);
}

TcpConnection& TcpConnection::from_client(Octets octets) {
  send(client_, server_, octets);
  return *this;
}

TcpConnection& TcpConnection::from_server(Octets octets) {
  send(server_, client_, octets);
  return *this;
}

void TcpConnection::close() { close(client_, server_); }
void TcpConnection::close_by_server() { close(server_, client_); }
void TcpConnection::finish_by_client() { finish(client_, server_); }
void TcpConnection::finish_by_server() { finish(server_, client_); }
void TcpConnection::reset_by_client() { segment(client_, server_, kRst | kAck); }
void TcpConnection::reset_by_server() { segment(server_, client_, kRst | kAck); }

void TcpConnection::segment(Side& from, const Side& to, std::uint8_t flags, Octets payload) {
  const TcpHeader header{from.next, (flags & kAck) != 0 ? to.next : 0, flags};
  capture_->ip(kTcp, from.endpoint, to.endpoint,
               tcp_segment(from.endpoint, to.endpoint, header, payload));
  const bool takes_one = (flags & (kSyn | kFin)) != 0;
  from.next += static_cast<std::uint32_t>(payload.size()) + (takes_one ? 1 : 0);
}

void TcpConnection::send(Side& from, Side& to, Octets octets) {
  while (!octets.empty()) {
    const std::size_t length = std::min(mss_, octets.size());
    const bool last = length == octets.size();
    segment(from, to, static_cast<std::uint8_t>(kAck | (last ? kPsh : 0)), octets.first(length));
    octets = octets.subspan(length);
  }
  segment(to, from, kAck);
}

void TcpConnection::close(Side& first, Side& second) {
  segment(first, second, kFin | kAck);
  segment(second, first, kFin | kAck);
  segment(first, second, kAck);
}

void TcpConnection::finish(Side& from, Side& to) {
  segment(from, to, kFin | kAck);
  segment(to, from, kAck);
}

}  // namespace mm1::test
