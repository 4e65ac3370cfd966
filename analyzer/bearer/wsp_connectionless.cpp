#include "wsp_connectionless.h"

#include "mm1/mms/decode.h"

namespace mm1::bearer {
namespace {

using capture::LeftOut;

constexpr std::size_t kMaxRequests = 16 * 1024;
constexpr std::int64_t kIdle = 300'000'000'000;  // the longest wait WTP knows (WAP-224 app. A)

std::size_t missing_octets(const net::Datagram& datagram) {
  return datagram.reported_length > datagram.payload.size()
             ? datagram.reported_length - datagram.payload.size()
             : 0;
}

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
    : outlet_(outlet), requests_(kMaxRequests, kIdle) {}

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

bool WspConnectionless::take_push(const net::Datagram& datagram) {
  constexpr std::uint8_t kPush = 0x06;
  if (datagram.payload.size() < 2 || datagram.payload[1] != kPush) return false;
  const auto pdu = parse_wsp_pdu(datagram.payload.subspan(1));
  if (!pdu || !carries_mm1(*pdu) || !mms::looks_like_pdu(pdu->data)) return false;
  deliver(datagram, *pdu);
  return true;
}

void WspConnectionless::deliver(const net::Datagram& datagram, const WspPdu& pdu) {
  requests_.advance(datagram.stamp.time_ns, [](const Key&, const WspExchange&, bool) {});
  if (pdu.kind == WspKind::kRequest) return deliver_request(datagram, pdu);

  const Key key{datagram.destination, datagram.source, datagram.payload.front()};
  WspExchange* known = pdu.kind == WspKind::kReply ? requests_.find(key) : nullptr;
  WspExchange unknown;
  if (pdu.kind == WspKind::kReply && known == nullptr) unknown.number = outlet_.next_exchange();
  deliver_wsp(outlet_, pdu, carriage_of(datagram), known != nullptr ? *known : unknown);
}

void WspConnectionless::deliver_request(const net::Datagram& datagram, const WspPdu& pdu) {
  const Key key{datagram.source, datagram.destination, datagram.payload.front()};
  WspExchange& exchange = requests_.use(key);
  exchange = {};
  exchange.number = outlet_.next_exchange();
  deliver_wsp(outlet_, pdu, carriage_of(datagram), exchange);
}

}  // namespace mm1::bearer
