// CTR-SND and CTR-ERR: requests and their confirmations.
#include "scenario.h"

namespace mm1::scenarios {
namespace {

using S = Scenario;

constexpr std::uint8_t kTransient = 0xC0, kCorrupt = 0xE2, kLimitations = 0xE6, kNotAccepted = 0xE7,
                       kHidingNotSupported = 0xEA;
constexpr const char* kAccepted = "Accepted";

PduBuilder send_refused(const std::string& tid, std::uint8_t status) {
  return refused(PduType::kSendConf, tid, status);
}
PduBuilder to_nobody(const std::string& tid) {
  return bare_send_req(tid).add(field::kFrom, mms::InsertAddress{}).content("text/plain", {'H'});
}

}  // namespace

const std::vector<Case>& send_cases() {
  static const std::vector<Case> kCases = {
      {"CTR-SND-001", "relay", [](S& s) { s.alice.post(send_req("T1"), send_conf("T2")); },
       [](S& s) {
         // Two sends at once, answered in the other order.
         const test::Endpoint relay{samples::kMmsc, 80};
         test::TcpConnection first(s.capture, {kAlice, 41001}, relay);
         test::TcpConnection second(s.capture, {kAlice, 41002}, relay);
         first.from_client(S::post(send_req("T1")));
         second.from_client(S::post(send_req("T2", "Ho")));
         second.from_server(S::response(send_conf("T2", "id2@x")));
         first.from_server(S::response(send_conf("T1", "id1@x")));
       }},
      {"CTR-SND-002", "relay",
       [](S& s) { s.alice.exchange(S::post(send_req("T1")), S::response(200)); },
       [](S& s) { s.alice.exchange(S::post(send_req("T1")), S::response(503)); }},
      {"CTR-SND-003", "relay",
       [](S& s) {
         s.alice.post(send_req("T1", "Hi"), send_conf("T1", "id1@x"));
         s.bob.post(send_req("T2", "Ho"), send_conf("T2", "id1@x"));
       },
       [](S& s) {
         s.alice.post(send_req("T1"), send_conf("T1", "id1@x"));
         s.alice.post(send_req("T1"), send_conf("T1", "id1@x"));
       }},
      {"CTR-SND-004", "client",
       [](S& s) {
         const test::Endpoint relay{samples::kMmsc, 80};
         test::TcpConnection first(s.capture, {kAlice, 41001}, relay);
         test::TcpConnection second(s.capture, {kAlice, 41002}, relay);
         first.from_client(S::post(send_req("T1", "Hi")));
         second.from_client(S::post(send_req("T1", "Bye")));
       },
       [](S& s) {
         const test::Endpoint relay{samples::kMmsc, 80};
         test::TcpConnection first(s.capture, {kAlice, 41001}, relay);
         test::TcpConnection second(s.capture, {kAlice, 41002}, relay);
         first.from_client(S::post(send_req("T1", "Hi")));
         second.from_client(S::post(send_req("T1", "Hi")));
       }},
      {"CTR-SND-005", "client",
       [](S& s) {
         s.alice.post(send_req("T1"), send_refused("T1", kTransient));
         s.alice.post(send_req("T2"), send_conf("T2"));
       },
       [](S& s) {
         s.alice.post(send_req("T1"), send_refused("T1", kTransient));
         s.alice.post(send_req("T1"), send_conf("T1"));
       }},
      {"CTR-SND-006", "client",
       [](S& s) {
         s.alice.post(send_req("T1"), send_refused("T1", kCorrupt));
         s.wait(hours(1));
         s.alice.post(send_req("T1"), send_refused("T1", kCorrupt));
       },
       [](S& s) {
         s.alice.post(send_req("T1"), send_refused("T1", kCorrupt));
         s.alice.post(send_req("T2", "Corrected"), send_conf("T2"));
       }},
      {"CTR-SND-007", "client",
       [](S& s) {
         s.alice.post(with(send_req("T1"), field::kSenderVisibility, "Hide"),
                      send_refused("T1", kHidingNotSupported));
         s.alice.post(with(send_req("T2"), field::kSenderVisibility, "Show"), send_conf("T2"));
       },
       [](S& s) {
         s.alice.post(with(send_req("T1"), field::kSenderVisibility, "Hide"),
                      send_refused("T1", kHidingNotSupported));
         s.goes_on(s.alice);
       }},
      {"CTR-SND-008",
       "relay",
       [](S& s) {
         s.alice.post(with(send_req("T1"), field::kReplyCharging, kAccepted), send_conf("T1"));
       },
       [](S& s) {
         s.alice.post(with(send_req("T1"), field::kReplyCharging, kAccepted),
                      send_refused("T1", kNotAccepted));
       },
       {"ENC-RC-001 client"},
       {"ENC-RC-001 client"}},
      {"CTR-SND-009", "relay",
       [](S& s) {
         s.alice.post(send_req("T1"), with(send_conf("T1"), field::kStoreStatus, "Success"));
       },
       [](S& s) {
         s.alice.post(with(send_req("T1"), field::kStore, "Yes"),
                      with(with(send_conf("T1"), field::kStoreStatus, "Success"),
                           field::kContentLocation, kU1));
       }},
      {"CTR-SND-010", "relay",
       [](S& s) { s.alice.post(with(send_req("T1"), field::kStore, "Yes"), send_conf("T1")); },
       [](S& s) { s.alice.post(with(send_req("T1"), field::kStore, "No"), send_conf("T1")); }},
      {"CTR-SND-011",
       "relay",
       [](S& s) { s.alice.post(to_nobody("T1"), send_conf("T1")); },
       [](S& s) { s.alice.post(to_nobody("T1"), send_refused("T1", kCorrupt)); },
       {"ENC-RCPT-001 client"},
       {"ENC-RCPT-001 client"}},
      {"CTR-SND-012", "relay",
       [](S& s) {
         test::TcpConnection lost(s.capture, {kAlice, 41001}, {samples::kMmsc, 80});
         lost.from_client(S::post(send_req("T1")));
         s.wait(minutes(2));
         s.goes_on(s.alice);
       },
       [](S& s) {
         s.goes_on(s.alice);
         test::TcpConnection lost(s.capture, {kAlice, 41001}, {samples::kMmsc, 80});
         lost.from_client(S::post(send_req("T1")));
         s.wait(seconds(1));
         s.goes_on(s.alice);
       }},
      {"CTR-SND-013", "network",
       [](S& s) {
         // The capture begins after the request.
         test::TcpConnection::Options midway;
         midway.handshake = false;
         test::TcpConnection known(s.capture, {kAlice, 41001}, {samples::kMmsc, 80}, midway);
         known.from_server(S::response(send_conf("T1")));
         s.goes_on(s.alice);
       },
       [](S& s) { s.alice.post(send_req("T1"), send_conf("T1")); }},
      {"CTR-ERR-001", "relay",
       [](S& s) { s.alice.post(send_req("T1"), send_refused("T1", kHidingNotSupported)); },
       [](S& s) {
         s.alice.post(with(send_req("T1"), field::kSenderVisibility, "Hide"),
                      send_refused("T1", kHidingNotSupported));
       }},
      {"CTR-ERR-002", "client",
       [](S& s) {
         for (int i = 0; i < 10; ++i) s.alice.post(send_req("T1"), send_conf("T1"));
       },
       [](S& s) {
         for (int i = 0; i < 3; ++i) {
           s.alice.post(send_req("T1"), send_conf("T1"));
           s.wait(seconds(30));
         }
       }},
  };
  return kCases;
}

}  // namespace mm1::scenarios
