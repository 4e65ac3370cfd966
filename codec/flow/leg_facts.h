// What a journey keeps of its message for the rules that need both legs: the submission, and the
// way to each recipient.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pdu_facts.h"

namespace mm1::flow {

/// What a PDU says of its message. 0 stands for what it does not say.
struct Told {
  std::uint64_t from = 0;     // address print
  std::uint64_t subject = 0;  // digest of its characters
  std::uint64_t reply_size = 0;
  std::uint8_t message_class = 0;
  std::uint8_t priority = 0;
  std::uint8_t reply_charging = 0;
};

/// An m-send-req or m-forward-req with its answer.
struct SubmissionFacts {
  Seen request;
  std::uint64_t transaction = 0;
  std::string client, relay;
  Told says;
  std::uint8_t visibility = 0;
  std::uint8_t delivery_report = 0;
  bool forward = false;
  bool accepted = false;
  std::uint64_t message_id = 0;  // digest of the id that was confirmed
  std::size_t recipients = 0;
  std::optional<std::int64_t> delivery_ns, expiry_ns;
  // Of the message that is forwarded, as the forwarder got it.
  std::uint64_t previous_sender = 0;             // address print
  std::optional<std::uint64_t> previous_number;  // that the previous sender is to get
  bool was_offered = false;                      // it was announced with an offer to pay replies
};

/// One retrieval: the way to one recipient.
struct LegFacts {
  std::uint64_t transaction = 0;
  std::uint64_t reference = 0;  // print of what is retrieved
  std::uint64_t recipient = 0;  // address print, 0: not known
  Seen notification;
  Seen retrieved;
  Seen answer;  // the last of m-notifyresp-ind and m-acknowledge-ind
  Told announced;
  std::uint64_t next_number = 0;  // after the highest in X-Mms-Previously-Sent-By
  bool certain = false;           // retrieved under the Message-ID that the submission got
  bool denied = false;            // the answer forbids delivery reports
  bool taken = false;             // the answer says that the message was retrieved
  bool reported = false;          // a delivery report came
};

/// A forward of the message that forbids reports.
struct SilentForward {
  std::uint64_t transaction = 0;
  std::uint64_t leg = 0;  // transaction of the forwarder's own leg
  std::int64_t time_ns = 0;
  std::uint32_t frame = 0;
  bool accepted = false;
};

/// A delivery report that says Retrieved before a retrieval was seen.
struct EarlyReport {
  Seen report;
  std::uint64_t transaction = 0;
  std::uint64_t to = 0;  // address print
};

struct MessageFacts {
  static constexpr std::size_t kMost = 32;  // legs and forwards

  std::unique_ptr<SubmissionFacts> submission;  // nullptr: none was seen
  std::vector<LegFacts> legs;
  std::vector<SilentForward> silent_forwards;
  EarlyReport early;
  bool forwarded = false;         // so that its id may be that of the forwarded message too
  bool report_unmatched = false;  // a delivery report is about nobody in particular

  [[nodiscard]] LegFacts* leg(std::uint64_t transaction) {
    const auto found = std::ranges::find(legs, transaction, &LegFacts::transaction);
    return found == legs.end() ? nullptr : &*found;
  }
  /// The same, made when there is none; nullptr when there are too many.
  [[nodiscard]] LegFacts* add_leg(std::uint64_t transaction) {
    if (LegFacts* known = leg(transaction)) return known;
    if (legs.size() == kMost) return nullptr;
    legs.emplace_back().transaction = transaction;
    return &legs.back();
  }
  void add(const LegFacts& leg) {
    if (legs.size() < kMost && this->leg(leg.transaction) == nullptr) legs.push_back(leg);
  }
  /// Takes out a leg that turns out to be of another message.
  [[nodiscard]] LegFacts remove(std::uint64_t transaction) {
    LegFacts removed;
    removed.transaction = transaction;
    if (const LegFacts* known = leg(transaction)) removed = *known;
    std::erase_if(legs, [&](const LegFacts& one) { return one.transaction == transaction; });
    return removed;
  }
  /// Takes over what was seen of the same message under another journey.
  void take(const MessageFacts& from) {
    for (const LegFacts& leg : from.legs) add(leg);
    for (const SilentForward& forward : from.silent_forwards) {
      if (silent_forwards.size() < kMost) silent_forwards.push_back(forward);
    }
    if (!early.report) early = from.early;
    forwarded = forwarded || from.forwarded;
    report_unmatched = report_unmatched || from.report_unmatched;
  }
};

}  // namespace mm1::flow
