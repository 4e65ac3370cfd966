#include "wsp_connectionless.h"

#include <utility>

namespace mm1::bearer {
namespace {

using capture::LeftOut;
using rules::operator""_rule;

constexpr std::size_t kMaxRequests = 16 * 1024;
constexpr std::int64_t kIdle = 300'000'000'000;  // the longest wait WTP knows (WAP-224 app. A)

WspCarriage carriage_of(const net::Datagram& datagram) {
  return {.bearer = flow::Bearer::kWspCl,
          .push_bearer = flow::Bearer::kPushUdp,
          .sender = datagram.source,
          .receiver = datagram.destination,
          .stamp = datagram.stamp,
          .frames = datagram.frames,
          .missing = missing_octets(datagram)};
}

WapPair pair_of(const net::Datagram& datagram) {
  return wap_pair(datagram.source, datagram.destination);
}

}  // namespace

WspConnectionless::WspConnectionless(Outlet& outlet, WapPeers& peers)
    : outlet_(outlet),
      peers_(peers),
      requests_(table_capacity(outlet.options.max_memory, sizeof(Request), kMaxRequests), kIdle),
      early_(kMaxRequests, kReorderTime),
      last_tids_(kMaxRequests, kIdle) {}

void WspConnectionless::advance(std::int64_t now_ns) {
  early_.advance(now_ns, forget_early());
  requests_.advance(now_ns, [this](const Key& key, Request& request, bool for_room) {
    if (for_room) outlet_.count(LeftOut::kEvicted);
    forget(key, request, for_room);
  });
  last_tids_.advance(now_ns, [](const WapPair&, std::uint8_t, bool) {});
}

void WspConnectionless::finish() {
  early_.finish(forget_early());
  requests_.finish([this](const Key& key, Request& request, bool) { forget(key, request, true); });
}

void WspConnectionless::on_datagram(const net::Datagram& datagram) {
  advance(datagram.stamp.time_ns);
  if (datagram.payload.empty()) {
    outlet_.count(LeftOut::kWspOther);
    return;
  }
  WspExchange exchange(outlet_.budget);
  const auto pdu = read(datagram, exchange);
  if (!pdu) return;
  if (pdu->kind == WspKind::kRequest) return deliver_request(datagram, *pdu, exchange);
  if (pdu->kind == WspKind::kReply) return deliver_reply(datagram, *pdu, exchange);
  deliver(datagram, *pdu, exchange);
}

// Reads the PDU behind the TID octet, or, where only that gives an MM1 PDU, without one.
std::optional<WspPdu> WspConnectionless::read(const net::Datagram& datagram,
                                              WspExchange& exchange) {
  PacketFaults faults;
  auto pdu = parse_wsp_pdu(datagram.payload.subspan(1), &faults);
  if (!pdu || !carries_mm1(*pdu)) {
    if (auto unmarked = parse_wsp_pdu(datagram.payload); surely_carries_mm1(unmarked)) {
      exchange.hold(found("TRN-WSP-001"_rule, side_of(pair_of(datagram), datagram.source),
                          datagram.stamp.ref, "none stands before a connectionless PDU"));
      return unmarked;
    }
  }
  const Key key{datagram.source, datagram.destination, datagram.payload.front()};
  if (pdu && pdu->kind == WspKind::kFragment && requests_.find(key) == nullptr) {
    add_fault(&faults, "TRN-WSP-009"_rule, rules::Detail("without a method of its TID"));
  }
  const bool is_cut = missing_octets(datagram) != 0;
  if (!pdu) {
    outlet_.count(is_cut ? LeftOut::kPacketTruncated : LeftOut::kWspMalformed);
    tell_loss(outlet_, pair_of(datagram), flow::Bearer::kWspCl, datagram.stamp);
  }
  if (!is_cut) {
    peers_.faulty({datagram.source, datagram.destination, flow::Bearer::kWspCl, datagram.stamp},
                  std::move(faults));
  }
  return pdu;
}

bool WspConnectionless::can_be_push(const net::Datagram& datagram) {
  return datagram.payload.size() >= 2 && datagram.payload[1] == wsp_type::kPush;
}

bool WspConnectionless::take_push(const net::Datagram& datagram) {
  if (!can_be_push(datagram)) return false;
  const auto pdu = parse_wsp_pdu(datagram.payload.subspan(1));
  if (!surely_carries_mm1(pdu)) return false;
  advance(datagram.stamp.time_ns);
  WspExchange none(outlet_.budget);
  deliver(datagram, *pdu, none);
  return true;
}

void WspConnectionless::deliver(const net::Datagram& datagram, const WspPdu& pdu,
                                WspExchange& exchange) {
  if (deliver_wsp(outlet_, pdu, carriage_of(datagram), exchange)) {
    peers_.carried_mm1(pair_of(datagram), datagram.stamp);
  }
}

void WspConnectionless::deliver_request(const net::Datagram& datagram, const WspPdu& pdu,
                                        WspExchange& exchange) {
  const Key key{datagram.source, datagram.destination, datagram.payload.front()};
  if (Request* before = requests_.find(key)) forget(key, *before, false);
  Request& request = requests_.use(key, outlet_.budget);
  request = Request(outlet_.budget);
  request.exchange = std::move(exchange);
  request.exchange.number = outlet_.next_exchange();
  request.stamp = datagram.stamp;
  last_tids_.use({key.client, key.server}) = key.tid;
  deliver(datagram, pdu, request.exchange);
  const EarlyReply* early = early_.find(key);
  if (early == nullptr) return;
  const net::Datagram reply = early->datagram();
  WspExchange found_early(outlet_.budget);
  if (const auto reply_pdu = read(reply, found_early)) {
    answer(request, reply, *reply_pdu, found_early);
  }
  early_.erase(key);
}

void WspConnectionless::deliver_reply(const net::Datagram& datagram, const WspPdu& pdu,
                                      WspExchange& exchange) {
  const Key key{datagram.destination, datagram.source, datagram.payload.front()};
  if (Request* known = requests_.find(key)) return answer(*known, datagram, pdu, exchange);
  if (early_.find(key) == nullptr) {
    if (early_.use(key, outlet_.budget).take(datagram)) return;
    early_.erase(key);
  }
  deliver_unmatched(key, datagram, pdu, exchange);
}

void WspConnectionless::answer(Request& request, const net::Datagram& datagram, const WspPdu& pdu,
                               WspExchange& found) {
  request.answered = true;
  request.mistaken_reply.reset();
  for (BearerFinding& finding : found.held) request.exchange.hold(std::move(finding));
  deliver(datagram, pdu, request.exchange);
}

// Its request was not captured; or the reply is another request's, with a wrong TID.
void WspConnectionless::deliver_unmatched(const Key& key, const net::Datagram& datagram,
                                          const WspPdu& pdu, WspExchange& exchange) {
  tell_loss(outlet_, {key.client, key.server}, flow::Bearer::kWspCl, datagram.stamp);
  exchange.number = outlet_.next_exchange();
  deliver(datagram, pdu, exchange);
  if (exchange.is_mm1) suspect(key, datagram.stamp.ref);
}

void WspConnectionless::suspect(const Key& key, FrameRef place) {
  const std::uint8_t* last = last_tids_.find({key.client, key.server});
  if (last == nullptr) return;
  Request* request = requests_.find({key.client, key.server, *last});
  if (request == nullptr || request->answered || request->mistaken_reply) return;
  const rules::Detail detail("reply ", rules::Hex{key.tid}, ", the open request is ",
                             rules::Hex{*last});
  request->mistaken_reply =
      found("TRN-WSP-008"_rule, rules::Side::kRelay, place, std::string(detail.text()));
}

// A request that stayed without an answer, while a reply matched none.
void WspConnectionless::forget(const Key& key, Request& request, bool too_early) {
  if (!request.mistaken_reply) return;
  if (too_early) request.mistaken_reply->severity = rules::Severity::kNote;
  tell_findings(outlet_, {key.client, key.server}, flow::Bearer::kWspCl, request.stamp,
                request.exchange.number, {&*request.mistaken_reply, 1});
}

bool WspConnectionless::EarlyReply::take(const net::Datagram& datagram) {
  if (!octets_.append(datagram.payload)) return false;
  frames_.add(datagram.frames);
  datagram_ = datagram;
  return true;
}

net::Datagram WspConnectionless::EarlyReply::datagram() const {
  net::Datagram datagram = datagram_;
  datagram.payload = octets_.span();
  datagram.frames = frames_.span();
  return datagram;
}

}  // namespace mm1::bearer
