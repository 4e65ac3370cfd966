#include "mm1/bearer/bearers.h"

#include <algorithm>

#include "bare_pdu.h"
#include "cdma_message.h"
#include "outlet.h"
#include "recent.h"
#include "sip_message.h"
#include "text.h"
#include "undecided.h"
#include "wap_peers.h"
#include "wap_ports.h"
#include "wsp_connectionless.h"
#include "wtls.h"
#include "wtp.h"

namespace mm1::bearer {
namespace {

using capture::LeftOut;

// The destination's port says more: an answer goes to any port, and comes from a known one. Where
// the other port belongs to another service (DNS …), ours is a client's port of the moment.
const WapPort* find_ports(const net::Datagram& datagram) {
  constexpr std::uint16_t kFirstUserPort = 1024;
  if (std::min(datagram.source.port, datagram.destination.port) < kFirstUserPort) return nullptr;
  const WapPort* row = wap_port(datagram.destination.port);
  return row != nullptr ? row : wap_port(datagram.source.port);
}

}  // namespace

class Bearers::State {
 public:
  State(MessageSink& sink, capture::LeftOutCounts& left_out, const BearerOptions& options)
      : outlet_(sink, left_out, options),
        peers_(outlet_),
        connectionless_(outlet_, peers_),
        wtp_(outlet_, peers_),
        sms_(outlet_),
        readers_(outlet_, sms_) {}

  [[nodiscard]] static bool wants(const net::Datagram& datagram) {
    return find_ports(datagram) != nullptr || WspConnectionless::can_be_push(datagram) ||
           parse_sip_message(datagram.payload);
  }

  void on_datagram(const net::Datagram& datagram) {
    switch (datagram.carries) {
      case net::Payload::kMm1:
        return deliver_bare_pdu(outlet_, datagram);
      case net::Payload::kWsp:
        return connectionless_.on_datagram(datagram);
      case net::Payload::kWtp:
        return wtp_.on_datagram(datagram);
      default:
        return on_datagram_by_ports(datagram);
    }
  }

  void on_datagram_by_ports(const net::Datagram& datagram) {
    const WapPort* row = find_ports(datagram);
    if (row == nullptr) {
      if (take_sip(datagram) || connectionless_.take_push(datagram)) return;
      outlet_.count(LeftOut::kUdpOther);
      return;
    }
    if (row->is_secure && is_wtls(datagram.payload)) return on_wtls(datagram);
    if (row->is_connection) return wtp_.on_datagram(datagram);
    connectionless_.on_datagram(datagram);
  }

  std::unique_ptr<net::StreamReader> open(const net::Endpoint& client, const net::Endpoint& server,
                                          Octets first) {
    const Protocol protocol = recognise(first);
    if (protocol == Protocol::kUnknown) {
      return std::make_unique<UndecidedReader>(readers_, client, server);
    }
    return readers_.make(protocol, client, server);
  }

  void advance(std::int64_t now_ns) {
    connectionless_.advance(now_ns);
    wtp_.advance(now_ns);
    sms_.advance(now_ns);
  }

  void finish() {
    connectionless_.finish();
    wtp_.finish();
    sms_.finish();
  }

 private:
  struct Nothing {};

  // A short message of CDMA in IMS.
  bool take_sip(const net::Datagram& datagram) {
    const auto sip = parse_sip_message(datagram.payload);
    if (!sip || !equals_ignoring_case(sip->content_type, kCdmaMessageType)) return false;
    auto cdma = parse_cdma_message(sip->body);
    if (!cdma) {
      outlet_.count(missing_octets(datagram) != 0 ? LeftOut::kSmsIncomplete : LeftOut::kSmsOther);
      return true;
    }
    // On its way to the phone a message names only who sent it.
    if (cdma->destination.empty()) cdma->destination = sip->user;
    sms_.on_message(cdma->short_message(), {.sender = datagram.source.address,
                                            .receiver = datagram.destination.address,
                                            .stamp = datagram.stamp,
                                            .frames = datagram.frames});
    return true;
  }

  // WTLS hides what it carries. Each pair of endpoints counts as one connection, and for the
  // tracker each of its records may have been MM1.
  void on_wtls(const net::Datagram& datagram) {
    const WapPair pair = wap_pair(datagram.source, datagram.destination);
    secure_.advance(datagram.stamp.time_ns, [](const WapPair&, Nothing&, bool) {});
    if (secure_.find(pair) == nullptr) outlet_.count(LeftOut::kWtls);
    secure_.use(pair);
    tell_loss(outlet_, pair, flow::Bearer::kWspCo, datagram.stamp);
  }

  static constexpr std::size_t kMaxSecure = 4096;
  static constexpr std::int64_t kSecureIdle = 3600'000'000'000;

  Outlet outlet_;
  WapPeers peers_;
  WspConnectionless connectionless_;
  Wtp wtp_;
  SmsAssembler sms_;
  ReaderMaker readers_;
  RecentMap<WapPair, Nothing, WapPairHash> secure_{kMaxSecure, kSecureIdle};
};

Bearers::Bearers(MessageSink& sink, capture::LeftOutCounts& left_out, BearerOptions options)
    : state_(std::make_unique<State>(sink, left_out, options)) {}

Bearers::~Bearers() = default;

bool Bearers::wants(const net::Datagram& datagram) { return State::wants(datagram); }

void Bearers::on_datagram(const net::Datagram& datagram) { state_->on_datagram(datagram); }

std::unique_ptr<net::StreamReader> Bearers::open(const net::Endpoint& client,
                                                 const net::Endpoint& server,
                                                 [[maybe_unused]] bool from_client, Octets first) {
  return state_->open(client, server, first);
}

void Bearers::advance(std::int64_t time_ns) { state_->advance(time_ns); }

void Bearers::finish() { state_->finish(); }

}  // namespace mm1::bearer
