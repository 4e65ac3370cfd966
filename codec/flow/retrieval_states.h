// The state table of a retrieval (transactions.md §4.5), as data.
#pragma once

#include <cstdint>

#include "mm1/flow/tracker.h"

namespace mm1::flow {

enum class RetrievalState : std::uint8_t {
  kStart,
  kNotified,
  kFetching,          // a GET is open, nothing was deferred
  kFetched,           // the MM arrived, the m-notifyresp-ind is awaited
  kDeferred,          // the client answered Deferred
  kFetchingDeferred,  // a GET is open after Deferred
  kWaitAcknowledge,   // the MM arrived with a TID: m-acknowledge-ind is awaited
  kForwarding,        // deferred, and forwarded without retrieval
  kRejected,
  kClosed,
};

enum class RetrievalEvent : std::uint8_t {
  kNotification,
  kGet,
  kRetrieved,        // m-retrieve-conf with the MM, without TID
  kRetrievedWithId,  // the same with TID
  kRetrieveError,    // m-retrieve-conf with an error status
  kTransportError,   // the GET was answered without m-retrieve-conf
  kAnswerRetrieved,  // m-notifyresp-ind, by its status
  kAnswerDeferred,
  kAnswerRejected,  // also those that a relay takes as Rejected (ENC 1.3 §9.3)
  kAnswerUnrecognised,
  kAcknowledge,
  kForward,  // m-forward-req of this reference
};

/// Whether the event's verdict becomes the transaction's.
enum class Decides : std::uint8_t {
  kNo,
  kYes,
  kUnlessFailed,  // only where no attempt to fetch has failed: Deferred is then the mere
                  // consequence
};

/// One row: in `state`, `event` leads to `next`.
struct RetrievalRow {
  RetrievalState state;
  RetrievalEvent event;
  RetrievalState next;
  RetrievalMode mode;  // what the event shows of the mode; kNone leaves it
  Decides decides;
};

/// The row of an event in a state; nullptr: the event changes nothing.
[[nodiscard]] const RetrievalRow* retrieval_row(RetrievalState state, RetrievalEvent event);

/// Whether nothing more is needed from anyone, or nothing but a last acknowledgement.
[[nodiscard]] bool settled(RetrievalState state);

}  // namespace mm1::flow
