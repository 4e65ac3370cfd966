#include "wsp_delivery.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "carriage.h"
#include "client_headers.h"
#include "wsp_rules.h"

namespace mm1::bearer {
namespace {

bool is_worth_telling(const WspPdu& pdu, const WspExchange& exchange) {
  return (pdu.kind == WspKind::kRequest && exchange.is_get) ||
         (pdu.kind == WspKind::kReply && (exchange.is_get || exchange.carried_mm1));
}

Carriage::Kind carriage_kind(WspKind kind) {
  if (kind == WspKind::kRequest) return Carriage::Kind::kRequest;
  return kind == WspKind::kReply ? Carriage::Kind::kAnswer : Carriage::Kind::kPush;
}

/// What is found in the way a PDU is carried.
std::vector<BearerFinding> carriage_findings(const WspPdu& pdu, const WspExchange& exchange,
                                             FrameRef place) {
  std::vector<BearerFinding> findings;
  Carriage carriage;
  carriage.kind = carriage_kind(pdu.kind);
  carriage.method = exchange.method;
  carriage.status = pdu.status;
  if (pdu.has_content_type) carriage.content_type = pdu.content_type;
  carriage.body = pdu.data;
  if (pdu.kind == WspKind::kReply) carriage.request_type = exchange.pdu_type;
  check_carriage(carriage, place, findings);
  return findings;
}

// Extended methods are named at the beginning of their session.
std::string_view method_name(const WspPdu& pdu, const WspSession* session) {
  if (session == nullptr || pdu.kind != WspKind::kRequest) return pdu.method;
  const auto named = session->methods.find(pdu.type);
  return named == session->methods.end() ? pdu.method : std::string_view(named->second);
}

// A push has no request: in a session the client is known by the session's headers.
std::string_view number_for(const WspPdu& pdu, const WspSession* session,
                            const WspExchange& exchange) {
  const bool own = pdu.kind != WspKind::kPush && !exchange.client_number.empty();
  if (own || session == nullptr) return own ? std::string_view(exchange.client_number) : "";
  return session->client_number;
}

}  // namespace

bool WspExchange::remember(std::string_view uri) {
  uri_.clear();
  return uri.size() > kMaxRememberedUri || uri_.append({uri.data(), uri.size()});
}

void WspExchange::hold(BearerFinding finding) {
  const std::pair kind{finding.rule, finding.side};
  if (std::ranges::find(found_, kind) != found_.end()) return;
  found_.push_back(kind);
  held.push_back(std::move(finding));
}

bool deliver_wsp(Outlet& outlet, const WspPdu& pdu, const WspCarriage& carriage,
                 WspExchange& exchange) {
  const bool is_pdu = carries_mm1(pdu);
  const bool is_request = pdu.kind == WspKind::kRequest;
  if (is_request) {
    exchange.is_get = pdu.method == "GET";
    exchange.carried_mm1 = is_pdu;
    exchange.method = pdu.method;
    exchange.client_number = client_number(pdu.headers, outlet.options.client_headers).value_or("");
    exchange.pdu_type = is_pdu ? pdu_type_octet(pdu.data) : std::uint8_t{0};
    if (!exchange.remember(pdu.uri)) outlet.count(capture::LeftOut::kEvicted);
  }
  if (!is_pdu && !is_worth_telling(pdu, exchange)) {
    outlet.count(capture::LeftOut::kWspOther);
    return false;
  }
  check_wsp(pdu, carriage, exchange);
  exchange.is_mm1 = exchange.is_mm1 || is_pdu;
  std::vector<BearerFinding> findings;
  if (is_pdu) findings = carriage_findings(pdu, exchange, carriage.stamp.completed_by);
  if (exchange.is_mm1) {
    std::ranges::move(std::exchange(exchange.held, {}), std::back_inserter(findings));
  }

  const std::string sender = carriage.sender.address.text();
  const std::string receiver = carriage.receiver.address.text();
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
  set_client_number(message.context, number_for(pdu, carriage.session, exchange));
  message.context.exchange = exchange.number;
  message.context.uri = is_request ? pdu.uri : exchange.uri();
  message.frames = carriage.frames;
  message.complete = carriage.missing == 0;
  message.method = method_name(pdu, carriage.session);
  message.status = pdu.status;
  message.content_type = pdu.content_type;
  message.findings = findings;
  if (is_pdu) {
    message.body = pdu.data;
    message.reported_length = pdu.data.size() + carriage.missing;
  }
  outlet.sink.on_message(message);
  return is_pdu;
}

}  // namespace mm1::bearer
