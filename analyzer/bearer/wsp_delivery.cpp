#include "wsp_delivery.h"

namespace mm1::bearer {
namespace {

bool is_worth_telling(const WspPdu& pdu, const WspExchange& exchange) {
  return (pdu.kind == WspKind::kRequest && exchange.is_get) ||
         (pdu.kind == WspKind::kReply && (exchange.is_get || exchange.carried_mm1));
}

}  // namespace

void deliver_wsp(Outlet& outlet, const WspPdu& pdu, const WspCarriage& carriage,
                 WspExchange& exchange) {
  const bool is_pdu = pdu.kind != WspKind::kSession && carries_mm1(pdu);
  const bool is_request = pdu.kind == WspKind::kRequest;
  if (is_request) {
    exchange.is_get = pdu.method == "GET";
    exchange.carried_mm1 = is_pdu;
    exchange.uri = pdu.uri.size() <= kMaxRememberedUri ? pdu.uri : std::string_view{};
  }
  if (!is_pdu && !is_worth_telling(pdu, exchange)) {
    outlet.count(capture::LeftOut::kWspOther);
    return;
  }

  const std::string sender = carriage.sender.text();
  const std::string receiver = carriage.receiver.text();
  Message message;
  message.kind = is_pdu       ? MessageKind::kPdu
                 : is_request ? MessageKind::kRequest
                              : MessageKind::kResponse;
  set_place(message.context, carriage.stamp);
  message.context.bearer = pdu.kind == WspKind::kPush ? carriage.push_bearer : carriage.bearer;
  message.context.direction =
      is_request ? flow::Direction::kClientToRelay : flow::Direction::kRelayToClient;
  message.context.client = is_request ? sender : receiver;
  message.context.relay = is_request ? receiver : sender;
  message.context.exchange = exchange.number;
  message.context.uri = is_request ? pdu.uri : exchange.uri;
  message.frames = carriage.frames;
  message.complete = carriage.missing == 0;
  message.method = pdu.method;
  message.status = pdu.status;
  message.content_type = pdu.content_type;
  if (is_pdu) {
    message.body = pdu.data;
    message.reported_length = pdu.data.size() + carriage.missing;
  }
  outlet.sink.on_message(message);
}

}  // namespace mm1::bearer
