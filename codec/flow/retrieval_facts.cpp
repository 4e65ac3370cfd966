#include "retrieval_facts.h"

#include "address_print.h"
#include "mm1/flow/digest.h"
#include "mm1/mms/text.h"

namespace mm1::flow {
namespace {

namespace number = mms::number;

constexpr std::uint8_t kOk = 0x80;
constexpr std::uint8_t kNo = 0x81;

}  // namespace

Description describe(const PduFacts& pdu) {
  Description description;
  description.from = address_print(pdu.text(number::kFrom));
  if (const wsp::Element* subject = pdu.value(number::kSubject)) {
    description.subject = digest(mms::element_text(pdu.view().tape(), *subject));
  }
  description.message_class = pdu.field_print(number::kMessageClass);
  description.priority = pdu.field_print(number::kPriority);
  return description;
}

std::uint8_t retrieve_status(const PduFacts& pdu) {
  const std::uint8_t status = pdu.octet(number::kRetrieveStatus);
  return status == 0 ? kOk : status;
}

bool fetched_at_once(const RetrievalFacts& facts, std::int64_t now_ns) {
  constexpr std::int64_t kSoon = 300'000'000'000;
  const std::int64_t got_ns = facts.reaction().got_ns;
  return (got_ns == kNever ? now_ns : got_ns) - facts.notification.time_ns <= kSoon;
}

void note_notification(Open& open, const PduFacts& pdu, std::int64_t expires_ns,
                       Reference* reference) {
  RetrievalFacts& facts = open.retrieval();
  facts.notification = pdu.seen();
  if (facts.reaction().answer) facts.react().answer = {};
  facts.announced = describe(pdu);
  facts.announced_size = pdu.number(number::kMessageSize).value_or(0);
  facts.expires_ns = expires_ns;
  facts.clean = pdu.view().tape().faults().empty();
  facts.encrypted = pdu.text(number::kContentLocation).starts_with("https:");
  if (reference == nullptr) return;
  reference->expires_ns = expires_ns;
  reference->reply_charging = pdu.has(number::kReplyCharging);
  // Announced anew, it may be fetched anew.
  reference->answer = 0;
  reference->retrieve_status = 0;
}

void note_answer(Open& open, const PduFacts& pdu, Reference* reference) {
  RetrievalFacts& facts = open.retrieval();
  facts.react().answer = pdu.seen();
  facts.answer_status = pdu.octet(number::kStatus);
  facts.reports_denied = pdu.octet(number::kReportAllowed) == kNo;
  if (reference == nullptr) return;
  reference->answer = facts.answer_status;
  reference->answered_by = digest(pdu.context().client);
  reference->answered_number = open.number.empty() ? 0 : digest(open.number);
}

void note_retrieved(Open& open, const PduFacts& pdu, Reference* reference) {
  RetrievalFacts& facts = open.retrieval();
  facts.react().retrieved = pdu.seen();
  facts.retrieve_status = retrieve_status(pdu);
  facts.react().closed_early = {};
  const std::string_view id = pdu.transaction_id();
  if (!id.empty() && facts.reaction().tids.size() < kMostRetrieveIds) {
    facts.react().tids.push_back(digest(id));
  }
  if (reference == nullptr) return;
  reference->retrieve_status = facts.retrieve_status;
  reference->retrieved_by = digest(pdu.context().client);
}

}  // namespace mm1::flow
