#include "ctr_journeys.h"

#include <algorithm>
#include <optional>

#include "address_print.h"
#include "mailbox_request.h"
#include "mm1/flow/digest.h"
#include "mm1/mms/text.h"
#include "verdict.h"

namespace mm1::flow {
namespace {

namespace number = mms::number;
using mms::PduType;

namespace octet {
constexpr std::uint8_t kOk = 0x80, kYes = 0x80, kNo = 0x81;
constexpr std::uint8_t kHide = 0x80;
constexpr std::uint8_t kPersonal = 0x80, kNormal = 0x81;
constexpr std::uint8_t kRequested = 0x80, kRequestedTextOnly = 0x81;
constexpr std::uint8_t kAccepted = 0x82, kAcceptedTextOnly = 0x83;
constexpr std::uint8_t kExpired = 0x80, kRetrieved = 0x81, kRejected = 0x82, kDeferred = 0x83,
                       kForwarded = 0x86;
}  // namespace octet

/// A value in words of its own, which no octet stands for.
constexpr std::uint8_t kInWords = 1;

/// The clocks of client, relay and capture need not agree to the second.
constexpr std::int64_t kClockSlack = 60'000'000'000;
/// A report that did not come before another push a day later does not come any more.
constexpr std::int64_t kPatience = 86'400'000'000'000;

std::uint8_t octet_of(const PduFacts& pdu, std::uint8_t field) {
  const std::uint8_t value = pdu.octet(field);
  return value == 0 && pdu.has(field) ? kInWords : value;
}

Told told(const PduFacts& pdu) {
  Told told;
  told.from = address_print(pdu.view(), number::kFrom);
  if (const wsp::Element* subject = pdu.value(number::kSubject)) {
    told.subject = digest(mms::element_text(pdu.view().tape(), *subject));
  }
  told.reply_size = pdu.number(number::kReplyChargingSize).value_or(0);
  told.message_class = octet_of(pdu, number::kMessageClass);
  told.priority = octet_of(pdu, number::kPriority);
  told.reply_charging = octet_of(pdu, number::kReplyCharging);
  return told;
}

bool offers_reply(const Told& told) {
  return told.reply_charging == octet::kAccepted || told.reply_charging == octet::kAcceptedTextOnly;
}

/// Calls `visit` with the sequence number and address of each X-Mms-Previously-Sent-By.
template <typename Visit>
void each_previous_sender(const PduFacts& pdu, Visit visit) {
  const mms::PduView& view = pdu.view();
  for (const std::size_t i : view.children()) {
    const wsp::Element& field = view.tape().elements()[i];
    const bool named = field.kind == wsp::Kind::kField && field.code == number::kPreviouslySentBy &&
                       field.end > i + 2;
    if (!named) continue;
    const wsp::Element& value = view.tape().elements()[i + 2];
    if (value.state == wsp::State::kOk) visit(value.number, view.tape().ascii(value));
  }
}

/// The one recipient that an m-retrieve-conf or the number of a notification names.
std::uint64_t recipient_of(const PduFacts& pdu, const Open& open) {
  if (!open.number.empty()) return address_print(open.number);
  const bool single =
      pdu.has(number::kTo) && pdu.view().count(number::kTo) == 1 && !pdu.has(number::kCc);
  return single ? address_print(pdu.view(), number::kTo) : 0;
}

/// Both PDUs of a leg, as the rules compare them with the submission. Where both speak of one
/// thing, the first is judged: that they differ is a rule of its own.
struct Leg {
  const Moment& now;  // of the m-retrieve-conf
  const LegFacts& facts;
  const Told& got;

  template <typename Value>
  [[nodiscard]] Value first(Value Told::*what) const {
    return facts.announced.*what != 0 ? facts.announced.*what : got.*what;
  }
  /// The moment of the PDU that says it.
  template <typename Value>
  [[nodiscard]] Moment shown(Value Told::*what) const {
    return facts.announced.*what != 0 ? now.shown_by(facts.notification) : now;
  }
};

/// CTR-RCH-006.
void check_one_offer(const Leg& leg) {
  const Told& announced = leg.facts.announced;
  const Told& got = leg.got;
  if (!leg.facts.notification.sound) return;
  const std::uint32_t frame = leg.facts.notification.frame;
  const bool both = announced.reply_charging != 0 && got.reply_charging != 0;
  if (both && announced.reply_charging != got.reply_charging) {
    leg.now.relay("CTR-RCH-006"_rule, status_name(number::kReplyCharging, got.reply_charging),
                  ", and frame ", frame, " said ",
                  status_name(number::kReplyCharging, announced.reply_charging));
  } else if (both && announced.reply_size != 0 && got.reply_size != 0 &&
             announced.reply_size != got.reply_size) {
    leg.now.relay("CTR-RCH-006"_rule, "a reply of ", got.reply_size, " octets, and frame ", frame,
                  " said ", announced.reply_size);
  }
}

/// CTR-SND-014 and -015.
void check_times(const SubmissionFacts& submission, const Leg& leg) {
  const Seen& notification = leg.facts.notification;
  if (!notification.sound) return;
  const Moment shown = leg.now.shown_by(notification);
  const auto seconds = [](std::int64_t ns) {
    return static_cast<std::uint64_t>(ns) / 1'000'000'000;
  };
  const std::int64_t time_ns = notification.time_ns;
  if (submission.delivery_ns && time_ns < *submission.delivery_ns - kClockSlack) {
    shown.relay("CTR-SND-014"_rule, seconds(*submission.delivery_ns - time_ns),
                " s before the X-Mms-Delivery-Time of frame ", submission.request.frame);
  }
  if (submission.expiry_ns && time_ns - kClockSlack > *submission.expiry_ns) {
    shown.relay("CTR-SND-015"_rule, seconds(time_ns - *submission.expiry_ns),
                " s after the X-Mms-Expiry of frame ", submission.request.frame);
  }
}

/// CTR-NTF-013 and -015.
void check_description(const SubmissionFacts& submission, const Leg& leg) {
  const std::uint32_t frame = submission.request.frame;
  const std::uint8_t announced_class = leg.facts.announced.message_class;
  const bool defaulted = submission.says.message_class == 0 && announced_class != 0;
  if (defaulted && announced_class != octet::kPersonal && announced_class != kInWords) {
    leg.now.shown_by(leg.facts.notification)
        .relay("CTR-NTF-015"_rule, status_name(number::kMessageClass, announced_class),
               ", and frame ", frame, " has no X-Mms-Message-Class");
  }
  const auto compare = [&](std::uint8_t Told::*what, std::uint8_t field, std::uint8_t fallback) {
    const std::uint8_t sent = submission.says.*what == 0 ? fallback : submission.says.*what;
    const std::uint8_t came = leg.first(what);
    if (came == 0 || came == sent || came == kInWords || sent == kInWords) return;
    leg.shown(what).relay("CTR-NTF-013"_rule, mms::field(field)->name, " ",
                          status_name(field, came), ", submitted in frame ", frame, " as ",
                          status_name(field, sent));
  };
  if (!defaulted) compare(&Told::message_class, number::kMessageClass, octet::kPersonal);
  compare(&Told::priority, number::kPriority, octet::kNormal);
  const std::uint64_t subject = leg.first(&Told::subject);
  if (subject != 0 && submission.says.subject != 0 && subject != submission.says.subject) {
    leg.shown(&Told::subject).relay("CTR-NTF-013"_rule, "Subject is not that of frame ", frame);
  }
}

/// CTR-NTF-012 and CTR-RCH-007, beside the above.
void check_message(const SubmissionFacts& submission, const Leg& leg) {
  const std::uint32_t frame = submission.request.frame;
  if (submission.visibility == octet::kHide && leg.first(&Told::from) != 0) {
    leg.shown(&Told::from).relay("CTR-NTF-012"_rule, "From, though frame ", frame, " says Hide");
  }
  check_description(submission, leg);
  const std::uint8_t asked = submission.says.reply_charging;
  const std::uint8_t offered = leg.first(&Told::reply_charging);
  const bool other_kind = (asked == octet::kRequested && offered == octet::kAcceptedTextOnly) ||
                          (asked == octet::kRequestedTextOnly && offered == octet::kAccepted);
  if (other_kind) {
    leg.shown(&Told::reply_charging)
        .relay("CTR-RCH-007"_rule, status_name(number::kReplyCharging, offered),
               ", submitted in frame ", frame, " as ", status_name(number::kReplyCharging, asked));
  }
}

/// CTR-FWD-005. Where the forwarder was announced the same offer, CTR-FWD-008 speaks of it.
void check_old_offer(const SubmissionFacts& forward, const Leg& leg) {
  const bool asked = forward.says.reply_charging != 0;
  if (asked || forward.was_offered) return;
  const std::uint8_t offered = leg.first(&Told::reply_charging);
  if (offered != octet::kAccepted && offered != octet::kAcceptedTextOnly) return;
  leg.shown(&Told::reply_charging)
      .relay("CTR-FWD-005"_rule, status_name(number::kReplyCharging, offered),
             ", and the m-forward-req of frame ", forward.request.frame, " asks for none");
}

/// CTR-FWD-006 and -007.
void check_forwarder(const SubmissionFacts& forward, const Leg& leg, const PduFacts& pdu) {
  const std::uint64_t before = forward.previous_sender;
  if (before == 0 || before == forward.says.from) return;
  if (leg.first(&Told::from) == before) {
    leg.shown(&Told::from)
        .relay("CTR-FWD-006"_rule, "From is the sender of what frame ", forward.request.frame,
               " forwards");
    return;
  }
  if (!forward.previous_number) return;
  std::optional<std::uint64_t> last;
  each_previous_sender(pdu, [&](std::uint64_t sequence, std::string_view address) {
    if (address_print(address) == before) last = std::max(last.value_or(0), sequence);
  });
  if (!last || *last == *forward.previous_number) return;
  leg.now.relay("CTR-FWD-007"_rule, "the sender before has number ", *last, ", and ",
                *forward.previous_number, " is the next one");
}

/// The leg of the recipient that a report is about; nullptr when that is not clear.
LegFacts* leg_about(MessageFacts& facts, std::uint64_t to) {
  for (LegFacts& leg : facts.legs) {
    const bool same = facts.submission->recipients == 1 || (to != 0 && leg.recipient == to);
    if (leg.certain && same) return &leg;
  }
  return nullptr;
}

/// CTR-DLV-009.
void check_silent_forward(const Moment& now, MessageFacts& facts, std::uint8_t status) {
  if (facts.submission->recipients != 1) return;
  // Whoever retrieved the message before forwarding it allowed a report of that.
  const bool was_retrieved = std::ranges::any_of(
      facts.legs, [](const LegFacts& leg) { return static_cast<bool>(leg.retrieved); });
  const bool of_forward =
      status == octet::kForwarded || (status == octet::kRetrieved && !was_retrieved);
  if (!of_forward) return;
  for (const SilentForward& forward : facts.silent_forwards) {
    if (!forward.accepted || forward.time_ns > now.time_ns()) continue;
    const LegFacts* leg = facts.leg(forward.leg);
    const bool certain = leg != nullptr && leg->certain;
    now.report_as(certain ? rules::Severity::kWarning : rules::Severity::kNote, Side::kRelay,
                  "CTR-DLV-009"_rule, status_name(number::kStatus, status),
                  ", and the m-forward-req of frame ", forward.frame, " has Report-Allowed No");
    return;
  }
}

}  // namespace

void JourneyRules::submitted(const PduFacts& pdu, const Open& open, MessageFacts& facts,
                             MessageFacts* forwards) {
  facts.submission = std::make_unique<SubmissionFacts>();
  SubmissionFacts& made = *facts.submission;
  made.request = pdu.seen();
  made.transaction = open.transaction.id;
  made.client = pdu.context().client;
  made.relay = pdu.context().relay;
  made.says = told(pdu);
  made.visibility = pdu.octet(number::kSenderVisibility);
  made.delivery_report = pdu.octet(number::kDeliveryReport);
  made.delivery_ns = pdu.time_ns(number::kDeliveryTime);
  made.expiry_ns = pdu.time_ns(number::kExpiry);
  made.forward = pdu.is(PduType::kForwardReq);
  for (const std::uint8_t field : {number::kTo, number::kCc, number::kBcc}) {
    made.recipients += pdu.view().count(field);
  }
  if (forwards == nullptr) return;
  forwards->forwarded = true;
  const std::uint64_t reference = reference_print(pdu.text(number::kContentLocation));
  const auto found = std::ranges::find(forwards->legs, reference, &LegFacts::reference);
  if (found == forwards->legs.end()) return;
  made.was_offered = offers_reply(found->announced);
  // Who forwards a message of his own is its sender and its forwarder.
  const std::uint64_t client = digest(pdu.context().client);
  const bool own = found->recipient != 0 && found->recipient == found->announced.from;
  const bool sent_it =
      forwards->submission != nullptr && digest(forwards->submission->client) == client;
  if (!own && !sent_it) made.previous_sender = found->announced.from;
  if (found->retrieved.sound) made.previous_number = found->next_number;
  if (pdu.octet(number::kReportAllowed) != octet::kNo || !pdu.sound()) return;
  if (forwards->silent_forwards.size() == MessageFacts::kMost) return;
  forwards->silent_forwards.push_back(
      {open.transaction.id, found->transaction, pdu.context().time_ns, pdu.context().frame, false});
}

void JourneyRules::confirmed(const PduFacts& pdu, MessageFacts& facts, MessageFacts* forwards) {
  if (facts.submission == nullptr || pdu.octet(number::kResponseStatus) != octet::kOk) return;
  facts.submission->accepted = true;
  facts.submission->message_id = digest(pdu.text(number::kMessageId));
  if (forwards == nullptr) return;
  for (SilentForward& forward : forwards->silent_forwards) {
    if (forward.transaction == facts.submission->transaction) forward.accepted = true;
  }
}

void JourneyRules::notified(const PduFacts& pdu, const Open& open, MessageFacts& facts) {
  LegFacts* leg = facts.add_leg(open.transaction.id);
  if (leg == nullptr || leg->notification || !pdu.sound()) return;
  leg->notification = pdu.seen();
  leg->announced = told(pdu);
  leg->reference = reference_print(pdu.text(number::kContentLocation));
  leg->recipient = address_print(open.number);
}

void JourneyRules::answered(const PduFacts& pdu, const Open& open, MessageFacts& facts) {
  LegFacts* leg = facts.leg(open.transaction.id);
  if (leg == nullptr || !pdu.sound()) return;
  leg->answer = pdu.seen();
  leg->denied = pdu.octet(number::kReportAllowed) == octet::kNo;
  leg->taken = leg->taken || pdu.is(PduType::kAcknowledgeInd) ||
               pdu.octet(number::kStatus) == octet::kRetrieved;
}

void JourneyRules::retrieved(const PduFacts& pdu, const Open& open, MessageFacts& facts,
                             bool one_message) {
  LegFacts* leg = pdu.sound() ? facts.add_leg(open.transaction.id) : nullptr;
  if (leg == nullptr || leg->retrieved) return;
  leg->retrieved = pdu.seen();
  if (leg->recipient == 0) leg->recipient = recipient_of(pdu, open);
  each_previous_sender(pdu, [leg](std::uint64_t sequence, std::string_view /*address*/) {
    leg->next_number = std::max(leg->next_number, sequence + 1);
  });
  const Moment now = at(pdu, open);
  const Told got = told(pdu);
  const Leg both{now, *leg, got};
  check_one_offer(both);
  const SubmissionFacts* submission = facts.submission.get();
  leg->certain = one_message && submission != nullptr && submission->request.sound &&
                 submission->accepted && !facts.forwarded &&
                 submission->message_id == digest(pdu.text(number::kMessageId));
  if (!leg->certain) return;
  check_times(*submission, both);
  check_early_report(now, facts, *leg);
  if (submission->forward) {
    check_old_offer(*submission, both);
    check_forwarder(*submission, both, pdu);
  } else {
    check_message(*submission, both);
  }
}

/// CTR-DLV-008, Retrieved. A client that says Retrieved too early misleads its relay.
void JourneyRules::check_early_report(const Moment& now, const MessageFacts& facts,
                                      const LegFacts& leg) const {
  const EarlyReport& early = facts.early;
  const bool about =
      facts.submission->recipients == 1 || (early.to != 0 && early.to == leg.recipient);
  if (!early.report || !about || !leg.notification || leg.taken) return;
  if (early.report.time_ns < leg.notification.time_ns) return;
  if (lost_ns_ >= leg.notification.time_ns) return;
  now.shown_by(early.report, early.transaction)
      .relay("CTR-DLV-008"_rule, "Retrieved, and the m-retrieve-conf comes in frame ",
             leg.retrieved.frame);
}

/// CTR-DLV-002, -008 and -009.
bool JourneyRules::delivery_report(const PduFacts& pdu, const Open& open, MessageFacts& facts,
                                   bool one_message) {
  if (open.transaction.pdus.size() != 1) return true;
  const SubmissionFacts* submission = facts.submission.get();
  const bool about_it = submission != nullptr && submission->request.sound &&
                        submission->accepted && one_message && pdu.sound() &&
                        submission->message_id == digest(pdu.text(number::kMessageId));
  if (!about_it) {
    facts.report_unmatched = true;
    return false;
  }
  const Moment now = at(pdu, open);
  const std::uint8_t status = pdu.octet(number::kStatus);
  const std::uint64_t to = address_print(pdu.view(), number::kTo);
  LegFacts* leg = leg_about(facts, to);
  if (leg != nullptr) {
    leg->reported = true;
    const bool of_recipient =
        status == octet::kRetrieved || status == octet::kRejected || status == octet::kDeferred;
    if (leg->denied && of_recipient) {
      now.relay("CTR-DLV-002"_rule, status_name(number::kStatus, status), ", and frame ",
                leg->answer.frame, " says Report-Allowed No");
    }
  } else {
    facts.report_unmatched = true;
    if (status == octet::kRetrieved && !facts.early.report) {
      facts.early = {pdu.seen(), open.transaction.id, to};
    }
  }
  const bool expires_later =
      submission->expiry_ns && now.time_ns() < *submission->expiry_ns - kClockSlack;
  if (status == octet::kExpired && expires_later) {
    now.relay("CTR-DLV-008"_rule, "Expired, before the X-Mms-Expiry of frame ",
              submission->request.frame);
  }
  check_silent_forward(now, facts, status);
  return true;
}

void JourneyRules::pushed(const PduFacts& pdu, bool stray_report) {
  const std::uint64_t client = digest(pdu.context().client);
  const std::int64_t now_ns = pdu.context().time_ns;
  Pushed* pushed = pushed_.find(client);
  if (pushed == nullptr) pushed = &pushed_.put(client, {}, now_ns, kForever);
  pushed->last_ns = now_ns;
  if (stray_report) pushed->stray_report_ns = now_ns;
}

void JourneyRules::closing(const MessageFacts& facts) {
  const SubmissionFacts* submission = facts.submission.get();
  const bool asked = submission != nullptr && submission->delivery_report == octet::kYes &&
                     !facts.report_unmatched && !facts.forwarded;
  if (!asked) return;
  for (const LegFacts& leg : facts.legs) {
    const bool owed = leg.certain && leg.taken && !leg.denied && !leg.reported;
    if (!owed || (submission->recipients != 1 && leg.recipient == 0)) continue;
    check_missing_report(*submission, leg);
    if (submission->recipients == 1) return;
  }
}

/// CTR-DLV-003. The originator must have been reachable, and seen, on the way that reports take.
void JourneyRules::check_missing_report(const SubmissionFacts& submission, const LegFacts& leg) {
  if (lost_ns_ >= submission.request.time_ns) return;
  const Pushed* pushed = pushed_.find(digest(submission.client));
  if (pushed == nullptr || pushed->last_ns < leg.answer.time_ns + kPatience) return;
  if (pushed->stray_report_ns >= submission.request.time_ns) return;
  const Moment::Party party{submission.client, submission.relay, submission.transaction};
  Moment(sink_, peers_, submission.request, party)
      .relay("CTR-DLV-003"_rule, "frame ", leg.answer.frame,
             " says that the message was retrieved");
}

}  // namespace mm1::flow
