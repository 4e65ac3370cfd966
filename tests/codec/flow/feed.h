// Feeds a tracker with PDUs as bearers would deliver them, and collects what it reports.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mm1/flow/tracker.h"
#include "mm1/mms/encode.h"

namespace mm1::flow::test {

inline constexpr const char* kAlice = "10.0.0.1";
inline constexpr const char* kBob = "10.0.0.2";
inline constexpr const char* kCarol = "10.0.0.3";
inline constexpr const char* kBobNumber = "+15551230002";
inline constexpr const char* kRelay = "192.0.2.1";
inline constexpr const char* kSmsc = "192.0.2.9";

class Feed : public TrackerSink {
 public:
  Feed() : tracker_(*this) {}

  /// Capture time goes on; each event below takes a millisecond.
  void wait(std::int64_t seconds) { time_ns_ += seconds * 1'000'000'000; }

  /// A client's request with a PDU, and the answer to it. `exchange` 0: not known.
  std::uint64_t post(std::string_view client, std::uint64_t exchange, const mms::PduBuilder& pdu,
                     Bearer bearer = Bearer::kHttp);
  std::uint64_t answer(std::string_view client, std::uint64_t exchange, const mms::PduBuilder& pdu,
                       std::string_view uri = "", Bearer bearer = Bearer::kHttp);
  /// An answer without PDU.
  void status(std::string_view client, std::uint64_t exchange, int status,
              Bearer bearer = Bearer::kHttp);
  void get(std::string_view client, std::uint64_t exchange, std::string_view uri,
           Bearer bearer = Bearer::kHttp);
  /// A push to a client's IP address, or to a number in an SMS.
  std::uint64_t push(std::string_view client, const mms::PduBuilder& pdu);
  std::uint64_t push_sms(std::string_view number, const mms::PduBuilder& pdu);
  void lose(std::string_view client);

  /// Of the next PDU the capture has only so many octets.
  void cut_next(std::size_t octets) { cut_ = octets; }

  /// Ends the capture. One line a transaction in order of id:
  /// "retrieval immediate completed Retrieved N1 10.0.0.2: 1 2 3" (kind, mode, outcome, status,
  /// TID, client: PDUs); what is absent is "-".
  std::vector<std::string> finish();

  /// What was reported so far, in order of reporting.
  [[nodiscard]] const std::vector<Transaction>& reported() const { return reported_; }

  void on_transaction(const Transaction& transaction) override { reported_.push_back(transaction); }
  void on_finding(const FlowFinding&) override {}
  void on_journey(const Journey& journey) override { journeys_.push_back(journey); }

  /// One line a journey that was reported:
  /// "m1 sender > recipient client state; … | t1 first t2 weighed | id1@x", absent names as "-".
  [[nodiscard]] std::vector<std::string> journeys() const;
  [[nodiscard]] const std::vector<Journey>& kept_journeys() const { return journeys_; }

 private:
  Context context(std::string_view client, Direction direction, Bearer bearer,
                  std::uint64_t exchange, std::string_view uri);
  std::uint64_t pdu(const Context& context, const mms::PduBuilder& pdu);

  std::vector<Transaction> reported_;
  std::vector<Journey> journeys_;
  std::map<std::uint64_t, std::vector<std::uint64_t>> joined_;  // PDUs by transaction
  Tracker tracker_;
  std::int64_t time_ns_ = 1'100'000'000'000'000'000;
  std::uint64_t pdus_ = 0;
  std::size_t cut_ = 0;
};

mms::PduBuilder send_req(std::string_view id, std::string_view text = "Hi");
mms::PduBuilder send_conf(std::string_view id, std::string_view status = "Ok");
mms::PduBuilder notification(std::string_view id, std::string_view uri,
                             std::uint64_t expiry_seconds = 86400);
mms::PduBuilder notify_resp(std::string_view id, std::string_view status);
/// Without a status an empty `status`, without TID an empty `id`.
mms::PduBuilder retrieve_conf(std::string_view id, std::string_view status = "");
mms::PduBuilder acknowledge(std::string_view id);
mms::PduBuilder forward_req(std::string_view id, std::string_view uri);
mms::PduBuilder forward_conf(std::string_view id, std::string_view status = "Ok");
/// A PDU of the given type with nothing but TID and version.
mms::PduBuilder bare(mms::PduType type, std::string_view id);

}  // namespace mm1::flow::test
