// CTR rules that need both legs of a message: what its sender asked for, and what became of it.
#include "scenario.h"

namespace mm1::scenarios {
namespace {

using S = Scenario;

constexpr const char* kDaveNumber = "+15551230004/TYPE=PLMN";
constexpr const char* kAccepted = "Accepted";
constexpr const char* kAcceptedTextOnly = "Accepted text only";

void sends(S& s, const PduBuilder& request) { s.alice.post(request, send_conf("T1", "id1@x")); }
/// Bob is notified, retrieves at once and says so.
void retrieves(S& s, const PduBuilder& announced, const PduBuilder& message) {
  s.bob.pushed(announced);
  s.bob.get(kU1, message);
  s.bob.post(notify_resp("N1", "Retrieved"));
}
void retrieves(S& s) { retrieves(s, notification("N1"), mm("id1@x", "N1")); }
/// Bob puts the message off, retrieves it later and acknowledges.
void retrieves_later(S& s, const PduBuilder& message, const char* report_allowed = "Yes") {
  s.bob.pushed(notification("N1"));
  s.bob.post(with(notify_resp("N1", "Deferred"), field::kReportAllowed, report_allowed));
  s.wait(minutes(5));
  s.bob.get(kU1, message);
  s.bob.post(with(acknowledge("R1"), field::kReportAllowed, report_allowed));
}
PduBuilder with_report() { return with(send_req("T1"), field::kDeliveryReport, "Yes"); }
PduBuilder of_class(const char* message_class) {
  return pdu(PduType::kNotificationInd, "N1")
      .add(field::kFrom, kAliceNumber)
      .add(field::kMessageClass, message_class)
      .add(field::kMessageSize, 120)
      .add(field::kExpiry, mms::Relative{86'400})
      .add(field::kContentLocation, kU1);
}

/// The day after, Alice is told of another message.
void goes_on_hearing(S& s) {
  s.wait(hours(25));
  s.alice.pushed(bare_notification("A1", kU2).add(field::kFrom, kDaveNumber));
  s.alice.post(notify_resp("A1", "Deferred"));
}

/// Bob forwards Alice's message to Carol, unread.
void forwards(S& s, const PduBuilder& request) {
  s.bob.pushed(notification("N1"));
  s.bob.post(notify_resp("N1", "Deferred"));
  s.bob.post(request, forward_conf("F1"));
}
/// What Carol gets of it.
PduBuilder announced_to_carol(const char* from) {
  return bare_notification("N2", kU2).add(field::kFrom, from);
}
PduBuilder brought_to_carol(const char* from) {
  const std::vector<wsp::Part> parts = {wsp::Part("text/plain", "A message of some length.")};
  return pdu(PduType::kRetrieveConf, "N2")
      .add(field::kDate, 1'700'000'000)
      .add(field::kMessageId, "fwd1@x")
      .add(field::kFrom, from)
      .add(field::kTo, kCarolNumber)
      .content("application/vnd.wap.multipart.mixed", parts);
}
void carol_gets(S& s, const PduBuilder& announced, const PduBuilder& message) {
  s.carol.pushed(announced);
  s.carol.get(kU2, message);
  s.carol.post(notify_resp("N2", "Retrieved"));
}
void carol_gets(S& s, const char* from) {
  carol_gets(s, announced_to_carol(from), brought_to_carol(from));
}
/// Bob's message was forwarded before; he reads it and forwards it in turn.
void forwards_again(S& s) {
  retrieves_later(s, mm("id1@x", "R1").add(field::kPreviouslySentBy, mms::Counted{0, kDaveNumber}));
  s.bob.post(forward_req("F1"), forward_conf("F1"));
}

/// Alice's message reaches Bob, who forwards it; her relay tells her so.
void reports_forward(S& s, const char* allowed) {
  sends(s, with_report());
  retrieves_later(s, mm("id1@x", "R1"));
  s.bob.post(with(forward_req("F1"), field::kReportAllowed, allowed), forward_conf("F1"));
  s.alice.pushed(delivery("id1@x", "Forwarded"));
}

}  // namespace

const std::vector<Case>& journey_cases() {
  static const std::vector<Case> kCases = {
      {"CTR-SND-014", "relay",
       [](S& s) {
         sends(s, with(send_req("T1"), field::kDeliveryTime, mms::Relative{3600}));
         s.wait(minutes(1));
         retrieves(s);
       },
       [](S& s) {
         sends(s, with(send_req("T1"), field::kDeliveryTime, mms::Relative{3600}));
         s.wait(minutes(61));
         retrieves(s);
       }},
      {"CTR-SND-015", "relay",
       [](S& s) {
         sends(s, with(send_req("T1"), field::kExpiry, mms::Relative{3600}));
         s.wait(hours(2));
         retrieves(s);
       },
       [](S& s) {
         sends(s, with(send_req("T1"), field::kExpiry, mms::Relative{3600}));
         s.wait(minutes(30));
         retrieves(s);
       }},
      {"CTR-NTF-012", "relay",
       [](S& s) {
         sends(s, with(send_req("T1"), field::kSenderVisibility, "Hide"));
         retrieves(s, bare_notification("N1"), mm("id1@x", "N1"));
       },
       [](S& s) {
         sends(s, with(send_req("T1"), field::kSenderVisibility, "Hide"));
         retrieves(s, bare_notification("N1"), bare_mm("id1@x", "N1"));
       }},
      {"CTR-NTF-013", "relay",
       [](S& s) {
         sends(s, with(send_req("T1"), field::kMessageClass, "Personal"));
         retrieves(s, of_class("Advertisement"), mm("id1@x", "N1"));
       },
       [](S& s) {
         sends(s, with(send_req("T1"), field::kPriority, "High"));
         retrieves(s, with(of_class("Personal"), field::kPriority, "High"), mm("id1@x", "N1"));
       }},
      {"CTR-NTF-015", "relay",
       [](S& s) {
         sends(s, send_req("T1"));
         retrieves(s, of_class("Informational"), mm("id1@x", "N1"));
       },
       [](S& s) {
         sends(s, send_req("T1"));
         retrieves(s, of_class("Personal"), mm("id1@x", "N1"));
       }},
      {"CTR-DLV-002", "relay",
       [](S& s) {
         sends(s, with_report());
         retrieves_later(s, mm("id1@x", "R1"), "No");
         s.alice.pushed(delivery("id1@x", "Retrieved"));
       },
       [](S& s) {
         sends(s, with_report());
         retrieves_later(s, mm("id1@x", "R1"), "Yes");
         s.alice.pushed(delivery("id1@x", "Retrieved"));
       }},
      {"CTR-DLV-003", "relay",
       [](S& s) {
         sends(s, with_report());
         retrieves(s);
         goes_on_hearing(s);
       },
       [](S& s) {
         sends(s, with_report());
         s.bob.pushed(notification("N1"));
         s.bob.get(kU1, mm("id1@x", "N1"));
         s.bob.post(with(notify_resp("N1", "Retrieved"), field::kReportAllowed, "No"));
         goes_on_hearing(s);
       }},
      {"CTR-DLV-008", "relay",
       [](S& s) {
         sends(s, with_report());
         s.bob.pushed(notification("N1"));
         s.alice.pushed(delivery("id1@x", "Retrieved"));
         s.bob.get(kU1, mm("id1@x", "N1"));
         s.bob.post(notify_resp("N1", "Retrieved"));
       },
       [](S& s) {
         sends(s, with_report());
         retrieves(s);
         s.alice.pushed(delivery("id1@x", "Retrieved"));
       }},
      {"CTR-DLV-008", "relay",
       [](S& s) {
         sends(s, with(with_report(), field::kExpiry, mms::Relative{3600}));
         s.wait(minutes(30));
         s.alice.pushed(delivery("id1@x", "Expired"));
       },
       [](S& s) {
         sends(s, with(with_report(), field::kExpiry, mms::Relative{3600}));
         s.wait(minutes(60));
         s.alice.pushed(delivery("id1@x", "Expired"));
       }},
      {"CTR-DLV-009", "relay", [](S& s) { reports_forward(s, "No"); },
       [](S& s) { reports_forward(s, "Yes"); }},
      {"CTR-FWD-005", "relay",
       [](S& s) {
         forwards(s, forward_req("F1"));
         carol_gets(s, offering(announced_to_carol(kBobNumber), kAccepted),
                    offering(brought_to_carol(kBobNumber), kAccepted));
       },
       [](S& s) {
         forwards(s, offering(pdu(PduType::kForwardReq, "F1", Version::k13)
                                  .add(field::kFrom, mms::InsertAddress{})
                                  .add(field::kTo, kCarolNumber)
                                  .add(field::kContentLocation, kU1),
                              "Requested"));
         carol_gets(s, offering(announced_to_carol(kBobNumber), kAccepted),
                    offering(brought_to_carol(kBobNumber), kAccepted));
       }},
      {"CTR-FWD-006", "relay",
       [](S& s) {
         forwards(s, forward_req("F1"));
         carol_gets(s, kAliceNumber);
       },
       [](S& s) {
         forwards(s, forward_req("F1"));
         carol_gets(s, announced_to_carol(kBobNumber),
                    brought_to_carol(kBobNumber)
                        .add(field::kPreviouslySentBy, mms::Counted{0, kAliceNumber}));
       }},
      {"CTR-FWD-007", "relay",
       [](S& s) {
         forwards_again(s);
         carol_gets(s, announced_to_carol(kBobNumber),
                    brought_to_carol(kBobNumber)
                        .add(field::kPreviouslySentBy, mms::Counted{0, kAliceNumber}));
       },
       [](S& s) {
         forwards_again(s);
         carol_gets(s, announced_to_carol(kBobNumber),
                    brought_to_carol(kBobNumber)
                        .add(field::kPreviouslySentBy, mms::Counted{0, kDaveNumber})
                        .add(field::kPreviouslySentBy, mms::Counted{1, kAliceNumber}));
       }},
      {"CTR-RCH-006", "relay",
       [](S& s) {
         retrieves(s, offering(notification("N1"), kAccepted),
                   offering(mm("id1@x", "N1"), kAcceptedTextOnly));
       },
       [](S& s) {
         retrieves(s, offering(notification("N1"), kAccepted),
                   offering(mm("id1@x", "N1"), kAccepted));
       }},
      {"CTR-RCH-007", "relay",
       [](S& s) {
         sends(s, offering(send_req("T1"), "Requested"));
         retrieves(s, offering(notification("N1"), kAcceptedTextOnly),
                   offering(mm("id1@x", "N1"), kAcceptedTextOnly));
       },
       [](S& s) {
         sends(s, offering(send_req("T1"), "Requested"));
         retrieves(s, offering(notification("N1"), kAccepted),
                   offering(mm("id1@x", "N1"), kAccepted));
       }},
  };
  return kCases;
}

}  // namespace mm1::scenarios
