#include "wsp_connectionless.h"

#include "mm1/mms/decode.h"

namespace mm1::bearer {
namespace {

using capture::LeftOut;

constexpr std::size_t kMaxRequests = 16 * 1024;
constexpr std::int64_t kIdle = 300'000'000'000;  // the longest wait WTP knows (WAP-224 app. A)

WspCarriage carriage_of(const net::Datagram& datagram) {
  return {.bearer = flow::Bearer::kWspCl,
          .push_bearer = flow::Bearer::kPushUdp,
          .sender = datagram.source.address,
          .receiver = datagram.destination.address,
          .stamp = datagram.stamp,
          .frames = datagram.frames,
          .missing = missing_octets(datagram)};
}

}  // namespace

WspConnectionless::WspConnectionless(Outlet& outlet)
    : outlet_(outlet), requests_(kMaxRequests, kIdle), early_(kMaxRequests, kReorderTime) {}

void WspConnectionless::advance(std::int64_t now_ns) {
  early_.advance(now_ns, deliver_unmatched());
  requests_.advance(now_ns, [](const Key&, const WspExchange&, bool) {});
}

void WspConnectionless::finish() { early_.finish(deliver_unmatched()); }

void WspConnectionless::on_datagram(const net::Datagram& datagram) {
  if (datagram.payload.empty()) {
    outlet_.count(LeftOut::kWspOther);
    return;
  }
  if (const auto pdu = parse_wsp_pdu(datagram.payload.subspan(1))) {
    deliver(datagram, *pdu);
  } else {
    outlet_.count(missing_octets(datagram) != 0 ? LeftOut::kPacketTruncated
                                                : LeftOut::kWspMalformed);
  }
}

bool WspConnectionless::can_be_push(const net::Datagram& datagram) {
  constexpr std::uint8_t kPush = 0x06;
  return datagram.payload.size() >= 2 && datagram.payload[1] == kPush;
}

bool WspConnectionless::take_push(const net::Datagram& datagram) {
  if (!can_be_push(datagram)) return false;
  const auto pdu = parse_wsp_pdu(datagram.payload.subspan(1));
  if (!pdu || !carries_mm1(*pdu) || !mms::looks_like_pdu(pdu->data)) return false;
  deliver(datagram, *pdu);
  return true;
}

void WspConnectionless::deliver(const net::Datagram& datagram, const WspPdu& pdu) {
  advance(datagram.stamp.time_ns);
  if (pdu.kind == WspKind::kRequest) return deliver_request(datagram, pdu);
  if (pdu.kind == WspKind::kReply) return deliver_reply(datagram, pdu);
  WspExchange none;
  deliver_wsp(outlet_, pdu, carriage_of(datagram), none);
}

void WspConnectionless::deliver_request(const net::Datagram& datagram, const WspPdu& pdu) {
  const Key key{datagram.source, datagram.destination, datagram.payload.front()};
  WspExchange& exchange = requests_.use(key);
  exchange = {};
  exchange.number = outlet_.next_exchange();
  deliver_wsp(outlet_, pdu, carriage_of(datagram), exchange);
  if (const EarlyReply* reply = early_.find(key)) {
    deliver_early(*reply, exchange);
    early_.erase(key);
  }
}

void WspConnectionless::deliver_reply(const net::Datagram& datagram, const WspPdu& pdu) {
  const Key key{datagram.destination, datagram.source, datagram.payload.front()};
  if (WspExchange* known = requests_.find(key)) {
    deliver_wsp(outlet_, pdu, carriage_of(datagram), *known);
    return;
  }
  if (early_.find(key) == nullptr) {
    if (early_.use(key, outlet_.budget).take(datagram)) return;
    early_.erase(key);
  }
  WspExchange unknown;
  unknown.number = outlet_.next_exchange();
  deliver_wsp(outlet_, pdu, carriage_of(datagram), unknown);
}

void WspConnectionless::deliver_early(const EarlyReply& reply, WspExchange& exchange) {
  const net::Datagram datagram = reply.datagram();
  if (const auto pdu = parse_wsp_pdu(datagram.payload.subspan(1))) {
    deliver_wsp(outlet_, *pdu, carriage_of(datagram), exchange);
  }
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
