#include "journeys.h"

#include <algorithm>
#include <array>

#include "address_print.h"
#include "book.h"
#include "digest.h"
#include "mail.h"
#include "mailbox_request.h"
#include "mm1/mms/text.h"

namespace mm1::flow {
namespace {

namespace number = mms::number;
using mms::PduType;

/// What one journey keeps: more recipients and transactions than a user makes, and about 1 kB for
/// an ordinary message.
constexpr std::size_t kMostRecipients = 32, kMostTransactions = 64, kMostMessageIds = 4;
constexpr std::size_t kMostSubject = 120;
constexpr std::size_t kMostJourneys = std::size_t{1} << 19;
/// Messages that a notification is weighed against.
constexpr std::size_t kMostCandidates = 32;

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

bool is_recipient(std::uint8_t number) {
  return number == number::kTo || number == number::kCc || number == number::kBcc;
}

void note_first(std::optional<std::int64_t>& first, std::int64_t time_ns) {
  if (!first) first = time_ns;
}

void take_earlier(std::optional<std::int64_t>& mine, std::optional<std::int64_t> other) {
  if (other && (!mine || *other < *mine)) mine = other;
}

/// Takes over what was seen of the same recipient under another name, or of the same message under
/// another journey.
void take_times(Journey::Recipient& mine, const Journey::Recipient& other) {
  take_earlier(mine.notified_ns, other.notified_ns);
  take_earlier(mine.retrieved_ns, other.retrieved_ns);
  take_earlier(mine.delivery_reported_ns, other.delivery_reported_ns);
  take_earlier(mine.read_reported_ns, other.read_reported_ns);
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
  Entry* entry = of(open);
  if (entry != nullptr) return join(*entry, pdu, open, JourneyLink::kSamePdu);
  const std::int64_t now = pdu.context().time_ns;
  entry = find(KeyKind::kPdu, pdu.print());
  if (entry != nullptr) return join(*entry, pdu, open, JourneyLink::kSamePdu);

  Entry* original = nullptr;
  if (pdu.is(PduType::kForwardReq)) {
    original = find(KeyKind::kReference, reference_print(pdu.text(number::kContentLocation)));
    if (original != nullptr) join(*original, pdu, open, JourneyLink::kContentLocation);
  }
  Entry& made = begin(pdu, open);
  Journey& journey = made.journey;
  journey.submitted_ns = now;
  journey.relay = pdu.context().relay;
  made.submission_seen = true;
  add_key(made, KeyKind::kPdu, pdu.print());
  for (const std::size_t i : pdu.view().children()) {
    const wsp::Element& field = pdu.view().tape().elements()[i];
    const bool recipient =
        field.kind == wsp::Kind::kField && is_recipient(field.code) && field.end > i + 2;
    if (!recipient) continue;
    const wsp::Element& address = pdu.view().tape().elements()[i + 2];
    reached(made, pdu.view().tape().ascii(address), {}, DeliveryState::kSubmitted);
  }
  const wsp::Element* body = pdu.view().body();
  made.size = body == nullptr ? 0 : body->length;
  if (original != nullptr) {
    journey.forward_of = original->journey.id;
    journey.subject = original->journey.subject;
    made.size = original->size;
  }
  rules_.submitted(pdu, open, made.facts, original == nullptr ? nullptr : &original->facts);
  add_key(made, KeyKind::kSubject, digest(journey.subject));
}

void Journeys::confirmation(const PduFacts& pdu, const Open& open) {
  Entry* entry = of(open);
  const bool accepted = pdu.octet(number::kResponseStatus) == kOk;
  const std::uint64_t id_print = digest(pdu.text(number::kMessageId));
  Entry* known =
      pdu.text(number::kMessageId).empty() ? nullptr : find(KeyKind::kMessageId, id_print);
  if (entry == nullptr) {
    if (known == nullptr && !accepted) return;
    entry = known == nullptr ? &begin(pdu, open) : known;
    if (known != nullptr) join(*known, pdu, open, JourneyLink::kMessageId);
  } else if (known != nullptr && known != entry && !known->submission_seen) {
    // Notified or reported before the confirmation was captured.
    merge(*known, *entry);
  }
  touch(*entry, pdu.context().time_ns, 0);
  Entry* forwarded = forwarded_by(*entry);
  JourneyRules::confirmed(pdu, entry->facts, forwarded == nullptr ? nullptr : &forwarded->facts);
  if (accepted) {
    note_first(entry->journey.confirmed_ns, pdu.context().time_ns);
    add_message_id(*entry, pdu);
    const auto original = journeys_.find(entry->journey.forward_of);
    if (original != journeys_.end()) {
      reached(original->second, {}, pdu.context().client, DeliveryState::kForwarded);
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
    if (Entry* same = find(KeyKind::kReference, reference)) {
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
  touch(*entry, pdu.context().time_ns,
        Book::saturated_add(expiry, options_.notification_timeout_ns));
  if (!pdu.text(number::kContentLocation).empty()) {
    add_key(*entry, KeyKind::kReference, reference);
  }
  Journey& journey = entry->journey;
  const std::string_view from = pdu.text(number::kFrom);
  if (!from.empty() && entry->from == 0) {
    entry->from = address_print(from);
    journey.originator = from;
  }
  if (journey.subject.empty()) journey.subject = subject_of(pdu);
  if (entry->size == 0) entry->size = pdu.number(number::kMessageSize).value_or(0);
  note_first(journey.notified_ns, pdu.context().time_ns);
  note_first(reached(*entry, open.number, open.transaction.client, DeliveryState::kNotified),
             &Journey::Recipient::notified_ns, pdu.context().time_ns);
  JourneyRules::notified(pdu, open, entry->facts);
  rules_.pushed(pdu, false);
}

/// Whether a notification may be of this message.
bool Journeys::fits(const Entry& entry, const PduFacts& notification, const Open& open) {
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

/// The one message that a notification fits; nullptr when there is none, or more than one.
Journeys::Entry* Journeys::weighed(const PduFacts& notification, const Open& open) {
  const std::uint64_t subject = digest(subject_of(notification));
  const auto found = index_.find(combined(static_cast<std::uint64_t>(KeyKind::kSubject), subject));
  if (found == index_.end() || found->second.size() > kMostCandidates) return nullptr;
  Entry* only = nullptr;
  for (const std::uint64_t id : found->second) {
    Entry& entry = journeys_.at(id);
    if (!fits(entry, notification, open)) continue;
    if (only != nullptr) return nullptr;
    only = &entry;
  }
  return only;
}

void Journeys::answer(const PduFacts& pdu, const Open& open) {
  Entry* entry = of(open);
  if (entry == nullptr) return;
  touch(*entry, pdu.context().time_ns, 0);
  JourneyRules::answered(pdu, open, entry->facts);
  if (pdu.is(PduType::kAcknowledgeInd)) return;
  if (const auto state = state_of(kStatuses, pdu.octet(number::kStatus))) {
    reached(*entry, open.number, open.transaction.client, *state);
  }
}

void Journeys::retrieved(const PduFacts& pdu, const Open& open) {
  if (!brings_message(pdu)) return;
  const std::string_view id = pdu.text(number::kMessageId);
  Entry* entry = of(open);
  Entry* known = id.empty() ? nullptr : find(KeyKind::kMessageId, digest(id));
  if (known == nullptr && entry == nullptr) {
    known = find(KeyKind::kReference, reference_print(open.uri.text));
    if (known == nullptr) {
      entry = &begin(pdu, open);
    } else {
      join(*known, pdu, open, JourneyLink::kContentLocation);
      entry = known;
    }
  } else if (known != nullptr && known != entry) {
    // The Message-ID says what was not known, or only weighed, before.
    if (entry == nullptr || entry->submission_seen) {
      if (entry != nullptr) known->facts.add(leave(*entry, open));
      join(*known, pdu, open, JourneyLink::kMessageId);
    } else {
      for (Journey::Member& member : entry->journey.transactions) {
        member.link = JourneyLink::kMessageId;
      }
      merge(*entry, *known);
    }
    entry = known;
  } else if (known != nullptr) {
    if (Journey::Member* guess = weighed_member(*entry, open)) {
      guess->link = JourneyLink::kMessageId;
    }
  } else if (!id.empty() && keeps_ids_.find(digest(open.transaction.relay)) != nullptr &&
             weighed_member(*entry, open) != nullptr) {
    // This relay delivers under the id that it confirmed, so the guess was wrong.
    const LegFacts leg = leave(*entry, open);
    entry = &begin(pdu, open);
    entry->facts.add(leg);
  }
  if (known != nullptr && known->submission_seen) {
    keeps_ids_.put(digest(open.transaction.relay), 0, pdu.context().time_ns, kForever);
  }
  touch(*entry, pdu.context().time_ns, 0);
  add_message_id(*entry, pdu);
  Journey& journey = entry->journey;
  const std::string_view from = pdu.text(number::kFrom);
  if (!from.empty() && entry->from == 0) {
    entry->from = address_print(from);
    journey.originator = from;
  }
  if (journey.subject.empty()) journey.subject = subject_of(pdu);
  note_first(journey.retrieved_ns, pdu.context().time_ns);
  // Several recipients read the same list of themselves.
  const bool single =
      pdu.has(number::kTo) && pdu.view().count(number::kTo) == 1 && !pdu.has(number::kCc);
  const std::string_view to = single && open.number.empty() ? pdu.text(number::kTo) : open.number;
  note_first(reached(*entry, to, open.transaction.client, DeliveryState::kRetrieved),
             &Journey::Recipient::retrieved_ns, pdu.context().time_ns);
  if (journey.relay.empty()) journey.relay = open.transaction.relay;
  rules_.retrieved(pdu, open, entry->facts, names_one_message(pdu));
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
    entry = find(KeyKind::kMessageId, digest(id));
    if (entry == nullptr) {
      entry = &begin(pdu, open);
      add_message_id(*entry, pdu);
    } else {
      join(*entry, pdu, open, JourneyLink::kMessageId);
    }
  }
  touch(*entry, pdu.context().time_ns, 0);
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
  Journey::Recipient* reporter = reached(
      *entry, recipient, from_recipient ? pdu.context().client : std::string_view(), *state);
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
    if (Entry* entry = find(KeyKind::kMessageId, digest(cancelled))) {
      join(*entry, pdu, open, JourneyLink::kMessageId);
    }
  } else if (!uri.empty()) {
    if (Entry* entry = find(KeyKind::kReference, reference_print(uri))) {
      join(*entry, pdu, open, JourneyLink::kContentLocation);
    }
  }
}

/// From now on the message has a reference in the MMBox too.
void Journeys::stored(const PduFacts& pdu, const Open& open) {
  const std::string_view uri = pdu.text(number::kContentLocation);
  Entry* entry = of(open);
  if (entry != nullptr && !uri.empty()) {
    add_key(*entry, KeyKind::kReference, reference_print(uri));
  }
}

Journeys::Entry& Journeys::begin(const PduFacts& pdu, const Open& open) {
  const std::uint64_t id = next_id_++;
  Entry& entry = journeys_[id];
  entry.journey.id = id;
  entry.journey.start_ns = entry.journey.end_ns = pdu.context().time_ns;
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

Journeys::Entry* Journeys::of(const Open& open) {
  const auto found = by_transaction_.find(open.transaction.id);
  if (found == by_transaction_.end()) return nullptr;
  const auto journey = journeys_.find(found->second);
  return journey == journeys_.end() ? nullptr : &journey->second;
}

Journeys::Entry* Journeys::find(KeyKind kind, std::uint64_t what) {
  const auto found = index_.find(combined(static_cast<std::uint64_t>(kind), what));
  return found == index_.end() ? nullptr : &journeys_.at(found->second.back());
}

void Journeys::add_key(Entry& entry, KeyKind kind, std::uint64_t what) {
  add_key(entry, combined(static_cast<std::uint64_t>(kind), what));
}

/// Of messages that nothing tells apart, such as those without a subject, the latest are kept.
void Journeys::add_key(Entry& entry, std::uint64_t key) {
  if (std::ranges::count(entry.keys, key) != 0) return;
  entry.keys.push_back(key);
  std::vector<std::uint64_t>& ids = index_[key];
  ids.insert(std::ranges::lower_bound(ids, entry.journey.id), entry.journey.id);
  if (ids.size() > kMostCandidates + 1) ids.erase(ids.begin());
}

void Journeys::drop_key(std::uint64_t key, std::uint64_t id) {
  const auto found = index_.find(key);
  if (found == index_.end()) return;
  std::erase(found->second, id);
  if (found->second.empty()) index_.erase(found);
}

void Journeys::add_message_id(Entry& entry, const PduFacts& pdu) {
  const std::string_view id = pdu.text(number::kMessageId);
  std::vector<std::string>& known = entry.journey.message_ids;
  if (id.empty() || known.size() == kMostMessageIds) return;
  if (std::ranges::count(known, id) != 0) return;
  known.emplace_back(id);
  add_key(entry, KeyKind::kMessageId, digest(id));
}

void Journeys::join(Entry& entry, const PduFacts& pdu, const Open& open, JourneyLink link) {
  touch(entry, pdu.context().time_ns, 0);
  std::vector<Journey::Member>& members = entry.journey.transactions;
  const bool listed = std::ranges::any_of(members, [&](const Journey::Member& member) {
    return member.transaction == open.transaction.id;
  });
  if (listed) return;
  if (members.size() == kMostTransactions) {
    ++entry.journey.left_out;
    return;
  }
  by_transaction_[open.transaction.id] = entry.journey.id;
  members.push_back({open.transaction.id, link});
}

/// The transaction as a member that was only weighed, nullptr when it is none.
Journey::Member* Journeys::weighed_member(Entry& entry, const Open& open) {
  for (Journey::Member& member : entry.journey.transactions) {
    const bool guess =
        member.transaction == open.transaction.id && member.link == JourneyLink::kWeighed;
    if (guess) return &member;
  }
  return nullptr;
}

/// A notification was weighed wrongly: its transaction is about another message.
LegFacts Journeys::leave(Entry& entry, const Open& open) {
  std::erase_if(entry.journey.transactions, [&](const Journey::Member& member) {
    return member.transaction == open.transaction.id;
  });
  for (Journey::Recipient& recipient : entry.journey.recipients) {
    if (recipient.client != open.transaction.client) continue;
    Journey::Recipient fresh;
    fresh.address = std::move(recipient.address);
    recipient = std::move(fresh);
  }
  return entry.facts.remove(open.transaction.id);
}

/// The journey of the message that this one forwards, nullptr when it is not known.
Journeys::Entry* Journeys::forwarded_by(const Entry& entry) {
  const auto found = journeys_.find(entry.journey.forward_of);
  return found == journeys_.end() ? nullptr : &found->second;
}

/// Whether its Message-ID is known of one message only.
bool Journeys::names_one_message(const PduFacts& pdu) const {
  const std::uint64_t id = digest(pdu.text(number::kMessageId));
  const auto found = index_.find(combined(static_cast<std::uint64_t>(KeyKind::kMessageId), id));
  return found != index_.end() && found->second.size() == 1;
}

void Journeys::merge(Entry& from, Entry& into) {
  Journey& target = into.journey;
  for (const Journey::Member& member : from.journey.transactions) {
    if (target.transactions.size() == kMostTransactions) {
      ++target.left_out;
      by_transaction_.erase(member.transaction);
    } else {
      target.transactions.push_back({member.transaction, JourneyLink::kMessageId});
      by_transaction_[member.transaction] = target.id;
    }
  }
  for (const Journey::Recipient& recipient : from.journey.recipients) {
    Journey::Recipient* mine = reached(into, recipient.address, recipient.client, recipient.state);
    if (mine != nullptr) take_times(*mine, recipient);
  }
  for (const std::string& id : from.journey.message_ids) {
    if (target.message_ids.size() < kMostMessageIds) target.message_ids.push_back(id);
  }
  for (const std::uint64_t key : from.keys) {
    drop_key(key, from.journey.id);
    add_key(into, key);
  }
  into.facts.take(from.facts);
  take_earlier(target.notified_ns, from.journey.notified_ns);
  take_earlier(target.retrieved_ns, from.journey.retrieved_ns);
  take_earlier(target.reported_ns, from.journey.reported_ns);
  if (target.relay.empty()) target.relay = from.journey.relay;
  target.start_ns = std::min(target.start_ns, from.journey.start_ns);
  target.end_ns = std::max(target.end_ns, from.journey.end_ns);
  if (into.from == 0 && from.from != 0) {
    into.from = from.from;
    target.originator = from.journey.originator;
  }
  if (target.subject.empty()) target.subject = from.journey.subject;
  journeys_.erase(from.journey.id);
}

/// Notes how far a message got with a recipient, who is known by address or by client.
Journey::Recipient* Journeys::reached(Entry& entry, std::string_view address,
                                      std::string_view client, DeliveryState state) {
  std::vector<Journey::Recipient>& all = entry.journey.recipients;
  const std::uint64_t print = address_print(address);
  const auto by_address = [&](const Journey::Recipient& recipient) {
    return print != 0 && address_print(recipient.address) == print;
  };
  const auto by_client = [&](const Journey::Recipient& recipient) {
    return !client.empty() && recipient.client == client;
  };
  auto found = std::ranges::find_if(all, by_address);
  const auto same_client = std::ranges::find_if(all, by_client);
  if (found == all.end()) found = same_client;
  // A message to one has nobody else to reach.
  const bool unnamed = address.empty() || (all.size() == 1 && all.front().address.empty());
  if (found == all.end() && all.size() == 1 && unnamed) found = all.begin();
  if (found == all.end()) {
    if (all.size() == kMostRecipients) {
      ++entry.journey.left_out;
      return nullptr;
    }
    Journey::Recipient& added = all.emplace_back();
    added.address = address;
    added.client = client;
    added.state = state;
    return &added;
  }
  if (found->address.empty()) found->address = address;
  if (found->client.empty()) found->client = client;
  found->state = std::max(found->state, state);
  // Its client was listed by itself until the address was known.
  if (same_client != all.end() && same_client != found && same_client->address.empty()) {
    found->state = std::max(found->state, same_client->state);
    take_times(*found, *same_client);
    if (same_client < found) --found;  // where it will be
    const auto place = found - all.begin();
    all.erase(same_client);
    return &all[static_cast<std::size_t>(place)];
  }
  return &*found;
}

void Journeys::touch(Entry& entry, std::int64_t time_ns, std::int64_t until_ns) {
  entry.journey.end_ns = std::max(entry.journey.end_ns, time_ns);
  const std::int64_t quiet_ns = time_ns + options_.notification_timeout_ns;
  entry.keep_until_ns = std::max({entry.keep_until_ns, quiet_ns, until_ns});
  if (entry.queued_ns != 0) return;
  entry.queued_ns = entry.keep_until_ns;
  queue_.emplace(entry.queued_ns, entry.journey.id);
}

void Journeys::advance(std::int64_t now_ns) {
  while (!queue_.empty() && (queue_.top().first < now_ns || journeys_.size() > kMostJourneys)) {
    const auto [due, id] = queue_.top();
    queue_.pop();
    const auto found = journeys_.find(id);
    if (found == journeys_.end()) continue;
    Entry& entry = found->second;
    if (entry.keep_until_ns > due && journeys_.size() <= kMostJourneys) {
      entry.queued_ns = entry.keep_until_ns;
      queue_.emplace(entry.queued_ns, id);
    } else {
      close(id);
    }
  }
}

void Journeys::close(std::uint64_t id) {
  const auto found = journeys_.find(id);
  for (const std::uint64_t key : found->second.keys) drop_key(key, id);
  for (const Journey::Member& member : found->second.journey.transactions) {
    const auto entry = by_transaction_.find(member.transaction);
    if (entry != by_transaction_.end() && entry->second == id) by_transaction_.erase(entry);
  }
  rules_.closing(found->second.facts);
  const Journey journey = std::move(found->second.journey);
  journeys_.erase(found);
  sink_.on_journey(journey);
}

void Journeys::finish() {
  std::vector<std::uint64_t> ids;
  ids.reserve(journeys_.size());
  for (const auto& [id, entry] : journeys_) ids.push_back(id);
  std::ranges::sort(ids);
  for (const std::uint64_t id : ids) close(id);
}

}  // namespace mm1::flow
