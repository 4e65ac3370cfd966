// How journeys are packed; see packed_open.h.
#pragma once

#include "leg_facts.h"
#include "mm1/flow/journey.h"
#include "packed_open.h"

namespace mm1::flow {

template <typename Archive>
void fields(Archive& archive, Journey::Recipient& recipient) {
  auto& [address, client, state, notified_ns, retrieved_ns, delivery_reported_ns,
         read_reported_ns] = recipient;
  archive(address, client, state, notified_ns, retrieved_ns, delivery_reported_ns,
          read_reported_ns);
}

template <typename Archive>
void fields(Archive& archive, Journey::Member& member) {
  auto& [transaction, link] = member;
  archive(transaction, link);
}

template <typename Archive>
void fields(Archive& archive, Journey& journey) {
  auto& [id, message_ids, originator, subject, relay, recipients, transactions, forward_of,
         left_out, start_ns, end_ns, submitted_ns, confirmed_ns, notified_ns, retrieved_ns,
         reported_ns] = journey;
  archive(id, message_ids, originator, subject, relay, recipients, transactions, forward_of,
          left_out, start_ns, end_ns, submitted_ns, confirmed_ns, notified_ns, retrieved_ns,
          reported_ns);
}

template <typename Archive>
void fields(Archive& archive, Told& told) {
  auto& [from, subject, reply_size, message_class, priority, reply_charging] = told;
  archive(from, subject, reply_size, message_class, priority, reply_charging);
}

template <typename Archive>
void fields(Archive& archive, SubmissionFacts& facts) {
  auto& [request, transaction, client, relay, says, visibility, delivery_report, forward, accepted,
         message_id, recipients, delivery_ns, expiry_ns, previous_sender, previous_number,
         was_offered] = facts;
  archive(request, transaction, client, relay, says, visibility, delivery_report, forward, accepted,
          message_id, recipients, delivery_ns, expiry_ns, previous_sender, previous_number,
          was_offered);
}

template <typename Archive>
void fields(Archive& archive, LegFacts& leg) {
  auto& [transaction, reference, recipient, notification, retrieved, answer, announced, next_number,
         certain, denied, taken, reported] = leg;
  archive(transaction, reference, recipient, notification, retrieved, answer, announced,
          next_number, certain, denied, taken, reported);
}

template <typename Archive>
void fields(Archive& archive, SilentForward& forward) {
  auto& [transaction, leg, time_ns, frame, accepted] = forward;
  archive(transaction, leg, time_ns, frame, accepted);
}

template <typename Archive>
void fields(Archive& archive, EarlyReport& early) {
  auto& [report, transaction, to] = early;
  archive(report);
  if (report) archive(transaction, to);
}

template <typename Archive>
void fields(Archive& archive, MessageFacts& facts) {
  auto& [submission, legs, silent_forwards, early, forwarded, report_unmatched] = facts;
  archive(submission, legs, silent_forwards, early, forwarded, report_unmatched);
}

}  // namespace mm1::flow
