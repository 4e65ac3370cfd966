// CTR-DLV and CTR-RRP: delivery and read reports, and ids that name an earlier message.
#include "scenario.h"

namespace mm1::scenarios {
namespace {

using S = Scenario;

constexpr const char* kMixed = "application/vnd.wap.multipart.mixed";

PduBuilder read_report(PduType type, const std::string& id, const std::string& status,
                       const std::string& to) {
  return PduBuilder(type, Version::k12)
      .add(field::kMessageId, id)
      .add(field::kTo, to)
      .add(field::kFrom, kBobNumber)
      .add(field::kDate, 1'700'000'100)
      .add(field::kReadStatus, status);
}
PduBuilder read_rec(const std::string& id, const std::string& status = "Read",
                    const std::string& to = kAliceNumber) {
  return read_report(PduType::kReadRecInd, id, status, to);
}
PduBuilder read_orig(const std::string& id) {
  return read_report(PduType::kReadOrigInd, id, "Read", kAliceNumber);
}
PduBuilder wanted(PduBuilder mm) { return mm.add(field::kReadReport, "Yes"); }

/// Bob is notified, retrieves at once and says so.
void retrieves(S& s, const PduBuilder& retrieve_conf) {
  s.bob.pushed(notification("N1", kU1));
  s.bob.get(kU1, retrieve_conf);
  s.bob.post(notify_resp("N1", "Retrieved"));
}
PduBuilder notification_of_class(const std::string& tid, const char* message_class) {
  return pdu(PduType::kNotificationInd, tid)
      .add(field::kFrom, kAliceNumber)
      .add(field::kMessageClass, message_class)
      .add(field::kMessageSize, 120)
      .add(field::kExpiry, mms::Relative{86'400})
      .add(field::kContentLocation, kU1);
}
void sends(S& s, const PduBuilder& request) { s.alice.post(request, send_conf("T1", "id1@x")); }

/// A read report in the form of a message.
PduBuilder report_message(const std::string& quoted, const char* message_class,
                          const char* subject = "Read: Hello") {
  const std::vector<wsp::Part> parts = {
      wsp::Part("text/plain", "Your message " + quoted + " was read.")};
  PduBuilder report = bare_send_req("R1")
                          .add(field::kFrom, mms::InsertAddress{})
                          .add(field::kTo, kAliceNumber)
                          .add(field::kSubject, subject)
                          .add(field::kDeliveryReport, "No")
                          .add(field::kReadReport, "No");
  if (message_class != nullptr) report.add(field::kMessageClass, message_class);
  return report.content(kMixed, parts);
}
void posts_report(S& s, const PduBuilder& report) {
  s.bob.post(report, send_conf("R1", "report1@x"));
}
PduBuilder cancel(const std::string& id) {
  return pdu(PduType::kCancelReq, "C1", Version::k13).add(field::kCancelId, id);
}
PduBuilder cancelled() {
  return pdu(PduType::kCancelConf, "C1", Version::k13).add(field::kCancelStatus, 0x80);
}

}  // namespace

const std::vector<Case>& report_cases() {
  static const std::vector<Case> kCases = {
      {"CTR-DLV-001", "relay",
       [](S& s) {
         sends(s, send_req("T1").add(field::kDeliveryReport, "No"));
         s.alice.pushed(delivery("id1@x", "Retrieved"));
       },
       [](S& s) {
         sends(s, send_req("T1", "Hi", Version::k10));
         s.alice.pushed(delivery("id1@x", "Retrieved"));
       }},
      {"CTR-DLV-004", "network",
       [](S& s) {
         sends(s, send_req("T1").add(field::kDeliveryReport, "Yes"));
         s.alice.pushed(delivery("id9@x", "Retrieved"));
       },
       [](S& s) {
         sends(s, send_req("T1").add(field::kDeliveryReport, "Yes"));
         s.alice.pushed(delivery("id1@x", "Retrieved"));
       }},
      {"CTR-DLV-005", "relay",
       [](S& s) {
         sends(s, send_req("T1").add(field::kDeliveryReport, "Yes"));
         s.alice.pushed(delivery("id1@x", "Retrieved", kCarolNumber));
       },
       [](S& s) {
         sends(s, send_req("T1").add(field::kDeliveryReport, "Yes"));
         s.alice.pushed(delivery("id1@x", "Retrieved", "1-555-123.0002/TYPE=PLMN"));
       }},
      {"CTR-DLV-006", "relay",
       [](S& s) {
         sends(s, send_req("T1").add(field::kDeliveryReport, "Yes"));
         s.alice.pushed(delivery("id1@x", "Retrieved"));
         s.alice.pushed(delivery("id1@x", "Expired"));
       },
       [](S& s) {
         sends(s, send_req("T1").add(field::kDeliveryReport, "Yes"));
         s.alice.pushed(delivery("id1@x", "Deferred"));
         s.alice.pushed(delivery("id1@x", "Retrieved"));
         s.alice.pushed(delivery("id1@x", "Retrieved"));
       }},
      {"CTR-DLV-007", "client",
       [](S& s) {
         sends(s, send_req("T1").add(field::kDeliveryReport, "Yes"));
         s.alice.pushed(delivery("id1@x", "Retrieved"));
         s.alice.post(notify_resp("id1@x", "Retrieved"));
       },
       [](S& s) {
         sends(s, send_req("T1").add(field::kDeliveryReport, "Yes"));
         s.alice.pushed(delivery("id1@x", "Retrieved"));
         s.goes_on(s.alice);
       }},
      {"CTR-RRP-001", "client",
       [](S& s) {
         retrieves(s, mm("id1@x", "N1").add(field::kReadReport, "No"));
         s.bob.post(read_rec("id1@x"));
       },
       [](S& s) {
         retrieves(s, wanted(mm("id1@x", "N1")));
         s.bob.post(read_rec("id1@x"));
       }},
      {"CTR-RRP-001", "client",
       [](S& s) {
         retrieves(s, mm("id1@x", "N1"));
         posts_report(s, report_message("id1@x", "Auto"));
       },
       [](S& s) {
         retrieves(s, wanted(mm("id1@x", "N1")));
         posts_report(s, report_message("id1@x", "Auto"));
       }},
      {"CTR-RRP-002", "client",
       [](S& s) {
         retrieves(s, wanted(mm("id1@x", "N1")));
         s.bob.post(read_rec("id9@x"));
       },
       [](S& s) {
         // Read, and reported, before the capture began as well.
         retrieves(s, wanted(mm("id1@x", "N1")));
         s.bob.post(read_rec("id1@x"));
         s.bob.post(read_rec("id9@x"));
       }},
      {"CTR-RRP-003", "client",
       [](S& s) {
         retrieves(s, wanted(mm("id1@x", "N1")));
         s.bob.post(read_rec("id1@x", "Read", kBobNumber));
       },
       [](S& s) {
         retrieves(s, wanted(mm("id1@x", "N1")));
         s.bob.post(read_rec("id1@x", "Read", "15551230001/TYPE=PLMN"));
       }},
      {"CTR-RRP-004", "client",
       [](S& s) {
         s.bob.pushed(notification_of_class("N1", "Auto"));
         s.bob.get(kU1, wanted(mm("id1@x", "N1").add(field::kMessageClass, "Auto")));
         s.bob.post(notify_resp("N1", "Retrieved"));
         s.bob.post(read_rec("id1@x"));
       },
       [](S& s) {
         retrieves(s, wanted(mm("id1@x", "N1").add(field::kMessageClass, "Personal")));
         s.bob.post(read_rec("id1@x"));
       }},
      {"CTR-RRP-005", "client",
       [](S& s) {
         s.bob.post(read_rec("id1@x"));
         retrieves(s, wanted(mm("id1@x", "N1")));
       },
       [](S& s) {
         retrieves(s, wanted(mm("id1@x", "N1")));
         s.bob.post(read_rec("id1@x"));
       }},
      {"CTR-RRP-006", "client",
       [](S& s) {
         retrieves(s, wanted(mm("id1@x", "N1")));
         s.bob.post(read_rec("id1@x", "Read"));
         s.bob.post(read_rec("id1@x", "Deleted without being read"));
       },
       [](S& s) {
         retrieves(s, wanted(mm("id1@x", "N1")));
         s.bob.post(read_rec("id1@x"));
         s.bob.post(read_rec("id1@x"));
       }},
      {"CTR-RRP-007", "network",
       [](S& s) {
         sends(s, send_req("T1").add(field::kReadReport, "Yes"));
         s.alice.pushed(read_orig("id9@x"));
       },
       [](S& s) {
         sends(s, send_req("T1").add(field::kReadReport, "Yes"));
         s.alice.pushed(read_orig("id1@x"));
       }},
      {"CTR-RRP-008", "relay",
       [](S& s) {
         sends(s, send_req("T1").add(field::kReadReport, "Yes"));
         s.alice.pushed(read_rec("id1@x"));
       },
       [](S& s) {
         sends(s, send_req("T1").add(field::kReadReport, "Yes"));
         s.alice.pushed(read_orig("id1@x"));
       }},
      {"CTR-RRP-009", "client",
       [](S& s) {
         retrieves(s, wanted(mm("id1@x", "N1")));
         posts_report(s, report_message("id1@x", "Personal"));
       },
       [](S& s) {
         retrieves(s, wanted(mm("id1@x", "N1")));
         posts_report(s, report_message("id1@x", "Auto"));
       }},
      {"CTR-RRP-009", "client",
       [](S& s) {
         retrieves(s, wanted(mm("id1@x", "N1")));
         posts_report(s, report_message("id1@x", nullptr, "READ: Hello"));
       },
       [](S& s) {
         // A user may well write such a subject.
         retrieves(s, wanted(mm("id1@x", "N1")));
         posts_report(s, report_message("of yesterday", nullptr, "Read: the news"));
       }},
      {"CTR-CAN-002",
       "relay",
       [](S& s) {
         retrieves(s, mm("id1@x", "N1"));
         s.bob.pushed(cancel("id9@x"));
         s.bob.post(cancelled());
       },
       [](S& s) {
         retrieves(s, mm("id1@x", "N1"));
         s.bob.pushed(cancel("id1@x"));
         s.bob.post(cancelled());
       },
       {"CTR-VER-005 relay", "ENC-TYP-002 client", "ENC-TYP-002 relay"},
       {"CTR-VER-005 relay", "ENC-TYP-002 client", "ENC-TYP-002 relay"}},
  };
  return kCases;
}

}  // namespace mm1::scenarios
