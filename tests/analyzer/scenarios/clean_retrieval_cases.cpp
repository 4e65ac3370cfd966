// Sound retrievals: at once, later, again, never.
#include "clean.h"

namespace mm1::scenarios {
namespace {

using S = Scenario;

constexpr std::uint8_t kTransient = 0xC0, kNotFound = 0xE2;
constexpr auto kVersion2 = static_cast<Version>(0x20);

void notified(S& s, const std::string& tid = "N1") { s.bob.pushed(notification(tid, kU1)); }
void deferred(S& s) {
  notified(s);
  s.bob.post(notify_resp("N1", "Deferred"));
}

}  // namespace

const std::vector<CleanCase>& clean_retrieval_cases() {
  static const std::vector<CleanCase> kCases = {
      {"retrieval at once",
       [](S& s) {
         notified(s);
         s.bob.get(kU1, mm("id1@x", "N1"));
         s.bob.post(notify_resp("N1", "Retrieved"));
       },
       {"Bob retrieval immediate completed Retrieved: m-notification-ind m-retrieve-conf "
        "m-notifyresp-ind"},
       {"Alice: 1 first; Bob retrieved"}},
      {"retrieval at once of a message without TID",
       [](S& s) {
         notified(s);
         s.bob.get(kU1, mm("id1@x", ""));
         s.bob.post(notify_resp("N1", "Retrieved"));
       },
       {"Bob retrieval immediate completed Retrieved: m-notification-ind m-retrieve-conf "
        "m-notifyresp-ind"},
       {"Alice: 1 first; Bob retrieved"}},
      {"retrieval later",
       [](S& s) {
         deferred(s);
         s.wait(hours(2));
         s.bob.get(kU1, mm("id1@x", ""));
       },
       {"Bob retrieval deferred completed: m-notification-ind m-notifyresp-ind m-retrieve-conf"},
       {"Alice: 1 first; Bob retrieved"}},
      {"retrieval later, acknowledged",
       [](S& s) {
         deferred(s);
         s.wait(hours(2));
         s.bob.get(kU1, mm("id1@x", "R1"));
         s.bob.post(acknowledge("R1"));
       },
       {"Bob retrieval deferred completed: m-notification-ind m-notifyresp-ind m-retrieve-conf "
        "m-acknowledge-ind"},
       {"Alice: 1 first; Bob retrieved"}},
      {"retrieval that stays deferred",
       [](S& s) {
         deferred(s);
         s.wait(hours(2));
         s.goes_on(s.alice);
       },
       {"Bob retrieval deferred deferred Deferred: m-notification-ind m-notifyresp-ind",
        "Alice send completed Ok: m-send-req m-send-conf"},
       {"Alice: 1 first; Bob deferred", "Alice: 2 first; Bob submitted"}},
      {"notification rejected",
       [](S& s) {
         notified(s);
         s.bob.post(notify_resp("N1", "Rejected"));
       },
       {"Bob retrieval rejected Rejected: m-notification-ind m-notifyresp-ind"},
       {"Alice: 1 first; Bob rejected"}},
      {"notification repeated until it is answered",
       [](S& s) {
         notified(s);
         s.wait(minutes(5));
         notified(s);
         s.wait(seconds(2));
         s.bob.get(kU1, mm("id1@x", "N1"));
         s.bob.post(notify_resp("N1", "Retrieved"));
       },
       {"Bob retrieval immediate completed Retrieved: m-notification-ind m-notification-ind "
        "m-retrieve-conf m-notifyresp-ind"},
       {"Alice: 1 first; Bob retrieved"}},
      {"deferred message announced again with another TID",
       [](S& s) {
         deferred(s);
         s.wait(hours(3));
         notified(s, "N2");
         s.bob.get(kU1, mm("id1@x", "R1"));
         s.bob.post(acknowledge("R1"));
       },
       {"Bob retrieval deferred completed: m-notification-ind m-notifyresp-ind m-notification-ind "
        "m-retrieve-conf m-acknowledge-ind"},
       {"Alice: 1 first; Bob retrieved"}},
      {"retrieval that succeeds at the second try",
       [](S& s) {
         notified(s);
         s.bob.get(kU1, retrieve_failed("N1", kTransient));
         s.wait(seconds(20));
         s.bob.get(kU1, mm("id1@x", "N1"));
         s.bob.post(notify_resp("N1", "Retrieved"));
       },
       {"Bob retrieval immediate completed Retrieved: m-notification-ind m-retrieve-conf "
        "m-retrieve-conf m-notifyresp-ind"},
       {"Alice: 1 first; Bob retrieved"}},
      {"retrieval that fails for now is deferred",
       [](S& s) {
         notified(s);
         s.bob.get(kU1, retrieve_failed("N1", kTransient));
         s.bob.post(notify_resp("N1", "Deferred"));
       },
       {"Bob retrieval deferred error-transient Error-transient-failure: m-notification-ind "
        "m-retrieve-conf m-notifyresp-ind"},
       {"Alice: 1 first; Bob deferred"}},
      {"retrieval of a message that is gone",
       [](S& s) {
         deferred(s);
         s.wait(hours(5));
         s.bob.get(kU1, retrieve_failed("", kNotFound));
       },
       {"Bob retrieval deferred error-permanent Error-permanent-message-not-found: "
        "m-notification-ind m-notifyresp-ind m-retrieve-conf"},
       {"Alice: 1 first; Bob deferred"}},
      {"retrieval whose reference is dead",
       [](S& s) {
         deferred(s);
         s.wait(hours(2));
         s.bob.exchange(samples::get_request(kU1), S::response(404, "text/html", "<p>No</p>"));
       },
       {"Bob retrieval deferred transport-error HTTP 404: m-notification-ind m-notifyresp-ind"},
       {"Alice: 1 first; Bob deferred"}},
      {"retrieval after the server was busy",
       [](S& s) {
         notified(s);
         s.bob.exchange(samples::get_request(kU1), S::response(503));
         s.wait(seconds(20));
         s.bob.get(kU1, mm("id1@x", "N1"));
         s.bob.post(notify_resp("N1", "Retrieved"));
       },
       {"Bob retrieval immediate completed Retrieved: m-notification-ind m-retrieve-conf "
        "m-notifyresp-ind"},
       {"Alice: 1 first; Bob retrieved"}},
      {"message fetched again after its acknowledgement was lost",
       [](S& s) {
         deferred(s);
         s.bob.get(kU1, mm("id1@x", "R1"));
         s.bob.connection().from_client(S::post(acknowledge("R1")));
         s.bob.connection().reset_by_server();
         s.bob.connection_ended();
         s.wait(seconds(5));
         s.bob.get(kU1, mm("id1@x", "R2"));
         s.bob.post(acknowledge("R2"));
       },
       {"Bob retrieval deferred completed: m-notification-ind m-notifyresp-ind m-retrieve-conf "
        "m-acknowledge-ind m-retrieve-conf m-acknowledge-ind"},
       {"Alice: 1 first; Bob retrieved"}},
      {"notification for a phone that is not seen again",
       [](S& s) {
         s.goes_on(s.bob);
         s.wait(minutes(5));
         s.bob.pushed(notification("N1", kU1, 600));
         s.wait(hours(1));
         s.goes_on(s.alice);
       },
       {"Bob send completed Ok: m-send-req m-send-conf",
        "Bob retrieval incomplete-capture: m-notification-ind",
        "Alice send completed Ok: m-send-req m-send-conf"},
       {"Bob: 1 first; Bob submitted", "Alice: 2 first; Bob notified",
        "Alice: 3 first; Bob submitted"}},
      {"notification at the end of the capture",
       [](S& s) { notified(s); },
       {"Bob retrieval incomplete-capture: m-notification-ind"},
       {"Alice: 1 first; Bob notified"}},
      {"notification of a later major version",
       [](S& s) {
         s.bob.pushed(pdu(PduType::kNotificationInd, "N1", kVersion2)
                          .add(field::kMessageClass, "Personal")
                          .add(field::kMessageSize, 1024)
                          .add(field::kExpiry, mms::Relative{86'400})
                          .add(field::kContentLocation, kU1));
         s.bob.post(
             pdu(PduType::kNotifyRespInd, "N1", Version::k10).add(field::kStatus, "Unrecognised"));
       },
       {"Bob retrieval version-refused Unrecognised: m-notification-ind m-notifyresp-ind"},
       {": 1 first; Bob notified"},
       {"FLD-VER-002 relay"}},
      {"reference with capital letters and a port",
       [](S& s) {
         s.bob.pushed(notification("N1", "http://MMSC.example.com:80/m1"));
         s.bob.get(kU1, mm("id1@x", "N1"));
         s.bob.post(notify_resp("N1", "Retrieved"));
       },
       {"Bob retrieval immediate completed Retrieved: m-notification-ind m-retrieve-conf "
        "m-notifyresp-ind"},
       {"Alice: 1 first; Bob retrieved"}},
      {"one reference for two recipients",
       [](S& s) {
         notified(s);
         s.carol.pushed(notification("N2", kU1));
         s.bob.get(kU1, mm("id1@x", "N1"));
         s.bob.post(notify_resp("N1", "Retrieved"));
         s.carol.get(kU1, mm("id1@x", "N2"));
         s.carol.post(notify_resp("N2", "Retrieved"));
       },
       {"Bob retrieval immediate completed Retrieved: m-notification-ind m-retrieve-conf "
        "m-notifyresp-ind",
        "Carol retrieval immediate completed Retrieved: m-notification-ind m-retrieve-conf "
        "m-notifyresp-ind"},
       {"Alice: 1 first, 2 content-location; Bob retrieved"}},
      {"two messages announced, fetched in the other order",
       [](S& s) {
         notified(s);
         s.bob.pushed(notification("N2", kU2));
         s.bob.get(kU2, mm("id2@x", "N2"));
         s.bob.post(notify_resp("N2", "Retrieved"));
         s.bob.get(kU1, mm("id1@x", "N1"));
         s.bob.post(notify_resp("N1", "Retrieved"));
       },
       {"Bob retrieval immediate completed Retrieved: m-notification-ind m-retrieve-conf "
        "m-notifyresp-ind",
        "Bob retrieval immediate completed Retrieved: m-notification-ind m-retrieve-conf "
        "m-notifyresp-ind"},
       {"Alice: 1 first; Bob retrieved", "Alice: 2 first; Bob retrieved"}},
      {"retrieval whose notification was before the capture",
       [](S& s) { s.bob.get(kU1, mm("id1@x", "")); },
       {"Bob retrieval direct completed: m-retrieve-conf"},
       {"Alice: 1 first; Bob retrieved"},
       {"CTR-RTV-001 network"}},
  };
  return kCases;
}

}  // namespace mm1::scenarios
