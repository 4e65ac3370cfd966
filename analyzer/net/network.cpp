#include "mm1/net/network.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "budget.h"
#include "duplicates.h"
#include "exported_pdu.h"
#include "fragments.h"
#include "ip_header.h"
#include "link_layer.h"
#include "piece_streams.h"
#include "plain_packet.h"
#include "tcp_segment.h"
#include "tcp_streams.h"
#include "tunnel.h"

namespace mm1::net {
namespace {

constexpr int kMaxTunnels = 8;  // one inside the other
constexpr std::size_t kUdpHeader = 8;

}  // namespace

class Network::State {
 public:
  State(DatagramSink& datagrams, StreamReaderFactory& streams, capture::LeftOutCounts& left_out,
        const NetworkOptions& options)
      : datagrams_(datagrams),
        left_out_(left_out),
        budget_(options.max_memory / 8),
        fragments_(budget_, left_out, options.fragment_timeout_ns),
        tcp_(streams, left_out, options),
        user_links_(options.user_links),
        innermost_(options.innermost) {}

  void packet(const capture::Packet& packet) {
    const Carrier carrier{{&packet.ref, 1}, packet.ref, packet.time_ns};
    tcp_.tick({packet.ref, packet.time_ns, packet.ref, packet.time_ns});
    const Layer layer{packet.octets,
                      std::max<std::size_t>(packet.original_length, packet.octets.size())};
    Peeled peeled;
    const auto reason = peel_link(packet.link_type, layer, peeled);
    if (reason == LeftOut::kLinkTypeUnknown) {
      if (!told_otherwise(packet.link_type, layer, carrier)) {
        left_out_.add_unread_link_type(packet.link_type);
      }
      return;
    }
    ip_packets(reason, peeled, carrier, 0);
  }

  void finish() {
    fragments_.finish();
    tcp_.finish();
  }

 private:
  /// The frames a packet came in: several when the packet outside it was in fragments.
  struct Carrier {
    std::span<const FrameRef> frames;
    FrameRef completed_by;
    std::int64_t time_ns = 0;
  };

  bool left_out(std::optional<LeftOut> reason) {
    if (reason) left_out_.add(*reason);
    return reason.has_value();
  }

  // What peeling gave: an IP packet or the reason why not, and perhaps more packets behind it.
  void ip_packets(std::optional<LeftOut> reason, Peeled& peeled, const Carrier& carrier,
                  int depth) {
    for (;;) {
      if (!left_out(reason)) ip_packet(peeled.packet, carrier, depth);
      if (peeled.others.octets.empty()) return;
      const Layer others = peeled.others;
      reason = peel(ether_type::kMsdus, others, peeled);
    }
  }

  // A link type that says nothing of what it carries: the export, or the user, does. False when
  // none does, or it is nothing we read.
  bool told_otherwise(std::uint32_t link_type, const Layer& layer, const Carrier& carrier) {
    ExportedPdu pdu;
    pdu.octets = layer;
    const std::uint32_t user = link_type - kFirstUserLinkType;
    if (link_type == kExportedPdu) {
      if (left_out(read_exported_pdu(layer, pdu))) return true;
    } else if (user < user_links_.size()) {
      pdu.payload = user_links_[user];
    }
    switch (pdu.payload) {
      case Payload::kUnknown:
        return false;
      case Payload::kIp:
        tunnelled(by_ip_version, pdu.octets, carrier, 0);
        return true;
      case Payload::kEthernet:
        tunnelled(ether_type::kEthernet, pdu.octets, carrier, 0);
        return true;
      case Payload::kStream:
        stream_piece(pdu, carrier);
        return true;
      case Payload::kMm1:
      case Payload::kWsp:
      case Payload::kWtp:
        datagrams_.on_datagram(
            datagram_of(pdu.source, pdu.destination, pdu.octets, carrier, pdu.payload));
        return true;
    }
    return false;
  }

  void stream_piece(const ExportedPdu& pdu, const Carrier& carrier) {
    TcpSegment segment;
    segment.source = pdu.source;
    segment.destination = pdu.destination;
    segment.payload = pdu.octets;
    segment.ref = carrier.completed_by;
    segment.time_ns = carrier.time_ns;
    pieces_.piece(segment);
  }

  static Datagram datagram_of(const Endpoint& source, const Endpoint& destination,
                              const Layer& payload, const Carrier& carrier, Payload carries) {
    return {.source = source,
            .destination = destination,
            .payload = payload.octets,
            .reported_length = payload.wire_length,
            .stamp = {carrier.completed_by, carrier.time_ns, carrier.completed_by, carrier.time_ns},
            .frames = carrier.frames,
            .carries = carries};
  }

  void tunnelled(EtherType type, const Layer& layer, const Carrier& carrier, int depth) {
    if (depth == kMaxTunnels) {
      left_out_.add(LeftOut::kTunnelsTooDeep);
      return;
    }
    Peeled peeled;
    const auto reason = peel(type, layer, peeled);
    ip_packets(reason, peeled, carrier, depth + 1);
  }

  void tunnelled(TakeHeader take, const Layer& layer, const Carrier& carrier, int depth) {
    HeaderReader in(layer);
    const EtherType type = take(in);
    if (!left_out(in.failure())) tunnelled(type, in.rest(), carrier, depth);
  }

  void ip_packet(Layer layer, const Carrier& carrier, int depth) {
    IpHeader header;
    if (left_out(take_ip_header(layer, header))) return;
    if (!header.fragment) {
      transport(layer, header, carrier, depth);
      return;
    }
    if (captured_again(header, layer, carrier)) return;
    const auto joined = fragments_.add(header, layer, carrier.frames, carrier.time_ns);
    if (!joined) return;
    Layer whole{joined->octets, joined->wire_length};
    header.fragment = header.more_fragments = false;
    header.fragment_offset = 0;
    if (header.source.family == 6 && left_out(take_ipv6_extensions(whole, header))) return;
    if (header.fragment) {  // fragments of fragments: no sender makes them
      left_out_.add(LeftOut::kIpMalformed);
      return;
    }
    transport(whole, header, {joined->frames, carrier.completed_by, carrier.time_ns}, depth);
  }

  void transport(Layer layer, const IpHeader& header, const Carrier& carrier, int depth) {
    switch (header.protocol) {
      case protocol::kTcp:
        tcp(layer, header, carrier);
        return;
      case protocol::kUdp:
        udp(layer, header, carrier, depth);
        return;
      default:
        break;
    }
    const TakeHeader take = ip_tunnel(header.protocol);
    if (take == nullptr) {  // among them ICMP errors: what they quote was not sent a second time
      left_out_.add(LeftOut::kTransportOther);
      return;
    }
    tunnelled(take, layer, carrier, depth);
  }

  bool filtered_out(const IpHeader& header, const Layer& layer) {
    if (innermost_ == nullptr) return false;
    const Layer packet = plain_packet_.of(header, layer);
    const bool wanted = innermost_->wants(packet.octets, packet.wire_length);
    if (!wanted) left_out_.add(LeftOut::kFiltered);
    return !wanted;
  }

  void tcp(const Layer& layer, const IpHeader& header, const Carrier& carrier) {
    if (filtered_out(header, layer)) return;
    TcpSegment segment;
    if (left_out(read_tcp_segment(layer, header, segment))) return;
    segment.ref = carrier.completed_by;
    segment.time_ns = carrier.time_ns;
    tcp_.segment(segment);
  }

  void udp(Layer layer, const IpHeader& header, const Carrier& carrier, int depth) {
    HeaderReader in(layer);
    const std::uint16_t source_port = in.u16();
    const std::uint16_t destination_port = in.u16();
    const std::size_t length = in.u16();
    in.skip(2);
    if (left_out(in.failure())) return;
    Layer payload = in.rest();
    if (length != 0) {  // 0 is a jumbogram: all of it
      if (length < kUdpHeader) {
        left_out_.add(LeftOut::kIpMalformed);
        return;
      }
      payload.confine(length - kUdpHeader);
    }
    if (const auto type = take_udp_tunnel(source_port, destination_port, payload)) {
      tunnelled(*type, payload, carrier, depth);
      return;
    }
    if (filtered_out(header, layer)) return;
    const Datagram datagram =
        datagram_of({header.source, source_port}, {header.destination, destination_port}, payload,
                    carrier, Payload::kUnknown);
    if (datagrams_.wants(datagram) && captured_again(header, layer, carrier)) return;
    datagrams_.on_datagram(datagram);
  }

  bool captured_again(const IpHeader& header, const Layer& layer, const Carrier& carrier) {
    const bool again = duplicates_.again(header, layer, carrier.time_ns);
    if (again) left_out_.add(LeftOut::kDuplicateFrames);
    return again;
  }

  DatagramSink& datagrams_;
  capture::LeftOutCounts& left_out_;
  Budget budget_;
  Fragments fragments_;
  Duplicates duplicates_;
  TcpStreams tcp_;
  PieceStreams pieces_{tcp_};
  std::array<Payload, kUserLinkTypes> user_links_;
  InnermostFilter* innermost_;
  PlainPacket plain_packet_;
};

Network::Network(DatagramSink& datagrams, StreamReaderFactory& streams,
                 capture::LeftOutCounts& left_out, NetworkOptions options)
    : state_(std::make_unique<State>(datagrams, streams, left_out, options)) {}
Network::~Network() = default;

void Network::packet(const capture::Packet& packet) { state_->packet(packet); }
void Network::finish() { state_->finish(); }

}  // namespace mm1::net
