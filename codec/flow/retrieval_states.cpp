#include "retrieval_states.h"

#include <array>

namespace mm1::flow {
namespace {

using S = RetrievalState;
using E = RetrievalEvent;
using M = RetrievalMode;
using D = Decides;

constexpr std::array kRows = {
    // A retrieval begins with a notification, or with what the capture shows first.
    RetrievalRow{S::kStart, E::kNotification, S::kNotified, M::kNone, D::kNo},
    RetrievalRow{S::kStart, E::kGet, S::kFetching, M::kDirect, D::kNo},
    RetrievalRow{S::kStart, E::kRetrieved, S::kFetched, M::kDirect, D::kYes},
    RetrievalRow{S::kStart, E::kRetrievedWithId, S::kFetched, M::kDirect, D::kYes},
    RetrievalRow{S::kStart, E::kRetrieveError, S::kClosed, M::kDirect, D::kYes},
    RetrievalRow{S::kStart, E::kAnswerRetrieved, S::kClosed, M::kImmediate, D::kYes},
    RetrievalRow{S::kStart, E::kAnswerDeferred, S::kDeferred, M::kDeferred, D::kYes},
    RetrievalRow{S::kStart, E::kAnswerRejected, S::kRejected, M::kNone, D::kYes},
    RetrievalRow{S::kStart, E::kAnswerUnrecognised, S::kClosed, M::kNone, D::kYes},
    RetrievalRow{S::kStart, E::kAcknowledge, S::kClosed, M::kDeferred, D::kYes},

    RetrievalRow{S::kNotified, E::kGet, S::kFetching, M::kImmediate, D::kNo},
    RetrievalRow{S::kNotified, E::kRetrieved, S::kFetched, M::kImmediate, D::kYes},
    RetrievalRow{S::kNotified, E::kRetrievedWithId, S::kFetched, M::kImmediate, D::kYes},
    RetrievalRow{S::kNotified, E::kRetrieveError, S::kNotified, M::kImmediate, D::kYes},
    RetrievalRow{S::kNotified, E::kAnswerRetrieved, S::kClosed, M::kImmediate, D::kYes},
    RetrievalRow{S::kNotified, E::kAnswerDeferred, S::kDeferred, M::kDeferred, D::kUnlessFailed},
    RetrievalRow{S::kNotified, E::kAnswerRejected, S::kRejected, M::kNone, D::kYes},
    RetrievalRow{S::kNotified, E::kAnswerUnrecognised, S::kClosed, M::kNone, D::kYes},
    RetrievalRow{S::kNotified, E::kAcknowledge, S::kClosed, M::kImmediate, D::kYes},

    RetrievalRow{S::kFetching, E::kRetrieved, S::kFetched, M::kNone, D::kYes},
    RetrievalRow{S::kFetching, E::kRetrievedWithId, S::kFetched, M::kNone, D::kYes},
    RetrievalRow{S::kFetching, E::kRetrieveError, S::kNotified, M::kNone, D::kYes},
    RetrievalRow{S::kFetching, E::kTransportError, S::kNotified, M::kNone, D::kYes},
    RetrievalRow{S::kFetching, E::kAnswerRetrieved, S::kClosed, M::kImmediate, D::kYes},
    RetrievalRow{S::kFetching, E::kAnswerDeferred, S::kDeferred, M::kDeferred, D::kUnlessFailed},
    RetrievalRow{S::kFetching, E::kAnswerRejected, S::kRejected, M::kNone, D::kYes},
    RetrievalRow{S::kFetching, E::kAnswerUnrecognised, S::kClosed, M::kNone, D::kYes},
    RetrievalRow{S::kFetching, E::kAcknowledge, S::kClosed, M::kNone, D::kYes},

    // A notification or an answer by TID tells that a retrieval taken for a direct one was none.
    RetrievalRow{S::kFetching, E::kNotification, S::kFetching, M::kImmediate, D::kNo},
    RetrievalRow{S::kFetched, E::kNotification, S::kFetched, M::kImmediate, D::kNo},
    RetrievalRow{S::kFetched, E::kAnswerRetrieved, S::kClosed, M::kImmediate, D::kYes},
    RetrievalRow{S::kFetched, E::kAnswerRejected, S::kRejected, M::kNone, D::kYes},
    RetrievalRow{S::kFetched, E::kAnswerUnrecognised, S::kClosed, M::kNone, D::kYes},
    RetrievalRow{S::kFetched, E::kAcknowledge, S::kClosed, M::kNone, D::kYes},

    RetrievalRow{S::kDeferred, E::kGet, S::kFetchingDeferred, M::kDeferred, D::kNo},
    RetrievalRow{S::kDeferred, E::kRetrieved, S::kClosed, M::kDeferred, D::kYes},
    RetrievalRow{S::kDeferred, E::kRetrievedWithId, S::kWaitAcknowledge, M::kDeferred, D::kYes},
    RetrievalRow{S::kDeferred, E::kRetrieveError, S::kDeferred, M::kDeferred, D::kYes},
    RetrievalRow{S::kDeferred, E::kAnswerRetrieved, S::kClosed, M::kDeferred, D::kYes},
    RetrievalRow{S::kDeferred, E::kAnswerRejected, S::kRejected, M::kNone, D::kYes},
    RetrievalRow{S::kDeferred, E::kAcknowledge, S::kClosed, M::kDeferred, D::kYes},
    RetrievalRow{S::kDeferred, E::kForward, S::kForwarding, M::kNone, D::kNo},

    RetrievalRow{S::kFetchingDeferred, E::kRetrieved, S::kClosed, M::kNone, D::kYes},
    RetrievalRow{S::kFetchingDeferred, E::kRetrievedWithId, S::kWaitAcknowledge, M::kNone, D::kYes},
    RetrievalRow{S::kFetchingDeferred, E::kRetrieveError, S::kDeferred, M::kNone, D::kYes},
    RetrievalRow{S::kFetchingDeferred, E::kTransportError, S::kDeferred, M::kNone, D::kYes},
    RetrievalRow{S::kFetchingDeferred, E::kAnswerRetrieved, S::kClosed, M::kNone, D::kYes},
    RetrievalRow{S::kFetchingDeferred, E::kAnswerRejected, S::kRejected, M::kNone, D::kYes},
    RetrievalRow{S::kFetchingDeferred, E::kAcknowledge, S::kClosed, M::kNone, D::kYes},

    RetrievalRow{S::kWaitAcknowledge, E::kAcknowledge, S::kClosed, M::kNone, D::kYes},
    RetrievalRow{S::kWaitAcknowledge, E::kAnswerRetrieved, S::kClosed, M::kNone, D::kYes},

    // Forwarded or rejected, and fetched all the same.
    RetrievalRow{S::kForwarding, E::kGet, S::kFetchingDeferred, M::kDeferred, D::kNo},
    RetrievalRow{S::kForwarding, E::kRetrieved, S::kClosed, M::kDeferred, D::kYes},
    RetrievalRow{S::kForwarding, E::kRetrievedWithId, S::kWaitAcknowledge, M::kDeferred, D::kYes},
    RetrievalRow{S::kRejected, E::kRetrieved, S::kClosed, M::kDeferred, D::kYes},
    RetrievalRow{S::kRejected, E::kRetrievedWithId, S::kWaitAcknowledge, M::kDeferred, D::kYes},
};

}  // namespace

const RetrievalRow* retrieval_row(RetrievalState state, RetrievalEvent event) {
  for (const RetrievalRow& row : kRows) {
    if (row.state == state && row.event == event) return &row;
  }
  return nullptr;
}

bool settled(RetrievalState state) {
  return state == S::kFetched || state == S::kWaitAcknowledge || state == S::kRejected ||
         state == S::kClosed;
}

}  // namespace mm1::flow
