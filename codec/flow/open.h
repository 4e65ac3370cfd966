// An open transaction: what will be reported of it, what joins further PDUs to it, and what its
// rules look at.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "clients.h"
#include "mm1/flow/tracker.h"
#include "pairs.h"
#include "pdu_facts.h"
#include "retrieval_states.h"
#include "uri.h"

namespace mm1::flow {

/// What the rules look at of a request and its confirmation. 0 stands for an absent field.
struct RequestFacts {
  Seen request;
  Seen confirmation;
  std::uint64_t message = 0;  // PduFacts::message_print of the request
  std::uint8_t store = 0;
  std::uint8_t visibility = 0;
  std::uint8_t reply_charging = 0;
  bool reply = false;        // names a Reply-Charging-ID
  std::uint8_t lacking = 0;  // a mandatory field that is missing, To for all recipients
  bool unasked = false;      // the confirmation answers something that is no request of its kind
  std::vector<std::uint64_t> references;  // of a delete: digests of what it names
};

/// What a notification and the m-retrieve-conf both say of a message: digests, 0 when absent.
struct Description {
  std::uint64_t from = 0;
  std::uint64_t subject = 0;
  std::uint32_t message_class = 0;
  std::uint32_t priority = 0;
};

/// How a retrieval stood before the latest m-notifyresp-ind, for when the relay turns that away.
struct BeforeAnswer {
  std::uint64_t exchange = 0;  // of the answer, 0: none
  RetrievalState state = RetrievalState::kStart;
  RetrievalState after = RetrievalState::kStart;  // the answer
  RetrievalMode mode = RetrievalMode::kNone;
  bool decided = false;
};

/// What followed a notification.
struct Reaction {
  Seen answer;        // m-notifyresp-ind since the notification
  Seen retrieved;     // the latest m-retrieve-conf
  Seen claimed;       // m-notifyresp-ind Retrieved that no retrieval precedes
  Seen closed_early;  // m-notifyresp-ind Retrieved while the GET was not answered yet
  Seen acknowledgement;
  std::int64_t got_ns = kNever;    // latest GET
  std::int64_t asked_ns = kNever;  // latest GET from the transaction's relay
  std::uint64_t asked_in = 0;      // its exchange
  BeforeAnswer before_answer;
  std::string retrieve_id;          // TID of the latest m-retrieve-conf that has one
  std::vector<std::uint64_t> tids;  // digests of those of all m-retrieve-confs
};

/// What the rules look at of a retrieval. Most notifications wait for long, and nothing followed
/// them yet.
class RetrievalFacts {
 public:
  Seen notification;  // the latest
  Description announced;
  std::int64_t expires_ns = kForever;
  std::uint64_t announced_size = 0;  // octets, 0: none
  std::uint8_t answer_status = 0;    // X-Mms-Status of the m-notifyresp-ind
  std::uint8_t retrieve_status = 0;  // of the m-retrieve-conf; Ok when it has none
  bool encrypted = false;            // its reference is one of https: no capture shows the GET
  bool clean = false;                // the notification decodes without any fault
  bool reports_denied = false;       // the m-notifyresp-ind has Report-Allowed No
  bool begun = false;                // the notification came before all else of the transaction
  bool unasked = false;              // begun by an answer to a PDU that is no notification
  bool explained = false;            // a rule has already spoken of how it was closed

  [[nodiscard]] const Reaction& reaction() const {
    static const Reaction kNone;
    return reaction_ == nullptr ? kNone : *reaction_;
  }
  /// The same to be written.
  [[nodiscard]] Reaction& react() {
    if (reaction_ == nullptr) reaction_ = std::make_unique<Reaction>();
    return *reaction_;
  }

 private:
  template <typename Archive>
  friend void fields(Archive& archive, RetrievalFacts& facts);

  std::unique_ptr<Reaction> reaction_;
};

/// Repeats of one PDU in short order.
struct Burst {
  std::int64_t first_ns = 0;
  std::uint32_t print = 0;  // the lower half is enough to tell neighbours apart
  std::uint32_t repeats = 0;
};

struct Open {
  Transaction transaction;
  const PairRow* pair = nullptr;  // of a request and its confirmation
  RetrievalState state = RetrievalState::kStart;
  Bearer bearer = Bearer::kFile;  // where the answer is awaited
  bool decided = false;           // outcome and status stand; else they are open
  bool owed = false;              // decided, but a last PDU of the client is still due
  bool incomplete = false;        // a PDU of it has missing octets
  bool request_seen = false;
  bool answer_from_client = false;
  bool client_is_number = false;   // the client is known by the destination of a push only
  bool relay_is_pusher = false;    // the relay is what pushed, which need not be what answers
  NormalUri uri;                   // what is fetched
  std::string number;              // destination of the SMS or PAP push that notified
  std::uint64_t named_at = 0;      // digest of the address from which a header named the client
  std::vector<std::string> ids;    // TIDs of the notification after the first, the latest few
  std::uint64_t fingerprint = 0;   // of the octets that a repeat must equal
  std::size_t references = 0;      // Content-Locations of a delete request
  std::int64_t due_ns = kForever;  // by when the answer should have come
  std::int64_t deadline_ns = 0;    // when it is looked at next
  std::int64_t patience_ns = 0;    // how long it was looked at again after its deadline
  std::int64_t queued_ns = kNever;
  std::vector<std::uint64_t> keys;
  std::vector<std::uint64_t> exchanges;
  Client* activity = nullptr;
  std::array<Burst, 2> bursts;  // by direction
  std::variant<std::monostate, RequestFacts, RetrievalFacts> facts;

  /// Whether a notification of it had this TID.
  [[nodiscard]] bool has_id(std::string_view id) const {
    return transaction.transaction_id == id || std::ranges::count(ids, id) != 0;
  }

  /// Of a transaction with `pair`, and of one of kind `kRetrieval`.
  [[nodiscard]] RequestFacts& request() { return *std::get_if<RequestFacts>(&facts); }
  [[nodiscard]] const RequestFacts& request() const { return *std::get_if<RequestFacts>(&facts); }
  [[nodiscard]] RetrievalFacts& retrieval() { return *std::get_if<RetrievalFacts>(&facts); }
  [[nodiscard]] const RetrievalFacts& retrieval() const {
    return *std::get_if<RetrievalFacts>(&facts);
  }
};

}  // namespace mm1::flow
