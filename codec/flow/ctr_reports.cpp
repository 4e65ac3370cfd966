#include "ctr_reports.h"

#include <algorithm>

#include "address_print.h"
#include "mm1/flow/digest.h"
#include "verdict.h"

namespace mm1::flow {
namespace {

namespace number = mms::number;
using mms::PduType;
using rules::Quoted;

namespace octet {
constexpr std::uint8_t kYes = 0x80, kNo = 0x81;
constexpr std::uint8_t kDeferred = 0x83, kUnrecognised = 0x84;
constexpr std::uint8_t kAuto = 0x83;
}  // namespace octet

constexpr std::int64_t kMinute = 60'000'000'000;
constexpr std::int64_t kDay = 1'440 * kMinute;
constexpr std::int64_t kKeep = 60 * kDay;
/// How long after a report an answer to it may come.
constexpr std::int64_t kAnswerWindow = 10 * kMinute;

std::uint64_t exchange_key(std::uint64_t exchange) { return combined(1, exchange); }
std::uint64_t id_key(std::string_view id) { return combined(2, digest(id)); }

bool first_of(const Open& open) { return open.transaction.pdus.size() == 1; }

bool is_final(std::uint8_t status) {
  return status != 0 && status != octet::kDeferred && status != octet::kUnrecognised;
}

std::string status_of(std::uint8_t status) { return status_name(number::kStatus, status); }

/// Whether a message says by its subject that it is a read report (ENC 1.3 §6.7.1).
bool says_read(std::string_view subject) {
  constexpr std::string_view kRead = "read:";
  return subject.size() >= kRead.size() &&
         std::equal(kRead.begin(), kRead.end(), subject.begin(), [](char expected, char c) {
           return expected == c || (c >= 'A' && c <= 'Z' && expected == c - 'A' + 'a');
         });
}

std::string_view body_of(const PduFacts& pdu) {
  const wsp::Element* body = pdu.view().body();
  if (body == nullptr) return {};
  const wsp::Octets octets = pdu.view().tape().octets(*body);
  return {reinterpret_cast<const char*>(octets.data()), octets.size()};
}

}  // namespace

void ReportRules::arrived(const Moment& now, const PduFacts& pdu, const Open& open) {
  if (pdu.context().direction == Direction::kClientToRelay && answers_report(pdu, open)) {
    now.client("CTR-DLV-007"_rule, pdu.row()->name);
  }
  if (!pdu.sound()) return;
  switch (pdu.row()->type) {
    case PduType::kDeliveryInd:
      remember_report(pdu);
      if (first_of(open)) delivery_report(now, pdu, open);
      break;
    case PduType::kReadOrigInd:
      remember_report(pdu);
      if (first_of(open)) remember_unknown(pdu, open);
      break;
    case PduType::kReadRecInd:
      if (first_of(open)) read_report(now, pdu, open);
      break;
    case PduType::kSendReq:
      report_message(now, pdu);
      break;
    case PduType::kRetrieveConf:
      if (brings_message(pdu)) retrieved(now, pdu, open);
      check_named(now, pdu, number::kReplaceId);
      break;
    case PduType::kNotificationInd:
      check_named(now, pdu, number::kReplaceId);
      break;
    case PduType::kCancelReq:
      check_named(now, pdu, number::kCancelId);
      break;
    default:
      break;
  }
}

/// CTR-DLV-001, and what goes with it.
void ReportRules::delivery_report(const Moment& now, const PduFacts& pdu, const Open& open) {
  const Submitted* submitted = mail_.submitted(pdu.text(number::kMessageId));
  check_second(now, pdu);
  if (submitted == nullptr) {
    remember_unknown(pdu, open);
    return;
  }
  if (submitted->disputed || submitted->frame == 0) return;
  if (submitted->delivery_report == octet::kNo) {
    now.relay("CTR-DLV-001"_rule, "Delivery-Report No in frame ", submitted->frame);
  }
  check_recipient(now, pdu, *submitted);
}

/// CTR-DLV-005.
void ReportRules::check_recipient(const Moment& now, const PduFacts& pdu,
                                  const Submitted& submitted) {
  const std::uint64_t to = address_print(pdu.view(), number::kTo);
  if (to == 0 || !submitted.all_recipients) return;
  if (std::ranges::count(submitted.recipients, to) != 0) return;
  now.relay("CTR-DLV-005"_rule, Quoted{pdu.text(number::kTo)}, " is not in frame ",
            submitted.frame);
}

/// CTR-DLV-006. One report on two hops is the same to the octet.
void ReportRules::check_second(const Moment& now, const PduFacts& pdu) {
  const std::uint8_t status = pdu.octet(number::kStatus);
  const std::uint64_t to = address_print(pdu.view(), number::kTo);
  const std::string_view id = pdu.text(number::kMessageId);
  if (!is_final(status) || to == 0 || id.empty()) return;
  const std::uint64_t key = combined(to, digest(id));
  const Final* before = final_.find(key);
  if (before != nullptr && before->print != pdu.print()) {
    now.relay("CTR-DLV-006"_rule, status_of(status), ", and frame ", before->frame, " said ",
              status_of(before->status));
  }
  const std::int64_t time_ns = now.time_ns();
  final_.put(key, {pdu.print(), status, pdu.context().frame}, time_ns, time_ns + kKeep);
}

void ReportRules::remember_unknown(const PduFacts& pdu, const Open& open) {
  const std::string_view id = pdu.text(number::kMessageId);
  if (id.empty() || mail_.submitted(id) != nullptr) return;
  const std::uint64_t to = address_print(pdu.view(), number::kTo);
  unknown_.emplace(open.transaction.id, Unknown{pdu.seen(), pdu.row()->type, std::string(id),
                                                std::string(pdu.context().client), to});
}

/// CTR-DLV-004, CTR-RRP-002 and -007: asked late, since what a report is about may be captured a
/// little after it.
void ReportRules::closing(const Moment& last, const Open& open) {
  const auto found = unknown_.find(open.transaction.id);
  if (found == unknown_.end()) return;
  const Unknown& report = found->second;
  const Moment shown = last.shown_by(report.report);
  const bool submitted = mail_.submitted(report.message_id) != nullptr;
  if (report.type == PduType::kReadRecInd) {
    // Another message of that sender is there and not reported. The report may still be about one
    // that was retrieved before the capture, so this is no more than a note.
    const bool retrieved = mail_.is_retrieved(report.message_id);
    if (!retrieved && mail_.unreported(report.client, report.to) != nullptr) {
      shown.report_as(rules::Severity::kNote, Side::kClient, "CTR-RRP-002"_rule,
                      Quoted{report.message_id});
    }
  } else if (!submitted && mail_.knows_submitted()) {
    const bool delivery = report.type == PduType::kDeliveryInd;
    shown.network(delivery ? "CTR-DLV-004"_rule : "CTR-RRP-007"_rule, Quoted{report.message_id});
  }
  unknown_.erase(found);
}

/// What an answer would show of the report it answers: its exchange, or an id out of it.
void ReportRules::remember_report(const PduFacts& pdu) {
  const Context& context = pdu.context();
  const bool to_a_number = context.bearer == Bearer::kPushSms;
  const std::uint64_t client = to_a_number ? 0 : digest(context.client);
  const auto remember = [&](std::uint64_t key) {
    reports_.put(key, client, context.time_ns, context.time_ns + kAnswerWindow);
  };
  if (context.exchange != 0) remember(exchange_key(context.exchange));
  for (const std::uint8_t field : {number::kTransactionId, number::kMessageId}) {
    if (!pdu.text(field).empty()) remember(id_key(pdu.text(field)));
  }
}

/// CTR-DLV-007. An id that stands for a notification too is the answer to that one.
bool ReportRules::answers_report(const PduFacts& pdu, const Open& open) {
  const std::uint64_t exchange = pdu.context().exchange;
  if (exchange != 0 && reports_.find(exchange_key(exchange)) != nullptr) return true;
  const bool answer = pdu.is(PduType::kNotifyRespInd) || pdu.is(PduType::kAcknowledgeInd);
  if (!answer || pdu.transaction_id().empty()) return false;
  const RetrievalFacts& asked = open.retrieval();
  if (asked.notification || asked.reaction().retrieved) return false;
  const std::uint64_t* client = reports_.find(id_key(pdu.transaction_id()));
  return client != nullptr && (*client == 0 || *client == digest(pdu.context().client));
}

/// CTR-RRP-001, -003, -004 and -006.
void ReportRules::read_report(const Moment& now, const PduFacts& pdu, const Open& open) {
  const std::string_view client = pdu.context().client;
  const std::string_view id = pdu.text(number::kMessageId);
  if (id.empty()) return;
  const std::int64_t time_ns = now.time_ns();
  const std::uint64_t key = digest(client, id);
  const std::uint64_t reader = combined(key, address_print(pdu.view(), number::kFrom));
  const Seen* before = read_.find(reader);
  if (before != nullptr && before->print != pdu.print() && !now.client_speaks_for_many()) {
    now.client("CTR-RRP-006"_rule, Quoted{id}, " was reported in frame ", before->frame);
  }
  read_.put(reader, pdu.seen(), time_ns, time_ns + kKeep);

  Retrieved* retrieved = mail_.retrieved(client, id);
  if (retrieved == nullptr) {
    too_early_.put(key, pdu.seen(), time_ns, time_ns + kDay);
    const std::uint64_t to = address_print(pdu.view(), number::kTo);
    unknown_.emplace(open.transaction.id, Unknown{pdu.seen(), PduType::kReadRecInd, std::string(id),
                                                  std::string(client), to});
    return;
  }
  retrieved->reported = true;
  if (!retrieved->confirmation.sound) return;
  const std::uint32_t frame = retrieved->confirmation.frame;
  if (retrieved->message_class == octet::kAuto) {
    now.client("CTR-RRP-004"_rule, "the message of frame ", frame, " is of class Auto");
  } else if (retrieved->read_report != octet::kYes) {
    now.client("CTR-RRP-001"_rule, "no Read-Report Yes in frame ", frame);
  }
  const std::uint64_t to = address_print(pdu.view(), number::kTo);
  if (to != 0 && retrieved->from != 0 && to != retrieved->from) {
    now.client("CTR-RRP-003"_rule, Quoted{pdu.text(number::kTo)},
               " did not send the message of frame ", frame);
  }
}

/// CTR-RRP-001, -004 and -009 of a read report that is a message.
void ReportRules::report_message(const Moment& now, const PduFacts& pdu) {
  const bool of_class_auto = pdu.octet(number::kMessageClass) == octet::kAuto;
  if (!of_class_auto && !says_read(pdu.text(number::kSubject))) return;
  const Retrieved* about = mail_.quoted(pdu.context().client, body_of(pdu));
  if (about == nullptr || !about->confirmation.sound) return;
  const std::uint32_t frame = about->confirmation.frame;
  if (!of_class_auto) {
    now.client("CTR-RRP-009"_rule, "subject ", Quoted{pdu.text(number::kSubject)},
               ", and the body quotes the message of frame ", frame);
  } else if (about->message_class == octet::kAuto) {
    now.client("CTR-RRP-004"_rule, "the message of frame ", frame, " is of class Auto");
  } else if (about->read_report != octet::kYes) {
    now.client("CTR-RRP-001"_rule, "no Read-Report Yes in frame ", frame);
  }
}

/// CTR-RRP-005. A message that is fetched anew from the MMBox may have been read before.
void ReportRules::retrieved(const Moment& now, const PduFacts& pdu, const Open& open) {
  const std::string_view id = pdu.text(number::kMessageId);
  const std::uint64_t key = digest(pdu.context().client, id);
  const Seen* report = too_early_.find(key);
  if (report == nullptr) return;
  if (open.transaction.mode != RetrievalMode::kDirect) {
    now.shown_by(*report).client("CTR-RRP-005"_rule, Quoted{id}, " came in frame ",
                                 pdu.context().frame);
  }
  too_early_.erase(key);
}

/// CTR-CAN-002.
void ReportRules::check_named(const Moment& now, const PduFacts& pdu, std::uint8_t number) {
  const std::string_view id = pdu.text(number);
  if (id.empty() || !mail_.knows_retrieved() || mail_.is_retrieved(id)) return;
  if (named_.find(digest(id)) != nullptr) return;
  named_.put(digest(id), 0, now.time_ns(), now.time_ns() + kDay);
  now.relay("CTR-CAN-002"_rule, mms::field(number)->name, " ", Quoted{id});
}

}  // namespace mm1::flow
