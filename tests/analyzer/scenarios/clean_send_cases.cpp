// Sound sends: their confirmations, refusals and resends.
#include "clean.h"

namespace mm1::scenarios {
namespace {

using S = Scenario;

constexpr std::uint8_t kUnresolved = 0xE3, kUnsupportedMessage = 0x88, kTransient = 0xC0,
                       kHidingNotSupported = 0xEA;
constexpr const char* kStored = "http://mmsc.example.com/box/alice/1";

PduBuilder answered(const std::string& tid, std::uint8_t status) {
  return refused(PduType::kSendConf, tid, status);
}

}  // namespace

const std::vector<CleanCase>& clean_send_cases() {
  static const std::vector<CleanCase> kCases = {
      {"send accepted",
       [](S& s) { s.alice.post(send_req(text_mm("1"), "T1"), send_conf(text_mm("1"), "T1")); },
       {"Alice send completed Ok: m-send-req m-send-conf"},
       {"Alice: 1 first; Bob submitted"}},
      {"send of a slide with a picture in many segments",
       [](S& s) {
         const auto mm = samples::slide_message("mm1@x", kU1, "Hello", 50'000);
         s.alice.post(send_req(mm, "T1"), send_conf(mm, "T1"));
       },
       {"Alice send completed Ok: m-send-req m-send-conf"},
       {"Alice: 1 first; Bob submitted"}},
      {"send in version 1.0",
       [](S& s) { s.alice.post(send_req("T1", "Hi", Version::k10), send_conf("T1")); },
       {"Alice send completed Ok: m-send-req m-send-conf"},
       {"Alice: 1 first; Bob submitted"}},
      {"send in version 1.3 answered in 1.2",
       [](S& s) { s.alice.post(send_req("T1", "Hi", Version::k13), send_conf("T1")); },
       {"Alice send completed Ok: m-send-req m-send-conf"},
       {"Alice: 1 first; Bob submitted"}},
      {"send that cannot be resolved is refused for good",
       [](S& s) {
         s.alice.post(send_req("T1"), answered("T1", kUnresolved));
         s.wait(minutes(5));
         s.goes_on(s.alice);
       },
       {"Alice send error-permanent Error-permanent-sending-address-unresolved: m-send-req "
        "m-send-conf",
        "Alice send completed Ok: m-send-req m-send-conf"},
       {"Alice: 1 first; Bob refused", "Alice: 2 first; Bob submitted"}},
      {"send refused for now and given up",
       [](S& s) {
         s.alice.post(send_req("T1"), answered("T1", kTransient));
         s.wait(minutes(5));
         s.goes_on(s.bob);
       },
       {"Alice send error-transient Error-transient-failure: m-send-req m-send-conf",
        "Bob send completed Ok: m-send-req m-send-conf"},
       {"Alice: 1 first; Bob refused", "Bob: 2 first; Bob submitted"}},
      {"send refused for now and resent unaltered",
       [](S& s) {
         s.alice.post(send_req("T1"), answered("T1", kTransient));
         s.wait(seconds(30));
         s.alice.post(send_req("T1"), send_conf("T1"));
       },
       {"Alice send completed Ok: m-send-req m-send-conf m-send-req m-send-conf"},
       {"Alice: 1 first; Bob submitted"}},
      {"send that the server cannot take",
       [](S& s) { s.alice.exchange(S::post(send_req("T1")), S::response(503)); },
       {"Alice send transport-error HTTP 503: m-send-req"},
       {"Alice: 1 first; Bob submitted"}},
      {"send that the server takes at the second try",
       [](S& s) {
         s.alice.exchange(S::post(send_req("T1")), S::response(503));
         s.wait(seconds(30));
         s.alice.post(send_req("T1"), send_conf("T1"));
       },
       {"Alice send completed Ok: m-send-req m-send-req m-send-conf"},
       {"Alice: 1 first; Bob submitted"}},
      {"send resent after a reset",
       [](S& s) {
         s.alice.connection().from_client(S::post(send_req("T1")));
         s.alice.connection().reset_by_server();
         s.alice.connection_ended();
         s.wait(seconds(5));
         s.alice.post(send_req("T1"), send_conf("T1"));
       },
       {"Alice send completed Ok: m-send-req m-send-req m-send-conf"},
       {"Alice: 1 first; Bob submitted"}},
      {"send whose confirmation lies behind the end of the capture",
       [](S& s) { s.alice.connection().from_client(S::post(send_req("T1"))); },
       {"Alice send incomplete-capture: m-send-req"},
       {"Alice: 1 first; Bob submitted"}},
      {"send that is never confirmed",
       [](S& s) {
         test::TcpConnection lost(s.capture, {kAlice, 41001}, {samples::kMmsc, 80});
         lost.from_client(S::post(send_req("T1")));
         s.wait(minutes(2));
         s.goes_on(s.alice);
       },
       {"Alice send unanswered: m-send-req", "Alice send completed Ok: m-send-req m-send-conf"},
       {"Alice: 1 first; Bob submitted", "Alice: 2 first; Bob submitted"},
       {"CTR-SND-012 relay"}},
      {"two sends at once, answered in the other order",
       [](S& s) {
         const test::Endpoint relay{samples::kMmsc, 80};
         test::TcpConnection first(s.capture, {kAlice, 41001}, relay);
         test::TcpConnection second(s.capture, {kAlice, 41002}, relay);
         first.from_client(S::post(send_req("T1")));
         second.from_client(S::post(send_req("T2", "Ho")));
         second.from_server(S::response(send_conf("T2", "id2@x")));
         first.from_server(S::response(send_conf("T1", "id1@x")));
       },
       {"Alice send completed Ok: m-send-req m-send-conf",
        "Alice send completed Ok: m-send-req m-send-conf"},
       {"Alice: 1 first; Bob submitted", "Alice: 2 first; Bob submitted"}},
      {"two clients with the same TID",
       [](S& s) {
         s.alice.post(send_req("T1", "Hi"), send_conf("T1", "id1@x"));
         s.bob.post(send_req("T1", "Ho"), send_conf("T1", "id2@x"));
       },
       {"Alice send completed Ok: m-send-req m-send-conf",
        "Bob send completed Ok: m-send-req m-send-conf"},
       {"Alice: 1 first; Bob submitted", "Bob: 2 first; Bob submitted"}},
      {"TID used again on another day",
       [](S& s) {
         s.alice.post(send_req("T1", "Hi"), send_conf("T1", "id1@x"));
         s.wait(hours(24));
         s.alice.post(send_req("T1", "Ho"), send_conf("T1", "id2@x"));
       },
       {"Alice send completed Ok: m-send-req m-send-conf",
        "Alice send completed Ok: m-send-req m-send-conf"},
       {"Alice: 1 first; Bob submitted", "Alice: 2 first; Bob submitted"}},
      {"send that is stored",
       [](S& s) {
         s.alice.post(send_req("T1").add(field::kStore, "Yes").add(field::kMmState, "Sent"),
                      send_conf("T1")
                          .add(field::kStoreStatus, "Success")
                          .add(field::kContentLocation, kStored));
       },
       {"Alice send completed Ok: m-send-req m-send-conf"},
       {"Alice: 1 first; Bob submitted"}},
      {"send whose copy finds no room",
       [](S& s) {
         s.alice.post(send_req("T1").add(field::kStore, "Yes"),
                      send_conf("T1").add(field::kStoreStatus, "Error-permanent-mmbox-full"));
       },
       {"Alice send completed Ok: m-send-req m-send-conf"},
       {"Alice: 1 first; Bob submitted"}},
      {"send from a hidden sender",
       [](S& s) {
         s.alice.post(send_req("T1").add(field::kSenderVisibility, "Hide"), send_conf("T1"));
         s.bob.pushed(bare_notification("N1"));
         s.bob.get(kU1, bare_mm("id1@x", "N1"));
         s.bob.post(notify_resp("N1", "Retrieved"));
       },
       {"Alice send completed Ok: m-send-req m-send-conf",
        "Bob retrieval immediate completed Retrieved: m-notification-ind m-retrieve-conf "
        "m-notifyresp-ind"},
       {"Alice: 1 first, 2 message-id; Bob retrieved"}},
      {"hiding that the relay does not know",
       [](S& s) {
         s.alice.post(send_req("T1").add(field::kSenderVisibility, "Hide"),
                      answered("T1", kHidingNotSupported));
       },
       {"Alice send error-permanent Error-permanent-address-hiding-not-supported: m-send-req "
        "m-send-conf"},
       {"Alice: 1 first; Bob refused"}},
      {"request whose type the relay does not support",
       [](S& s) {
         s.alice.post(pdu(PduType::kMboxViewReq, "V1"),
                      refused(PduType::kSendConf, "V1", kUnsupportedMessage, Version::k10));
       },
       {"Alice mbox-view version-refused Error-unsupported-message: m-mbox-view-req m-send-conf"}},
      {"send of a message for several, delivered to each",
       [](S& s) {
         // Whose number is at which address does not show: so the journey lists both.
         samples::MultimediaMessage mm = text_mm("1");
         s.alice.post(send_req(mm, "T1").add(field::kCc, kCarolNumber), send_conf(mm, "T1"));
         s.bob.pushed(notification_ind(mm, "N1"));
         mm.uri = "http://mmsc.example.com/m2";
         s.carol.pushed(notification_ind(mm, "N2"));
         s.carol.get(mm.uri, retrieve_conf(mm, "N2").add(field::kCc, kCarolNumber));
         s.carol.post(notify_resp("N2", "Retrieved"));
         mm.uri = text_mm("1").uri;
         s.bob.get(mm.uri, retrieve_conf(mm, "N1").add(field::kCc, kCarolNumber));
         s.bob.post(notify_resp("N1", "Retrieved"));
       },
       {"Alice send completed Ok: m-send-req m-send-conf",
        "Bob retrieval immediate completed Retrieved: m-notification-ind m-retrieve-conf "
        "m-notifyresp-ind",
        "Carol retrieval immediate completed Retrieved: m-notification-ind m-retrieve-conf "
        "m-notifyresp-ind"},
       {"Alice: 1 first, 2 message-id, 3 message-id; Bob submitted, Carol submitted, Bob "
        "retrieved, Carol retrieved"}},
  };
  return kCases;
}

}  // namespace mm1::scenarios
