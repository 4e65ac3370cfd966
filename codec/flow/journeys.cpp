#include "journeys.h"

#include <algorithm>
#include <array>

#include "address_print.h"
#include "book.h"
#include "mail.h"
#include "mailbox_request.h"
#include "mm1/flow/digest.h"
#include "mm1/mms/text.h"

namespace mm1::flow {
namespace {

namespace number = mms::number;
using mms::PduType;

constexpr std::size_t kMostSubject = 120;  // octets that are kept
constexpr std::uint8_t kOk = 0x80;
constexpr std::uint64_t kHeaderRoom = 300;  // octets that a relay may count beside the content
/// Without sender and subject only a notification soon after the submission may be its.
constexpr std::int64_t kSoon = 60'000'000'000;

struct StatusRow {
  std::uint8_t status;
  DeliveryState state;
};
constexpr StatusRow kStatuses[] = {
    {0x80, DeliveryState::kExpired},       {0x81, DeliveryState::kRetrieved},
    {0x82, DeliveryState::kRejected},      {0x83, DeliveryState::kDeferred},
    {0x85, DeliveryState::kIndeterminate}, {0x86, DeliveryState::kForwarded},
    {0x87, DeliveryState::kUnreachable},
};
constexpr StatusRow kReadStatuses[] = {{0x80, DeliveryState::kRead},
                                       {0x81, DeliveryState::kDeletedUnread}};

template <typename Rows>
std::optional<DeliveryState> state_of(const Rows& rows, std::uint8_t status) {
  for (const StatusRow& row : rows) {
    if (row.status == status) return row.state;
  }
  return std::nullopt;
}

void note_first(std::optional<std::int64_t>& first, std::int64_t time_ns) {
  if (!first) first = time_ns;
}

/// Notes the time at which something first happened to a recipient, if there is one.
void note_first(Journey::Recipient* recipient,
                std::optional<std::int64_t> Journey::Recipient::*what, std::int64_t time_ns) {
  if (recipient != nullptr) note_first(recipient->*what, time_ns);
}

/// The subject as UTF-8, cut between characters.
std::string subject_of(const PduFacts& pdu) {
  const wsp::Element* value = pdu.value(number::kSubject);
  if (value == nullptr || value->state != wsp::State::kOk) return {};
  std::string text = mms::element_text(pdu.view().tape(), *value);
  if (text.size() <= kMostSubject) return text;
  std::size_t size = kMostSubject;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  text.resize(size);
  return text;
}

/// Whether a notification may be of this message.
bool fits(const JourneyEntry& entry, const PduFacts& notification, const Open& open) {
  const Journey& journey = entry.journey;
  if (!entry.submission_seen || !journey.confirmed_ns) return false;
  const std::uint64_t from = address_print(notification.view(), number::kFrom);
  if (from != 0 && entry.from != 0 && from != entry.from) return false;
  const bool named = (from != 0 && from == entry.from) || notification.has(number::kSubject);
  if (!named && notification.context().time_ns - *journey.confirmed_ns > kSoon) return false;
  const std::uint64_t size = notification.number(number::kMessageSize).value_or(0);
  const std::uint64_t most = std::max(size, entry.size);
  const std::uint64_t difference = most - std::min(size, entry.size);
  if (difference > std::max(most / 10, kHeaderRoom)) return false;
  // Somebody must be left to be notified, and it must be the one whose number is known.
  const std::uint64_t to = address_print(open.number);
  return std::ranges::any_of(journey.recipients, [to](const Journey::Recipient& recipient) {
    return recipient.state <= DeliveryState::kSubmitted &&
           (to == 0 || address_print(recipient.address) == to);
  });
}

/// What a recipient's PDU tells of the message, as far as it was not known.
void note_message(JourneyEntry& entry, const PduFacts& pdu) {
  const std::string_view from = pdu.text(number::kFrom);
  if (!from.empty() && entry.from == 0) {
    entry.from = address_print(from);
    entry.journey.originator = from;
  }
  if (entry.journey.subject.empty()) entry.journey.subject = subject_of(pdu);
}

}  // namespace

std::string_view delivery_state_name(DeliveryState state) {
  static constexpr std::string_view kNames[] = {
      "refused",     "submitted",     "notified",  "deferred",  "rejected",       "expired",
      "unreachable", "indeterminate", "forwarded", "retrieved", "deleted-unread", "read"};
  return kNames[static_cast<std::size_t>(state)];
}

std::string_view journey_link_name(JourneyLink link) {
  static constexpr std::string_view kNames[] = {"first", "same-pdu", "message-id",
                                                "content-location", "weighed"};
  return kNames[static_cast<std::size_t>(link)];
}

void Journeys::arrived(const PduFacts& pdu, const Open& open) {
  switch (pdu.row()->type) {
    case PduType::kSendReq:
    case PduType::kForwardReq:
      return submission(pdu, open);
    case PduType::kSendConf:
    case PduType::kForwardConf:
      return confirmation(pdu, open);
    case PduType::kNotificationInd:
      return notification(pdu, open);
    case PduType::kNotifyRespInd:
    case PduType::kAcknowledgeInd:
      return answer(pdu, open);
    case PduType::kRetrieveConf:
      return retrieved(pdu, open);
    case PduType::kDeliveryInd:
    case PduType::kReadRecInd:
    case PduType::kReadOrigInd:
      return report(pdu, open);
    case PduType::kMboxStoreConf:
      return stored(pdu, open);
    case PduType::kMboxStoreReq:
    case PduType::kMboxDeleteReq:
    case PduType::kDeleteReq:
    case PduType::kCancelReq:
      return named(pdu, open);
    default:
      return;
  }
}

void Journeys::submission(const PduFacts& pdu, const Open& open) {
  Entry* known = of(open);
  if (known == nullptr) known = book_.find(Key::kPdu, pdu.print());
  if (known != nullptr) return join(*known, pdu, open, JourneyLink::kSamePdu);

  Entry* original = nullptr;
  if (pdu.is(PduType::kForwardReq)) {
    original = book_.find(Key::kReference, reference_print(pdu.text(number::kContentLocation)));
    if (original != nullptr) join(*original, pdu, open, JourneyLink::kContentLocation);
  }
  Entry& made = begin(pdu, open);
  Journey& journey = made.journey;
  journey.submitted_ns = pdu.context().time_ns;
  journey.relay = pdu.context().relay;
  made.submission_seen = true;
  book_.add_key(made, Key::kPdu, pdu.print());
  for (const std::size_t i : pdu.view().children()) {
    const wsp::Element& field = pdu.view().tape().elements()[i];
    const bool recipient =
        field.kind == wsp::Kind::kField && names_recipient(field.code) && field.end > i + 2;
    if (!recipient) continue;
    const wsp::Element& address = pdu.view().tape().elements()[i + 2];
    made.reached(pdu.view().tape().ascii(address), {}, DeliveryState::kSubmitted);
  }
  const wsp::Element* body = pdu.view().body();
  made.size = body == nullptr ? 0 : body->length;
  if (original != nullptr) {
    book_.forwards(made, *original);
    journey.subject = original->journey.subject;
    made.size = original->size;
  }
  rules_.submitted(pdu, open, made.facts, original == nullptr ? nullptr : &original->facts);
  book_.add_key(made, Key::kSubject, digest(journey.subject));
}

void Journeys::confirmation(const PduFacts& pdu, const Open& open) {
  Entry* entry = of(open);
  const bool accepted = pdu.octet(number::kResponseStatus) == kOk;
  const std::uint64_t id_print = digest(pdu.text(number::kMessageId));
  Entry* known =
      pdu.text(number::kMessageId).empty() ? nullptr : book_.find(Key::kMessageId, id_print);
  if (entry == nullptr) {
    if (known == nullptr && !accepted) return;
    entry = known == nullptr ? &begin(pdu, open) : known;
    if (known != nullptr) join(*known, pdu, open, JourneyLink::kMessageId);
  } else if (known != nullptr && known != entry && !known->submission_seen) {
    // Notified or reported before the confirmation was captured.
    book_.merge(*known, *entry);
  }
  book_.touch(*entry, pdu.context().time_ns);
  Entry* forwarded = book_.forwarded_by(*entry);
  JourneyRules::confirmed(pdu, entry->facts, forwarded == nullptr ? nullptr : &forwarded->facts);
  if (accepted) {
    note_first(entry->journey.confirmed_ns, pdu.context().time_ns);
    book_.add_message_id(*entry, pdu.text(number::kMessageId));
    if (forwarded != nullptr) {
      forwarded->reached({}, pdu.context().client, DeliveryState::kForwarded);
    }
    for (Journey::Recipient& recipient : entry->journey.recipients) {
      recipient.state = std::max(recipient.state, DeliveryState::kSubmitted);
    }
  } else if (!entry->journey.confirmed_ns) {
    for (Journey::Recipient& recipient : entry->journey.recipients) {
      if (recipient.state == DeliveryState::kSubmitted) recipient.state = DeliveryState::kRefused;
    }
  }
}

void Journeys::notification(const PduFacts& pdu, const Open& open) {
  const std::uint64_t reference = reference_print(pdu.text(number::kContentLocation));
  Entry* entry = of(open);
  if (entry == nullptr) {
    if (Entry* same = book_.find(Key::kReference, reference)) {
      join(*same, pdu, open, JourneyLink::kContentLocation);
      entry = same;
    } else if (Entry* likely = weighed(pdu, open)) {
      join(*likely, pdu, open, JourneyLink::kWeighed);
      entry = likely;
    } else {
      entry = &begin(pdu, open);
    }
  }
  // That a message expired is reported after its expiry.
  const std::int64_t expiry = pdu.time_ns(number::kExpiry).value_or(0);
  book_.touch(*entry, pdu.context().time_ns,
              Book::saturated_add(expiry, options_.notification_timeout_ns));
  if (!pdu.text(number::kContentLocation).empty()) {
    book_.add_key(*entry, Key::kReference, reference);
  }
  note_message(*entry, pdu);
  if (entry->size == 0) entry->size = pdu.number(number::kMessageSize).value_or(0);
  note_first(entry->journey.notified_ns, pdu.context().time_ns);
  note_first(entry->reached(open.number, open.transaction.client, DeliveryState::kNotified),
             &Journey::Recipient::notified_ns, pdu.context().time_ns);
  JourneyRules::notified(pdu, open, entry->facts);
  rules_.pushed(pdu, false);
}

/// The one message that a notification fits; nullptr when there is none, or more than one.
JourneyEntry* Journeys::weighed(const PduFacts& notification, const Open& open) {
  const std::uint64_t subject = digest(subject_of(notification));
  Entry* only = nullptr;
  for (Entry* entry : book_.candidates(Key::kSubject, subject)) {
    if (!fits(*entry, notification, open)) continue;
    if (only != nullptr) return nullptr;
    only = entry;
  }
  return only;
}

void Journeys::answer(const PduFacts& pdu, const Open& open) {
  Entry* entry = of(open);
  if (entry == nullptr) return;
  book_.touch(*entry, pdu.context().time_ns);
  JourneyRules::answered(pdu, open, entry->facts);
  if (pdu.is(PduType::kAcknowledgeInd)) return;
  if (const auto state = state_of(kStatuses, pdu.octet(number::kStatus))) {
    entry->reached(open.number, open.transaction.client, *state);
  }
}

/// The journey of a message that was retrieved: by its Message-ID, else by what was fetched.
JourneyEntry& Journeys::retrieved_message(const PduFacts& pdu, const Open& open) {
  const std::string_view id = pdu.text(number::kMessageId);
  const std::uint64_t relay = digest(open.transaction.relay);
  Entry* entry = of(open);
  Entry* known = id.empty() ? nullptr : book_.find(Key::kMessageId, digest(id));
  if (known == nullptr && entry == nullptr) {
    known = book_.find(Key::kReference, reference_print(open.uri.text));
    if (known == nullptr) return begin(pdu, open);
    join(*known, pdu, open, JourneyLink::kContentLocation);
  } else if (known == nullptr) {
    const bool guess = entry->weighed_member(open.transaction.id) != nullptr;
    if (id.empty() || !guess || keeps_ids_.find(relay) == nullptr) return *entry;
    // This relay delivers under the id that it confirmed, so the guess was wrong.
    const LegFacts leg = entry->leave(open.transaction);
    Entry& other = begin(pdu, open);
    other.facts.add(leg);
    return other;
  } else if (known == entry) {
    if (Journey::Member* guess = entry->weighed_member(open.transaction.id)) {
      guess->link = JourneyLink::kMessageId;
    }
  } else if (entry == nullptr || entry->submission_seen) {
    // The Message-ID says what was not known, or only weighed, before.
    if (entry != nullptr) known->facts.add(entry->leave(open.transaction));
    join(*known, pdu, open, JourneyLink::kMessageId);
  } else {
    book_.merge(*entry, *known);
  }
  if (known->submission_seen) keeps_ids_.put(relay, 0, pdu.context().time_ns, kForever);
  return *known;
}

void Journeys::retrieved(const PduFacts& pdu, const Open& open) {
  if (!brings_message(pdu)) return;
  Entry& entry = retrieved_message(pdu, open);
  book_.touch(entry, pdu.context().time_ns);
  book_.add_message_id(entry, pdu.text(number::kMessageId));
  note_message(entry, pdu);
  note_first(entry.journey.retrieved_ns, pdu.context().time_ns);
  // Several recipients read the same list of themselves.
  const bool single =
      pdu.has(number::kTo) && pdu.view().count(number::kTo) == 1 && !pdu.has(number::kCc);
  const std::string_view to = single && open.number.empty() ? pdu.text(number::kTo) : open.number;
  note_first(entry.reached(to, open.transaction.client, DeliveryState::kRetrieved),
             &Journey::Recipient::retrieved_ns, pdu.context().time_ns);
  if (entry.journey.relay.empty()) entry.journey.relay = open.transaction.relay;
  rules_.retrieved(pdu, open, entry.facts, names_one_message(pdu));
}

void Journeys::report(const PduFacts& pdu, const Open& open) {
  const std::string_view id = pdu.text(number::kMessageId);
  const bool delivery = pdu.is(PduType::kDeliveryInd);
  if (id.empty()) {
    if (delivery) rules_.pushed(pdu, true);
    return;
  }
  Entry* entry = of(open);
  if (entry == nullptr) {
    entry = book_.find(Key::kMessageId, digest(id));
    if (entry == nullptr) {
      entry = &begin(pdu, open);
      book_.add_message_id(*entry, pdu.text(number::kMessageId));
    } else {
      join(*entry, pdu, open, JourneyLink::kMessageId);
    }
  }
  book_.touch(*entry, pdu.context().time_ns);
  note_first(entry->journey.reported_ns, pdu.context().time_ns);
  if (delivery) {
    const bool known = rules_.delivery_report(pdu, open, entry->facts, names_one_message(pdu));
    rules_.pushed(pdu, !known);
  }
  const bool read = !delivery;
  const auto state = read ? state_of(kReadStatuses, pdu.octet(number::kReadStatus))
                          : state_of(kStatuses, pdu.octet(number::kStatus));
  if (!state) return;
  // A delivery report names the recipient in To, a read report in From. Some relays write the
  // originator into To of both.
  const std::string_view to = pdu.text(number::kTo);
  const bool names_originator = entry->from != 0 && address_print(to) == entry->from;
  const std::string_view recipient = read || names_originator ? pdu.text(number::kFrom) : to;
  const bool from_recipient = pdu.is(PduType::kReadRecInd);
  Journey::Recipient* reporter =
      entry->reached(recipient, from_recipient ? pdu.context().client : std::string_view(), *state);
  if (from_recipient) return;
  note_first(
      reporter,
      delivery ? &Journey::Recipient::delivery_reported_ns : &Journey::Recipient::read_reported_ns,
      pdu.context().time_ns);
}

void Journeys::named(const PduFacts& pdu, const Open& open) {
  if (of(open) != nullptr) return;
  const std::string_view cancelled = pdu.text(number::kCancelId);
  const std::string_view uri = pdu.text(number::kContentLocation);
  if (!cancelled.empty()) {
    if (Entry* entry = book_.find(Key::kMessageId, digest(cancelled))) {
      join(*entry, pdu, open, JourneyLink::kMessageId);
    }
  } else if (!uri.empty()) {
    if (Entry* entry = book_.find(Key::kReference, reference_print(uri))) {
      join(*entry, pdu, open, JourneyLink::kContentLocation);
    }
  }
}

/// From now on the message has a reference in the MMBox too.
void Journeys::stored(const PduFacts& pdu, const Open& open) {
  const std::string_view uri = pdu.text(number::kContentLocation);
  Entry* entry = of(open);
  if (entry != nullptr && !uri.empty()) {
    book_.add_key(*entry, Key::kReference, reference_print(uri));
  }
}

JourneyEntry& Journeys::begin(const PduFacts& pdu, const Open& open) {
  Entry& entry = book_.begin(pdu.context().time_ns);
  entry.journey.subject = subject_of(pdu);
  const bool by_originator = pdu.is(PduType::kSendReq) || pdu.is(PduType::kForwardReq);
  const std::string_view from = pdu.text(number::kFrom);
  if (by_originator && !from.empty()) {
    entry.journey.originator = from;
    entry.from = address_print(from);
  } else if (by_originator) {
    entry.journey.originator = pdu.context().client;
  }
  join(entry, pdu, open, JourneyLink::kFirst);
  return entry;
}

void Journeys::join(Entry& entry, const PduFacts& pdu, const Open& open, JourneyLink link) {
  book_.join(entry, open.transaction.id, pdu.context().time_ns, link);
}

/// Whether its Message-ID is known of one message only.
bool Journeys::names_one_message(const PduFacts& pdu) const {
  return book_.count(Key::kMessageId, digest(pdu.text(number::kMessageId))) == 1;
}

}  // namespace mm1::flow
