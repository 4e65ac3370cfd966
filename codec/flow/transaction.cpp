// Names of what a transaction is and how it ended.
#include <array>
#include <cstddef>

#include "mm1/flow/tracker.h"

namespace mm1::flow {
namespace {

constexpr std::array<std::string_view, 11> kKindNames = {
    "send",      "retrieval",   "delivery-report", "read-report", "forward", "mbox-store",
    "mbox-view", "mbox-upload", "mbox-delete",     "delete",      "cancel",
};
static_assert(kKindNames.size() == kTransactionKinds);

constexpr std::array<std::string_view, 4> kModeNames = {"", "immediate", "deferred", "direct"};
static_assert(kModeNames.size() == static_cast<std::size_t>(RetrievalMode::kDirect) + 1);

constexpr std::array<std::string_view, 10> kOutcomeNames = {
    "completed",       "partial",         "rejected",        "deferred",   "error-transient",
    "error-permanent", "transport-error", "version-refused", "unanswered", "incomplete-capture",
};
static_assert(kOutcomeNames.size() == static_cast<std::size_t>(Outcome::kIncompleteCapture) + 1);

}  // namespace

std::string_view transaction_kind_name(TransactionKind kind) {
  return kKindNames[static_cast<std::size_t>(kind)];
}

std::string_view retrieval_mode_name(RetrievalMode mode) {
  return kModeNames[static_cast<std::size_t>(mode)];
}

std::string_view outcome_name(Outcome outcome) {
  return kOutcomeNames[static_cast<std::size_t>(outcome)];
}

}  // namespace mm1::flow
