// CTR-FWD and CTR-RCH: forwards without retrieval, and replies that somebody else pays for.
#include "scenario.h"

namespace mm1::scenarios {
namespace {

using S = Scenario;

constexpr std::uint8_t kTransient = 0xC0, kAddressUnresolved = 0xE3, kLimitations = 0xE6,
                       kNoForwarding = 0xE8;
constexpr const char* kMixed = "application/vnd.wap.multipart.mixed";
constexpr const char* kAccepted = "Accepted";
constexpr const char* kAcceptedTextOnly = "Accepted text only";

PduBuilder forward_refused(const std::string& tid, std::uint8_t status) {
  return refused(PduType::kForwardConf, tid, status);
}
/// Bob gets Alice's message, on which he may reply at her cost.
void is_offered(S& s, const char* kind = kAccepted) {
  s.bob.pushed(offering(notification("N1", kU1), kind));
  s.bob.get(kU1, offering(mm("id1@x", "N1"), kind));
  s.bob.post(notify_resp("N1", "Retrieved"));
}
PduBuilder reply_with(const std::vector<wsp::Part>& parts, const std::string& to_id = "id1@x") {
  return bare_send_req("R1")
      .add(field::kFrom, mms::InsertAddress{})
      .add(field::kTo, kAliceNumber)
      .add(field::kReplyChargingId, to_id)
      .content(kMixed, parts);
}
PduBuilder reply(std::size_t size = 10) {
  return reply_with({wsp::Part("text/plain", std::string(size, 'x'))});
}
void is_refused(S& s, const PduBuilder& reply) {
  s.bob.post(reply, refused(PduType::kSendConf, "R1", kLimitations));
}
void is_accepted(S& s, const PduBuilder& reply) { s.bob.post(reply, send_conf("R1", "reply1@x")); }

/// Bob forwards an offering message of Alice to Carol without having retrieved it.
void forwards_offer(S& s) {
  s.bob.pushed(offering(notification("N1", kU1), kAccepted));
  s.bob.post(notify_resp("N1", "Deferred"));
  s.bob.post(forward_req("F1", kU1), forward_conf("F1"));
}
PduBuilder forwarded() { return bare_notification("N2", kU2).add(field::kFrom, kBobNumber); }

}  // namespace

const std::vector<Case>& forward_cases() {
  static const std::vector<Case> kCases = {
      {"CTR-FWD-001", "relay",
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         s.bob.post(forward_req("F1", kU1), forward_conf("F2"));
       },
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         s.bob.post(forward_req("F1", kU1), forward_conf("F1"));
       }},
      {"CTR-FWD-002", "relay",
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         s.bob.exchange(S::post(forward_req("F1", kU1)), S::response(200));
       },
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         s.bob.exchange(S::post(forward_req("F1", kU1)), S::response(503));
       }},
      {"CTR-FWD-003", "client",
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         s.bob.post(forward_req("F1", "http://phone.example.com/own"), forward_refused("F1", 0xE4));
       },
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         s.bob.post(forward_req("F1", "http://mmsc.example.com:80/m1"), forward_conf("F1"));
       }},
      {"CTR-FWD-004", "client",
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         s.bob.post(forward_req("F1", kU1), forward_refused("F1", kAddressUnresolved));
         s.wait(minutes(10));
         s.bob.post(forward_req("F1", kU1), forward_refused("F1", kAddressUnresolved));
       },
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         s.bob.post(forward_req("F1", kU1), forward_refused("F1", kTransient));
         s.wait(minutes(10));
         s.bob.post(forward_req("F1", kU1), forward_refused("F1", kTransient));
       }},
      {"CTR-FWD-008", "relay",
       [](S& s) {
         forwards_offer(s);
         s.carol.pushed(offering(forwarded(), kAccepted));
       },
       [](S& s) {
         forwards_offer(s);
         s.carol.pushed(forwarded());
       }},
      {"CTR-ERR-001", "relay",
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         s.bob.post(forward_req("F1", kU1), forward_refused("F1", kNoForwarding));
       },
       [](S& s) {
         s.bob.pushed(offering(notification("N1", kU1), kAccepted));
         s.bob.post(forward_req("F1", kU1), forward_refused("F1", kNoForwarding));
       }},
      {"CTR-RCH-001", "client",
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         s.bob.get(kU1, mm("id1@x", "N1"));
         s.bob.post(notify_resp("N1", "Retrieved"));
         is_refused(s, reply());
       },
       [](S& s) {
         is_offered(s);
         is_accepted(s, reply());
       }},
      {"CTR-RCH-002", "client",
       [](S& s) {
         is_offered(s);
         s.wait(minutes(65));
         is_refused(s, reply());
       },
       [](S& s) {
         is_offered(s);
         s.wait(minutes(59));
         is_accepted(s, reply());
       }},
      {"CTR-RCH-003", "client",
       [](S& s) {
         is_offered(s);
         is_refused(s, reply(5000));
       },
       [](S& s) {
         is_offered(s);
         is_accepted(s, reply(900));
       }},
      {"CTR-RCH-004", "client",
       [](S& s) {
         is_offered(s, kAcceptedTextOnly);
         is_refused(s, reply_with({wsp::Part("image/jpeg", "\xFF\xD8\xFF")}));
       },
       [](S& s) {
         is_offered(s, kAcceptedTextOnly);
         is_accepted(s, reply_with({wsp::Part("text/plain", "Hi")}));
       }},
      {"CTR-RCH-005",
       "relay",
       [](S& s) {
         is_offered(s);
         s.wait(minutes(65));
         is_accepted(s, reply());
       },
       [](S& s) {
         is_offered(s);
         s.wait(minutes(65));
         is_refused(s, reply());
       },
       {"CTR-RCH-002 client"},
       {"CTR-RCH-002 client"}},
  };
  return kCases;
}

}  // namespace mm1::scenarios
