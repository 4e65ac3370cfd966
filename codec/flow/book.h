// The book of open transactions: found by exchange or key, expired by capture time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <queue>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "clients.h"
#include "mm1/flow/tracker.h"
#include "pairs.h"
#include "retrieval_states.h"
#include "uri.h"
#include "verdict.h"

namespace mm1::flow {

/// An open transaction: what will be reported, and what is needed to join further PDUs to it.
struct Open {
  Transaction transaction;
  const PairRow* pair = nullptr;  // of a request and its confirmation
  RetrievalState state = RetrievalState::kStart;
  Bearer bearer = Bearer::kFile;  // where the answer is awaited
  bool decided = false;           // outcome and status stand; else they are open
  bool incomplete = false;        // a PDU of it has missing octets
  bool request_seen = false;
  bool answer_from_client = false;
  bool client_is_number = false;   // the client is known by the destination of an SMS only
  bool relay_is_pusher = false;    // the relay is what pushed, which need not be what answers
  NormalUri uri;                   // what is fetched
  std::string number;              // destination of the SMS that carried the notification
  std::vector<std::string> ids;    // TIDs of the notification after the first, the latest few
  std::string retrieve_id;         // TID of the m-retrieve-conf
  std::uint64_t fingerprint = 0;   // of the octets that a repeat must equal
  std::size_t references = 0;      // Content-Locations of a delete request
  std::int64_t due_ns = kForever;  // by when the answer should have come
  std::int64_t deadline_ns = 0;    // when it is looked at next
  std::int64_t patience_ns = 0;    // how long it was looked at again after its deadline
  std::int64_t queued_ns = kNever;
  std::vector<std::uint64_t> keys;
  std::vector<std::uint64_t> exchanges;
  Client* activity = nullptr;
};

/// What a key stands for.
enum class KeyKind : std::uint8_t {
  kRequest,      // TID and type of a request
  kRetrievalId,  // TID of a notification
  kUri,          // path of its reference
  kRetrieveId,   // TID of an m-retrieve-conf
  kFetchedBy,    // client that got an m-retrieve-conf
  kReport,       // Message-ID of a report
};

/// How well a PDU's client fits a transaction's: numbers and IP addresses cannot be compared.
enum class Fit : std::uint8_t { kOther, kPossible, kSame };

/// 64-bit digest of a PDU's octets, to know a repeat by.
[[nodiscard]] std::uint64_t fingerprint(const mms::PduView& view);

class Book {
 public:
  Book(TrackerSink& sink, const TrackerOptions& options) : sink_(sink), options_(options) {}

  [[nodiscard]] const TrackerOptions& options() const { return options_; }
  [[nodiscard]] Clients& clients() { return clients_; }

  /// Capture time moves on (never back): what is overdue is judged and reported.
  void advance(std::int64_t time_ns);
  [[nodiscard]] std::int64_t now() const { return now_; }

  Open& begin(TransactionKind kind, const Context& context);
  /// Joins a PDU, and with it what it shows of client and relay.
  void join(Open& open, const PduEvent& event);
  /// The same for half of an exchange without PDU.
  void touch(Open& open, const Context& context);
  void decide(Open& open, Verdict verdict);

  /// Keys lead to transactions that may fit; the caller compares in full.
  void add_key(Open& open, KeyKind kind, std::string_view text, std::uint8_t type = 0);
  void remove_key(Open& open, KeyKind kind, std::string_view text, std::uint8_t type = 0);
  [[nodiscard]] std::vector<Open*> candidates(KeyKind kind, std::string_view text,
                                              std::uint8_t type = 0);
  void add_exchange(Open& open, std::uint64_t exchange);
  [[nodiscard]] Open* by_exchange(std::uint64_t exchange);

  /// An answer is due by `due_ns`; after that its absence is judged.
  void await(Open& open, std::int64_t due_ns);
  /// Nothing is due any more; repeats are still taken for a while.
  void linger(Open& open) { set_deadline(open, saturated_add(now_, options_.linger_ns)); }

  [[nodiscard]] Fit fit(const Open& open, const Context& context) const;

  /// Reports everything that is open, in order of id.
  void finish();

  [[nodiscard]] static std::int64_t saturated_add(std::int64_t time, std::int64_t delta);

 private:
  void set_deadline(Open& open, std::int64_t time_ns);
  void drop_stale_entries();
  void erase_from_index(std::uint64_t key, std::uint64_t id);
  void identify(Open& open, const Context& context);
  void rename_client(Open& open, std::string_view name);
  void expire(Open& open);
  void report(std::uint64_t id);
  [[nodiscard]] bool answer_is_missing(const Open& open) const;
  [[nodiscard]] bool can_still_be_judged(const Open& open) const;

  TrackerSink& sink_;
  const TrackerOptions options_;
  Clients clients_;
  std::unordered_map<std::uint64_t, Open> open_;
  std::unordered_multimap<std::uint64_t, std::uint64_t> index_;   // key to id
  std::unordered_map<std::uint64_t, std::uint64_t> by_exchange_;  // exchange to id
  using Due = std::pair<std::int64_t, std::uint64_t>;             // time, id
  std::priority_queue<Due, std::vector<Due>, std::greater<>> queue_;
  std::uint64_t next_id_ = options_.first_id;
  std::int64_t now_ = kNever;
};

}  // namespace mm1::flow
