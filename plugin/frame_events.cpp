#include "frame_events.h"

#include <string>
#include <string_view>

#include "http_push.h"
#include "mm1/mms/view.h"
#include "mm1/rules/check.h"
#include "mm1/wsp/characters.h"

namespace mm1::plugin {
namespace {

using flow::Bearer;
using flow::Direction;

constexpr std::size_t kMaxUri = 2048;  // longer ones are not kept for the response
constexpr int kSwitchingProtocols = 101;
// How long an initiator on IP repeats an Invoke: 8 times 5 s (WAP-224 appendix A).
constexpr std::int64_t kRepeatWindow = 40'000'000'000;

/// A digest of both, which tells (a, b) from (b, a).
std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  const std::uint64_t product = (a ^ b * 0x9E3779B97F4A7C15U) * 0xD6E8FEB86659FD93U;
  return product ^ product >> 32;
}

bool is_interim(int status) { return status / 100 == 1 && status != kSwitchingProtocols; }

/// A message of a frame: its head, and what PDUs it carries.
struct Carried {
  const BearerHead* head = nullptr;
  std::size_t number = 0;  // in its family, from 1
};

class Observer {
 public:
  Observer(CaptureFlow& flow, const Frame& frame) : flow_(flow), frame_(frame) {}

  void observe() {
    for (const FramePdu& pdu : frame_.pdus) {
      last_id_ = flow_.add({.frame = frame_.number,
                            .time_ns = frame_.time_ns,
                            .type = mms::PduView(pdu.tape).type_octet(),
                            .fingerprint = plugin::fingerprint(pdu.condensed)});
    }
    std::size_t http = 0;
    std::size_t wsp = 0;
    for (const BearerHead& head : frame_.heads) {
      if (head.role == BearerHead::Role::kLoss) {
        loss(head.stream);
        continue;
      }
      const bool is_http = head.family == BearerFamily::kHttp;
      const Carried carried{&head, is_http ? ++http : ++wsp};
      is_http ? http_message(carried) : wsp_message(carried);
    }
    for (const FramePdu& pdu : frame_.pdus) {
      if (pdu.head == 0) bare_pdu(pdu);
    }
  }

 private:
  /// Which connections matter is known by their requests.
  void loss(std::uint32_t stream) {
    const HttpPeers* peers = flow_.exchanges().peers(stream);
    if (peers == nullptr) return;
    flow::Context context = this->context(!peers->is_push);
    context.bearer = peers->is_push ? Bearer::kPushHttp : Bearer::kHttp;
    context.client = peers->client;
    context.relay = peers->relay;
    flow_.loss({context});
  }

  void http_message(const Carried& carried) {
    const BearerHead& head = *carried.head;
    const bool is_request = head.role == BearerHead::Role::kRequest;
    if (!is_request && is_interim(head.status)) return;
    Exchange& exchange = is_request ? flow_.exchanges().http_request(head.stream)
                                    : flow_.exchanges().http_response(head.stream);
    if (is_request) {
      describe(exchange, head);
      exchange.is_push = head.method == std::string_view("POST") &&
                         wsp::equals_ignoring_case(head.content_type, kHttpPushType);
    }
    flow::Context context = this->context(is_request != exchange.is_push);
    context.bearer = exchange.is_push ? Bearer::kPushHttp : Bearer::kHttp;
    if (HttpPeers* peers = is_request ? flow_.exchanges().peers(head.stream) : nullptr) {
      peers->is_push = exchange.is_push;
      peers->client = context.client;
      peers->relay = context.relay;
    }
    message(carried, context, exchange, is_request);
  }

  void wsp_message(const Carried& carried) {
    const BearerHead& head = *carried.head;
    const bool is_push = head.role == BearerHead::Role::kPush;
    const bool is_request = head.role == BearerHead::Role::kRequest;
    flow::Context context = this->context(is_request);
    context.bearer = head.connection_mode ? Bearer::kWspCo : Bearer::kWspCl;
    if (is_push && !head.connection_mode) {
      context.bearer = frame_.short_message ? Bearer::kPushSms : Bearer::kPushUdp;
    }
    if (context.bearer == Bearer::kPushSms) context.client = head.number;
    if (is_push && !head.connection_mode) return pushed(carried, context);
    Exchange& exchange = wsp_exchange(carried, is_push || is_request);
    message(carried, context, exchange, is_push || is_request);
  }

  /// The present exchange of the transaction number, or a new one where the number came round
  /// again.
  Exchange& wsp_exchange(const Carried& carried, bool is_request) {
    const BearerHead& head = *carried.head;
    const WspKey key = wsp_key(head, is_request);
    Exchange* known = flow_.exchanges().wsp(key);
    const bool fits =
        known != nullptr &&
        (is_request ? head.connection_mode && is_repeat(known->request, carried)
                    : known->response.frame == 0 || is_repeat(known->response, carried));
    if (fits) return *known;
    Exchange& exchange = flow_.exchanges().wsp_begin(key);
    exchange.connection_mode = head.connection_mode;
    if (is_request) describe(exchange, head);
    return exchange;
  }

  [[nodiscard]] WspKey wsp_key(const BearerHead& head, bool from_initiator) const {
    const std::uint64_t source =
        mixed(std::hash<std::string_view>{}(frame_.source), frame_.source_port);
    const std::uint64_t destination =
        mixed(std::hash<std::string_view>{}(frame_.destination), frame_.destination_port);
    const std::uint64_t endpoints =
        from_initiator ? mixed(source, destination) : mixed(destination, source);
    return mixed(endpoints, std::uint64_t{head.transaction} << 1 | head.connection_mode);
  }

  void describe(Exchange& exchange, const BearerHead& head) {
    exchange.is_get = head.method == std::string_view("GET");
    exchange.uri = head.uri;
    if (exchange.uri.size() > kMaxUri) exchange.uri.clear();
    exchange.user_agent = flow_.exchanges().name(head.user_agent);
    exchange.client = flow_.exchanges().name(head.client);
  }

  /// WTP marks a repeat, but some senders leave the mark clear.
  [[nodiscard]] bool is_repeat(const Half& earlier, const Carried& carried) const {
    if (earlier.frame == 0 || earlier.fingerprint != fingerprint(carried)) return false;
    return carried.head->retransmitted || frame_.time_ns - earlier.time_ns <= kRepeatWindow;
  }

  [[nodiscard]] std::uint64_t fingerprint(const Carried& carried) const {
    for (const FramePdu& pdu : frame_.pdus) {
      if (carries(carried, pdu)) return flow_.pdu(id_of(pdu)).fingerprint;
    }
    return std::hash<std::string_view>{}(carried.head->uri) +
           static_cast<std::uint64_t>(carried.head->status);
  }

  [[nodiscard]] static bool carries(const Carried& carried, const FramePdu& pdu) {
    return pdu.family == carried.head->family && pdu.head == carried.number;
  }

  void message(const Carried& carried, flow::Context context, Exchange& exchange, bool is_request) {
    context.exchange = exchange.number;
    context.uri = exchange.uri;
    if (exchange.client != nullptr && !exchange.is_push) {
      context.client_address = std::exchange(context.client, *exchange.client);
      context.client_name = flow::ClientName::kHeader;
    }
    Half& half = is_request ? exchange.request : exchange.response;
    const bool repeated = half.frame != 0;
    if (!repeated) half = {frame_.number, frame_.time_ns, 0, fingerprint(carried)};
    bool has_pdu = false;
    for (const FramePdu& pdu : frame_.pdus) {
      if (!carries(carried, pdu)) continue;
      has_pdu = true;
      if (repeated && half.pdu != 0) {
        flow_.repeat(id_of(pdu), half.pdu);
      } else {
        half.pdu = id_of(pdu);
        report(pdu, context, &exchange);
      }
    }
    if (!has_pdu && !repeated) without_pdu(*carried.head, context, exchange, is_request);
    if (!is_request && half.pdu != 0) std::string().swap(exchange.uri);
  }

  void without_pdu(const BearerHead& head, const flow::Context& context, Exchange& exchange,
                   bool is_request) {
    // Other exchanges have nothing to do with MM1, as far as anyone can say.
    if (!exchange.is_get && (is_request || !exchange.carried_mm1())) return;
    flow::ExchangeEvent event;
    event.context = context;
    event.half =
        is_request ? flow::ExchangeEvent::Half::kRequest : flow::ExchangeEvent::Half::kResponse;
    event.method = head.method;
    event.status = head.status;
    event.content_type = head.content_type;
    flow_.half(event, exchange);
  }

  void pushed(const Carried& carried, const flow::Context& context) {
    for (const FramePdu& pdu : frame_.pdus) {
      if (carries(carried, pdu)) report(pdu, context, nullptr);
    }
  }

  /// Without a bearer that we know, the type says who sent it.
  void bare_pdu(const FramePdu& pdu) {
    const mms::PduRow* row = mms::PduView(pdu.tape).row();
    report(pdu, context(row == nullptr || row->sender != mms::Sender::kRelay), nullptr);
  }

  [[nodiscard]] flow::Context context(bool sender_is_client) const {
    flow::Context context;
    context.time_ns = frame_.time_ns;
    context.frame = frame_.number;
    context.direction = sender_is_client ? Direction::kClientToRelay : Direction::kRelayToClient;
    context.client = sender_is_client ? frame_.source : frame_.destination;
    context.relay = sender_is_client ? frame_.destination : frame_.source;
    return context;
  }

  [[nodiscard]] std::uint64_t id_of(const FramePdu& pdu) const {
    return last_id_ + 1 - frame_.pdus.size() +
           static_cast<std::uint64_t>(&pdu - frame_.pdus.data());
  }

  void report(const FramePdu& pdu, const flow::Context& context, Exchange* exchange) {
    const mms::PduView view(pdu.tape);
    flow::PduEvent event;
    event.context = context;
    event.pdu = id_of(pdu);
    event.view = &view;
    event.complete = pdu.complete;
    event.broken = rules::breaks_structure(pdu.tape);
    flow_.pdu(event, exchange);
  }

  CaptureFlow& flow_;
  const Frame& frame_;
  std::uint64_t last_id_ = 0;
};

}  // namespace

void observe(CaptureFlow& flow, const Frame& frame) { Observer(flow, frame).observe(); }

}  // namespace mm1::plugin
