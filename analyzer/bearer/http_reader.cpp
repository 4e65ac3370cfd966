#include "http_reader.h"

#include <utility>

#include "protocol.h"
#include "text.h"

namespace mm1::bearer {
namespace {

using capture::LeftOut;
using net::StreamEnd;

// Requests that may wait for their responses on one connection. More are seen only where no
// response is captured; the oldest are forgotten then, they went to the sink already.
constexpr std::size_t kMaxWaiting = 64;

// Absolute form as it is, origin form joined with Host (RFC 9112 §3.2).
std::string absolute_uri(const HttpHead& head) {
  std::string uri;
  const bool origin_form = head.target.starts_with('/');
  if (origin_form && !head.host.empty()) uri.append("http://").append(head.host);
  return uri.append(head.target);
}

}  // namespace

HttpReader::HttpReader(Outlet& outlet, const net::Endpoint& client, const net::Endpoint& server)
    : outlet_(outlet),
      client_(client.address.text()),
      server_(server.address.text()),
      client_side_(*this, true),
      server_side_(*this, false) {}

HttpReader::~HttpReader() = default;

bool HttpReader::on_octets(bool from_client, Octets octets, const net::Stamp& stamp) {
  now_ = stamp;
  if (tunnel_) {
    if (recognise(octets) == Protocol::kTls) outlet_.count(LeftOut::kTls);
    give_up();
    return false;
  }
  return react(from_client, side(from_client).parser.feed(octets, stamp));
}

bool HttpReader::on_gap(bool from_client, std::uint64_t length, const net::Stamp& stamp) {
  now_ = stamp;
  if (!tunnel_) side(from_client).parser.gap(length);
  return true;
}

void HttpReader::on_end(bool from_client, StreamEnd end, const net::Stamp& stamp) {
  now_ = stamp;
  side(from_client).parser.end(end, stamp);
}

bool HttpReader::react(bool from_client, HttpParser::Verdict verdict) {
  switch (verdict) {
    case HttpParser::Verdict::kGoOn:
      return true;
    case HttpParser::Verdict::kOpaque:
      tunnel_ = true;
      return true;
    case HttpParser::Verdict::kHttp2:
      outlet_.count(LeftOut::kHttp2);
      give_up();
      return false;
    case HttpParser::Verdict::kNotHttp:
      // Where the capture begins late, one direction may still be inside a message.
      if (side(!from_client).parser.synchronised()) return true;
      give_up();
      return false;
    case HttpParser::Verdict::kNoMemory:
      outlet_.count(LeftOut::kEvicted);
      give_up();
      return false;
  }
  return false;
}

// The network ends no stream whose reader declined it: what is open is delivered now.
void HttpReader::give_up() {
  client_side_.parser.end(StreamEnd::kEvicted, now_);
  server_side_.parser.end(StreamEnd::kEvicted, now_);
}

void HttpReader::remember(Exchange exchange) {
  if (waiting_.size() == kMaxWaiting) waiting_.pop_front();
  if (exchange.uri.size() > kMaxRememberedUri) exchange.uri.clear();
  waiting_.push_back(std::move(exchange));
}

HttpReader::Exchange HttpReader::match(bool after_loss) {
  if (after_loss) {
    // Whose response was lost is not known; without pipelining only the latest can be answered now.
    while (waiting_.size() > 1) waiting_.pop_front();
  }
  Exchange exchange;
  if (waiting_.empty()) {
    exchange.number = outlet_.next_exchange();
  } else {
    exchange = std::move(waiting_.front());
    waiting_.pop_front();
  }
  return exchange;
}

HttpReader::Side::Side(HttpReader& reader, bool from_client)
    : parser(*this, reader.outlet_.budget),
      reader_(reader),
      from_client_(from_client),
      is_request_(from_client),
      frames_(reader.outlet_.budget),
      body_(reader.outlet_.budget, reader.outlet_.options.max_body) {}

void HttpReader::Side::on_head_octets(bool first) {
  if (first) frames_.clear();  // those of a head that was cut short by a hole
  frames_.add(reader_.now_.ref);
}

BodyPlan HttpReader::Side::on_head(const HttpHead& head) {
  is_request_ = head.is_request;
  status_ = head.status;
  method_ = head.method;
  content_type_ = head.content_type;
  announced_ =
      head.coding == Coding::kIdentity && !head.chunked ? head.content_length.value_or(0) : 0;
  body_.begin(promise_of(head.content_type), head.coding);
  BodyPlan plan = is_request_ ? on_request(head) : on_response(head);
  plan.wanted = !plan.none && body_.state() != BodyCollector::State::kOther;
  return plan;
}

BodyPlan HttpReader::Side::on_request(const HttpHead& head) {
  exchange_ = {};
  exchange_.number = reader_.outlet_.next_exchange();
  exchange_.is_get = head.method == "GET";
  exchange_.is_head = head.method == "HEAD";
  exchange_.is_connect = head.method == "CONNECT";
  exchange_.is_push = head.method == "POST" && body_.promise() == Promise::kPush;
  exchange_.carried_mm1 = body_.state() == BodyCollector::State::kMm1;
  exchange_.uri = absolute_uri(head);
  if (body_.promise() == Promise::kPush && !exchange_.is_push) body_.clear();
  reader_.remember(exchange_);
  if (exchange_.is_get) {
    reader_.outlet_.sink.on_message(message(MessageKind::kRequest, reader_.now_));
  }
  return {};
}

BodyPlan HttpReader::Side::on_response(const HttpHead& head) {
  BodyPlan plan;
  if (body_.promise() == Promise::kPush) body_.clear();
  interim_ = head.status / 100 == 1 && head.status != 101;
  if (interim_) {
    plan.none = true;
    return plan;
  }
  reader_.side(!from_client_).parser.settle();
  exchange_ = reader_.match(std::exchange(responses_lost_, false));
  plan.none = exchange_.is_head || status_without_body(head.status);
  plan.opaque = head.status == 101 || (exchange_.is_connect && head.status / 100 == 2);
  return plan;
}

bool HttpReader::Side::on_body(Octets octets) {
  frames_.add(reader_.now_.ref);
  const BodyCollector::State state = body_.append(octets);
  if (state == BodyCollector::State::kFull) {
    reader_.outlet_.count(LeftOut::kHttpBodyCut);
    deliver_body(false, reader_.now_);
  } else if (state == BodyCollector::State::kMm1 && is_request_ && !exchange_.carried_mm1) {
    exchange_.carried_mm1 = true;
    for (Exchange& waiting : reader_.waiting_) {
      if (waiting.number == exchange_.number) waiting.carried_mm1 = true;
    }
  }
  return state == BodyCollector::State::kUndecided || state == BodyCollector::State::kMm1;
}

void HttpReader::Side::on_body_hole() {
  if (body_.state() == BodyCollector::State::kOther || delivered_) return;
  tell_loss();
  hole_ = true;
  // What follows a hole has lost its place: the beginning is all that can be used.
  reader_.outlet_.count(LeftOut::kHttpBodyCut);
  if (body_.state() == BodyCollector::State::kMm1) deliver_body(false, reader_.now_);
  body_.clear();
}

void HttpReader::Side::on_message_end(bool complete, const net::Stamp& stamp) {
  if (!interim_) {
    frames_.add(stamp.ref);
    if (!delivered_ && body_.state() == BodyCollector::State::kMm1 && !body_.octets().empty()) {
      constexpr int kPartialContent = 206;  // a range, which need not be all of the PDU
      const bool whole = complete && body_.whole() && status_ != kPartialContent;
      if (!whole) reader_.outlet_.count(LeftOut::kHttpBodyCut);
      deliver_body(whole, stamp);
    } else if (!delivered_) {
      deliver_response(complete && !hole_, stamp);
    }
  }
  forget();
}

void HttpReader::Side::deliver_body(bool complete, const net::Stamp& stamp) {
  if (body_.octets().empty()) return;
  delivered_ = true;
  Message pdu = message(MessageKind::kPdu, stamp);
  pdu.complete = complete;
  pdu.body = body_.octets();
  pdu.reported_length = body_.coded() || announced_ <= pdu.body.size()
                            ? reported_length(pdu.body.size(), complete)
                            : static_cast<std::size_t>(announced_);
  if (!exchange_.is_push || !is_request_) {
    reader_.outlet_.sink.on_message(pdu);
  } else if (!deliver_push(pdu)) {
    reader_.outlet_.count(LeftOut::kHttpOther);
  }
  body_.clear();
}

// WAP-235 §7.4.1: the body of the POST is an HTTP response whose body is the PDU.
bool HttpReader::Side::deliver_push(Message& message) {
  const std::size_t length = head_length(message.body);
  if (length == 0) return false;
  const auto head = parse_head(message.body.first(length));
  if (!head || head->is_request || promise_of(head->content_type) != Promise::kMm1) return false;
  message.body = message.body.subspan(length);
  message.reported_length -= length;
  message.content_type = head->content_type;
  if (message.body.empty()) return false;
  reader_.outlet_.sink.on_message(message);
  return true;
}

void HttpReader::Side::deliver_response(bool complete, const net::Stamp& stamp) {
  const bool asked = exchange_.is_get || exchange_.carried_mm1;
  if (!is_request_ && asked) {
    Message response = message(MessageKind::kResponse, stamp);
    response.complete = complete;
    reader_.outlet_.sink.on_message(response);
  } else if (!is_request_ || !exchange_.is_get) {
    reader_.outlet_.count(LeftOut::kHttpOther);
  }
}

void HttpReader::Side::on_messages_lost() {
  responses_lost_ = true;
  tell_loss();
}

void HttpReader::Side::on_malformed() { reader_.outlet_.count(LeftOut::kHttpMalformed); }

void HttpReader::Side::tell_loss() {
  Message loss = message(MessageKind::kLoss, reader_.now_);
  loss.complete = false;
  reader_.outlet_.sink.on_message(loss);
}

Message HttpReader::Side::message(MessageKind kind, const net::Stamp& stamp) const {
  Message message;
  message.kind = kind;
  set_place(message.context, stamp);
  const bool to_server = from_client_;
  message.context.bearer = exchange_.is_push ? flow::Bearer::kPushHttp : flow::Bearer::kHttp;
  // A request comes from the MM1 client, except that a push is one that the relay makes.
  const bool sender_is_client = is_request_ != exchange_.is_push;
  message.context.direction =
      sender_is_client ? flow::Direction::kClientToRelay : flow::Direction::kRelayToClient;
  const std::string& sender = to_server ? reader_.client_ : reader_.server_;
  const std::string& receiver = to_server ? reader_.server_ : reader_.client_;
  message.context.client = sender_is_client ? sender : receiver;
  message.context.relay = sender_is_client ? receiver : sender;
  if (kind == MessageKind::kLoss) return message;
  message.context.exchange = exchange_.number;
  message.context.uri = exchange_.uri;
  message.frames = frames_.span();
  message.content_type = content_type_;
  if (is_request_) {
    message.method = method_;
  } else {
    message.status = status_;
  }
  return message;
}

void HttpReader::Side::forget() {
  frames_.clear();
  body_.clear();
  delivered_ = false;
  hole_ = false;
  interim_ = false;
  exchange_ = {};
  method_.clear();
  content_type_.clear();
}

}  // namespace mm1::bearer
