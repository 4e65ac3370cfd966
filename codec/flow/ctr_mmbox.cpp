#include "ctr_mmbox.h"

#include <algorithm>
#include <string>

#include "mm1/flow/digest.h"
#include "verdict.h"

namespace mm1::flow {
namespace {

namespace number = mms::number;
using mms::PduType;
using rules::Quoted;

namespace octet {
constexpr std::uint8_t kSuccess = 0x80, kPartialSuccess = 0xC4;
constexpr std::uint8_t kDraft = 0x80, kSent = 0x81, kNew = 0x82, kForwarded = 0x84;
constexpr std::uint8_t kAdd = 0x80;
}  // namespace octet

constexpr std::int64_t kHour = 3'600'000'000'000;
constexpr std::int64_t kKeep = 24 * kHour;

/// What becomes of a message without MM-State (ENC 1.3 T1, T7, T12, T17), by the request that
/// stores it.
struct DefaultState {
  PduType request;
  std::uint8_t state;
};
constexpr DefaultState kDefaultStates[] = {
    {PduType::kSendReq, octet::kSent},
    {PduType::kForwardReq, octet::kForwarded},
    {PduType::kMboxStoreReq, octet::kNew},
    {PduType::kMboxUploadReq, octet::kDraft},
};

/// Whether it is about the MMBox: a message that is only sent need not be remembered.
bool is_request(const PduFacts& pdu) {
  switch (pdu.row()->type) {
    case PduType::kSendReq:
      return pdu.has(number::kStore);
    case PduType::kForwardReq:
    case PduType::kMboxStoreReq:
    case PduType::kMboxViewReq:
    case PduType::kMboxUploadReq:
    case PduType::kMboxDeleteReq:
      return true;
    default:
      return false;
  }
}

std::string state_name(std::uint8_t state) { return status_name(number::kMmState, state); }

std::uint64_t client_key(const PduFacts& pdu, std::uint64_t what) {
  return combined(digest(pdu.context().client), what);
}
std::uint64_t id_key(const PduFacts& pdu, PduType request) {
  return client_key(pdu,
                    combined(static_cast<std::uint64_t>(request), digest(pdu.transaction_id())));
}
std::uint64_t deletion_key(const PduFacts& pdu, std::uint64_t reference) {
  return client_key(pdu, ~reference);
}

bool in_mailbox_only(const Reference& reference) {
  return !reference.from(ReferenceSource::kNotification);
}

}  // namespace

void MailboxRules::arrived(const Moment& now, const PduFacts& pdu, const Open& open) {
  const PduType type = pdu.row()->type;
  if (is_request(pdu)) {
    requested(now, pdu, open);
  } else if (pair_of_confirmation(type) != nullptr) {
    if (open.pair != nullptr && open.pair->confirmation == type) confirmed(now, pdu, open);
  } else if (type == PduType::kRetrieveConf) {
    retrieved(now, pdu);
  } else if (type == PduType::kNotificationInd) {
    // A reference that is announced anew lives again.
    Reference* known = references_.find(normalize_uri(pdu.text(number::kContentLocation)));
    if (known != nullptr) known->deleted_ns = kForever;
  }
}

void MailboxRules::requested(const Moment& now, const PduFacts& pdu, const Open& open) {
  const auto [entry, first] = requests_.try_emplace(open.transaction.id, pdu);
  if (!pdu.sound()) return;
  check_after_partial(now, pdu, entry->second);
  if (first) check_reference(now, pdu, entry->second);
}

/// CTR-MBX-014 and -017.
void MailboxRules::check_reference(const Moment& now, const PduFacts& pdu,
                                   const MailboxRequest& request) {
  const bool stores = pdu.is(PduType::kMboxStoreReq);
  const bool deletes = pdu.is(PduType::kMboxDeleteReq);
  const std::size_t count = pdu.view().count(number::kContentLocation);
  for (std::size_t nth = 0; (stores || deletes) && nth < count; ++nth) {
    const std::string_view uri = pdu.view().text(number::kContentLocation, nth);
    if (uri.empty() || !references_.complete()) continue;
    if (references_.find(normalize_uri(uri)) != nullptr) continue;
    now.client("CTR-MBX-014"_rule, Quoted{uri}, " was not seen before");
    return;
  }
  if (!pdu.is(PduType::kForwardReq)) return;
  Reference* forwarded = references_.find(normalize_uri(pdu.text(number::kContentLocation)));
  if (forwarded == nullptr) return;
  // The relay may make it Forwarded, or whatever the request says.
  forwarded->state = 0;
  if (request.store && in_mailbox_only(*forwarded)) {
    now.client("CTR-MBX-017"_rule, Quoted{pdu.text(number::kContentLocation)},
               " is an MMBox reference");
  }
}

/// CTR-MBX-012.
void MailboxRules::check_after_partial(const Moment& now, const PduFacts& pdu,
                                       const MailboxRequest& request) {
  const std::uint64_t id = id_key(pdu, request.type);
  const std::uint32_t* partial = partial_.find(id);
  const std::uint32_t* done = nullptr;
  if (request.type == PduType::kMboxDeleteReq) {
    for (const std::uint64_t reference : request.references) {
      if (partial == nullptr) partial = partial_.find(combined(id, reference));
      if (done == nullptr) done = succeeded_.find(deletion_key(pdu, reference));
    }
  }
  if (partial != nullptr) {
    now.client("CTR-MBX-012"_rule, "id ", Quoted{pdu.transaction_id()},
               " was answered with partial success in frame ", *partial);
  } else if (done != nullptr) {
    now.client("CTR-MBX-012"_rule, "names a message that frame ", *done, " confirmed as deleted");
  }
}

void MailboxRules::confirmed(const Moment& now, const PduFacts& pdu, const Open& open) {
  const auto found = requests_.find(open.transaction.id);
  if (found == requests_.end() || !found->second.sound || !pdu.sound()) return;
  const MailboxRequest& request = found->second;
  const std::uint8_t status = pdu.octet(open.pair->status);
  if (request.type == PduType::kMboxViewReq) {
    if (status == octet::kPartialSuccess) {
      partial_.put(id_key(pdu, request.type), pdu.context().frame, now.time_ns(),
                   now.time_ns() + kHour);
    }
    check_view_content(now, pdu, request);
    check_states(now, pdu, open, request);
  } else if (request.type == PduType::kMboxDeleteReq) {
    check_deleted(now, pdu, open, request);
  } else {
    check_stored(now, pdu, request);
  }
}

/// CTR-MBX-019, and what is stored from now on.
void MailboxRules::check_stored(const Moment& now, const PduFacts& pdu,
                                const MailboxRequest& request) {
  if (pdu.octet(number::kStoreStatus) != octet::kSuccess) return;
  const bool beside_a_message =
      request.type == PduType::kSendReq || request.type == PduType::kForwardReq;
  if (beside_a_message && !request.store) return;
  if (pdu.has(number::kContentLocation)) {
    note_stored(pdu, request);
  } else if (beside_a_message) {
    now.relay("CTR-MBX-019"_rule, "X-Mms-Store-Status Success");
  }
}

void MailboxRules::note_stored(const PduFacts& pdu, const MailboxRequest& request) {
  const NormalUri uri = normalize_uri(pdu.text(number::kContentLocation));
  if (uri.empty()) return;
  const std::int64_t now_ns = pdu.context().time_ns;
  // A request that names an MMBox reference changes what is stored already.
  const Reference* named =
      request.references.empty() ? nullptr : references_.find(request.references.front());
  const bool update =
      request.type == PduType::kMboxStoreReq && named != nullptr && in_mailbox_only(*named);
  const auto source = request.type == PduType::kMboxUploadReq ? ReferenceSource::kUpload
                                                              : ReferenceSource::kMailbox;
  Reference& stored = references_.add(uri, source, now_ns, kKeep);
  stored.deleted_ns = kForever;
  stored.stored_ns = now_ns;
  if (request.state != 0) {
    stored.state = request.state;
    stored.state_is_default = false;
  } else if (!update) {
    const auto* row = std::ranges::find(kDefaultStates, request.type, &DefaultState::request);
    stored.state = row->state;
    stored.state_is_default = true;
  }
  if (request.flags.empty() && update) return;
  stored.flag = 0;
  if (!request.flags.empty() && request.flags.back().token == octet::kAdd) {
    stored.flag = request.flags.back().keyword;
  }
}

/// CTR-MBX-010, and what is deleted from now on.
void MailboxRules::check_deleted(const Moment& now, const PduFacts& pdu, const Open& open,
                                 const MailboxRequest& request) {
  std::vector<std::uint64_t> failed;
  for (std::size_t nth = 0; nth < pdu.view().count(number::kContentLocation); ++nth) {
    const std::string_view uri = reference_named(pdu.view(), nth);
    if (uri.empty()) return;
    failed.push_back(reference_print(uri));
    if (request.more || std::ranges::count(request.references, failed.back()) != 0) continue;
    now.relay("CTR-MBX-010"_rule, Quoted{uri}, " is not in the request");
    return;
  }
  const Outcome outcome = open.transaction.outcome;
  const bool partial = outcome == Outcome::kPartial;
  if (outcome != Outcome::kCompleted && !partial) return;
  const std::int64_t now_ns = now.time_ns();
  const std::uint64_t id = id_key(pdu, request.type);
  for (const std::uint64_t print : request.references) {
    if (partial) {
      partial_.put(combined(id, print), pdu.context().frame, now_ns, now_ns + kHour);
    }
    if (std::ranges::count(failed, print) != 0) continue;
    if (partial) {
      succeeded_.put(deletion_key(pdu, print), pdu.context().frame, now_ns, now_ns + kHour);
    }
    if (Reference* deleted = references_.find(print)) deleted->deleted_ns = now_ns;
  }
}

/// CTR-MBX-011, -016 and -020: what a view shows of messages that earlier requests left behind.
void MailboxRules::check_states(const Moment& now, const PduFacts& pdu, const Open& open,
                                const MailboxRequest& request) {
  for (const std::size_t index : descriptors(pdu.view())) {
    const mms::PduView descriptor(pdu.view().tape(), index);
    const std::string_view uri = descriptor.text(number::kContentLocation);
    Reference* known = uri.empty() ? nullptr : references_.find(normalize_uri(uri));
    if (known == nullptr) continue;
    const std::int64_t asked_ns = open.request().request.time_ns;
    if (known->deleted_ns < asked_ns) {
      now.relay("CTR-MBX-011"_rule, Quoted{uri}, " was deleted");
      known->deleted_ns = kForever;
      continue;
    }
    if (!references_.state_stands(*known)) continue;
    const auto shown = static_cast<std::uint8_t>(descriptor.number(number::kMmState).value_or(0));
    const bool other_state = known->state != 0 && shown != 0 && shown != known->state;
    const auto flags = flags_of(descriptor);
    const bool flag_lost = known->flag != 0 && std::ranges::none_of(flags, [&](FlagPrint flag) {
                             return flag.keyword == known->flag;
                           });
    if (other_state && known->state_is_default) {
      now.relay("CTR-MBX-016"_rule, Quoted{uri}, " is shown as ", state_name(shown), ", not ",
                state_name(known->state));
    } else if (other_state) {
      now.relay("CTR-MBX-020"_rule, Quoted{uri}, " is shown as ", state_name(shown), ", stored as ",
                state_name(known->state));
    } else if (flag_lost) {
      now.relay("CTR-MBX-020"_rule, Quoted{uri}, " lacks the flag that was added to it");
    }
    // Each contradiction once, and reading a message changes its state.
    const bool read = request.asks_for(number::kContent);
    if (other_state || read) known->state = 0;
    if (flag_lost) known->flag = 0;
  }
}

/// Only a GET from after the deletion tells that the message is still there.
void MailboxRules::get(const ExchangeEvent& event) {
  const Reference* known = references_.find(normalize_uri(event.context.uri));
  const std::int64_t time_ns = event.context.time_ns;
  if (known == nullptr || event.context.exchange == 0 || known->deleted_ns >= time_ns) return;
  gets_.put(event.context.exchange, event.context.frame, time_ns, time_ns + kHour);
}

void MailboxRules::retrieved(const Moment& now, const PduFacts& pdu) {
  Reference* known = references_.find(normalize_uri(pdu.context().uri));
  const std::uint8_t status = pdu.octet(number::kRetrieveStatus);
  if (known == nullptr || (status != 0 && status != octet::kSuccess)) return;
  known->state = 0;  // it may be Retrieved from now on
  if (!pdu.sound() || gets_.find(pdu.context().exchange) == nullptr) return;
  gets_.erase(pdu.context().exchange);
  now.relay("CTR-MBX-011"_rule, Quoted{pdu.context().uri}, " was deleted");
}

}  // namespace mm1::flow
