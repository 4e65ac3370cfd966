// The book of journeys: those of messages on their way, found by transaction or key, closed when
// nothing was heard of them for a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ctr_journeys.h"
#include "deadlines.h"
#include "digest_table.h"
#include "leg_facts.h"
#include "mm1/flow/journey.h"
#include "mm1/flow/tracker.h"
#include "packed_journeys.h"
#include "shelf.h"

namespace mm1::flow {

/// A journey, and what leads to it.
struct JourneyEntry {
  Journey journey;
  std::vector<std::uint64_t> keys;
  std::vector<std::uint64_t> forwards;  // journeys of messages that forward this one
  std::uint64_t from = 0;               // address print of the originator, 0: not known
  std::uint64_t size = 0;               // of the content, octets
  bool submission_seen = false;
  std::int64_t keep_until_ns = 0;
  std::int64_t queued_ns = 0;
  MessageFacts facts;

  /// The transaction as a member that was only weighed, nullptr when it is none.
  [[nodiscard]] Journey::Member* weighed_member(std::uint64_t transaction);
  /// A notification was weighed wrongly: its transaction is about another message.
  [[nodiscard]] LegFacts leave(const Transaction& transaction);
  /// Notes how far the message got with a recipient, who is known by address or by client.
  /// Returns the recipient, nullptr where there are too many.
  Journey::Recipient* reached(std::string_view address, std::string_view client,
                              DeliveryState state);
};

template <typename Archive>
void fields(Archive& archive, JourneyEntry& entry) {
  auto& [journey, keys, forwards, from, size, submission_seen, keep_until_ns, queued_ns, facts] =
      entry;
  archive(journey, keys, forwards, from, size, submission_seen, keep_until_ns, queued_ns, facts);
}

/// What a key of a journey stands for.
enum class JourneyKey : std::uint8_t { kPdu, kMessageId, kReference, kSubject };

/// Memory grows with the messages on their way: a journey is reported when nothing was heard of it
/// for a time, or when there are too many.
class JourneyBook {
 public:
  /// Messages that nothing tells apart, such as those without a subject: the latest are found.
  static constexpr std::size_t kMostCandidates = 32;

  JourneyBook(TrackerSink& sink, JourneyRules& rules, const TrackerOptions& options)
      : sink_(sink), rules_(rules), quiet_ns_(options.notification_timeout_ns) {}

  /// Capture time moves on: journeys that are over are reported. References to entries end here.
  void advance(std::int64_t now_ns);
  /// Reports all that is left, in order of id.
  void finish();

  JourneyEntry& begin(std::int64_t time_ns);
  /// The journey of a transaction, nullptr when it has none.
  [[nodiscard]] JourneyEntry* of(std::uint64_t transaction);
  /// The journey of the message that this one forwards, nullptr when it is not known.
  [[nodiscard]] JourneyEntry* forwarded_by(const JourneyEntry& entry);
  /// The latest journey with this key, nullptr when there is none.
  [[nodiscard]] JourneyEntry* find(JourneyKey kind, std::uint64_t what);
  /// All of them, nothing when they are too many.
  [[nodiscard]] std::vector<JourneyEntry*> candidates(JourneyKey kind, std::uint64_t what);
  [[nodiscard]] std::size_t count(JourneyKey kind, std::uint64_t what) const;

  void add_key(JourneyEntry& entry, JourneyKey kind, std::uint64_t what);
  void add_message_id(JourneyEntry& entry, std::string_view message_id);
  void join(JourneyEntry& entry, std::uint64_t transaction, std::int64_t time_ns, JourneyLink link);
  void forwards(JourneyEntry& entry, JourneyEntry& original);
  /// Both turn out to be of one message. `from` ends here.
  void merge(JourneyEntry& from, JourneyEntry& into);
  /// Something was heard at `time_ns`; the journey is kept until `until_ns` at least.
  void touch(JourneyEntry& entry, std::int64_t time_ns, std::int64_t until_ns = 0);

 private:
  void add_key(JourneyEntry& entry, std::uint64_t key);
  void set_journey(std::uint64_t transaction, std::uint64_t journey);
  void close(std::uint64_t id);

  TrackerSink& sink_;
  JourneyRules& rules_;
  const std::int64_t quiet_ns_;
  Shelf<JourneyEntry> journeys_;
  DigestIndex by_transaction_;
  DigestIndex index_;  // key to ids
  Deadlines queue_;
  std::uint64_t next_id_ = 1;
};

}  // namespace mm1::flow
