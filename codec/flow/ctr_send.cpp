#include "ctr_send.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "address_print.h"
#include "mailbox_request.h"
#include "mm1/flow/digest.h"
#include "verdict.h"

namespace mm1::flow {
namespace {

namespace number = mms::number;
using mms::PduType;
using rules::Quoted;
using rules::Severity;

namespace octet {
constexpr std::uint8_t kOk = 0x80, kYes = 0x80, kHide = 0x80;
constexpr std::uint8_t kAccepted = 0x82, kAcceptedTextOnly = 0x83;
constexpr std::uint8_t kFirstTransient = 0xC0, kPartialSuccess = 0xC4, kFirstPermanent = 0xE0;
constexpr std::uint8_t kHidingNotSupported = 0xEA;  // 234
}  // namespace octet

bool is_transient(std::uint8_t status) {
  return status >= octet::kFirstTransient && status < octet::kFirstPermanent &&
         status != octet::kPartialSuccess;
}
bool is_permanent(std::uint8_t status) { return status >= octet::kFirstPermanent; }

/// The rules that all pairs of a request and its confirmation have under ids of their own.
struct PairRules {
  TransactionKind kind;
  RuleIndex other_id;                    // the confirmation has another TID
  std::optional<RuleIndex> unconfirmed;  // answered without confirmation
  std::optional<RuleIndex> resent;       // unchanged after a permanent status
  std::optional<RuleIndex> unlisted;     // speaks of a reference that the request does not name
};
constexpr std::array kPairRules = {
    PairRules{TransactionKind::kSend, "CTR-SND-001"_rule, "CTR-SND-002"_rule, "CTR-SND-006"_rule,
              std::nullopt},
    PairRules{TransactionKind::kForward, "CTR-FWD-001"_rule, "CTR-FWD-002"_rule, "CTR-FWD-004"_rule,
              std::nullopt},
    PairRules{TransactionKind::kMboxStore, "CTR-MBX-001"_rule, "CTR-MBX-002"_rule,
              "CTR-MBX-013"_rule, std::nullopt},
    PairRules{TransactionKind::kMboxView, "CTR-MBX-001"_rule, "CTR-MBX-002"_rule,
              "CTR-MBX-013"_rule, std::nullopt},
    PairRules{TransactionKind::kMboxUpload, "CTR-MBX-001"_rule, "CTR-MBX-002"_rule,
              "CTR-MBX-013"_rule, std::nullopt},
    PairRules{TransactionKind::kMboxDelete, "CTR-MBX-001"_rule, "CTR-MBX-002"_rule,
              "CTR-MBX-013"_rule, std::nullopt},
    PairRules{TransactionKind::kDelete, "CTR-MDL-001"_rule, std::nullopt, std::nullopt,
              "CTR-MDL-001"_rule},
    PairRules{TransactionKind::kCancel, "CTR-CAN-001"_rule, std::nullopt, std::nullopt,
              std::nullopt},
};

const PairRules& rules_of(const PairRow& pair) {
  return *std::ranges::find(kPairRules, pair.kind, &PairRules::kind);
}

bool carries_a_message(const PairRow& pair) {
  return pair.kind == TransactionKind::kSend || pair.kind == TransactionKind::kForward;
}

/// A field that the PDU's table wants and it lacks; To when it has no recipient at all.
std::uint8_t missing_field(const PduFacts& pdu) {
  bool wants_recipient = false;
  bool has_recipient = false;
  for (const mms::PduField& field : pdu.row()->fields) {
    const bool has = pdu.has(field.number);
    if (field.presence == mms::Presence::kMandatory && !has) return field.number;
    if (field.presence != mms::Presence::kRecipient) continue;
    wants_recipient = true;
    has_recipient = has_recipient || has;
  }
  return wants_recipient && !has_recipient ? number::kTo : std::uint8_t{0};
}

/// A response status that speaks of a feature, and whether the request used it.
struct FeatureRow {
  std::uint8_t status;
  std::string_view feature;
  bool (*used)(const RequestFacts& request);
};
constexpr std::array kFeatures = {
    FeatureRow{0xE6, "no Reply-Charging-ID", [](const RequestFacts& r) { return r.reply; }},
    FeatureRow{0xE9, "no Reply-Charging",
               [](const RequestFacts& r) { return r.reply_charging != 0 || r.reply; }},
    FeatureRow{0xEA, "no Sender-Visibility Hide",
               [](const RequestFacts& r) { return r.visibility == octet::kHide; }},
};

constexpr std::size_t kMostReferences = 32;  // of one request

std::uint64_t recipients_print(const PduFacts& pdu) {
  std::uint64_t sum = 0;
  for (const std::uint8_t field : {number::kTo, number::kCc, number::kBcc}) {
    for (std::size_t nth = 0; nth < pdu.view().count(field); ++nth) {
      sum = combined(sum, address_print(pdu.view().text(field, nth)));
    }
  }
  return sum;
}

RequestFacts facts_of(const PduFacts& pdu) {
  RequestFacts facts;
  facts.request = pdu.seen();
  facts.message = pdu.message_print();
  facts.store = pdu.octet(number::kStore);
  facts.visibility = pdu.octet(number::kSenderVisibility);
  facts.reply_charging = pdu.octet(number::kReplyCharging);
  facts.reply = pdu.has(number::kReplyChargingId);
  facts.lacking = missing_field(pdu);
  if (pdu.row()->type == PduType::kDeleteReq || pdu.row()->type == PduType::kMboxDeleteReq) {
    for (std::size_t nth = 0;
         nth < std::min(kMostReferences, pdu.view().count(number::kContentLocation)); ++nth) {
      facts.references.push_back(reference_print(pdu.view().text(number::kContentLocation, nth)));
    }
  }
  return facts;
}

std::uint64_t key_of(const Context& context, std::uint64_t what) {
  return combined(digest(context.client), what);
}
std::uint64_t id_key(const PduFacts& pdu, const Open& open) {
  return key_of(pdu.context(), combined(static_cast<std::uint64_t>(open.pair->request),
                                        digest(open.transaction.transaction_id)));
}
std::uint64_t message_key(const PduFacts& pdu, std::uint64_t message) {
  return key_of(pdu.context(), message);
}

}  // namespace

void SendRules::request(const Moment& now, const PduFacts& pdu, Open& open, bool repeated) {
  RequestFacts& facts = open.request();
  if (!repeated) {
    const Seen confirmation = facts.confirmation;
    facts = facts_of(pdu);
    facts.confirmation = confirmation;
  }
  if (!pdu.sound() || open.pair->pushed) return;
  if (!repeated) check_reuse(now, pdu, open);
  if (carries_a_message(*open.pair)) recipients_[open.transaction.id] = recipients_print(pdu);
  check_resend(now, pdu, open);
}

/// CTR-SND-004: another request of this client is open under the same TID. One whose answer is
/// overdue was given up, or answered where the capture does not show it.
void SendRules::check_reuse(const Moment& now, const PduFacts& pdu, const Open& open) {
  if (pdu.transaction_id().empty() || now.client_speaks_for_many()) return;
  for (const PairRow& pair : kPairs) {
    if (pair.pushed || !book_.has(pair.kind)) continue;
    const auto type = static_cast<std::uint8_t>(pair.request);
    for (const Open* other :
         book_.candidates(pdu.context(), KeyKind::kRequest, pdu.transaction_id(), type)) {
      const bool clash = other != &open && !other->decided && other->request_seen &&
                         book_.now() <= other->due_ns && !book_.lost_since_start(*other) &&
                         other->transaction.transaction_id == pdu.transaction_id() &&
                         client_fit(*other, pdu.context()) == Fit::kSame;
      if (!clash) continue;
      now.client("CTR-SND-004"_rule, "id ", Quoted{pdu.transaction_id()}, " stands for the ",
                 mms::pdu(type)->name, " of frame ", other->request().request.frame,
                 ", which is not answered yet");
      return;
    }
  }
}

/// Behind a gateway the same dialogue shows twice; the client's own side of it is judged.
bool SendRules::seen_on_earlier_hop(const Open& open) {
  const auto type = static_cast<std::uint8_t>(open.pair->request);
  const std::string_view id = open.transaction.transaction_id;
  return std::ranges::any_of(book_.candidates(KeyKind::kRequest, id, type), [&](const Open* other) {
    return other->transaction.id < open.transaction.id && other->fingerprint == open.fingerprint &&
           other->transaction.client != open.transaction.client;
  });
}

/// What was refused and is sent again now: the same message, or under the same TID another one to
/// the same recipients. A TID alone may stand for anything new.
const SendRules::Attempt* SendRules::attempt_before(const PduFacts& pdu, const Open& open) {
  const Attempt* same_message = refused_.find(message_key(pdu, open.request().message));
  if (same_message != nullptr) return same_message;
  const Attempt* same_id = refused_.find(id_key(pdu, open));
  return same_id != nullptr && same_id->recipients == recipients_print(pdu) ? same_id : nullptr;
}

/// CTR-SND-005, -006, -007 and their like: what was refused before is sent again.
void SendRules::check_resend(const Moment& now, const PduFacts& pdu, const Open& open) {
  const RequestFacts& facts = open.request();
  const Attempt* attempt = attempt_before(pdu, open);
  if (attempt == nullptr) return;
  const bool same = attempt->request.print == pdu.print();
  const std::string status = status_name(open.pair->status, attempt->status);
  if (same && is_permanent(attempt->status)) {
    if (const auto rule = rules_of(*open.pair).resent) {
      now.client(*rule, "refused with ", status, " in answer to frame ", attempt->request.frame);
    }
  } else if (!same && is_transient(attempt->status) && carries_a_message(*open.pair) &&
             !now.client_speaks_for_many()) {
    now.client("CTR-SND-005"_rule, "refused with ", status, " in answer to frame ",
               attempt->request.frame);
  } else if (attempt->status == octet::kHidingNotSupported && facts.visibility != octet::kHide &&
             attempt->visibility == octet::kHide) {
    now.client("CTR-SND-007"_rule, "Hide was refused in answer to frame ", attempt->request.frame);
  }
}

void SendRules::confirmation(const Moment& now, const PduFacts& pdu, Open& open) {
  RequestFacts& facts = open.request();
  facts.confirmation = pdu.seen();
  if (!pdu.sound() || !facts.request.sound) return;
  if (open.pair->confirmation != pdu.row()->type || seen_on_earlier_hop(open)) return;
  const std::string_view asked = open.transaction.transaction_id;
  const std::string_view answered = pdu.transaction_id();
  if (!asked.empty() && !answered.empty() && asked != answered) {
    const Side side = open.pair->pushed ? Side::kClient : Side::kRelay;
    now.report_as(Severity::kError, side, rules_of(*open.pair).other_id, "request ", Quoted{asked},
                  ", confirmation ", Quoted{answered});
  }
  remember_refusal(pdu, open);
  check_list(now, pdu, open);
  if (!carries_a_message(*open.pair)) return;

  const std::uint8_t status = pdu.octet(number::kResponseStatus);
  const bool speaks_of_storing = pdu.has(number::kStoreStatus) || pdu.has(number::kContentLocation);
  if (facts.store == 0 && speaks_of_storing) {
    now.relay("CTR-SND-009"_rule, "the request has no X-Mms-Store, the confirmation has ",
              pdu.has(number::kStoreStatus) ? "X-Mms-Store-Status" : "X-Mms-Content-Location");
  }
  for (const FeatureRow& row : kFeatures) {
    if (row.status == status && !row.used(facts)) {
      now.relay("CTR-ERR-001"_rule, status_name(number::kResponseStatus, status),
                ", but the request has ", row.feature);
    }
  }
  if (status != octet::kOk) return;
  check_message_id(now, pdu, open);
  if (open.pair->kind == TransactionKind::kSend &&
      (facts.reply_charging == octet::kAccepted ||
       facts.reply_charging == octet::kAcceptedTextOnly)) {
    now.relay("CTR-SND-008"_rule, "Reply-Charging ",
              status_name(number::kReplyCharging, facts.reply_charging));
  }
  if (facts.store == octet::kYes && !pdu.has(number::kStoreStatus)) now.relay("CTR-SND-010"_rule);
  if (facts.lacking != 0 && open.pair->kind == TransactionKind::kSend) {
    now.relay("CTR-SND-011"_rule, "no ", mms::field(facts.lacking)->name, " in frame ",
              facts.request.frame);
  }
}

/// CTR-MDL-001; that of the MMBox is judged with its other rules.
void SendRules::check_list(const Moment& now, const PduFacts& pdu, const Open& open) {
  const auto rule = rules_of(*open.pair).unlisted;
  const std::vector<std::uint64_t>& asked = open.request().references;
  if (!rule || asked.size() == kMostReferences) return;
  for (std::size_t nth = 0; nth < pdu.view().count(number::kContentLocation); ++nth) {
    const std::string_view uri = reference_named(pdu.view(), nth);
    if (uri.empty() || std::ranges::find(asked, reference_print(uri)) != asked.end()) continue;
    now.relay(*rule, Quoted{uri}, " was not asked for");
    return;
  }
}

/// CTR-SND-003.
void SendRules::check_message_id(const Moment& now, const PduFacts& pdu, const Open& open) {
  const std::string_view id = pdu.text(number::kMessageId);
  if (id.empty()) return;
  const std::uint64_t key = digest(id);
  const Given* given = given_.find(key);
  if (given != nullptr && given->message != open.request().message) {
    now.relay("CTR-SND-003"_rule, Quoted{id}, " was given to another message in PDU ", given->pdu);
    return;
  }
  given_.put(key, {open.request().message, pdu.event().pdu}, book_.now(), book_.remember_until());
}

void SendRules::remember_refusal(const PduFacts& pdu, const Open& open) {
  const RequestFacts& facts = open.request();
  const std::uint8_t status = pdu.octet(open.pair->status);
  const std::uint64_t by_message = message_key(pdu, facts.message);
  const std::uint64_t by_id = id_key(pdu, open);
  if (!is_transient(status) && !is_permanent(status)) {
    refused_.erase(by_message);
    refused_.erase(by_id);
    return;
  }
  const auto recipients = recipients_.find(open.transaction.id);
  const Attempt attempt{facts.request, recipients == recipients_.end() ? 0 : recipients->second,
                        status, facts.visibility};
  refused_.put(by_message, attempt, book_.now(), book_.remember_until());
  if (is_transient(status)) refused_.put(by_id, attempt, book_.now(), book_.remember_until());
}

void SendRules::answered_without_pdu(const Moment& now, const ExchangeEvent& event,
                                     const Open& open) {
  if (!open.request().request.sound || !event.complete) return;
  if (const auto rule = rules_of(*open.pair).unconfirmed) {
    const Severity severity = open.pair->kind == TransactionKind::kMboxView
                                  ? Severity::kWarning
                                  : rules::row_of(*rule).severity;
    now.report_as(severity, Side::kRelay, *rule, "status ",
                  static_cast<std::uint32_t>(event.status), ", ",
                  static_cast<std::uint64_t>(event.body_length), " octets of ",
                  event.content_type.empty() ? std::string_view("no type") : event.content_type);
  }
}

void SendRules::closing(const Moment& last, const Open& open, bool missing) {
  recipients_.erase(open.transaction.id);
  const RequestFacts& facts = open.request();
  if (missing && !open.decided) {
    if (open.pair->pushed) {
      last.client("CTR-CAN-001"_rule, "no m-cancel-conf");
    } else {
      last.relay("CTR-SND-012"_rule, "id ", Quoted{open.transaction.transaction_id});
    }
  }
  const bool requests_captured =
      book_.clients().direction_captured(open.bearer, Direction::kClientToRelay);
  if (!facts.request && facts.confirmation && !facts.unasked && requests_captured) {
    last.network("CTR-SND-013"_rule, "id ", Quoted{open.transaction.transaction_id});
  }
}

}  // namespace mm1::flow
