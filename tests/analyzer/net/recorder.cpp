#include "analyzer/net/recorder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

namespace mm1::test {
namespace {

std::string text_of(net::Octets octets) { return {octets.begin(), octets.end()}; }

char mark_of(net::StreamEnd end) {
  switch (end) {
    case net::StreamEnd::kFin:
      return '.';
    case net::StreamEnd::kReset:
      return '!';
    case net::StreamEnd::kReplaced:
      return '+';
    case net::StreamEnd::kCaptureEnd:
      return '~';
    case net::StreamEnd::kEvicted:
      return '-';
  }
  return '?';
}

class RecordingReader : public net::StreamReader {
 public:
  RecordingReader(std::shared_ptr<SeenStream> stream, std::string refuse, bool refuse_gaps)
      : stream_(std::move(stream)), refuse_(std::move(refuse)), refuse_gaps_(refuse_gaps) {}
  ~RecordingReader() override { stream_->closed = true; }

  bool on_octets(bool from_client, net::Octets octets, const net::Stamp& stamp) override {
    stream_->deliveries.push_back(
        {from_client, text_of(octets), stamp.ref.frame, stamp.completed_by.frame});
    side(from_client) += text_of(octets);
    return refuse_.empty() || text_of(octets) != refuse_;
  }
  bool on_gap(bool from_client, std::uint64_t length, const net::Stamp& /*stamp*/) override {
    side(from_client) += "<" + std::to_string(length) + ">";
    return !refuse_gaps_;
  }
  void on_end(bool from_client, net::StreamEnd end, const net::Stamp& /*stamp*/) override {
    side(from_client) += mark_of(end);
  }

 private:
  std::string& side(bool client) { return client ? stream_->from_client : stream_->from_server; }

  std::shared_ptr<SeenStream> stream_;
  std::string refuse_;
  bool refuse_gaps_;
};

}  // namespace

std::string text_of(const net::Endpoint& end) {
  return end.address.text() + " " + std::to_string(end.port);
}

Buffer buffer_of(std::string_view text) { return {text.begin(), text.end()}; }

Recorder::Recorder(net::NetworkOptions options) : network_(*this, *this, left_out, options) {}

void Recorder::packet(const Buffer& octets, std::uint32_t link_type, std::size_t cut) {
  // An allocation of its own, so that reading behind what was captured is noticed.
  const Buffer captured(octets.begin(), octets.end() - static_cast<std::ptrdiff_t>(cut));
  time_ns += 1'000'000;
  capture::Packet packet;
  packet.ref = {0, ++frame};
  packet.time_ns = time_ns;
  packet.link_type = link_type;
  packet.original_length = static_cast<std::uint32_t>(octets.size());
  packet.octets = captured;
  network_.packet(packet);
}

void Recorder::on_datagram(const net::Datagram& datagram) {
  SeenDatagram seen{text_of(datagram.source),
                    text_of(datagram.destination),
                    text_of(datagram.payload),
                    datagram.reported_length,
                    {},
                    datagram.stamp.completed_by.frame,
                    datagram.carries};
  for (const net::FrameRef& ref : datagram.frames) seen.frames.push_back(ref.frame);
  datagrams.push_back(std::move(seen));
}

std::unique_ptr<net::StreamReader> Recorder::open(const net::Endpoint& client,
                                                  const net::Endpoint& server, bool /*from_client*/,
                                                  net::Octets first) {
  offered.push_back(text_of(first));
  if (!refuse_first.empty() && offered.back() == refuse_first) return nullptr;
  streams.push_back(std::make_shared<SeenStream>());
  streams.back()->client = text_of(client);
  streams.back()->server = text_of(server);
  return std::make_unique<RecordingReader>(streams.back(), refuse_later, refuse_gaps);
}

void Conversation::handshake() {
  segment(true, static_cast<std::uint32_t>(-1), {}, {kSyn, {}, 0});
  segment(false, static_cast<std::uint32_t>(-1), {}, {kSyn | kAck, 0, 0});
  segment(true, 0, {}, {kAck, 0, 0});
}

void Conversation::client(std::uint32_t at, std::string_view octets, const More& more) {
  segment(true, at, octets, more);
}

void Conversation::server(std::uint32_t at, std::string_view octets, const More& more) {
  segment(false, at, octets, more);
}

void Conversation::idle(int count) {
  for (int i = 0; i < count; ++i) client(client_end_at_);
}

void Conversation::segment(bool from_client, std::uint32_t at, std::string_view octets,
                           const More& more) {
  const std::uint32_t own = from_client ? client_initial : server_initial;
  const std::uint32_t others = from_client ? server_initial : client_initial;
  std::uint32_t& own_end = from_client ? client_end_at_ : server_end_at_;
  const std::uint32_t others_end = from_client ? server_end_at_ : client_end_at_;
  TcpHeader header;
  header.sequence = own + 1 + at;
  header.flags = more.flags;
  if ((more.flags & kAck) != 0) {
    header.acknowledgement = others + 1 + more.acknowledges.value_or(others_end);
  }
  const Endpoint& from = from_client ? client_end : server_end;
  const Endpoint& to = from_client ? server_end : client_end;
  seen.ip_packet(ip_packet_of({from.address, to.address, kTcp, 0},
                              tcp_segment(from, to, header, buffer_of(octets))),
                 more.cut);
  if ((more.flags & kSyn) != 0) {  // a new connection counts anew
    own_end = 0;
    return;
  }
  own_end = std::max(own_end, at + static_cast<std::uint32_t>(octets.size()) +
                                  ((more.flags & kFin) != 0 ? 1u : 0u));
}

const SeenStream& Conversation::stream() {
  static const SeenStream kNone;
  seen.finish();
  EXPECT_EQ(seen.streams.size(), 1u);
  return seen.streams.size() == 1 ? *seen.streams.front() : kNone;
}

}  // namespace mm1::test
