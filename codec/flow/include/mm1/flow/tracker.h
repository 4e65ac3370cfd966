// The tracker: decoded PDUs in, client transactions out (spec/transactions.md). Used by both faces.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mm1/flow/context.h"
#include "mm1/flow/journey.h"
#include "mm1/mms/view.h"
#include "mm1/rules/catalogue.h"

namespace mm1::flow {

enum class TransactionKind : std::uint8_t {
  kSend,
  kRetrieval,
  kDeliveryReport,
  kReadReport,
  kForward,
  kMboxStore,
  kMboxView,
  kMboxUpload,
  kMboxDelete,
  kDelete,
  kCancel,
};
inline constexpr std::size_t kTransactionKinds =
    static_cast<std::size_t>(TransactionKind::kCancel) + 1;
[[nodiscard]] std::string_view transaction_kind_name(TransactionKind kind);

enum class RetrievalMode : std::uint8_t { kNone, kImmediate, kDeferred, kDirect };
[[nodiscard]] std::string_view retrieval_mode_name(RetrievalMode mode);

enum class Outcome : std::uint8_t {
  kCompleted,
  kPartial,
  kRejected,
  kDeferred,
  kErrorTransient,
  kErrorPermanent,
  kTransportError,
  kVersionRefused,
  kUnanswered,
  kIncompleteCapture,
};
[[nodiscard]] std::string_view outcome_name(Outcome outcome);

/// One finished transaction.
struct Transaction {
  std::uint64_t id = 0;  // from 1 in the order of the transactions' first events
  TransactionKind kind = TransactionKind::kSend;
  RetrievalMode mode = RetrievalMode::kNone;
  Outcome outcome = Outcome::kIncompleteCapture;
  std::string client;
  std::string relay;
  std::string transaction_id;       // the TID that names it, of the request or notification
  std::vector<std::uint64_t> pdus;  // PDU ids in order of time
  std::int64_t start_ns = 0;        // first and last event, nanoseconds since 1970 UTC
  std::int64_t end_ns = 0;
  std::string status;  // name of the deciding status value, or "HTTP 404"; may be empty
  // Nanoseconds between two of its events; nothing where one of them was not seen.
  std::optional<std::int64_t> answer_ns;     // request (or GET) to the PDU that answers it
  std::optional<std::int64_t> retrieval_ns;  // first notification to the first m-retrieve-conf that
                                             // brings the message
};

/// A PDU as the tracker takes it. `view` is needed for the call only; the tracker copies what it
/// keeps.
struct PduEvent {
  Context context;
  std::uint64_t pdu = 0;  // its id, given by the caller, rising with time
  const mms::PduView* view = nullptr;
  bool complete = true;  // all octets were captured
  bool broken = false;   // has a length or termination fault: does not feed CTR rules
};

/// Half of an exchange that carried no MM1 PDU: a GET, or any answer.
struct ExchangeEvent {
  Context context;
  enum class Half : std::uint8_t { kRequest, kResponse } half = Half::kRequest;
  std::string_view method;        // of a request: "GET", "POST"
  int status = 0;                 // of a response: HTTP status, also for WSP (404)
  std::string_view content_type;  // of a response
  std::size_t body_length = 0;
  bool complete = true;  // all octets of the response were captured
};

/// Packets of this client were lost around this time: absence proves nothing there.
struct LossEvent {
  Context context;
};

/// A rule of scope T or L that fired.
struct FlowFinding {
  const rules::Rule* rule = nullptr;
  rules::Severity severity = rules::Severity::kNote;
  rules::Side side = rules::Side::kSender;
  std::uint64_t pdu = 0;  // 0: none
  std::uint64_t transaction = 0;
  std::uint32_t file = 0;   // place of what shows it, as in Context
  std::uint32_t frame = 0;  // 0: no place
  std::string detail;
};

/// Receives what the tracker finds. Called inside the tracker's own calls.
class TrackerSink {
 public:
  virtual ~TrackerSink() = default;
  virtual void on_transaction(const Transaction& transaction) = 0;
  virtual void on_finding(const FlowFinding& finding) = 0;
  /// A message journey of which nothing more was heard; its transactions may still be open.
  virtual void on_journey(const Journey& journey) { static_cast<void>(journey); }
};

struct TrackerOptions {
  std::int64_t answer_timeout_ns = 60'000'000'000;       // request without confirmation, IP bearers
  std::int64_t answer_timeout_sms_ns = 300'000'000'000;  // the same over SMS
  std::int64_t notification_timeout_ns = 86'400'000'000'000;  // without an Expiry of its own
  std::int64_t linger_ns = 300'000'000'000;  // how long a closed transaction takes repeats
};

/// Rebuilds transactions. Events come in order of time; memory grows with the transactions that are
/// open, not with the length of the capture. Deterministic: the same events give the same ids.
class Tracker {
 public:
  explicit Tracker(TrackerSink& sink, TrackerOptions options = {});
  ~Tracker();
  Tracker(const Tracker&) = delete;
  Tracker& operator=(const Tracker&) = delete;

  /// Returns the id of the transaction that the PDU joined, 0 when it belongs to none.
  std::uint64_t pdu(const PduEvent& event);
  /// Returns the id of the transaction that the exchange belongs to so far, 0 when it is none's.
  std::uint64_t exchange(const ExchangeEvent& event);
  void loss(const LossEvent& event);
  /// The capture ends: everything open is reported, as `kIncompleteCapture` where the end of the
  /// capture may hide the answer.
  void finish();

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace mm1::flow
