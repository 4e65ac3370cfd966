// What forwarding, the MMBox, delete and cancel share with sending: their requests' confirmations.
#include "scenario.h"

namespace mm1::scenarios {
namespace {

using S = Scenario;

constexpr std::uint8_t kTransient = 0xC0, kNotFound = 0xE4, kServiceDenied = 0xE1;

PduBuilder delete_req(PduType type, Version version = Version::k12) {
  return pdu(type, "D1", version).add(field::kContentLocation, kU1);
}
/// Says that one MM could not be deleted.
PduBuilder not_deleted(PduType type, const std::string& uri, Version version = Version::k12) {
  return pdu(type, "D1", version)
      .add(field::kContentLocation, mms::Counted(0, uri))
      .add(field::kResponseStatus, mms::Counted(0, std::uint64_t{kServiceDenied}));
}
/// A message that can be forwarded or stored.
void notified(S& s) {
  s.alice.pushed(notification("N1", kU1));
  s.alice.post(notify_resp("N1", "Deferred"));
}
PduBuilder cancel_req(const std::string& tid) {
  return pdu(PduType::kCancelReq, tid, Version::k13).add(field::kCancelId, "id1@x");
}
PduBuilder cancel_conf(const std::string& tid) {
  return pdu(PduType::kCancelConf, tid, Version::k13).add(field::kCancelStatus, std::uint8_t{0x80});
}

}  // namespace

const std::vector<Case>& pair_cases() {
  static const std::vector<Case> kCases = {
      {"CTR-FWD-001", "relay",
       [](S& s) {
         notified(s);
         s.alice.post(forward_req("F1"), forward_conf("F2"));
       },
       [](S& s) {
         notified(s);
         s.alice.post(forward_req("F1"), forward_conf("F1"));
       }},
      {"CTR-FWD-002", "relay",
       [](S& s) {
         notified(s);
         s.alice.exchange(S::post(forward_req("F1")), S::response(200));
       },
       [](S& s) {
         notified(s);
         s.alice.exchange(S::post(forward_req("F1")), S::response(503));
       }},
      {"CTR-FWD-004", "client",
       [](S& s) {
         notified(s);
         s.alice.post(forward_req("F1"), refused(PduType::kForwardConf, "F1", kNotFound));
         s.alice.post(forward_req("F1"), refused(PduType::kForwardConf, "F1", kNotFound));
       },
       [](S& s) {
         notified(s);
         s.alice.post(forward_req("F1"), refused(PduType::kForwardConf, "F1", kTransient));
         s.alice.post(forward_req("F1"), forward_conf("F1"));
       }},
      {"CTR-MDL-001",
       "relay",
       [](S& s) {
         notified(s);
         s.alice.post(delete_req(PduType::kDeleteReq, Version::k13),
                      not_deleted(PduType::kDeleteConf, kU2, Version::k13));
       },
       [](S& s) {
         notified(s);
         s.alice.post(delete_req(PduType::kDeleteReq, Version::k13),
                      not_deleted(PduType::kDeleteConf, kU1, Version::k13));
       },
       {"ENC-TYP-002 client", "ENC-TYP-002 relay"},
       {"ENC-TYP-002 client", "ENC-TYP-002 relay"}},
      {"CTR-CAN-001",
       "client",
       [](S& s) {
         s.alice.pushed(cancel_req("C1"));
         s.alice.post(cancel_conf("C2"));
       },
       [](S& s) {
         s.alice.pushed(cancel_req("C1"));
         s.alice.post(cancel_conf("C1"));
       },
       {"ENC-TYP-002 client", "ENC-TYP-002 relay"},
       {"ENC-TYP-002 client", "ENC-TYP-002 relay"}},
      {"CTR-CAN-001",
       "client",
       [](S& s) {
         s.alice.pushed(cancel_req("C1"));
         s.wait(minutes(6));
         s.goes_on(s.alice, Version::k13);
       },
       [](S& s) {
         s.alice.pushed(cancel_req("C1"));
         s.wait(minutes(2));
         s.goes_on(s.alice, Version::k13);
       },
       {"ENC-TYP-002 relay"},
       {"ENC-TYP-002 relay"}},
  };
  return kCases;
}

}  // namespace mm1::scenarios
