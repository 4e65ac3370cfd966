#include "mail.h"

#include <algorithm>

#include "address_print.h"
#include "mm1/flow/digest.h"

namespace mm1::flow {
namespace {

namespace number = mms::number;
using mms::PduType;

constexpr std::uint8_t kOk = 0x80;
/// Messages may wait for weeks; what limits memory is their number.
constexpr std::int64_t kKeep = std::int64_t{60} * 86'400 * 1'000'000'000;
constexpr std::size_t kMostRecipients = 32;
constexpr std::size_t kLatest = 16;  // Message-IDs a client may quote
constexpr std::size_t kShortestQuote = 5;

void add_recipients(const mms::PduView& request, Submitted& submitted) {
  submitted.all_recipients = true;
  for (const std::size_t i : request.children()) {
    const wsp::Element& field = request.tape().elements()[i];
    if (field.kind != wsp::Kind::kField || !names_recipient(field.code)) continue;
    const bool valued = field.end > i + 2;
    const std::uint64_t print =
        valued ? address_print(request.tape().ascii(request.tape().elements()[i + 2])) : 0;
    if (print == 0 || submitted.recipients.size() == kMostRecipients) {
      submitted.all_recipients = false;
    } else {
      submitted.recipients.push_back(print);
    }
  }
}

}  // namespace

bool brings_message(const PduFacts& retrieve_conf) {
  const std::uint8_t status = retrieve_conf.octet(number::kRetrieveStatus);
  return status == 0 || status == kOk;
}

void Mail::arrived(const PduFacts& pdu, const Open& open) {
  requests_.settle();
  switch (pdu.row()->type) {
    case PduType::kSendReq:
    case PduType::kForwardReq:
      request(pdu, open);
      break;
    case PduType::kSendConf:
    case PduType::kForwardConf:
      confirmation(pdu, open);
      break;
    case PduType::kRetrieveConf:
      if (brings_message(pdu)) retrieval(pdu, open);
      break;
    default:
      break;
  }
}

void Mail::request(const PduFacts& pdu, const Open& open) {
  Submitted* known = requests_.find(open.transaction.id);
  Submitted& submitted = known == nullptr ? requests_.add(open.transaction.id) : *known;
  if (submitted.frame != 0 || !pdu.sound()) return;
  submitted.frame = pdu.context().frame;
  submitted.delivery_report = pdu.octet(number::kDeliveryReport);
  submitted.message = pdu.message_print();
  add_recipients(pdu.view(), submitted);
}

void Mail::confirmation(const PduFacts& pdu, const Open& open) {
  const std::string_view id = pdu.text(number::kMessageId);
  if (id.empty()) return;
  any_submitted_ = true;
  const Submitted* request = requests_.find(open.transaction.id);
  Submitted submitted = request == nullptr ? Submitted{} : *request;
  const Submitted* before = submitted_.find(digest(id));
  // The same message may be confirmed on two hops.
  submitted.disputed =
      before != nullptr && (before->disputed || before->message != submitted.message);
  const std::int64_t now = pdu.context().time_ns;
  submitted_.put(digest(id), std::move(submitted), now, now + kKeep);
}

void Mail::retrieval(const PduFacts& pdu, const Open& open) {
  const std::string_view id = pdu.text(number::kMessageId);
  if (id.empty()) return;
  any_retrieved_ = true;
  const std::int64_t now = pdu.context().time_ns;
  anybody_.put(digest(id), 0, now, now + kKeep);
  Retrieved retrieved;
  if (const Retrieved* before = this->retrieved(pdu.context().client, id)) {
    retrieved.reported = before->reported;
  }
  retrieved.confirmation = pdu.seen();
  retrieved.read_report = pdu.octet(number::kReadReport);
  retrieved.message_class = pdu.octet(number::kMessageClass);
  retrieved.reply_charging = pdu.octet(number::kReplyCharging);
  const Reference* reference = references_.find(open.uri);
  retrieved.announced_reply = reference != nullptr && reference->reply_charging;
  retrieved.from = address_print(pdu.view(), number::kFrom);
  retrieved.reply_size = pdu.number(number::kReplyChargingSize).value_or(retrieved.reply_size);
  retrieved.reply_deadline_ns =
      pdu.time_ns(number::kReplyChargingDeadline).value_or(retrieved.reply_deadline_ns);
  retrieved_.put(digest(pdu.context().client, id), retrieved, now, now + kKeep);

  const std::uint64_t client = digest(pdu.context().client);
  std::vector<std::string>* known = latest_.find(client);
  std::vector<std::string> latest = known == nullptr ? std::vector<std::string>{} : *known;
  std::erase(latest, id);
  if (latest.size() == kLatest) latest.erase(latest.begin());
  latest.emplace_back(id);
  latest_.put(client, std::move(latest), now, now + kKeep);
}

Submitted* Mail::submitted(std::string_view message_id) {
  return submitted_.find(digest(message_id));
}

Retrieved* Mail::retrieved(std::string_view client, std::string_view message_id) {
  return retrieved_.find(digest(client, message_id));
}

bool Mail::is_retrieved(std::string_view message_id) {
  return anybody_.find(digest(message_id)) != nullptr;
}

Retrieved* Mail::unreported(std::string_view client, std::uint64_t sender) {
  const std::vector<std::string>* latest = latest_.find(digest(client));
  if (latest == nullptr || sender == 0) return nullptr;
  for (const std::string& id : *latest) {
    Retrieved* found = retrieved(client, id);
    if (found != nullptr && found->from == sender && !found->reported) return found;
  }
  return nullptr;
}

Retrieved* Mail::quoted(std::string_view client, std::string_view text) {
  const std::vector<std::string>* latest = latest_.find(digest(client));
  if (latest == nullptr) return nullptr;
  for (const std::string& id : *latest) {
    // A short one may stand in a text by chance.
    if (id.size() >= kShortestQuote && text.find(id) != std::string_view::npos) {
      return retrieved(client, id);
    }
  }
  return nullptr;
}

}  // namespace mm1::flow
