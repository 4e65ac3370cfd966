#include "book.h"

#include <algorithm>

#include "mm1/flow/digest.h"

namespace mm1::flow {
namespace {

/// Transactions that one key leads to. A sender that uses one TID for everything must not make
/// each look-up a search through all of them: the oldest are found by their client only, and of
/// those of one client the oldest no more.
constexpr std::size_t kMaxSameKey = 32;

std::uint64_t key_of(KeyKind kind, std::string_view text, std::uint8_t type) {
  const std::uint64_t salt = (static_cast<std::uint64_t>(kind) << 8 | type) + 1;
  return digest(text) ^ salt * 0x9E3779B97F4A7C15U;
}

std::uint64_t of_client(std::uint64_t key, std::string_view client) {
  return combined(key, digest(client));
}

bool is_report(TransactionKind kind) {
  return kind == TransactionKind::kDeliveryReport || kind == TransactionKind::kReadReport;
}

bool is_push(Bearer bearer) {
  return bearer == Bearer::kPushSms || bearer == Bearer::kPushUdp || bearer == Bearer::kPushHttp;
}

}  // namespace

std::int64_t Book::saturated_add(std::int64_t time, std::int64_t delta) {
  return delta > 0 && time > kForever - delta ? kForever : time + delta;
}

void Book::advance(std::int64_t time_ns) {
  now_ = std::max(now_, time_ns);
  while (!queue_.empty() && queue_.nearest().time_ns < now_) {
    const auto [due, id] = queue_.pop();
    Open* open = open_.find(id);
    // An entry that a nearer deadline has overtaken is no longer its transaction's.
    if (open == nullptr || open->queued_ns != due) continue;
    open->queued_ns = kNever;
    if (open->deadline_ns > due) {
      set_deadline(*open, open->deadline_ns);
    } else {
      expire(*open);
    }
    open_.settle();
  }
  drop_stale_entries();
  open_.settle();
}

void Book::set_deadline(Open& open, std::int64_t time_ns) {
  open.deadline_ns = time_ns;
  if (open.queued_ns != kNever && open.queued_ns <= time_ns) return;
  open.queued_ns = time_ns;
  queue_.push(time_ns, open.transaction.id);
}

/// Transactions that closed early leave their entries behind; they must not outweigh the open ones.
void Book::drop_stale_entries() {
  constexpr std::size_t kFew = 1024;
  if (queue_.size() <= kFew + 4 * open_.size()) return;
  queue_.keep_if([this](const Deadlines::Due& due) {
    const Open* open = open_.find(due.id);
    const bool live = open != nullptr && open->queued_ns == due.time_ns;
    open_.settle();
    return live;
  });
}

void Book::await(Open& open, std::int64_t due_ns) {
  open.due_ns = due_ns;
  open.patience_ns = 0;
  set_deadline(open, due_ns);
}

void Book::linger(Open& open) {
  open.owed = false;
  set_deadline(open, saturated_add(now_, options_.linger_ns));
}

void Book::await_last(Open& open) {
  open.owed = true;
  await(open, saturated_add(now_, options_.linger_ns));
}

Open& Book::begin(TransactionKind kind, const Context& context) {
  const std::uint64_t id = next_id_++;
  Open& open = open_.add(id);
  ++open_by_kind_[static_cast<std::size_t>(kind)];
  open.transaction.id = id;
  open.transaction.kind = kind;
  open.transaction.start_ns = open.transaction.end_ns = context.time_ns;
  open.bearer = context.bearer;
  open.transaction.client = context.client;
  if (kind == TransactionKind::kRetrieval) {
    open.facts.emplace<RetrievalFacts>();
  } else if (!is_report(kind)) {
    open.facts.emplace<RequestFacts>();
  }
  open.activity = clients_.acquire(context.client);
  open.client_is_number = known_by(context) == ClientName::kDestination;
  if (open.client_is_number) open.number = context.client;
  if (known_by(context) == ClientName::kHeader) open.named_at = digest(context.client_address);
  open.relay_is_pusher = is_push(context.bearer);
  open.transaction.relay = context.relay;
  return open;
}

void Book::rename_client(Open& open, std::string_view name) {
  for (const std::uint64_t key : open.keys) {
    if (displaced_ == 0) break;
    const std::uint64_t id = open.transaction.id;
    if (!index_.erase(of_client(key, open.transaction.client), id)) continue;
    --displaced_;
    insert_displaced(of_client(key, name), id);
  }
  clients_.release(open.activity);
  open.transaction.client = name;
  open.activity = clients_.acquire(name);
}

void Book::identify(Open& open, const Context& context) {
  if (known_by(context) == ClientName::kDestination) {
    if (open.number.empty()) open.number = context.client;
    return;
  }
  const bool unknown = open.client_is_number || open.transaction.client.empty();
  const bool named = known_by(context) == ClientName::kHeader;
  // A number says more than the address it comes from.
  const bool better = named && open.transaction.client == context.client_address;
  if (!context.client.empty() && (unknown || better)) {
    rename_client(open, context.client);
    open.client_is_number = false;
    open.named_at = named ? digest(context.client_address) : 0;
  }
  if (is_push(context.bearer)) return;
  if (!context.relay.empty() && (open.relay_is_pusher || open.transaction.relay.empty())) {
    open.transaction.relay = context.relay;
    open.relay_is_pusher = false;
  }
}

void Book::touch(Open& open, const Context& context) {
  identify(open, context);
  open.transaction.start_ns = std::min(open.transaction.start_ns, context.time_ns);
  open.transaction.end_ns = std::max(open.transaction.end_ns, context.time_ns);
}

void Book::join(Open& open, const PduFacts& pdu) {
  touch(open, pdu.context());
  open.transaction.pdus.push_back(pdu.event().pdu);
  open.incomplete = open.incomplete || !pdu.event().complete;
}

void Book::decide(Open& open, Verdict verdict) {
  open.decided = true;
  open.transaction.outcome = verdict.outcome;
  open.transaction.status = std::move(verdict.status);
}

void Book::add_key(Open& open, KeyKind kind, std::string_view text, std::uint8_t type) {
  const std::uint64_t key = key_of(kind, text, type);
  if (std::find(open.keys.begin(), open.keys.end(), key) != open.keys.end()) return;
  std::uint64_t oldest = open.transaction.id;
  std::size_t count = 0;
  index_.each(key, [&](std::uint64_t id) {
    oldest = std::min(oldest, id);
    ++count;
  });
  open.keys.push_back(key);
  if (count >= kMaxSameKey) displace(key, oldest);
  if (count < kMaxSameKey || oldest != open.transaction.id) {
    index_.insert(key, open.transaction.id);
  }
}

/// From now on the transaction is found by the key and its client together.
void Book::displace(std::uint64_t key, std::uint64_t id) {
  index_.erase(key, id);
  insert_displaced(of_client(key, open_.at(id).transaction.client), id);
}

void Book::insert_displaced(std::uint64_t key, std::uint64_t id) {
  std::uint64_t oldest = id;
  std::size_t count = 0;
  index_.each(key, [&](std::uint64_t other) {
    oldest = std::min(oldest, other);
    ++count;
  });
  if (count >= kMaxSameKey && index_.erase(key, oldest)) --displaced_;
  index_.insert(key, id);
  ++displaced_;
}

void Book::drop_key(const Open& open, std::uint64_t key) {
  const std::uint64_t id = open.transaction.id;
  if (index_.erase(key, id) || displaced_ == 0) return;
  if (index_.erase(of_client(key, open.transaction.client), id)) --displaced_;
}

void Book::remove_key(Open& open, KeyKind kind, std::string_view text, std::uint8_t type) {
  const std::uint64_t key = key_of(kind, text, type);
  if (std::erase(open.keys, key) != 0) drop_key(open, key);
}

void Book::collect(std::uint64_t key, std::vector<Open*>& into) {
  index_.each(key, [&](std::uint64_t id) { into.push_back(&open_.at(id)); });
  // The order of a hash table is nobody's business: the latest transaction comes first.
  std::sort(into.begin(), into.end(),
            [](const Open* a, const Open* b) { return a->transaction.id > b->transaction.id; });
}

std::vector<Open*> Book::candidates(KeyKind kind, std::string_view text, std::uint8_t type) {
  std::vector<Open*> result;
  collect(key_of(kind, text, type), result);
  return result;
}

std::vector<Open*> Book::candidates(const Context& context, KeyKind kind, std::string_view text,
                                    std::uint8_t type) {
  std::vector<Open*> result = candidates(kind, text, type);
  if (displaced_ != 0) collect(of_client(key_of(kind, text, type), context.client), result);
  return result;
}

void Book::add_exchange(Open& open, std::uint64_t exchange) {
  if (exchange == 0) return;
  // It may lead to another transaction until now: then either takes its entry away in the end.
  const std::uint64_t id = by_exchange_.find(exchange);
  if (id == open.transaction.id) return;
  if (id != 0) by_exchange_.erase(exchange, id);
  by_exchange_.insert(exchange, open.transaction.id);
  open.exchanges.push_back(exchange);
}

Open* Book::by_exchange(std::uint64_t exchange) {
  const std::uint64_t id = by_exchange_.find(exchange);
  return id == 0 ? nullptr : open_.find(id);
}

bool Book::lost_since_start(const Open& open) const {
  const std::int64_t start = open.transaction.start_ns;
  return open.activity->activity().lost >= start || clients_.lost_somewhere() >= start;
}

/// Whether the answer would have been captured had it come by the deadline: the client was seen
/// after it, nothing was lost, and the capture shows the direction of the answer at all.
bool Book::answer_is_missing(const Open& open) const {
  if (open.incomplete || lost_since_start(open)) return false;
  const Activity& client = open.activity->activity();
  const std::size_t path = path_of(open.bearer);
  if (open.owed) return client.sent_on[path] > open.due_ns;
  if (open.answer_from_client) return client.sent > open.due_ns;
  return client.seen[path] > open.due_ns &&
         clients_.direction_captured(open.bearer, Direction::kRelayToClient);
}

bool Book::can_still_be_judged(const Open& open) const {
  return !open.client_is_number && !open.incomplete &&
         open.patience_ns < options_.notification_timeout_ns;
}

void Book::expire(Open& open) {
  const bool over = open.decided && !open.owed;
  if (over || answer_is_missing(open) || !can_still_be_judged(open)) {
    report(open.transaction.id);
    return;
  }
  // Silence of the whole client proves nothing yet: look again, each time after twice as long.
  open.patience_ns =
      std::max(options_.answer_timeout_ns, saturated_add(open.patience_ns, open.patience_ns));
  set_deadline(open, saturated_add(now_, open.patience_ns));
}

void Book::report(std::uint64_t id) {
  Open& open = open_.at(id);
  const bool missing = (!open.decided || open.owed) && answer_is_missing(open);
  if (!open.decided) {
    open.transaction.outcome = missing ? Outcome::kUnanswered : Outcome::kIncompleteCapture;
  }
  if (closing_ != nullptr) closing_->closing(open, missing);
  for (const std::uint64_t key : open.keys) drop_key(open, key);
  for (const std::uint64_t exchange : open.exchanges) by_exchange_.erase(exchange, id);
  clients_.release(open.activity);
  const Transaction transaction = std::move(open.transaction);
  open_.erase(id);
  --open_by_kind_[static_cast<std::size_t>(transaction.kind)];
  sink_.on_transaction(transaction);
}

void Book::finish() {
  for (const std::uint64_t id : open_.ids()) {
    report(id);
    open_.settle();
  }
}

}  // namespace mm1::flow
