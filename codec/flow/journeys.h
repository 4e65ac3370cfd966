// The book of journeys: links transactions about one multimedia message.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <queue>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ctr_journeys.h"
#include "leg_facts.h"
#include "mm1/flow/journey.h"
#include "mm1/flow/tracker.h"
#include "open.h"
#include "pdu_facts.h"
#include "peers.h"
#include "remembered.h"

namespace mm1::flow {

/// Memory grows with the messages on their way: a journey is reported when nothing was heard of it
/// for a time, or when there are too many.
class Journeys {
 public:
  Journeys(TrackerSink& sink, Peers& peers, const TrackerOptions& options)
      : sink_(sink), options_(options), rules_(sink, peers) {}

  /// Capture time moves on: journeys that are over are reported.
  void advance(std::int64_t now_ns);
  /// A PDU that joined a transaction.
  void arrived(const PduFacts& pdu, const Open& open);
  /// Packets were lost.
  void lost(std::int64_t time_ns) { rules_.lost(time_ns); }
  /// Reports all that is left, in order of id.
  void finish();

 private:
  enum class KeyKind : std::uint8_t { kPdu, kMessageId, kReference, kSubject };
  /// A journey, and what leads to it.
  struct Entry {
    Journey journey;
    std::vector<std::uint64_t> keys;
    std::uint64_t from = 0;  // address print of the originator, 0: not known
    std::uint64_t size = 0;  // of the content, octets
    bool submission_seen = false;
    std::int64_t keep_until_ns = 0;
    std::int64_t queued_ns = 0;
    MessageFacts facts;
  };

  void submission(const PduFacts& pdu, const Open& open);
  void confirmation(const PduFacts& pdu, const Open& open);
  void notification(const PduFacts& pdu, const Open& open);
  void answer(const PduFacts& pdu, const Open& open);
  void retrieved(const PduFacts& pdu, const Open& open);
  void report(const PduFacts& pdu, const Open& open);
  void named(const PduFacts& pdu, const Open& open);
  void stored(const PduFacts& pdu, const Open& open);

  Entry& begin(const PduFacts& pdu, const Open& open);
  [[nodiscard]] Entry* of(const Open& open);
  [[nodiscard]] Entry* find(KeyKind kind, std::uint64_t what);
  [[nodiscard]] Entry* weighed(const PduFacts& notification, const Open& open);
  [[nodiscard]] static bool fits(const Entry& entry, const PduFacts& notification,
                                 const Open& open);
  void add_key(Entry& entry, KeyKind kind, std::uint64_t what);
  void add_key(Entry& entry, std::uint64_t key);
  void drop_key(std::uint64_t key, std::uint64_t id);
  void add_message_id(Entry& entry, const PduFacts& pdu);
  void join(Entry& entry, const PduFacts& pdu, const Open& open, JourneyLink link);
  [[nodiscard]] static Journey::Member* weighed_member(Entry& entry, const Open& open);
  [[nodiscard]] static LegFacts leave(Entry& entry, const Open& open);
  [[nodiscard]] Entry* forwarded_by(const Entry& entry);
  [[nodiscard]] bool names_one_message(const PduFacts& pdu) const;
  void merge(Entry& from, Entry& into);
  void touch(Entry& entry, std::int64_t time_ns, std::int64_t until_ns);
  void close(std::uint64_t id);

  /// Returns the recipient, nullptr where there are too many.
  static Journey::Recipient* reached(Entry& entry, std::string_view address,
                                     std::string_view client, DeliveryState state);

  TrackerSink& sink_;
  const TrackerOptions options_;
  JourneyRules rules_;
  std::unordered_map<std::uint64_t, Entry> journeys_;
  std::unordered_map<std::uint64_t, std::uint64_t> by_transaction_;
  std::unordered_map<std::uint64_t, std::vector<std::uint64_t>> index_;  // key to ids, rising
  using Due = std::pair<std::int64_t, std::uint64_t>;                    // time, id
  std::priority_queue<Due, std::vector<Due>, std::greater<>> queue_;
  Remembered<std::uint8_t> keeps_ids_{std::size_t{1} << 10};  // relays that use one id on both legs
  std::uint64_t next_id_ = 1;
};

}  // namespace mm1::flow
