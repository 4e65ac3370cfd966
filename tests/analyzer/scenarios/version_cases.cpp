// CTR-VER and CTR-DIR: versions, unknown types, and PDUs that travel the wrong way.
#include "scenario.h"

namespace mm1::scenarios {
namespace {

using S = Scenario;

constexpr std::uint8_t kUnsupportedMessage = 0x88, kFailure = 0xE0;
constexpr auto kVersion2 = static_cast<Version>(0x20);
constexpr auto kUnassigned = static_cast<PduType>(0x98);

PduBuilder unsupported(Version version) {
  return refused(PduType::kSendConf, "T1", kUnsupportedMessage, version);
}
PduBuilder stranger() {
  return PduBuilder(kUnassigned, Version::k12).add(field::kTransactionId, "T1");
}

PduBuilder notification_of(Version version) {
  return pdu(PduType::kNotificationInd, "N1", version)
      .add(field::kMessageClass, "Personal")
      .add(field::kMessageSize, 1024)
      .add(field::kExpiry, mms::Relative{86400})
      .add(field::kContentLocation, kU1);
}
PduBuilder read_report(PduType type) {
  return PduBuilder(type, Version::k12)
      .add(field::kMessageId, "id1@x")
      .add(field::kTo, "+15551230001/TYPE=PLMN");
}
PduBuilder read_orig() {
  return read_report(PduType::kReadOrigInd)
      .add(field::kFrom, "+15551230002/TYPE=PLMN")
      .add(field::kDate, 1'767'607'200)
      .add(field::kReadStatus, "Read");
}
PduBuilder read_rec() {
  return read_report(PduType::kReadRecInd)
      .add(field::kFrom, mms::InsertAddress{})
      .add(field::kReadStatus, "Read");
}

}  // namespace

const std::vector<Case>& version_cases() {
  static const std::vector<Case> kCases = {
      {"CTR-VER-001",
       "relay",
       [](S& s) { s.alice.post(send_req("T1", "Hi", kVersion2), unsupported(Version::k12)); },
       [](S& s) { s.alice.post(send_req("T1", "Hi", kVersion2), unsupported(Version::k10)); },
       {"FLD-VER-002 client"},
       {"FLD-VER-002 client"}},
      {"CTR-VER-002",
       "relay",
       [](S& s) { s.alice.post(stranger(), refused(PduType::kSendConf, "T1", kFailure)); },
       [](S& s) { s.alice.post(stranger(), unsupported(Version::k12)); },
       {"ENC-TYP-001 client"},
       {"ENC-TYP-001 client"}},
      {"CTR-VER-003", "relay",
       [](S& s) { s.alice.post(send_req("T1"), unsupported(Version::k12)); },
       [](S& s) {
         s.alice.post(
             PduBuilder(PduType::kMboxViewReq, Version::k12).add(field::kTransactionId, "T1"),
             unsupported(Version::k11));
       }},
      {"CTR-VER-001",
       "relay",
       [](S& s) { s.alice.exchange(S::post(send_req("T1", "Hi", kVersion2)), S::response(200)); },
       [](S& s) { s.alice.exchange(S::post(send_req("T1", "Hi", kVersion2)), S::response(503)); },
       {"FLD-VER-002 client"},
       {"FLD-VER-002 client"}},
      {"CTR-VER-001",
       "client",
       [](S& s) {
         s.bob.pushed(notification_of(kVersion2));
         s.bob.post(notify_resp("N1", "Deferred"));
       },
       [](S& s) {
         s.bob.pushed(notification_of(kVersion2));
         s.bob.post(
             pdu(PduType::kNotifyRespInd, "N1", Version::k10).add(field::kStatus, "Unrecognised"));
       },
       {"FLD-VER-002 relay"},
       {"FLD-VER-002 relay"}},
      {"CTR-VER-002",
       "client",
       [](S& s) {
         s.bob.pushed(stranger());
         s.bob.post(notify_resp("T1", "Deferred"));
       },
       [](S& s) {
         s.bob.pushed(stranger());
         s.bob.post(notify_resp("T1", "Unrecognised"));
       },
       {"ENC-TYP-001 relay"},
       {"ENC-TYP-001 relay"}},
      {"CTR-VER-004",
       "relay",
       [](S& s) {
         s.alice.post(send_req("T1"), pdu(PduType::kSendConf, "T1", kVersion2)
                                          .add(field::kResponseStatus, "Ok")
                                          .add(field::kMessageId, "id1@x"));
       },
       [](S& s) { s.alice.post(send_req("T1", "Hi", Version::k13), send_conf("T1")); },
       {"FLD-VER-002 relay"}},
      {"CTR-VER-005", "relay",
       [](S& s) {
         s.alice.post(send_req("T1", "Hi", Version::k10), send_conf("T1"));
         s.alice.pushed(read_orig());
       },
       [](S& s) {
         s.alice.post(send_req("T1"), send_conf("T1"));
         s.alice.pushed(read_orig());
       }},
      {"CTR-DIR-001", "client", [](S& s) { s.alice.post(notification("N1")); },
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.post(notify_resp("N1", "Deferred"));
       }},
      {"CTR-DIR-002",
       "relay",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.post(forward_req("F1"), send_conf("F1"));
       },
       [](S& s) { s.alice.post(stranger(), unsupported(Version::k12)); },
       {},
       {"ENC-TYP-001 client"}},
      {"CTR-RRP-008", "relay", [](S& s) { s.alice.pushed(read_rec()); },
       [](S& s) {
         s.alice.post(send_req("T1"), send_conf("T1"));
         s.alice.pushed(read_orig());
       }},
  };
  return kCases;
}

}  // namespace mm1::scenarios
