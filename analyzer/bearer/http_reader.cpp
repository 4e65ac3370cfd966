#include "http_reader.h"

#include <utility>

#include "application_id.h"
#include "client_headers.h"
#include "mm1/rules/detail.h"
#include "pap_push.h"
#include "protocol.h"
#include "text.h"

namespace mm1::bearer {
namespace {

using capture::LeftOut;
using net::StreamEnd;
using rules::Detail;
using rules::Quoted;
using rules::operator""_rule;

constexpr int kMaxTunnels = 2;  // one inside the other
constexpr int kSwitchingProtocols = 101;
constexpr int kPartialContent = 206;  // a range, which need not be all of the PDU

std::string absolute_uri(const http::Head& head) {
  std::string uri;
  const std::string_view host = http::host_of_target(head);
  if (!host.empty()) uri.append("http://").append(host);
  return uri.append(head.target);
}

}  // namespace

HttpReader::HttpReader(Outlet& outlet, RefusedPushes& refused, const net::Endpoint& client,
                       const net::Endpoint& server, int depth)
    : outlet_(outlet),
      refused_pushes_(refused),
      client_end_(client),
      server_end_(server),
      client_(client.address.text()),
      server_(server.address.text()),
      depth_(depth),
      client_side_(*this, true),
      server_side_(*this, false) {}

HttpReader::~HttpReader() = default;

bool HttpReader::on_octets(bool from_client, Octets octets, const net::Stamp& stamp) {
  now_ = stamp;
  if (tunnel_) return on_tunnel_octets(from_client, octets);
  return react(from_client, side(from_client).parser.feed(octets, stamp));
}

bool HttpReader::on_gap(bool from_client, std::uint64_t length, const net::Stamp& stamp) {
  now_ = stamp;
  if (inner_) return inner_->on_gap(from_client, length, stamp);
  if (!tunnel_) side(from_client).parser.gap(length);
  return true;
}

void HttpReader::on_end(bool from_client, StreamEnd end, const net::Stamp& stamp) {
  now_ = stamp;
  side(from_client).parser.end(end, stamp);
  if (inner_) inner_->on_end(from_client, end, stamp);
}

bool HttpReader::react(bool from_client, HttpParser::Verdict verdict) {
  switch (verdict) {
    case HttpParser::Verdict::kGoOn:
      return true;
    case HttpParser::Verdict::kOpaque: {
      tunnel_ = true;
      if (to_http2_) return refuse(LeftOut::kHttp2);
      const Octets rest = side(from_client).parser.rest();
      return rest.empty() || on_tunnel_octets(from_client, rest);
    }
    case HttpParser::Verdict::kHttp2:
      return refuse(LeftOut::kHttp2);
    case HttpParser::Verdict::kNotHttp:
      // Where the capture begins late, one direction may still be inside a message.
      return side(!from_client).parser.synchronised() || refuse(LeftOut::kTcpOther);
    case HttpParser::Verdict::kNoMemory:
      return refuse(LeftOut::kEvicted);
  }
  return false;
}

bool HttpReader::on_tunnel_octets(bool from_client, Octets octets) {
  if (!inner_) {
    const Protocol protocol = recognise(octets);
    if (protocol != Protocol::kHttp || depth_ == kMaxTunnels) return refuse(left_out_as(protocol));
    inner_ = std::make_unique<HttpReader>(outlet_, refused_pushes_, client_end_, server_end_,
                                          depth_ + 1);
  }
  if (inner_->on_octets(from_client, octets, now_)) return true;
  return refuse(inner_->refusal());
}

bool HttpReader::refuse(LeftOut reason) {
  refusal_ = reason;
  give_up();
  return false;
}

// The network ends no stream whose reader declined it: what is open is delivered now.
void HttpReader::give_up() {
  client_side_.parser.end(StreamEnd::kEvicted, now_);
  server_side_.parser.end(StreamEnd::kEvicted, now_);
}

HttpReader::Side::Side(HttpReader& reader, bool from_client)
    : parser(*this, reader.outlet_.budget),
      reader_(reader),
      from_client_(from_client),
      is_request_(from_client),
      exchange_(std::make_shared<HttpExchange>()),
      frames_(reader.outlet_.budget),
      body_(reader.outlet_.budget, reader.outlet_.options.max_body) {}

void HttpReader::Side::on_head_octets(bool first) {
  if (first) frames_.clear();  // those of a head that was cut short by a hole
  frames_.add(reader_.now_.ref);
}

BodyPlan HttpReader::Side::on_head(const http::Head& head) {
  is_request_ = head.is_request;
  status_ = head.status;
  has_content_type_ = head.has_content_type;
  content_type_ = head.content_type;
  content_encoding_ = head.content_encoding;
  chunked_ = head.chunked;
  if (!chunked_ && !head.bad_length) length_ = head.content_length;
  body_.begin(promise_of(head.content_type), head.coding);
  BodyPlan plan;
  if (is_request_) {
    on_request(head);
  } else {
    plan = on_response(head);
  }
  const bool watched = !is_request_ && exchange_->push == PushKind::kOta;
  plan.wanted = !plan.none && (watched || body_.state() != BodyCollector::State::kOther);
  return plan;
}

void HttpReader::Side::on_request(const http::Head& head) {
  reader_.side(!from_client_).parser.doubt();
  exchange_ = std::make_shared<HttpExchange>();
  exchange_->number = reader_.outlet_.next_exchange();
  exchange_->method = head.method;
  exchange_->uri = absolute_uri(head);
  exchange_->push = push_kind(head);
  if (exchange_->push == PushKind::kNone) {
    const auto& names = reader_.outlet_.options.client_headers;
    exchange_->client_number = client_number(head.fields, names).value_or("");
  }
  if (exchange_->push == PushKind::kOta) {
    exchange_->ota = ota_request(head);
    exchange_->ota.first =
        reader_.opening_seen_ && !reader_.push_seen_ && !reader_.exchanges_.lost();
    body_.begin(Promise::kPush, head.coding);
  } else if (exchange_->push == PushKind::kPap) {
    boundary_ = http::parameter(head.content_type_parameters, "boundary");
  } else if (body_.promise() == Promise::kPush || body_.promise() == Promise::kRelated) {
    body_.clear();
  } else {
    exchange_->carried_mm1 = body_.state() == BodyCollector::State::kMm1;
  }
  if (exchange_->push == PushKind::kOta || head.push.ota_version) reader_.push_seen_ = true;
  if (exchange_->is_get()) {
    Message request = message(MessageKind::kRequest, reader_.now_);
    send(request);
  }
  reader_.exchanges_.remember(exchange_);
}

BodyPlan HttpReader::Side::on_response(const http::Head& head) {
  BodyPlan plan;
  const Promise promise = body_.promise();
  if (promise == Promise::kPush || promise == Promise::kRelated) body_.clear();
  interim_ = head.status / 100 == 1 && head.status != kSwitchingProtocols;
  if (interim_) {
    plan.none = true;
    return plan;
  }
  reader_.side(!from_client_).parser.settle();
  exchange_ = reader_.exchanges_.match(std::exchange(responses_lost_, false));
  if (!exchange_) {
    exchange_ = std::make_shared<HttpExchange>();
    exchange_->number = reader_.outlet_.next_exchange();
    exchange_->sure = false;
  }
  const bool to_push = exchange_->push == PushKind::kOta && exchange_->carried_mm1;
  if (to_push && exchange_->sure) {
    check_ota_answer(exchange_->ota, head, reader_.now_.completed_by, findings_);
    const auto status = push_status(head);
    if (status && forbids_retry(*status)) {
      reader_.refused_pushes_.add(exchange_->ota.print, *status, reader_.now_.time_ns);
    }
  }
  const bool is_connect = exchange_->method == "CONNECT";
  plan.none = exchange_->method == "HEAD" || http::status_without_body(head.status);
  plan.opaque = head.status == kSwitchingProtocols || (is_connect && head.status / 100 == 2);
  reader_.to_http2_ =
      head.status == kSwitchingProtocols && equals_ignoring_case(trim(head.upgrade), "h2c");
  return plan;
}

bool HttpReader::Side::on_body(Octets octets) {
  frames_.add(reader_.now_.ref);
  seen_ += octets.size();
  switch (body_.append(octets)) {
    case BodyCollector::State::kUndecided:
      return true;
    case BodyCollector::State::kMm1:
      if (is_request_ && exchange_->push == PushKind::kNone) exchange_->carried_mm1 = true;
      return true;
    case BodyCollector::State::kOther:
      return false;
    case BodyCollector::State::kFull:
      reader_.outlet_.count(LeftOut::kHttpBodyCut);
      deliver_body(false, reader_.now_);
      return false;
    case BodyCollector::State::kLost:
      reader_.outlet_.count(LeftOut::kEvicted);
      return false;
  }
  return false;
}

void HttpReader::Side::on_body_hole() {
  if (body_.state() == BodyCollector::State::kOther || delivered_) return;
  const bool may_be_mm1 =
      body_.promise() != Promise::kNothing || body_.state() == BodyCollector::State::kMm1;
  if (may_be_mm1) {
    tell_loss();
    hole_ = true;
    // What follows a hole has lost its place: the beginning is all that can be used.
    reader_.outlet_.count(LeftOut::kHttpBodyCut);
    if (body_.promise() == Promise::kMm1 || body_.state() == BodyCollector::State::kMm1) {
      note_cut(reader_.now_.completed_by);
    }
    if (body_.state() == BodyCollector::State::kMm1) deliver_body(false, reader_.now_);
  }
  body_.clear();
}

void HttpReader::Side::on_message_end(BodyEnd end, const net::Stamp& stamp) {
  if (!interim_) {
    frames_.add(stamp.ref);
    if (!delivered_) {
      const bool is_mm1 = body_.state() == BodyCollector::State::kMm1;
      if (end == BodyEnd::kCut && !hole_ && is_mm1) note_cut(stamp.completed_by);
      if (is_mm1 && !body_.octets().empty()) {
        const bool whole = end == BodyEnd::kWhole && body_.whole() && status_ != kPartialContent;
        if (!whole) reader_.outlet_.count(LeftOut::kHttpBodyCut);
        deliver_body(whole, stamp);
      } else {
        deliver_without_pdu(end == BodyEnd::kWhole && !hole_, stamp);
      }
    }
  }
  forget();
}

void HttpReader::Side::deliver_body(bool complete, const net::Stamp& stamp) {
  const bool is_push = is_request_ && exchange_->push != PushKind::kNone;
  if (body_.octets().empty()) return;
  if (is_push) {
    if (!deliver_push(complete, stamp)) deliver_without_pdu(complete, stamp);
  } else {
    deliver_pdu(complete, stamp);
  }
  delivered_ = true;
  body_.clear();
}

void HttpReader::Side::deliver_pdu(bool complete, const net::Stamp& stamp) {
  Message pdu = message(MessageKind::kPdu, stamp);
  pdu.complete = complete;
  pdu.body = body_.octets();
  pdu.reported_length = announced_length(pdu.body.size(), complete);
  check_carriage(carriage(), stamp.completed_by, findings_);
  note_coding(stamp.completed_by);
  if (is_request_) exchange_->pdu_type = pdu_type_octet(pdu.body);
  send(pdu);
}

bool HttpReader::Side::deliver_push(bool complete, const net::Stamp& stamp) {
  const bool is_ota = exchange_->push == PushKind::kOta;
  const auto pushed =
      is_ota ? read_ota_push(body_.octets()) : read_pap_push(boundary_, body_.octets());
  if (!pushed) return false;
  const FrameRef place = stamp.completed_by;
  exchange_->carried_mm1 = true;
  exchange_->pushed_to = pushed->to;
  Message pdu = message(MessageKind::kPdu, stamp);
  pdu.complete = complete;
  pdu.body = pushed->body;
  const std::size_t around = body_.octets().size() - pushed->body.size();
  pdu.reported_length = announced_length(body_.octets().size(), complete) - around;
  Carriage carried{.kind = Carriage::Kind::kPush, .body = pushed->body};
  if (pushed->head.has_content_type) {
    pdu.content_type = pushed->head.content_type;
    carried.content_type = pdu.content_type;
  } else if (!pushed->wrapped) {
    // Not to be in its wrapping is one fault; the type on the outside is none besides.
    carried.content_type = exchange_->ota.is_http_type ? kMmsMessageType : content_type_;
  }
  check_carriage(carried, place, findings_);
  note_coding(place);
  if (is_ota) {
    exchange_->ota.print = push_print(pdu.context.client, pdu.body);
    check_ota_push(exchange_->ota, *pushed, exchange_->uri,
                   reader_.refused_pushes_.find(exchange_->ota.print), place, findings_);
  } else {
    check_pap_push(*pushed, place, findings_);
  }
  send(pdu);
  return true;
}

void HttpReader::Side::deliver_without_pdu(bool complete, const net::Stamp& stamp) {
  note_body_of_push_answer(stamp.completed_by);
  if (body_.promise() == Promise::kMm1 && seen_ != 0 && !body_.can_be_undone()) {
    note_coding(stamp.completed_by);
  }
  const bool asked = exchange_->is_get() || exchange_->carried_mm1;
  if (!is_request_ && (asked || !findings_.empty())) {
    Message response = message(MessageKind::kResponse, stamp);
    response.complete = complete;
    send(response);
    return;
  }
  if (is_request_ && !findings_.empty()) {
    Message finding = message(MessageKind::kFinding, stamp);
    send(finding);
  }
  if (!is_request_ || !exchange_->is_get()) reader_.outlet_.count(LeftOut::kHttpOther);
}

void HttpReader::Side::on_messages_lost() {
  responses_lost_ = true;
  reader_.exchanges_.lose();
  tell_loss();
}

void HttpReader::Side::on_malformed() { reader_.outlet_.count(LeftOut::kHttpMalformed); }

void HttpReader::Side::tell_loss() {
  Message loss = message(MessageKind::kLoss, reader_.now_);
  loss.complete = false;
  reader_.outlet_.sink.on_message(loss);
}

// Of a body that says its length or comes in chunks. That of a request need not have begun: its
// sender may have waited for leave in vain.
void HttpReader::Side::note_cut(FrameRef place) {
  if ((!length_ && !chunked_) || (is_request_ && seen_ == 0)) return;
  Detail detail;
  if (length_) {
    detail = Detail(seen_, " of ", *length_, " octets are there");
  } else {
    detail = Detail("its chunks end after ", seen_, " octets");
  }
  findings_.push_back(
      found("TRN-HTT-001"_rule, rules::Side::kNetwork, place, std::string(detail.text())));
}

void HttpReader::Side::note_coding(FrameRef place) {
  if (content_encoding_.empty()) return;
  Detail detail("it is ", Quoted{content_encoding_});
  if (!body_.coded()) detail.append(body_.can_be_undone() ? ", yet not done" : ", not undone here");
  findings_.push_back(
      found("TRN-HTT-002"_rule, rules::Side::kSender, place, std::string(detail.text())));
}

void HttpReader::Side::note_body_of_push_answer(FrameRef place) {
  const bool to_push = !is_request_ && exchange_->push == PushKind::kOta && exchange_->carried_mm1;
  if (!to_push || !exchange_->sure || exchange_->ota.wants_response || seen_ == 0) return;
  findings_.push_back(found("TRN-OTA-005"_rule, rules::Side::kSender, place,
                            "it has status " + std::to_string(status_)));
}

Carriage HttpReader::Side::carriage() const {
  Carriage carriage;
  carriage.kind = is_request_ ? Carriage::Kind::kRequest : Carriage::Kind::kAnswer;
  if (is_request_ || exchange_->sure) carriage.method = exchange_->method;
  carriage.status = status_;
  if (has_content_type_) carriage.content_type = content_type_;
  carriage.body = body_.octets();
  if (!is_request_ && exchange_->sure) carriage.request_type = exchange_->pdu_type;
  return carriage;
}

// What the bearer announced for a body of which `present` octets are there, content coding undone.
std::size_t HttpReader::Side::announced_length(std::size_t present, bool complete) const {
  const std::uint64_t announced = length_.value_or(0);
  return body_.coded() || announced <= present ? reported_length(present, complete)
                                               : static_cast<std::size_t>(announced);
}

Message HttpReader::Side::message(MessageKind kind, const net::Stamp& stamp) const {
  Message message;
  message.kind = kind;
  set_place(message.context, stamp);
  const bool to_server = from_client_;
  const bool is_push = exchange_->push != PushKind::kNone;
  message.context.bearer = is_push ? flow::Bearer::kPushHttp : flow::Bearer::kHttp;
  // A request comes from the MM1 client, except that a push is one that the relay makes.
  const bool sender_is_client = is_request_ != is_push;
  message.context.direction =
      sender_is_client ? flow::Direction::kClientToRelay : flow::Direction::kRelayToClient;
  const std::string& sender = to_server ? reader_.client_ : reader_.server_;
  const std::string& receiver = to_server ? reader_.server_ : reader_.client_;
  message.context.client = sender_is_client ? sender : receiver;
  message.context.relay = sender_is_client ? receiver : sender;
  // The receiver of a PAP push is no client but a push proxy.
  if (exchange_->push == PushKind::kPap) {
    message.context.client = exchange_->pushed_to.client;
    if (!exchange_->pushed_to.is_address) {
      message.context.client_name = flow::ClientName::kDestination;
    }
  }
  // What is missing may be another client's.
  if (kind == MessageKind::kLoss) return message;
  set_client_number(message.context, exchange_->client_number);
  message.context.exchange = exchange_->number;
  message.context.uri = exchange_->uri;
  message.frames = frames_.span();
  message.content_type = content_type_;
  if (is_request_) {
    message.method = exchange_->method;
  } else {
    message.status = status_;
  }
  return message;
}

void HttpReader::Side::send(Message& message) {
  message.findings = findings_;
  reader_.outlet_.sink.on_message(message);
  findings_.clear();
}

void HttpReader::Side::forget() {
  frames_.clear();
  body_.clear();
  findings_.clear();
  delivered_ = hole_ = interim_ = chunked_ = false;
  length_.reset();
  seen_ = 0;
  exchange_ = std::make_shared<HttpExchange>();
  content_type_.clear();
  boundary_.clear();
}

}  // namespace mm1::bearer
