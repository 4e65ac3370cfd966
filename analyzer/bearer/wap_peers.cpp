#include "wap_peers.h"

#include <utility>

#include "wap_ports.h"

namespace mm1::bearer {
namespace {

constexpr std::size_t kMaxPeers = 16 * 1024;
constexpr std::int64_t kIdle = 600'000'000'000;

bool is_gateway_port(std::uint16_t port) {
  const WapPort* row = wap_port(port);
  return row != nullptr && !row->is_push;
}

// The names of the two, which a message's context refers to.
struct Names {
  explicit Names(const WapPair& pair)
      : client(pair.client.address.text()), relay(pair.relay.address.text()) {}
  std::string client;
  std::string relay;
};

Message about(const Names& names, flow::Bearer bearer, const net::Stamp& stamp) {
  Message message;
  set_place(message.context, stamp);
  message.context.bearer = bearer;
  message.context.client = names.client;
  message.context.relay = names.relay;
  return message;
}

}  // namespace

WapPair wap_pair(const net::Endpoint& source, const net::Endpoint& destination) {
  const bool from_relay = is_push_port(destination.port) ||
                          (is_gateway_port(source.port) && !is_gateway_port(destination.port));
  return from_relay ? WapPair{destination, source} : WapPair{source, destination};
}

void tell_loss(Outlet& outlet, const WapPair& pair, flow::Bearer bearer, const net::Stamp& stamp) {
  const Names names(pair);
  Message message = about(names, bearer, stamp);
  message.kind = MessageKind::kLoss;
  message.complete = false;
  outlet.sink.on_message(message);
}

void tell_findings(Outlet& outlet, const WapPair& pair, flow::Bearer bearer,
                   const net::Stamp& stamp, std::uint64_t exchange,
                   std::span<const BearerFinding> findings) {
  if (findings.empty()) return;
  const Names names(pair);
  Message message = about(names, bearer, stamp);
  message.kind = MessageKind::kFinding;
  message.context.exchange = exchange;
  message.findings = findings;
  outlet.sink.on_message(message);
}

rules::Side side_of(const WapPair& pair, const net::Endpoint& endpoint) {
  return endpoint == pair.client ? rules::Side::kClient : rules::Side::kRelay;
}

WapPeers::WapPeers(Outlet& outlet) : outlet_(outlet), peers_(kMaxPeers, kIdle) {}

void WapPeers::advance(std::int64_t now_ns) {
  peers_.advance(now_ns, [](const WapPair&, const Peer&, bool) {});
}

void WapPeers::carried_mm1(const WapPair& pair, const net::Stamp& stamp) {
  advance(stamp.time_ns);
  Peer& peer = peers_.use(pair);
  peer.carries_mm1 = true;
  for (const Held& held : std::exchange(peer.held, {})) {
    tell_findings(outlet_, pair, held.bearer, held.stamp, 0, {&held.finding, 1});
  }
}

void WapPeers::faulty(const WapPlace& place, PacketFaults faults) {
  if (faults.empty()) return;
  advance(place.stamp.time_ns);
  const WapPair pair = wap_pair(place.source, place.destination);
  Peer& peer = peers_.use(pair);
  const bool judged = peer.carries_mm1 || is_push_port(place.destination.port);
  for (PacketFault& fault : faults) {
    BearerFinding finding =
        found(fault.rule, side_of(pair, place.source), place.stamp.ref, std::move(fault.detail));
    if (judged) {
      tell_findings(outlet_, pair, place.bearer, place.stamp, 0, {&finding, 1});
    } else if (peer.held.size() < kMaxHeld) {
      peer.held.push_back({place.bearer, place.stamp, std::move(finding)});
    }
  }
}

}  // namespace mm1::bearer
