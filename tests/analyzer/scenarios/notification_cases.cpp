// CTR-NTF: notifications and their answers.
#include "scenario.h"

namespace mm1::scenarios {
namespace {

using S = Scenario;

PduBuilder announced(const std::string& subject) {
  return with(notification("N1"), field::kSubject, subject);
}
PduBuilder without_reports(PduBuilder pdu) { return with(pdu, field::kReportAllowed, "No"); }

}  // namespace

const std::vector<Case>& notification_cases() {
  static const std::vector<Case> kCases = {
      {"CTR-NTF-001", "client",
       [](S& s) {
         s.bob.pushed(notification("N1", kU1, 1800));
         s.wait(hours(1));
         s.goes_on(s.bob);
       },
       [](S& s) {
         s.bob.pushed(notification("N1", kU1, 1800));
         s.wait(minutes(5));
         s.goes_on(s.bob);
       }},
      {"CTR-NTF-002", "network", [](S& s) { s.bob.post(notify_resp("X9", "Deferred")); },
       [](S& s) {
         s.bob.pushed(notification("X9"));
         s.bob.post(notify_resp("X9", "Deferred"));
       }},
      {"CTR-NTF-002", "client",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.post(notify_resp("X9", "Deferred"));
       },
       [](S& s) {
         // A push over SMS names a number, the answer an address.
         s.bob.pushed(notification("N1"));
         s.bob.post(notify_resp("N1", "Rejected"));
       }},
      {"CTR-NTF-003", "client",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.post(notify_resp("N1", "Retrieved"));
       },
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.get(kU1, retrieve_conf("N1"));
         s.bob.post(notify_resp("N1", "Retrieved"));
       }},
      {"CTR-NTF-004", "client",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.post(notify_resp("N1", "Deferred"));
         s.bob.get(kU1, retrieve_conf(""));
         s.bob.post(notify_resp("N1", "Retrieved"));
       },
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.post(notify_resp("N1", "Deferred"));
         s.bob.get(kU1, retrieve_conf("R1"));
         s.bob.post(acknowledge("R1"));
       }},
      {"CTR-NTF-005", "relay",
       [](S& s) {
         s.goes_on(s.bob);
         s.bob.pushed(announced("One"));
         s.bob.pushed(announced("Another"));
       },
       [](S& s) {
         s.goes_on(s.bob);
         s.bob.pushed(announced("One"));
         s.bob.pushed(announced("One"));
       }},
      {"CTR-NTF-006", "relay",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.post(notify_resp("N1", "Rejected"));
         s.bob.pushed(notification("N1"));
       },
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.post(notify_resp("N1", "Deferred"));
         s.bob.pushed(notification("N1"));
       }},
      {"CTR-NTF-006", "relay",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.post(notify_resp("N1", "Rejected"));
         s.wait(hours(2));
         s.bob.pushed(notification("N1"));
       },
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.post(notify_resp("N1", "Deferred"));
         s.wait(hours(2));
         s.bob.pushed(notification("N2"));
         s.bob.post(notify_resp("N2", "Rejected"));
       }},
      {"CTR-NTF-007", "relay",
       [](S& s) {
         s.goes_on(s.bob);
         s.bob.pushed(notification("N1", kU1));
         s.bob.pushed(notification("N1", kU2));
       },
       [](S& s) {
         s.goes_on(s.bob);
         s.bob.pushed(notification("N1", kU1));
         s.bob.post(notify_resp("N1", "Deferred"));
         s.bob.pushed(notification("N1", kU2));
       }},
      {"CTR-NTF-008", "client",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.get(kU1, retrieve_conf("N1"));
         s.bob.post(acknowledge("N1"));
       },
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.get(kU1, retrieve_conf("N1"));
         s.bob.post(notify_resp("N1", "Retrieved"));
       }},
      {"CTR-NTF-009", "client",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.post(notify_resp("N1", "Rejected"));
         s.wait(hours(1));
         s.bob.get(kU1, retrieve_conf(""));
       },
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.post(notify_resp("N1", "Deferred"));
         s.wait(hours(1));
         s.bob.get(kU1, retrieve_conf(""));
       }},
      {"CTR-NTF-010",
       "client",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.post(notify_resp("N1", "Unrecognised"));
       },
       [](S& s) {
         const auto version2 = static_cast<Version>(0x20);
         s.bob.pushed(PduBuilder(PduType::kNotificationInd, version2)
                          .add(field::kTransactionId, "N1")
                          .add(field::kMessageClass, "Personal")
                          .add(field::kMessageSize, 1024)
                          .add(field::kExpiry, mms::Relative{86400})
                          .add(field::kContentLocation, kU1));
         s.bob.post(
             pdu(PduType::kNotifyRespInd, "N1", Version::k10).add(field::kStatus, "Unrecognised"));
       },
       {},
       {"FLD-VER-002 relay"}},
      {"CTR-NTF-011", "client",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.get(kU1, retrieve_conf("N1"));
         s.wait(minutes(10));
         s.goes_on(s.bob);
       },
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.get(kU1, retrieve_conf("N1"));
         s.wait(minutes(2));
         s.goes_on(s.bob);
       }},
      {"CTR-NTF-014", "client",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.post(without_reports(notify_resp("N1", "Deferred")));
         s.bob.get(kU1, retrieve_conf("R1"));
         s.bob.post(acknowledge("R1"));
       },
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.post(without_reports(notify_resp("N1", "Deferred")));
         s.bob.get(kU1, retrieve_conf("R1"));
         s.bob.post(without_reports(acknowledge("R1")));
       }},
      {"CTR-NTF-016", "relay",
       [](S& s) {
         s.goes_on(s.bob);
         s.bob.pushed(notification("N1", kU1));
         s.bob.pushed(notification("N2", kU1));
       },
       [](S& s) {
         s.goes_on(s.bob);
         s.bob.pushed(notification("N1", kU1));
         s.bob.post(notify_resp("N1", "Deferred"));
         s.bob.pushed(notification("N2", kU1));
       }},
  };
  return kCases;
}

}  // namespace mm1::scenarios
