#include "ctr_notification.h"

#include <algorithm>
#include <string>

#include "mm1/flow/digest.h"
#include "retrieval_facts.h"
#include "verdict.h"

namespace mm1::flow {
namespace {

namespace number = mms::number;
using rules::Quoted;
using State = RetrievalState;

namespace status {
constexpr std::uint8_t kRetrieved = 0x81, kRejected = 0x82, kUnrecognised = 0x84;
}  // namespace status

constexpr std::uint8_t kNo = 0x81;  // X-Mms-Report-Allowed

std::string name_of(std::uint8_t value) { return status_name(number::kStatus, value); }

bool is_final(std::uint8_t value) {
  return value == status::kRetrieved || value == status::kRejected;
}

bool open_for_answer(const Open& open) {
  return open.state == State::kNotified || open.state == State::kFetching;
}

bool is_error(std::uint8_t retrieve_status) { return retrieve_status > 0x80; }

/// The first thing in which a repeated notification differs, for the text of a finding.
std::string_view difference(const RetrievalFacts& before, const PduFacts& pdu) {
  const Description now = describe(pdu);
  if (before.announced.from != now.from) return "From";
  if (before.announced.subject != now.subject) return "Subject";
  if (before.announced.message_class != now.message_class) return "X-Mms-Message-Class";
  if (before.announced.priority != now.priority) return "X-Mms-Priority";
  if (before.announced_size != pdu.number(number::kMessageSize).value_or(0)) {
    return "X-Mms-Message-Size";
  }
  return "another field";
}

}  // namespace

void NotificationRules::notification(const Moment& now, const PduFacts& pdu, Open& open,
                                     const Announcement& how) {
  any_seen_ = true;
  if (!pdu.sound()) return;
  if (how.first) {
    check_clash(now, pdu, open);
    const Reference* reference = past_.references.find(open.uri);
    const std::uint64_t who = digest(pdu.context().client);
    if (reference != nullptr && is_final(reference->answer) &&
        (reference->answered_by == who || reference->answered_number == who)) {
      now.relay("CTR-NTF-006"_rule, "it was answered with ", name_of(reference->answer));
    }
    return;
  }
  check_repeat(now, pdu, open, how);
}

/// Whether an m-notifyresp-ind since the notification would be in the capture. A phone answers a
/// push on another bearer than it came by.
bool NotificationRules::answer_would_show(const Open& open) {
  const Clients& clients = book_.clients();
  const auto captured = [&clients](Bearer bearer) {
    return clients.direction_captured(bearer, Direction::kClientToRelay);
  };
  const bool captures_clients = captured(Bearer::kHttp) || captured(Bearer::kWspCo) ||
                                captured(Bearer::kWspCl) || captured(Bearer::kFile);
  return captures_clients && !book_.lost_since_start(open);
}

/// CTR-NTF-007. What has expired is not open any more.
void NotificationRules::check_clash(const Moment& now, const PduFacts& pdu, const Open& open) {
  const std::string_view id = pdu.transaction_id();
  if (id.empty()) return;
  for (const Open* other : book_.candidates(pdu.context(), KeyKind::kRetrievalId, id)) {
    const bool clash = other != &open && open_for_answer(*other) && !other->uri.empty() &&
                       other->retrieval().notification.sound && !open.uri.empty() &&
                       other->retrieval().expires_ns >= now.time_ns() &&
                       answer_would_show(*other) &&
                       other->transaction.relay == open.transaction.relay &&
                       client_fit(*other, pdu.context()) == Fit::kSame;
    if (!clash) continue;
    now.relay("CTR-NTF-007"_rule, "id ", Quoted{id}, " stands for ", Quoted{other->uri.text},
              " (frame ", other->retrieval().notification.frame, ") and for ",
              Quoted{open.uri.text});
    return;
  }
}

/// CTR-NTF-005, -006 and -016.
void NotificationRules::check_repeat(const Moment& now, const PduFacts& pdu, const Open& open,
                                     const Announcement& how) {
  const RetrievalFacts& facts = open.retrieval();
  if (!facts.notification.sound) return;
  if (facts.reaction().answer && is_final(facts.answer_status)) {
    now.relay("CTR-NTF-006"_rule, "frame ", facts.reaction().answer.frame, " answered ",
              name_of(facts.answer_status));
    return;
  }
  const bool unanswered = how.before == State::kNotified || how.before == State::kFetching;
  if (!unanswered || facts.reaction().answer || !answer_would_show(open)) return;
  if (how.new_id) {
    now.relay("CTR-NTF-016"_rule, "id ", Quoted{pdu.transaction_id()}, " after id ",
              Quoted{open.transaction.transaction_id}, " in frame ", facts.notification.frame);
  } else if (facts.notification.print != pdu.print()) {
    now.relay("CTR-NTF-005"_rule, difference(facts, pdu), " is not that of frame ",
              facts.notification.frame);
  }
}

void NotificationRules::notify_response(const Moment& now, const PduFacts& pdu, Open& open,
                                        State before) {
  RetrievalFacts& facts = open.retrieval();
  if (!pdu.sound()) return;
  const std::uint8_t value = pdu.octet(number::kStatus);
  if (!facts.notification && !facts.unasked && !announced(pdu.transaction_id())) {
    const Side side = any_seen_ ? Side::kClient : Side::kNetwork;
    now.report_as(rules::Severity::kNote, side, "CTR-NTF-002"_rule, "id ",
                  Quoted{pdu.transaction_id()}, ", ", name_of(value));
    return;
  }
  const Seen& notification = facts.notification;
  if (value == status::kUnrecognised && notification.sound && facts.clean &&
      (static_cast<std::uint8_t>(notification.version) >> 4) == 1) {
    now.client("CTR-NTF-010"_rule, "frame ", notification.frame, ", version ",
               notification.version);
  }
  if (value == status::kRetrieved) note_claim(now, pdu, open, before);
  if (facts.reaction().answer.sound && facts.answer_status != value && !facts.explained) {
    facts.explained = true;
    now.client("CTR-NTF-004"_rule, name_of(value), " after ", name_of(facts.answer_status),
               " in frame ", facts.reaction().answer.frame);
  }
}

/// Whether any notification had this TID, to whatever client.
bool NotificationRules::announced(std::string_view id) {
  return announced_.find(digest(id)) != nullptr ||
         std::ranges::any_of(book_.candidates(KeyKind::kRetrievalId, id), [](const Open* other) {
           return static_cast<bool>(other->retrieval().notification);
         });
}

/// CTR-NTF-003 so far; whether the capture shows such a retrieval at all, its end will tell.
void NotificationRules::note_claim(const Moment& now, const PduFacts& pdu, Open& open,
                                   State before) {
  RetrievalFacts& facts = open.retrieval();
  const bool fetching = before == State::kFetching || before == State::kFetchingDeferred;
  const bool judged = facts.notification.sound && !facts.reaction().retrieved && !facts.explained &&
                      !facts.encrypted && !fetching && !now.client_speaks_for_many();
  if (!judged) return;
  // What the client fetched from an address nobody announced may be this message.
  for (const Open* other : book_.candidates(KeyKind::kFetchedBy, open.transaction.client)) {
    if (other != &open && other->transaction.mode == RetrievalMode::kDirect) return;
  }
  facts.explained = true;
  facts.react().claimed = pdu.seen();
  open.bearer = now.bearer();
}

/// CTR-NTF-009.
void NotificationRules::fetched(const Moment& now, const Open& open, State before) {
  const Reference* reference = past_.references.find(open.uri);
  const bool rejected = reference != nullptr && reference->answer == status::kRejected &&
                        reference->answered_by == digest(now.client_identity());
  if (rejected && !now.client_speaks_for_many() && before != State::kFetching &&
      before != State::kFetchingDeferred) {
    now.client("CTR-NTF-009"_rule, Quoted{open.uri.text});
  }
}

/// CTR-NTF-008 and -014.
void NotificationRules::acknowledged(const Moment& now, const PduFacts& pdu, Open& open,
                                     State before) {
  RetrievalFacts& facts = open.retrieval();
  if (!pdu.sound()) return;
  const bool immediate = before == State::kFetched && facts.notification.sound &&
                         !facts.reaction().answer &&
                         open.transaction.mode == RetrievalMode::kImmediate &&
                         fetched_at_once(facts, now.time_ns()) && answer_would_show(open);
  if (immediate && !facts.explained && !is_error(facts.retrieve_status)) {
    facts.explained = true;
    now.client("CTR-NTF-008"_rule, "id ", Quoted{pdu.transaction_id()});
  }
  const bool denied = pdu.octet(number::kReportAllowed) == kNo;
  if (facts.reaction().answer.sound && facts.reports_denied != denied) {
    now.client("CTR-NTF-014"_rule, "m-notifyresp-ind ", facts.reports_denied ? "No" : "Yes",
               ", m-acknowledge-ind ", denied ? "No" : "Yes");
  }
}

/// CTR-NTF-001, -003 and -011.
void NotificationRules::closing(const Moment& last, const Open& open, bool missing) {
  const RetrievalFacts& facts = open.retrieval();
  if (facts.notification) {
    const std::int64_t until = book_.remember_until();
    announced_.put(digest(open.transaction.transaction_id), true, book_.now(), until);
    for (const std::string& id : open.ids) announced_.put(digest(id), true, book_.now(), until);
  }
  if (facts.reaction().claimed && !book_.lost_since_start(open) &&
      book_.clients().direction_captured(open.bearer, Direction::kRelayToClient)) {
    last.shown_by(facts.reaction().claimed)
        .client("CTR-NTF-003"_rule,
                facts.reaction().got_ns == kNever ? "no GET of " : "no successful GET of ",
                Quoted{open.uri.text});
  }
  if (!missing || !facts.notification.sound || facts.reaction().answer) return;
  // That others behind the same address go on says nothing of this one.
  if (last.client_speaks_for_many() || facts.encrypted) return;
  if (!open.decided && open.state == State::kNotified && facts.reaction().got_ns == kNever) {
    last.client("CTR-NTF-001"_rule, "id ", Quoted{open.transaction.transaction_id});
  }
  if (open.owed && open.state == State::kFetched && !facts.explained) {
    last.client("CTR-NTF-011"_rule, "id ", Quoted{open.transaction.transaction_id});
  }
}

}  // namespace mm1::flow
