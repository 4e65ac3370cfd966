// A dialogue of phones and a relay, written as a capture and run through the whole engine.
#pragma once

#include <chrono>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "captures/handset.h"
#include "mm1/mms/encode.h"
#include "support/capture_builder.h"

namespace mm1::scenarios {

namespace field = mms::number;
using mms::PduBuilder;
using mms::PduType;
using mms::Version;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

inline constexpr const char* kAlice = "192.0.2.10";
inline constexpr const char* kBob = "192.0.2.20";
inline constexpr const char* kCarol = "192.0.2.30";
inline constexpr const char* kAliceNumber = "+15551230001/TYPE=PLMN";
inline constexpr const char* kBobNumber = "+15551230002/TYPE=PLMN";
inline constexpr const char* kCarolNumber = "+15551230003/TYPE=PLMN";
inline constexpr const char* kU1 = "http://mmsc.example.com/m1";
inline constexpr const char* kU2 = "http://mmsc.example.com/m2";

/// What a run gave.
struct Results {
  std::vector<std::string> findings;  // "CTR-SND-001 relay", in order
  std::vector<std::string> texts;     // of the findings
  std::vector<std::string> faults;    // the texts of those that are errors or warnings
  /// In the order of their ids: "Alice send completed Ok: m-send-req m-send-conf".
  std::vector<std::string> transactions;
  /// Originator, transactions and how each was linked, recipients and what the message came to:
  /// "Alice: 1 first, 2 message-id; Bob retrieved".
  std::vector<std::string> journeys;
};

class Scenario {
 public:
  test::CaptureBuilder capture;
  samples::Handset alice{capture, kAlice};
  samples::Handset bob{capture, kBob};
  samples::Handset carol{capture, kCarol};

  void wait(std::chrono::nanoseconds time) { capture.wait(time); }
  /// An exchange of any messages of HTTP, each with the MMS type unless another is named.
  static test::Buffer post(const PduBuilder& pdu);
  static test::Buffer response(int status, std::string_view type = {}, std::string_view body = {});
  static test::Buffer response(const PduBuilder& pdu);
  /// A client's sound send of a message nobody else speaks of: the capture goes on.
  void goes_on(samples::Handset& phone, Version version = Version::k12);

  [[nodiscard]] Results run() const;

 private:
  unsigned sends_ = 0;
};

// Sound PDUs of version 1.2. A field that is to differ is added by the caller.
[[nodiscard]] PduBuilder send_req(const std::string& tid, const std::string& text = "Hi",
                                  Version version = Version::k12);
/// Without From and recipients, for requests that are to lack them.
[[nodiscard]] PduBuilder bare_send_req(const std::string& tid, Version version = Version::k12);
[[nodiscard]] PduBuilder send_conf(const std::string& tid, const std::string& message_id = "id1@x");
/// The PDU with one field more.
[[nodiscard]] PduBuilder with(PduBuilder pdu, std::uint8_t number, const mms::Value& value);
[[nodiscard]] PduBuilder refused(PduType type, const std::string& tid, std::uint8_t status,
                                 Version version = Version::k12);

/// Any PDU with its transaction id, unless that is empty, and nothing more.
[[nodiscard]] PduBuilder pdu(PduType type, const std::string& tid, Version version = Version::k12);
[[nodiscard]] PduBuilder refused_store(const std::string& tid, std::uint8_t status);
/// To Bob, from Alice unless `bare`.
[[nodiscard]] PduBuilder notification(const std::string& tid, const std::string& uri = kU1,
                                      std::uint64_t expiry_seconds = 86'400);
[[nodiscard]] PduBuilder bare_notification(const std::string& tid, const std::string& uri = kU1,
                                           std::uint64_t expiry_seconds = 86'400);
/// m-retrieve-conf of a message to Bob, from Alice unless `bare`; without TID when it is empty.
[[nodiscard]] PduBuilder mm(const std::string& id, const std::string& tid);
[[nodiscard]] PduBuilder bare_mm(const std::string& id, const std::string& tid);
/// The same out of an MMBox.
[[nodiscard]] PduBuilder stored_mm(const std::string& id);
/// A bare one where nothing depends on the message.
[[nodiscard]] PduBuilder retrieve_conf(const std::string& tid);
/// An m-retrieve-conf that says why there is no message.
[[nodiscard]] PduBuilder retrieve_failed(const std::string& tid, std::uint8_t status,
                                         Version version = Version::k12);
[[nodiscard]] PduBuilder notify_resp(const std::string& tid, const std::string& status);
[[nodiscard]] PduBuilder acknowledge(const std::string& tid);
/// To Carol.
[[nodiscard]] PduBuilder forward_req(const std::string& tid, const std::string& uri = kU1);
[[nodiscard]] PduBuilder forward_conf(const std::string& tid,
                                      const std::string& message_id = "fwd1@x");

/// The PDU with an offer to pay for replies, and its limits: an hour, 1000 octets.
[[nodiscard]] PduBuilder offering(PduBuilder pdu, const char* kind);
[[nodiscard]] PduBuilder delivery(const std::string& id, const std::string& status,
                                  const std::string& to = kBobNumber);

/// An m-mbox-store-req for what this reference names, and its answer with the stored message's.
[[nodiscard]] PduBuilder store_req(const std::string& tid, const std::string& uri);
[[nodiscard]] PduBuilder store_conf(const std::string& tid, const std::string& uri);

/// An exchange of Bob whose request, or both messages unless `answered`, are not in the capture, as
/// what follows shows.
void lose(Scenario& s, const test::Buffer& request, const test::Buffer& answer, bool answered);

/// One rule: a dialogue that breaks it, and one that nearly does.
struct Case {
  const char* rule;
  const char* side;
  void (*trip)(Scenario&);
  void (*near_miss)(Scenario&);
  std::vector<std::string> trip_too = {};       // what else the trip raises, by its nature
  std::vector<std::string> near_miss_too = {};  // and the near miss
};

/// Its rule, for the names of tests.
inline std::ostream& operator<<(std::ostream& out, const Case& one) { return out << one.rule; }

[[nodiscard]] const std::vector<Case>& send_cases();
[[nodiscard]] const std::vector<Case>& pair_cases();
[[nodiscard]] const std::vector<Case>& notification_cases();
[[nodiscard]] const std::vector<Case>& retrieval_cases();
[[nodiscard]] const std::vector<Case>& version_cases();
[[nodiscard]] const std::vector<Case>& mailbox_cases();
[[nodiscard]] const std::vector<Case>& report_cases();
[[nodiscard]] const std::vector<Case>& forward_cases();
[[nodiscard]] const std::vector<Case>& journey_cases();

}  // namespace mm1::scenarios
