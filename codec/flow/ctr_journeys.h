// CTR rules that need both legs of a message (scope L): its submission, and what reached the
// recipients and came back.
#pragma once

#include <cstdint>
#include <string_view>

#include "clients.h"
#include "leg_facts.h"
#include "moment.h"
#include "remembered.h"

namespace mm1::flow {

/// Asked by the journeys, after a PDU has joined one. What a leg has to do with the submission is
/// certain only when it was retrieved under the Message-ID that the submission got: nobody is
/// accused on the strength of a guess.
class JourneyRules {
 public:
  JourneyRules(TrackerSink& sink, Peers& peers) : sink_(sink), peers_(peers) {}

  /// A first m-send-req or m-forward-req, and what it forwards (nullptr: nothing known).
  void submitted(const PduFacts& pdu, const Open& open, MessageFacts& facts,
                 MessageFacts* forwards);
  /// Its answer. `forwards` as above.
  static void confirmed(const PduFacts& pdu, MessageFacts& facts, MessageFacts* forwards);
  static void notified(const PduFacts& pdu, const Open& open, MessageFacts& facts);
  static void answered(const PduFacts& pdu, const Open& open, MessageFacts& facts);
  /// `one_message`: no other message was confirmed with the Message-ID of this PDU.
  void retrieved(const PduFacts& pdu, const Open& open, MessageFacts& facts, bool one_message);
  /// Whether the report is about this submission.
  bool delivery_report(const PduFacts& pdu, const Open& open, MessageFacts& facts,
                       bool one_message);
  void closing(const MessageFacts& facts);

  /// Any PDU that a relay pushes.
  void pushed(const PduFacts& pdu, bool stray_report);
  void lost(std::int64_t time_ns) { lost_ns_ = time_ns; }

 private:
  /// What a client was pushed last.
  struct Pushed {
    std::int64_t last_ns = kNever;
    std::int64_t stray_report_ns = kNever;  // a report that is about no known message
  };

  [[nodiscard]] Moment at(const PduFacts& pdu, const Open& open) {
    return {sink_, peers_, pdu, &open};
  }
  void check_early_report(const Moment& now, const MessageFacts& facts, const LegFacts& leg) const;
  void check_missing_report(const SubmissionFacts& submission, const LegFacts& leg);

  TrackerSink& sink_;
  Peers& peers_;
  std::int64_t lost_ns_ = kNever;
  Remembered<Pushed> pushed_{std::size_t{1} << 16};  // by client
};

}  // namespace mm1::flow
