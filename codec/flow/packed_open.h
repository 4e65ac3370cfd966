// How open transactions are packed. Each function takes its record apart, so that a member that is
// added and not named here does not compile.
#pragma once

#include <cstddef>
#include <cstdint>

#include "open.h"
#include "packed.h"
#include "pairs.h"

namespace mm1::flow {

template <typename Archive>
void fields(Archive& archive, Seen& seen) {
  auto& [pdu, print, time_ns, file, frame, version, sound] = seen;
  archive(pdu);
  if (pdu != 0) archive(print, time_ns, file, frame, version, sound);
}

template <typename Archive>
void fields(Archive& archive, Transaction& transaction) {
  auto& [id, kind, mode, outcome, client, relay, transaction_id, pdus, start_ns, end_ns, status,
         answer_ns, retrieval_ns] = transaction;
  archive(id, kind, mode, outcome, client, relay, transaction_id, pdus, start_ns, end_ns, status,
          answer_ns, retrieval_ns);
}

template <typename Archive>
void fields(Archive& archive, RequestFacts& facts) {
  auto& [request, confirmation, message, store, visibility, reply_charging, reply, lacking, unasked,
         references] = facts;
  archive(request, confirmation, message, store, visibility, reply_charging, reply, lacking,
          unasked, references);
}

template <typename Archive>
void fields(Archive& archive, Description& description) {
  auto& [from, subject, message_class, priority] = description;
  archive(from, subject, message_class, priority);
}

template <typename Archive>
void fields(Archive& archive, BeforeAnswer& before) {
  auto& [exchange, state, after, mode, decided] = before;
  archive(exchange);
  if (exchange != 0) archive(state, after, mode, decided);
}

template <typename Archive>
void fields(Archive& archive, Reaction& reaction) {
  auto& [answer, retrieved, claimed, closed_early, acknowledgement, got_ns, asked_ns, asked_in,
         before_answer, retrieve_id, tids] = reaction;
  archive(answer, retrieved, claimed, closed_early, acknowledgement, got_ns, asked_ns, asked_in,
          before_answer, retrieve_id, tids);
}

template <typename Archive>
void fields(Archive& archive, RetrievalFacts& facts) {
  auto& [notification, announced, expires_ns, announced_size, answer_status, retrieve_status,
         encrypted, clean, reports_denied, begun, unasked, explained, reaction] = facts;
  archive(notification, announced, expires_ns, announced_size, answer_status, retrieve_status,
          encrypted, clean, reports_denied, begun, unasked, explained, reaction);
}

template <typename Archive>
void fields(Archive& archive, NormalUri& uri) {
  auto& [text, host_length] = uri;
  archive(text, host_length);
}

template <typename Archive>
void fields(Archive& archive, Burst& burst) {
  auto& [first_ns, print, repeats] = burst;
  archive(first_ns, print, repeats);
}

/// Rows and clients stay where they are for longer than any transaction.
template <typename Archive, typename Pointee>
void pointer(Archive& archive, Pointee*& pointee) {
  auto address = reinterpret_cast<std::uintptr_t>(pointee);
  archive(address);
  pointee = reinterpret_cast<Pointee*>(address);
}

template <typename Archive>
void fields(Archive& archive, Open& open) {
  auto& [transaction, pair, state, bearer, decided, owed, incomplete, request_seen,
         answer_from_client, client_is_number, relay_is_pusher, uri, number, named_at, ids,
         fingerprint, references, due_ns, deadline_ns, patience_ns, queued_ns, keys, exchanges,
         activity, bursts, facts] = open;
  archive(transaction, state, bearer, decided, owed, incomplete, request_seen, answer_from_client,
          client_is_number, relay_is_pusher, uri, number, named_at, ids, fingerprint, references,
          due_ns, deadline_ns, patience_ns, queued_ns, keys, exchanges, bursts, facts);
  pointer(archive, pair);
  pointer(archive, activity);
}

}  // namespace mm1::flow
