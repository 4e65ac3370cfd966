#include "feed.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "mm1/mms/decode.h"
#include "mm1/wsp/arena.h"

namespace mm1::flow::test {
namespace {

namespace number = mms::number;
using mms::PduBuilder;
using mms::PduType;

constexpr std::int64_t kMillisecond = 1'000'000;

std::string or_dash(std::string_view text) { return text.empty() ? "-" : std::string(text); }

std::string describe(const Transaction& transaction) {
  std::string line(transaction_kind_name(transaction.kind));
  if (transaction.kind == TransactionKind::kRetrieval) {
    line += ' ' + or_dash(retrieval_mode_name(transaction.mode));
  }
  line += ' ' + std::string(outcome_name(transaction.outcome));
  line += ' ' + or_dash(transaction.status);
  line += ' ' + or_dash(transaction.transaction_id);
  line += ' ' + or_dash(transaction.client) + ':';
  for (const std::uint64_t pdu : transaction.pdus) line += ' ' + std::to_string(pdu);
  return line;
}

}  // namespace

Context Feed::context(std::string_view client, Direction direction, Bearer bearer,
                      std::uint64_t exchange, std::string_view uri) {
  time_ns_ += kMillisecond;
  Context context;
  context.time_ns = time_ns_;
  context.frame = 1;
  context.bearer = bearer;
  context.direction = direction;
  context.client = client;
  context.relay = bearer == Bearer::kPushSms ? kSmsc : kRelay;
  context.exchange = exchange;
  context.uri = uri;
  return context;
}

std::uint64_t Feed::pdu(const Context& context, const PduBuilder& pdu) {
  wsp::Buffer octets = pdu.encode();
  mms::DecodeOptions options;
  if (cut_ != 0) {
    options.reported_length = octets.size();
    octets.resize(cut_);
  }
  wsp::Arena arena;
  const wsp::Tape tape = mms::decode(octets, arena.allocator(), options);
  const mms::PduView view(tape);
  PduEvent event;
  event.context = context;
  event.pdu = ++pdus_;
  event.view = &view;
  event.complete = cut_ == 0;
  cut_ = 0;
  const std::uint64_t transaction = tracker_.pdu(event);
  if (transaction != 0) joined_[transaction].push_back(event.pdu);
  return event.pdu;
}

std::uint64_t Feed::post(std::string_view client, std::uint64_t exchange, const PduBuilder& pdu,
                         Bearer bearer) {
  return this->pdu(
      context(client, Direction::kClientToRelay, bearer, exchange, "http://mmsc.example/mms"), pdu);
}

std::uint64_t Feed::answer(std::string_view client, std::uint64_t exchange, const PduBuilder& pdu,
                           std::string_view uri, Bearer bearer) {
  return this->pdu(context(client, Direction::kRelayToClient, bearer, exchange, uri), pdu);
}

void Feed::status(std::string_view client, std::uint64_t exchange, int status, Bearer bearer) {
  ExchangeEvent event;
  event.context = context(client, Direction::kRelayToClient, bearer, exchange, "");
  event.half = ExchangeEvent::Half::kResponse;
  event.status = status;
  tracker_.exchange(event);
}

void Feed::get(std::string_view client, std::uint64_t exchange, std::string_view uri,
               Bearer bearer) {
  ExchangeEvent event;
  event.context = context(client, Direction::kClientToRelay, bearer, exchange, uri);
  event.method = "GET";
  tracker_.exchange(event);
}

std::uint64_t Feed::push(std::string_view client, const PduBuilder& pdu) {
  return this->pdu(context(client, Direction::kRelayToClient, Bearer::kPushUdp, 0, ""), pdu);
}

std::uint64_t Feed::push_sms(std::string_view number, const PduBuilder& pdu) {
  return this->pdu(context(number, Direction::kRelayToClient, Bearer::kPushSms, 0, ""), pdu);
}

void Feed::lose(std::string_view client) {
  tracker_.loss({context(client, Direction::kRelayToClient, Bearer::kHttp, 0, "")});
}

std::vector<std::string> Feed::finish() {
  tracker_.finish();
  std::vector<Transaction> transactions = reported_;
  std::sort(transactions.begin(), transactions.end(),
            [](const Transaction& a, const Transaction& b) { return a.id < b.id; });
  std::vector<std::string> lines;
  for (const Transaction& transaction : transactions) {
    lines.push_back(describe(transaction));
    EXPECT_EQ(joined_[transaction.id], transaction.pdus) << "what was said when each PDU came";
  }
  return lines;
}

std::vector<std::string> Feed::journeys() const {
  const auto name = [](const std::string& text) { return text.empty() ? "-" : text; };
  std::vector<std::string> lines;
  for (const Journey& journey : journeys_) {
    std::string line = "m" + std::to_string(journey.id) + ' ' + name(journey.originator) + " >";
    for (const Journey::Recipient& recipient : journey.recipients) {
      line += ' ' + name(recipient.address) + ' ' + name(recipient.client) + ' ' +
              std::string(delivery_state_name(recipient.state)) + ';';
    }
    line += " |";
    for (const Journey::Member& member : journey.transactions) {
      line += " t" + std::to_string(member.transaction) + ' ' +
              std::string(journey_link_name(member.link));
    }
    line += " |";
    for (const std::string& id : journey.message_ids) line += ' ' + id;
    lines.push_back(std::move(line));
  }
  return lines;
}

PduBuilder bare(PduType type, std::string_view id) {
  PduBuilder pdu(type, mms::Version::k12);
  if (!id.empty()) pdu.add(number::kTransactionId, std::string(id));
  return pdu;
}

PduBuilder send_req(std::string_view id, std::string_view text) {
  const std::vector<wsp::Part> parts = {wsp::Part("text/plain", text)};
  return bare(PduType::kSendReq, id)
      .add(number::kFrom, mms::InsertAddress{})
      .add(number::kTo, "+15551230002/TYPE=PLMN")
      .content("application/vnd.wap.multipart.mixed", parts);
}

PduBuilder send_conf(std::string_view id, std::string_view status) {
  return bare(PduType::kSendConf, id)
      .add(number::kResponseStatus, std::string(status))
      .add(number::kMessageId, "id1@mmsc.example");
}

PduBuilder notification(std::string_view id, std::string_view uri, std::uint64_t expiry_seconds) {
  return bare(PduType::kNotificationInd, id)
      .add(number::kMessageClass, "Personal")
      .add(number::kMessageSize, 1024)
      .add(number::kExpiry, mms::Relative{expiry_seconds})
      .add(number::kContentLocation, std::string(uri));
}

PduBuilder notify_resp(std::string_view id, std::string_view status) {
  return bare(PduType::kNotifyRespInd, id).add(number::kStatus, std::string(status));
}

PduBuilder retrieve_conf(std::string_view id, std::string_view status) {
  PduBuilder pdu = bare(PduType::kRetrieveConf, id);
  if (!status.empty()) pdu.add(number::kRetrieveStatus, std::string(status));
  const std::vector<wsp::Part> parts = {wsp::Part("text/plain", "Hi")};
  return pdu.add(number::kDate, 1'111'911'552)
      .add(number::kFrom, "+15551230001/TYPE=PLMN")
      .content("application/vnd.wap.multipart.mixed", parts);
}

PduBuilder acknowledge(std::string_view id) { return bare(PduType::kAcknowledgeInd, id); }

PduBuilder forward_req(std::string_view id, std::string_view uri) {
  return bare(PduType::kForwardReq, id)
      .add(number::kFrom, mms::InsertAddress{})
      .add(number::kTo, "+15551230003/TYPE=PLMN")
      .add(number::kContentLocation, std::string(uri));
}

PduBuilder forward_conf(std::string_view id, std::string_view status) {
  return bare(PduType::kForwardConf, id).add(number::kResponseStatus, std::string(status));
}

}  // namespace mm1::flow::test
