#include "journey_book.h"

#include <algorithm>
#include <utility>

#include "address_print.h"
#include "mm1/flow/digest.h"

namespace mm1::flow {
namespace {

/// What one journey keeps: more recipients and transactions than a user makes.
constexpr std::size_t kMostRecipients = 32, kMostTransactions = 64, kMostMessageIds = 4;
constexpr std::size_t kMostJourneys = std::size_t{1} << 20;

std::uint64_t key_of(JourneyKey kind, std::uint64_t what) {
  return combined(static_cast<std::uint64_t>(kind), what);
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

}  // namespace

Journey::Member* JourneyEntry::weighed_member(std::uint64_t transaction) {
  for (Journey::Member& member : journey.transactions) {
    if (member.transaction == transaction && member.link == JourneyLink::kWeighed) return &member;
  }
  return nullptr;
}

LegFacts JourneyEntry::leave(const Transaction& transaction) {
  std::erase_if(journey.transactions, [&](const Journey::Member& member) {
    return member.transaction == transaction.id;
  });
  for (Journey::Recipient& recipient : journey.recipients) {
    if (recipient.client != transaction.client) continue;
    Journey::Recipient fresh;
    fresh.address = std::move(recipient.address);
    recipient = std::move(fresh);
  }
  return facts.remove(transaction.id);
}

Journey::Recipient* JourneyEntry::reached(std::string_view address, std::string_view client,
                                          DeliveryState state) {
  std::vector<Journey::Recipient>& all = journey.recipients;
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
      ++journey.left_out;
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

JourneyEntry& JourneyBook::begin(std::int64_t time_ns) {
  const std::uint64_t id = next_id_++;
  JourneyEntry& entry = journeys_.add(id);
  entry.journey.id = id;
  entry.journey.start_ns = entry.journey.end_ns = time_ns;
  return entry;
}

JourneyEntry* JourneyBook::of(std::uint64_t transaction) {
  const std::uint64_t id = by_transaction_.find(transaction);
  return id == 0 ? nullptr : journeys_.find(id);
}

JourneyEntry* JourneyBook::forwarded_by(const JourneyEntry& entry) {
  return journeys_.find(entry.journey.forward_of);
}

JourneyEntry* JourneyBook::find(JourneyKey kind, std::uint64_t what) {
  std::uint64_t latest = 0;
  index_.each(key_of(kind, what), [&](std::uint64_t id) { latest = std::max(latest, id); });
  return latest == 0 ? nullptr : &journeys_.at(latest);
}

std::size_t JourneyBook::count(JourneyKey kind, std::uint64_t what) const {
  std::size_t count = 0;
  index_.each(key_of(kind, what), [&](std::uint64_t /*id*/) { ++count; });
  return count;
}

std::vector<JourneyEntry*> JourneyBook::candidates(JourneyKey kind, std::uint64_t what) {
  std::vector<JourneyEntry*> found;
  if (count(kind, what) > kMostCandidates) return found;
  index_.each(key_of(kind, what), [&](std::uint64_t id) { found.push_back(&journeys_.at(id)); });
  return found;
}

void JourneyBook::add_key(JourneyEntry& entry, JourneyKey kind, std::uint64_t what) {
  add_key(entry, key_of(kind, what));
}

void JourneyBook::add_key(JourneyEntry& entry, std::uint64_t key) {
  if (std::ranges::count(entry.keys, key) != 0) return;
  entry.keys.push_back(key);
  index_.insert(key, entry.journey.id);
  std::size_t count = 0;
  std::uint64_t oldest = entry.journey.id;
  index_.each(key, [&](std::uint64_t id) {
    oldest = std::min(oldest, id);
    ++count;
  });
  if (count > kMostCandidates + 1) index_.erase(key, oldest);
}

void JourneyBook::add_message_id(JourneyEntry& entry, std::string_view message_id) {
  std::vector<std::string>& known = entry.journey.message_ids;
  if (message_id.empty() || known.size() == kMostMessageIds) return;
  if (std::ranges::count(known, message_id) != 0) return;
  known.emplace_back(message_id);
  add_key(entry, JourneyKey::kMessageId, digest(message_id));
}

void JourneyBook::set_journey(std::uint64_t transaction, std::uint64_t journey) {
  const std::uint64_t before = by_transaction_.find(transaction);
  if (before != 0) by_transaction_.erase(transaction, before);
  if (journey != 0) by_transaction_.insert(transaction, journey);
}

void JourneyBook::join(JourneyEntry& entry, std::uint64_t transaction, std::int64_t time_ns,
                       JourneyLink link) {
  touch(entry, time_ns);
  std::vector<Journey::Member>& members = entry.journey.transactions;
  if (std::ranges::count(members, transaction, &Journey::Member::transaction) != 0) return;
  if (members.size() == kMostTransactions) {
    ++entry.journey.left_out;
    return;
  }
  set_journey(transaction, entry.journey.id);
  members.push_back({transaction, link});
}

void JourneyBook::forwards(JourneyEntry& entry, JourneyEntry& original) {
  entry.journey.forward_of = original.journey.id;
  if (original.forwards.size() < kMostTransactions) {
    original.forwards.push_back(entry.journey.id);
  }
}

void JourneyBook::merge(JourneyEntry& from, JourneyEntry& into) {
  Journey& target = into.journey;
  for (const Journey::Member& member : from.journey.transactions) {
    if (target.transactions.size() == kMostTransactions) {
      ++target.left_out;
      set_journey(member.transaction, 0);
    } else {
      target.transactions.push_back({member.transaction, JourneyLink::kMessageId});
      set_journey(member.transaction, target.id);
    }
  }
  for (const Journey::Recipient& recipient : from.journey.recipients) {
    Journey::Recipient* mine = into.reached(recipient.address, recipient.client, recipient.state);
    if (mine != nullptr) take_times(*mine, recipient);
  }
  for (const std::string& id : from.journey.message_ids) {
    if (target.message_ids.size() < kMostMessageIds) target.message_ids.push_back(id);
  }
  for (const std::uint64_t key : from.keys) {
    index_.erase(key, from.journey.id);
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
  for (const std::uint64_t id : from.forwards) {
    JourneyEntry* forward = journeys_.find(id);
    if (forward == nullptr || forward->journey.forward_of != from.journey.id) continue;
    forward->journey.forward_of = 0;
    if (forward != &into) forwards(*forward, into);
  }
  journeys_.erase(from.journey.id);
}

void JourneyBook::touch(JourneyEntry& entry, std::int64_t time_ns, std::int64_t until_ns) {
  entry.journey.end_ns = std::max(entry.journey.end_ns, time_ns);
  entry.keep_until_ns = std::max({entry.keep_until_ns, time_ns + quiet_ns_, until_ns});
  if (entry.queued_ns != 0) return;
  entry.queued_ns = entry.keep_until_ns;
  queue_.push(entry.queued_ns, entry.journey.id);
}

void JourneyBook::advance(std::int64_t now_ns) {
  while (!queue_.empty() &&
         (queue_.nearest().time_ns < now_ns || journeys_.size() > kMostJourneys)) {
    const auto [due, id] = queue_.pop();
    JourneyEntry* entry = journeys_.find(id);
    if (entry == nullptr) continue;
    if (entry->keep_until_ns > due && journeys_.size() <= kMostJourneys) {
      entry->queued_ns = entry->keep_until_ns;
      queue_.push(entry->queued_ns, id);
    } else {
      close(id);
    }
    journeys_.settle();
  }
  journeys_.settle();
}

void JourneyBook::close(std::uint64_t id) {
  JourneyEntry& entry = journeys_.at(id);
  for (const std::uint64_t key : entry.keys) index_.erase(key, id);
  for (const Journey::Member& member : entry.journey.transactions) {
    by_transaction_.erase(member.transaction, id);
  }
  rules_.closing(entry.facts);
  const Journey journey = std::move(entry.journey);
  journeys_.erase(id);
  sink_.on_journey(journey);
}

void JourneyBook::finish() {
  for (const std::uint64_t id : journeys_.ids()) {
    close(id);
    journeys_.settle();
  }
}

}  // namespace mm1::flow
