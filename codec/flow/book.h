// The book of open transactions: found by exchange or key, expired by capture time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "client_fit.h"
#include "clients.h"
#include "deadlines.h"
#include "digest_table.h"
#include "mm1/flow/tracker.h"
#include "open.h"
#include "packed_open.h"
#include "pdu_facts.h"
#include "shelf.h"
#include "verdict.h"

namespace mm1::flow {

/// What a key stands for.
enum class KeyKind : std::uint8_t {
  kRequest,      // TID and type of a request
  kRetrievalId,  // TID of a notification
  kUri,          // path of its reference
  kRetrieveId,   // TID of an m-retrieve-conf
  kFetchedBy,    // client that got an m-retrieve-conf
  kReport,       // Message-ID of a report
  kPushed,       // client and type of a request that was pushed
};

/// Hears of a transaction for the last time, before it is reported. Its outcome stands; `missing`
/// says that an awaited PDU should have been captured by now and was not.
class Closing {
 public:
  virtual ~Closing() = default;
  virtual void closing(const Open& open, bool missing) = 0;
};

class Book {
 public:
  Book(TrackerSink& sink, const TrackerOptions& options) : sink_(sink), options_(options) {}

  /// Who is told of transactions that close; must outlive the book's use.
  void tell(Closing& closing) { closing_ = &closing; }

  [[nodiscard]] const TrackerOptions& options() const { return options_; }
  [[nodiscard]] Clients& clients() { return clients_; }

  /// Capture time moves on (never back): what is overdue is judged and reported. References to
  /// transactions end here.
  void advance(std::int64_t time_ns);
  [[nodiscard]] std::int64_t now() const { return now_; }
  /// Until when something is remembered that may matter after its transaction is over.
  [[nodiscard]] std::int64_t remember_until() const {
    return saturated_add(now_, options_.notification_timeout_ns);
  }

  Open& begin(TransactionKind kind, const Context& context);
  /// Joins a PDU, and with it what it shows of client and relay.
  void join(Open& open, const PduFacts& pdu);
  /// The same for half of an exchange without PDU.
  void touch(Open& open, const Context& context);
  void decide(Open& open, Verdict verdict);

  /// Keys lead to transactions that may fit; the caller compares in full.
  void add_key(Open& open, KeyKind kind, std::string_view text, std::uint8_t type = 0);
  void remove_key(Open& open, KeyKind kind, std::string_view text, std::uint8_t type = 0);
  [[nodiscard]] std::vector<Open*> candidates(KeyKind kind, std::string_view text,
                                              std::uint8_t type = 0);
  /// Those of this client too, where so many transactions share the key that not all are found.
  [[nodiscard]] std::vector<Open*> candidates(const Context& context, KeyKind kind,
                                              std::string_view text, std::uint8_t type = 0);
  /// Whether any transaction of this kind is open at all.
  [[nodiscard]] bool has(TransactionKind kind) const {
    return open_by_kind_[static_cast<std::size_t>(kind)] != 0;
  }
  void add_exchange(Open& open, std::uint64_t exchange);
  [[nodiscard]] Open* by_exchange(std::uint64_t exchange);

  /// An answer is due by `due_ns`; after that its absence is judged.
  void await(Open& open, std::int64_t due_ns);
  /// Nothing is due any more; repeats are still taken for a while.
  void linger(Open& open);
  /// The outcome stands, but the client still owes a PDU, and its silence counts after a while.
  void await_last(Open& open);
  /// Whether packets that could belong to the transaction were lost since it began.
  [[nodiscard]] bool lost_since_start(const Open& open) const;

  /// Reports everything that is open, in order of id.
  void finish();

  [[nodiscard]] static std::int64_t saturated_add(std::int64_t time, std::int64_t delta);

 private:
  void set_deadline(Open& open, std::int64_t time_ns);
  void drop_stale_entries();
  void identify(Open& open, const Context& context);
  void rename_client(Open& open, std::string_view name);
  void displace(std::uint64_t key, std::uint64_t id);
  void insert_displaced(std::uint64_t key, std::uint64_t id);
  void drop_key(const Open& open, std::uint64_t key);
  void collect(std::uint64_t key, std::vector<Open*>& into);
  void expire(Open& open);
  void report(std::uint64_t id);
  [[nodiscard]] bool answer_is_missing(const Open& open) const;
  [[nodiscard]] bool can_still_be_judged(const Open& open) const;

  TrackerSink& sink_;
  const TrackerOptions options_;
  Closing* closing_ = nullptr;
  Clients clients_;
  Shelf<Open> open_;
  std::array<std::size_t, kTransactionKinds> open_by_kind_{};
  DigestIndex index_;          // key to id
  std::size_t displaced_ = 0;  // entries of it that lead by key and client
  DigestIndex by_exchange_;    // exchange to id
  Deadlines queue_;
  std::uint64_t next_id_ = 1;
  std::int64_t now_ = kNever;
};

}  // namespace mm1::flow
