#include "capture_flow.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace mm1::plugin {
namespace {

using mms::PduType;

/// What answers what (transactions.md §1), where the exchange does not say it: the request was a
/// push, or the bearer is not known.
struct AnswerRow {
  PduType answer;
  PduType request;
};
constexpr std::array kAnswers = {
    AnswerRow{PduType::kSendConf, PduType::kSendReq},
    AnswerRow{PduType::kNotifyRespInd, PduType::kNotificationInd},
    AnswerRow{PduType::kAcknowledgeInd, PduType::kRetrieveConf},
    AnswerRow{PduType::kForwardConf, PduType::kForwardReq},
    AnswerRow{PduType::kMboxStoreConf, PduType::kMboxStoreReq},
    AnswerRow{PduType::kMboxViewConf, PduType::kMboxViewReq},
    AnswerRow{PduType::kMboxUploadConf, PduType::kMboxUploadReq},
    AnswerRow{PduType::kMboxDeleteConf, PduType::kMboxDeleteReq},
    AnswerRow{PduType::kDeleteConf, PduType::kDeleteReq},
    AnswerRow{PduType::kCancelConf, PduType::kCancelReq},
};

std::uint64_t mixed(std::uint64_t transaction, std::uint64_t fingerprint) {
  return fingerprint ^ (transaction * 0x9E3779B97F4A7C15U);
}

/// A frame is no link to itself.
std::uint32_t other_than(std::uint32_t frame, std::uint32_t self) {
  return frame == self ? 0 : frame;
}

template <typename Map, typename Key>
std::span<const flow::FlowFinding> found_in(const Map& map, const Key& key) {
  const auto found = map.find(key);
  if (found == map.end()) return {};
  return found->second;
}

}  // namespace

std::uint64_t CaptureFlow::add(const SeenPdu& pdu) {
  pdus_.push_back(pdu);
  return pdus_.size();
}

void CaptureFlow::pdu(const flow::PduEvent& event, Exchange* exchange) {
  const std::uint64_t id = event.pdu;
  join(id, tracker_.pdu(event));
  if (exchange == nullptr) return;
  pdus_[id - 1].exchange = exchange->number;
  pdus_[id - 1].is_request = exchange->request.frame == pdus_[id - 1].frame;
  if (exchange->transaction == 0) exchange->transaction = pdus_[id - 1].transaction;
}

SeenTransaction& CaptureFlow::opened(std::uint64_t transaction) {
  if (transactions_.size() < transaction) transactions_.resize(transaction);
  return transactions_[transaction - 1];
}

std::string_view CaptureFlow::kept(const std::string& text) {
  return text.empty() ? std::string_view() : *texts_.insert(text).first;
}

void CaptureFlow::join(std::uint64_t id, std::uint64_t transaction) {
  if (transaction == 0) return;
  pdus_[id - 1].transaction = transaction;
  FirstPdus& firsts = opened(transaction).firsts;
  for (const std::uint64_t first : firsts) {
    if (pdu(first).type == pdu(id).type) return join_again(id, first);
  }
  firsts.add(id);
}

/// A transaction has a second PDU of one type: the same again, or another try.
void CaptureFlow::join_again(std::uint64_t id, std::uint64_t first) {
  for (const std::uint64_t each : {first, id}) {
    const std::uint64_t key = mixed(pdu(each).transaction, pdu(each).fingerprint);
    const auto [place, is_new] = same_octets_.emplace(key, each);
    if (!is_new && place->second < each) pdus_[each - 1].repeat_of = place->second;
  }
}

void CaptureFlow::repeat(std::uint64_t pdu, std::uint64_t first) {
  SeenPdu& again = pdus_[pdu - 1];
  const SeenPdu& original = pdus_[first - 1];
  again.repeat_of = first;
  again.exchange = original.exchange;
  again.is_request = original.is_request;
  again.transaction = original.transaction;
}

void CaptureFlow::half(const flow::ExchangeEvent& event, Exchange& exchange) {
  const bool is_request = event.half == flow::ExchangeEvent::Half::kRequest;
  halves_.push_back({event.context.frame, is_request, exchange.number});
  const std::uint64_t transaction = tracker_.exchange(event);
  if (transaction == 0) return;
  if (exchange.transaction == 0) exchange.transaction = transaction;
  SeenTransaction& seen = opened(transaction);
  if (is_request && seen.get == 0) seen.get = event.context.frame;
}

void CaptureFlow::finish() {
  if (!finished_) tracker_.finish();
  finished_ = true;
}

std::uint64_t CaptureFlow::find(std::uint32_t frame, std::uint64_t fingerprint,
                                std::uint64_t after) const {
  const auto before = [](const SeenPdu& pdu, std::uint32_t number) { return pdu.frame < number; };
  // In the first pass it is among the last ones.
  auto pdu = pdus_.end();
  if (pdus_.empty() || pdus_.back().frame != frame) {
    pdu = std::lower_bound(pdus_.begin(), pdus_.end(), frame, before);
  } else {
    while (pdu != pdus_.begin() && std::prev(pdu)->frame == frame) --pdu;
  }
  for (; pdu != pdus_.end() && pdu->frame == frame; ++pdu) {
    const auto id = static_cast<std::uint64_t>(pdu - pdus_.begin()) + 1;
    if (id > after && pdu->fingerprint == fingerprint) return id;
  }
  return 0;
}

std::span<const ExchangeHalf> CaptureFlow::halves_of(std::uint32_t frame) const {
  const auto before = [](const ExchangeHalf& half, std::uint32_t number) {
    return half.frame < number;
  };
  const auto first = std::lower_bound(halves_.begin(), halves_.end(), frame, before);
  const auto last = std::lower_bound(first, halves_.end(), frame + 1, before);
  return {first, last};
}

const SeenTransaction* CaptureFlow::transaction(std::uint64_t id) const {
  return id == 0 || id > transactions_.size() ? nullptr : &transactions_[id - 1];
}

const SeenMessage* CaptureFlow::message(std::uint64_t id) const {
  const auto found = messages_.find(id);
  return found == messages_.end() || found->second.journey.id == 0 ? nullptr : &found->second;
}

std::uint32_t CaptureFlow::frame_of(std::uint64_t transaction,
                                    std::span<const mms::PduType> types) const {
  for (const PduType type : types) {
    if (const std::uint64_t first = first_of(transaction, type)) return frame_of(first);
  }
  return 0;
}

std::uint64_t CaptureFlow::first_of(std::uint64_t transaction, PduType type) const {
  const SeenTransaction* seen = this->transaction(transaction);
  if (seen == nullptr) return 0;
  for (const std::uint64_t id : seen->firsts) {
    if (pdu(id).type == static_cast<std::uint8_t>(type)) return id;
  }
  return 0;
}

std::uint32_t CaptureFlow::frame_of(std::uint64_t pdu) const {
  return pdu == 0 ? 0 : this->pdu(pdu).frame;
}

/// The frames of a retrieval that are met by their role in it.
void CaptureFlow::add_members(Links& links, std::uint64_t transaction) const {
  const SeenTransaction* seen = this->transaction(transaction);
  if (seen == nullptr) return;
  links.get = seen->get;
  links.notification = frame_of(first_of(transaction, PduType::kNotificationInd));
  links.retrieve_conf = frame_of(first_of(transaction, PduType::kRetrieveConf));
  links.notify_response = frame_of(first_of(transaction, PduType::kNotifyRespInd));
  links.acknowledgement = frame_of(first_of(transaction, PduType::kAcknowledgeInd));
}

Links CaptureFlow::links_of(std::uint64_t id) const {
  const SeenPdu& pdu = this->pdu(id);
  Links links;
  if (pdu.transaction != 0) add_members(links, pdu.transaction);
  links.repeat_of = frame_of(pdu.repeat_of);
  std::int64_t request_time = 0;
  if (const Exchange* around = exchange(pdu.exchange)) {
    links.response = pdu.is_request ? around->response.frame : 0;
    links.request = pdu.is_request ? 0 : around->request.frame;
    request_time = around->request.time_ns;
  }
  for (const AnswerRow& row : kAnswers) {
    const bool is_answer = pdu.type == static_cast<std::uint8_t>(row.answer);
    const bool is_request = pdu.type == static_cast<std::uint8_t>(row.request);
    const std::uint64_t request =
        is_answer && links.request == 0 ? first_of(pdu.transaction, row.request) : 0;
    if (request != 0) {
      links.request = frame_of(request);
      request_time = this->pdu(request).time_ns;
    }
    if (is_request && links.response == 0) {
      links.response = frame_of(first_of(pdu.transaction, row.answer));
    }
  }
  if (links.request != 0) links.since_request_ns = pdu.time_ns - request_time;
  for (std::uint32_t* link : {&links.notification, &links.retrieve_conf, &links.notify_response,
                              &links.acknowledgement, &links.repeat_of}) {
    *link = other_than(*link, pdu.frame);
  }
  return links;
}

Links CaptureFlow::links_of(const ExchangeHalf& half) const {
  const Exchange& exchange = *this->exchange(half.exchange);
  Links links;
  if (exchange.transaction != 0) add_members(links, exchange.transaction);
  if (half.is_request) {
    links.response = exchange.response.frame;
  } else {
    links.request = exchange.request.frame;
    if (links.request != 0) {
      links.since_request_ns = exchange.response.time_ns - exchange.request.time_ns;
    }
  }
  links.get = other_than(links.get, half.frame);
  return links;
}

std::span<const flow::FlowFinding> CaptureFlow::findings_at(std::uint64_t pdu) const {
  return found_in(findings_, pdu);
}

std::span<const flow::FlowFinding> CaptureFlow::findings_at_frame(std::uint32_t frame) const {
  return found_in(findings_of_frame_, frame);
}

void CaptureFlow::on_transaction(const flow::Transaction& transaction) {
  opened(transaction.id).decided = {.kind = transaction.kind,
                                    .mode = transaction.mode,
                                    .outcome = transaction.outcome,
                                    .client = kept(transaction.client),
                                    .relay = kept(transaction.relay),
                                    .status = kept(transaction.status),
                                    .transaction_id = transaction.transaction_id,
                                    .pdus = transaction.pdus.size(),
                                    .start_ns = transaction.start_ns,
                                    .end_ns = transaction.end_ns};
}

void CaptureFlow::on_journey(const flow::Journey& journey) {
  messages_[journey.id].journey = journey;
  if (journey.forward_of != 0) messages_[journey.forward_of].forwarded_as.push_back(journey.id);
  for (const flow::Journey::Member& member : journey.transactions) {
    opened(member.transaction).messages.push_back(journey.id);
  }
}

void CaptureFlow::on_finding(const flow::FlowFinding& finding) {
  std::uint64_t pdu = finding.pdu;
  if (pdu == 0 && finding.frame != 0) {
    findings_of_frame_[finding.frame].push_back(finding);
    return;
  }
  if (pdu == 0) {
    // A finding about something that is missing shows where its transaction began.
    const SeenTransaction* seen = transaction(finding.transaction);
    if (seen != nullptr && !seen->firsts.empty()) pdu = seen->firsts.front();
  }
  if (pdu != 0) findings_[pdu].push_back(finding);
}

}  // namespace mm1::plugin
