// Journeys: what each PDU tells of its message links transactions about one multimedia message.
#pragma once

#include <cstddef>
#include <cstdint>

#include "ctr_journeys.h"
#include "journey_book.h"
#include "mm1/flow/tracker.h"
#include "open.h"
#include "pdu_facts.h"
#include "peers.h"
#include "remembered.h"

namespace mm1::flow {

class Journeys {
 public:
  Journeys(TrackerSink& sink, Peers& peers, const TrackerOptions& options)
      : options_(options), rules_(sink, peers), book_(sink, rules_, options) {}

  /// Capture time moves on: journeys that are over are reported.
  void advance(std::int64_t now_ns) { book_.advance(now_ns); }
  /// A PDU that joined a transaction.
  void arrived(const PduFacts& pdu, const Open& open);
  /// Packets were lost.
  void lost(std::int64_t time_ns) { rules_.lost(time_ns); }
  /// Reports all that is left, in order of id.
  void finish() { book_.finish(); }

 private:
  using Entry = JourneyEntry;
  using Key = JourneyKey;

  void submission(const PduFacts& pdu, const Open& open);
  void confirmation(const PduFacts& pdu, const Open& open);
  void notification(const PduFacts& pdu, const Open& open);
  void answer(const PduFacts& pdu, const Open& open);
  void retrieved(const PduFacts& pdu, const Open& open);
  void report(const PduFacts& pdu, const Open& open);
  void named(const PduFacts& pdu, const Open& open);
  void stored(const PduFacts& pdu, const Open& open);

  Entry& begin(const PduFacts& pdu, const Open& open);
  void join(Entry& entry, const PduFacts& pdu, const Open& open, JourneyLink link);
  [[nodiscard]] Entry* of(const Open& open) { return book_.of(open.transaction.id); }
  [[nodiscard]] Entry& retrieved_message(const PduFacts& pdu, const Open& open);
  [[nodiscard]] Entry* weighed(const PduFacts& notification, const Open& open);
  [[nodiscard]] bool names_one_message(const PduFacts& pdu) const;

  const TrackerOptions options_;
  JourneyRules rules_;
  JourneyBook book_;
  Remembered<std::uint8_t> keeps_ids_{std::size_t{1} << 10};  // relays that use one id on both legs
};

}  // namespace mm1::flow
