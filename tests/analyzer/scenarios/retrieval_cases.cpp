// CTR-RTV: retrievals and their acknowledgement.
#include "scenario.h"

namespace mm1::scenarios {
namespace {

using S = Scenario;

constexpr std::uint8_t kTransient = 0xC0, kNotFound = 0xE2;

void deferred(S& s) {
  s.bob.pushed(notification("N1"));
  s.bob.post(notify_resp("N1", "Deferred"));
}
PduBuilder sized(std::uint64_t octets) {
  return pdu(PduType::kNotificationInd, "N1")
      .add(field::kMessageClass, "Personal")
      .add(field::kMessageSize, octets)
      .add(field::kExpiry, mms::Relative{86400})
      .add(field::kContentLocation, kU1);
}
PduBuilder holding(const std::string& tid, std::size_t octets) {
  return pdu(PduType::kRetrieveConf, tid)
      .add(field::kMessageId, "id1@x")
      .add(field::kDate, 1'767'607'200)
      .content("text/plain", wsp::Buffer(octets, 'x'));
}
/// The relay's answer to a GET, on a connection that a test may leave unfinished.
test::Buffer answer() { return S::response(retrieve_conf("R1")); }
void stored(S& s, const char* state, const char* retrieved) {
  s.bob.pushed(notification("N1"));
  s.bob.post(notify_resp("N1", "Deferred"));
  s.bob.post(with(store_req("S1", kU1), field::kMmState, state), store_conf("S1", kU2));
  s.bob.get(kU2, with(retrieve_conf(""), field::kMmState, retrieved));
}
void uploaded(S& s) {
  s.bob.post(pdu(PduType::kMboxUploadReq, "U1")
                 .add(field::kMmState, "Draft")
                 .content("application/vnd.wap.mms-message",
                          PduBuilder(PduType::kMboxDescr)
                              .content("application/vnd.wap.multipart.mixed",
                                       std::vector<wsp::Part>{wsp::Part("text/plain", "Hi")})
                              .encode()),
             pdu(PduType::kMboxUploadConf, "U1")
                 .add(field::kContentLocation, kU2)
                 .add(field::kStoreStatus, "Success"));
}

}  // namespace

const std::vector<Case>& retrieval_cases() {
  static const std::vector<Case> kCases = {
      {"CTR-RTV-001", "network",
       [](S& s) { s.bob.get("http://mmsc.example.com/x", retrieve_conf("")); },
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.get(kU1, retrieve_conf("N1"));
       }},
      {"CTR-RTV-001", "client",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.get("http://mmsc.example.com/x", retrieve_conf(""));
       },
       [](S& s) {
         // The announcement's capital letters and port are not the request's.
         s.bob.pushed(notification("N1", "http://MMSC.example.com:80/m1"));
         s.bob.get(kU1, retrieve_conf("N1"));
       }},
      {"CTR-RTV-002", "relay",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.exchange(samples::get_request(kU1), S::response(200, "text/html", "<p>Hi</p>"));
       },
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.exchange(samples::get_request(kU1), S::response(404, "text/html", "<p>No</p>"));
       }},
      {"CTR-RTV-003", "client",
       [](S& s) {
         deferred(s);
         s.bob.get(kU1, retrieve_conf("R1"));
         s.wait(minutes(10));
         s.goes_on(s.bob);
       },
       [](S& s) {
         deferred(s);
         s.bob.get(kU1, retrieve_conf(""));
         s.wait(minutes(10));
         s.goes_on(s.bob);
       }},
      {"CTR-RTV-004", "client",
       [](S& s) {
         deferred(s);
         s.bob.get(kU1, retrieve_conf("R1"));
         s.bob.post(acknowledge("R2"));
       },
       [](S& s) {
         deferred(s);
         s.bob.get(kU1, retrieve_conf("R1"));
         s.bob.post(acknowledge("R1"));
       }},
      {"CTR-RTV-004", "client",
       [](S& s) {
         deferred(s);
         s.bob.get(kU1, retrieve_conf(""));
         s.bob.post(acknowledge("R1"));
       },
       [](S& s) {
         // Fetched twice, and the first acknowledgement comes after the second message.
         deferred(s);
         s.bob.get(kU1, retrieve_conf("R1"));
         s.bob.get(kU1, retrieve_conf("R2"));
         s.bob.post(acknowledge("R1"));
       }},
      // An immediate retrieval ends with m-notifyresp-ind. Who acknowledges it instead, under a TID
      // that is neither the notification's nor the message's, makes a second mistake.
      {"CTR-RTV-004",
       "client",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.get(kU1, retrieve_conf(""));
         s.bob.post(acknowledge("T9"));
       },
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.get(kU1, retrieve_conf(""));
         s.bob.post(acknowledge("N1"));
       },
       {"CTR-NTF-008 client"},
       {"CTR-NTF-008 client"}},
      {"CTR-RTV-005", "relay",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.get(kU1, retrieve_conf("Z9"));
       },
       [](S& s) {
         deferred(s);
         s.bob.get(kU1, retrieve_conf("R1"));
       }},
      {"CTR-RTV-006", "relay",
       [](S& s) {
         deferred(s);
         s.bob.get(kU1, retrieve_conf("N1"));
       },
       [](S& s) {
         deferred(s);
         s.bob.get(kU1, retrieve_conf("R1"));
       }},
      {"CTR-RTV-007", "client",
       [](S& s) {
         deferred(s);
         s.bob.get(kU1, retrieve_failed("", kNotFound));
         s.bob.get(kU1, retrieve_failed("", kNotFound));
       },
       [](S& s) {
         deferred(s);
         s.bob.get(kU1, retrieve_failed("", kTransient));
         s.bob.get(kU1, retrieve_conf(""));
       }},
      {"CTR-RTV-008", "relay",
       [](S& s) {
         s.bob.pushed(notification("N1", kU1, 60));
         s.wait(minutes(10));
         s.bob.get(kU1, retrieve_conf("N1"));
       },
       [](S& s) {
         s.bob.pushed(notification("N1", kU1, 60));
         s.wait(seconds(30));
         s.bob.get(kU1, retrieve_conf("N1"));
       }},
      {"CTR-RTV-009", "client",
       [](S& s) {
         deferred(s);
         test::TcpConnection fetch(s.capture, {kBob, 41001}, {samples::kMmsc, 80});
         fetch.from_client(samples::get_request(kU1));
         const test::Buffer whole = answer();
         const std::size_t half = whole.size() / 2;
         fetch.from_server(test::Octets(whole).first(half));
         s.bob.post(acknowledge("R1"));
         fetch.from_server(test::Octets(whole).subspan(half));
       },
       [](S& s) {
         deferred(s);
         s.bob.get(kU1, retrieve_conf("R1"));
         s.bob.post(acknowledge("R1"));
       }},
      {"CTR-RTV-009", "client",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         test::TcpConnection fetch(s.capture, {kBob, 41001}, {samples::kMmsc, 80});
         fetch.from_client(samples::get_request(kU1));
         const test::Buffer whole = S::response(retrieve_conf("N1"));
         const std::size_t half = whole.size() / 2;
         fetch.from_server(test::Octets(whole).first(half));
         s.bob.post(notify_resp("N1", "Retrieved"));
         fetch.from_server(test::Octets(whole).subspan(half));
       },
       [](S& s) {
         // The other half was not captured.
         deferred(s);
         test::TcpConnection fetch(s.capture, {kBob, 41001}, {samples::kMmsc, 80});
         fetch.from_client(samples::get_request(kU1));
         const test::Buffer whole = answer();
         const std::size_t half = whole.size() / 2;
         fetch.from_server(test::Octets(whole).first(half));
         fetch.from_server(test::Octets(whole).subspan(half, 20));
         const auto lost = std::prev(s.capture.packets().end(), 2);
         fetch.from_server(test::Octets(whole).subspan(half + 20));
         s.bob.post(acknowledge("R1"));
         s.capture.packets().erase(lost);
       }},
      {"CTR-RTV-010", "relay",
       [](S& s) {
         s.bob.pushed(with(bare_notification("N1"), field::kFrom, "+15551230001/TYPE=PLMN"));
         s.bob.get(kU1, with(retrieve_conf("N1"), field::kFrom, "+15551230009/TYPE=PLMN"));
       },
       [](S& s) {
         s.bob.pushed(bare_notification("N1"));
         s.bob.get(kU1, with(retrieve_conf("N1"), field::kFrom, "+15551230001/TYPE=PLMN"));
       }},
      {"CTR-RTV-010", "relay",
       [](S& s) {
         s.bob.pushed(with(bare_notification("N1"), field::kSubject, "One"));
         s.bob.get(kU1, with(retrieve_conf("N1"), field::kSubject, "Two"));
       },
       [](S& s) {
         // The same in another charset and another way to write a number.
         s.bob.pushed(with(with(bare_notification("N1"), field::kSubject, "One"), field::kFrom,
                           "+1-555-123-0001/TYPE=PLMN"));
         s.bob.get(kU1, with(with(retrieve_conf("N1"), field::kSubject, mms::Text{"One", 106}),
                             field::kFrom, "15551230001/TYPE=PLMN"));
       }},
      {"CTR-RTV-011", "relay",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.get(kU1, with(retrieve_conf("N1"), field::kMmState, "New"));
       },
       [](S& s) {
         s.bob.pushed(with(notification("N1"), field::kStored, "Yes"));
         s.bob.get(kU1, with(retrieve_conf("N1"), field::kMmState, "New"));
       }},
      {"CTR-RTV-012", "relay",
       [](S& s) {
         s.bob.pushed(sized(1'000));
         s.bob.get(kU1, holding("N1", 50'000));
       },
       [](S& s) {
         s.bob.pushed(sized(10'000));
         s.bob.get(kU1, holding("N1", 10'400));
       }},
      {"CTR-RTV-013", "client",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.get(kU1, retrieve_failed("N1", kNotFound));
         s.bob.post(notify_resp("N1", "Retrieved"));
       },
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.get(kU1, retrieve_failed("N1", kTransient));
         s.bob.post(notify_resp("N1", "Deferred"));
       }},
      {"CTR-RTV-014", "client",
       [](S& s) {
         uploaded(s);
         s.bob.get(kU2, with(retrieve_conf(""), field::kMmState, "Draft"));
       },
       [](S& s) { uploaded(s); }},
      {"CTR-RTV-015", "relay", [](S& s) { stored(s, "New", "Draft"); },
       [](S& s) { stored(s, "New", "New"); }},
      {"CTR-RTV-016", "client",
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.get(kU1, retrieve_failed("N1", kTransient));
         s.bob.get(kU2, retrieve_conf("N1"));
       },
       [](S& s) {
         s.bob.pushed(notification("N1"));
         s.bob.get(kU1, retrieve_failed("N1", kTransient));
         s.bob.get(kU1, retrieve_conf("N1"));
       }},
  };
  return kCases;
}

}  // namespace mm1::scenarios
