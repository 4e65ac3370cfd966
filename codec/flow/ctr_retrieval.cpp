#include "ctr_retrieval.h"

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

constexpr std::uint8_t kOk = 0x80;
constexpr std::uint8_t kFirstTransient = 0xC0;
constexpr std::uint8_t kFirstPermanent = 0xE0;

bool is_permanent(std::uint8_t status) { return status >= kFirstPermanent; }
bool is_transient(std::uint8_t status) {
  return status >= kFirstTransient && status < kFirstPermanent;
}

std::string name_of(std::uint8_t status) { return status_name(number::kRetrieveStatus, status); }

bool is_fetching(State state) {
  return state == State::kFetching || state == State::kFetchingDeferred;
}
bool is_deferred(State state) {
  return state == State::kDeferred || state == State::kFetchingDeferred;
}

/// Octets of the message itself: what follows Content-Type.
std::uint64_t content_size(const PduFacts& pdu) {
  const wsp::Element* body = pdu.view().body();
  return body == nullptr ? 0 : body->length;
}

}  // namespace

/// CTR-RTV-007 and -014.
void RetrievalRules::fetched(const Moment& now, const Open& open) {
  const Reference* reference = past_.references.find(open.uri);
  if (reference == nullptr) return;
  if (reference->only_from(ReferenceSource::kUpload)) {
    now.client("CTR-RTV-014"_rule, Quoted{open.uri.text});
  }
  if (is_permanent(reference->retrieve_status) && !now.client_speaks_for_many() &&
      reference->retrieved_by == digest(now.client_identity())) {
    now.client("CTR-RTV-007"_rule, Quoted{open.uri.text}, " failed with ",
               name_of(reference->retrieve_status));
  }
}

void RetrievalRules::retrieved(const Moment& now, const PduFacts& pdu, Open& open, State before,
                               bool known, bool notifications_seen) {
  const RetrievalFacts& facts = open.retrieval();
  // One PDU may be seen on two hops, and fetched twice.
  if (facts.reaction().retrieved.print == pdu.print()) return;
  check_early_close(now, pdu, open);
  if (!pdu.sound()) return;
  check_address(now, pdu, open, known, notifications_seen);
  check_transaction_id(now, pdu, open, before);
  if (retrieve_status(pdu) == kOk) check_message(now, pdu, open);
}

/// CTR-RTV-009: the client spoke of the MM after it had asked for it and before it had all of it.
void RetrievalRules::check_early_close(const Moment& now, const PduFacts& pdu, const Open& open) {
  if (book_.lost_since_start(open)) return;
  const RetrievalFacts& facts = open.retrieval();
  Seen early = facts.reaction().closed_early;
  for (const Open* other : book_.candidates(KeyKind::kRetrievalId, pdu.transaction_id())) {
    const RetrievalFacts& alone = other->retrieval();
    const bool is_ours = other != &open && !alone.notification && !alone.reaction().retrieved &&
                         alone.reaction().acknowledgement.time_ns > facts.reaction().got_ns &&
                         facts.reaction().got_ns != kNever &&
                         client_fit(*other, pdu.context()) == Fit::kSame;
    if (is_ours) early = alone.reaction().acknowledgement;
  }
  if (!early) return;
  now.shown_by(early).client("CTR-RTV-009"_rule, "m-retrieve-conf was complete in frame ",
                             pdu.context().frame);
}

/// CTR-RTV-001 and -016.
void RetrievalRules::check_address(const Moment& now, const PduFacts& pdu, const Open& open,
                                   bool known, bool notifications_seen) {
  const std::string_view uri = pdu.context().uri;
  if (known || uri.empty() || pdu.context().exchange == 0) return;
  const RetrievalFacts& facts = open.retrieval();
  if (is_transient(facts.retrieve_status) && !open.uri.empty()) {
    now.client("CTR-RTV-016"_rule, Quoted{uri}, " after ", Quoted{open.uri.text}, " failed with ",
               name_of(facts.retrieve_status));
    return;
  }
  const Side side = notifications_seen ? Side::kClient : Side::kNetwork;
  now.report_as(rules::Severity::kNote, side, "CTR-RTV-001"_rule, Quoted{uri});
}

/// CTR-RTV-005 and -006. What was announced again after Deferred may be retrieved either way.
void RetrievalRules::check_transaction_id(const Moment& now, const PduFacts& pdu, const Open& open,
                                          State before) {
  const std::string_view id = pdu.transaction_id();
  const RetrievalFacts& facts = open.retrieval();
  if (id.empty() || !facts.notification.sound || book_.lost_since_start(open)) return;
  const bool immediate = (before == State::kNotified || before == State::kFetching) &&
                         fetched_at_once(facts, now.time_ns());
  if (immediate && !facts.reaction().answer && !open.has_id(id)) {
    now.relay("CTR-RTV-005"_rule, "m-notification-ind ", Quoted{open.transaction.transaction_id},
              ", m-retrieve-conf ", Quoted{id});
  } else if (is_deferred(before) && facts.reaction().answer && open.has_id(id)) {
    now.relay("CTR-RTV-006"_rule, "id ", Quoted{id});
  }
}

/// What only an m-retrieve-conf with the MM is judged by.
void RetrievalRules::check_message(const Moment& now, const PduFacts& pdu, const Open& open) {
  const RetrievalFacts& facts = open.retrieval();
  const Reference* reference = past_.references.find(open.uri);
  const std::int64_t expires_ns = reference == nullptr ? facts.expires_ns : reference->expires_ns;
  // What is in the MMBox stays there.
  const bool stored = reference != nullptr && !reference->only_from(ReferenceSource::kNotification);
  if (!stored && now.time_ns() > expires_ns) {
    constexpr std::int64_t kSecond = 1'000'000'000;
    const auto late = static_cast<std::uint64_t>((now.time_ns() - expires_ns) / kSecond);
    now.relay("CTR-RTV-008"_rule, late, " s after it");
  }
  check_mailbox(now, pdu, open);
  if (!facts.notification.sound) return;
  check_description(now, pdu, open);
  constexpr std::uint64_t kSmallest = 500;  // octets that do not count
  const std::uint64_t announced = facts.announced_size;
  const std::uint64_t size = content_size(pdu);
  const std::uint64_t apart = size > announced ? size - announced : announced - size;
  if (announced != 0 && apart > std::max(kSmallest, announced / 10)) {
    now.relay("CTR-RTV-012"_rule, "announced ", announced, ", retrieved ", size, " octets");
  }
}

/// CTR-RTV-010: what both PDUs say of the message.
void RetrievalRules::check_description(const Moment& now, const PduFacts& pdu, const Open& open) {
  const Description& announced = open.retrieval().announced;
  const Description got = describe(pdu);
  std::string different;
  const auto compare = [&](std::string_view name, std::uint64_t before, std::uint64_t after) {
    if (before == 0 || after == 0 || before == after) return;
    different.append(different.empty() ? "" : ", ").append(name);
  };
  compare("From", announced.from, got.from);
  compare("Subject", announced.subject, got.subject);
  compare("X-Mms-Message-Class", announced.message_class, got.message_class);
  compare("X-Mms-Priority", announced.priority, got.priority);
  if (different.empty()) return;
  now.relay("CTR-RTV-010"_rule, different, " of frame ", open.retrieval().notification.frame);
}

/// CTR-RTV-011 and -015.
void RetrievalRules::check_mailbox(const Moment& now, const PduFacts& pdu, const Open& open) {
  const Reference* reference = past_.references.find(open.uri);
  if (reference == nullptr) return;
  const bool speaks_of_it = pdu.has(number::kMmState) || pdu.has(number::kMmFlags);
  if (speaks_of_it && reference->only_from(ReferenceSource::kNotification)) {
    now.relay("CTR-RTV-011"_rule, pdu.has(number::kMmState) ? "X-Mms-MM-State" : "X-Mms-MM-Flags");
  }
  const std::uint8_t state = pdu.octet(number::kMmState);
  const bool known = reference->state != 0 && !reference->state_is_default &&
                     past_.references.state_stands(*reference);
  if (known && state != 0 && reference->state != state) {
    now.relay("CTR-RTV-015"_rule, "stored ", status_name(number::kMmState, reference->state),
              ", retrieved ", status_name(number::kMmState, state));
  }
}

/// CTR-RTV-002.
void RetrievalRules::failed(const Moment& now, const ExchangeEvent& event, Open& open) {
  const bool success = event.status >= 200 && event.status < 300;
  RetrievalFacts& facts = open.retrieval();
  if (!success || !event.complete || facts.reaction().got_ns == kNever || facts.explained) return;
  facts.explained = true;
  now.relay("CTR-RTV-002"_rule, Quoted{open.uri.text}, " answered with status ",
            static_cast<std::uint32_t>(event.status), " and ",
            event.content_type.empty() ? std::string_view("no content") : event.content_type);
}

/// CTR-RTV-013, and what CTR-RTV-009 will look at.
void RetrievalRules::confirmed(const Moment& now, const PduFacts& pdu, Open& open, State before) {
  RetrievalFacts& facts = open.retrieval();
  if (!pdu.sound()) return;
  if (facts.reaction().retrieved.sound && facts.retrieve_status != kOk && !is_fetching(before) &&
      !facts.explained && !book_.lost_since_start(open)) {
    facts.explained = true;
    now.client("CTR-RTV-013"_rule, "frame ", facts.reaction().retrieved.frame, " says ",
               name_of(facts.retrieve_status));
  }
  if (is_fetching(before) && !facts.reaction().retrieved && !facts.reaction().closed_early) {
    facts.react().closed_early = pdu.seen();
  }
}

/// CTR-RTV-004.
void RetrievalRules::acknowledged(const Moment& now, const PduFacts& pdu, Open& open, State before,
                                  bool explained) {
  RetrievalFacts& facts = open.retrieval();
  const std::string_view id = pdu.transaction_id();
  const std::vector<std::uint64_t>& given = facts.reaction().tids;
  const bool judged = pdu.sound() && !id.empty() && facts.reaction().retrieved.sound &&
                      !explained && !is_fetching(before) && facts.retrieve_status == kOk &&
                      given.size() < kMostRetrieveIds;
  if (!judged || std::ranges::count(given, digest(id)) != 0) return;
  // One that stands in for m-notifyresp-ind (CTR-NTF-008) has its TID: that is no second fault.
  if (facts.explained && open.has_id(id)) return;
  facts.explained = true;
  if (given.empty()) {
    now.client("CTR-RTV-004"_rule, "m-retrieve-conf has none, m-acknowledge-ind ", Quoted{id});
  } else {
    now.client("CTR-RTV-004"_rule, "m-retrieve-conf ", Quoted{facts.reaction().retrieve_id},
               ", m-acknowledge-ind ", Quoted{id});
  }
}

/// CTR-RTV-003.
void RetrievalRules::closing(const Moment& last, const Open& open, bool missing) {
  const RetrievalFacts& facts = open.retrieval();
  if (missing && open.owed && open.state == State::kWaitAcknowledge && !facts.explained &&
      !last.client_speaks_for_many()) {
    last.client("CTR-RTV-003"_rule, "id ", Quoted{open.retrieval().reaction().retrieve_id});
  }
}

}  // namespace mm1::flow
