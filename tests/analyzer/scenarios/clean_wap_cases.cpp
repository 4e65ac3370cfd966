// Sound dialogues of phones behind a WAP gateway.
#include "clean.h"
#include "wap_phones.h"

namespace mm1::scenarios {
namespace {

using S = Scenario;

constexpr const char* kAlices = "Alice send completed Ok: m-send-req m-send-conf";
constexpr const char* kBobs =
    "Bob retrieval immediate completed Retrieved: m-notification-ind m-retrieve-conf "
    "m-notifyresp-ind";

}  // namespace

const std::vector<CleanCase>& clean_wap_cases() {
  static const std::vector<CleanCase> kCases = {
      {"WSP session with a send",
       [](S& s) {
         WspSession alice(s, kAlice);
         alice.post(send_req("T1"), send_conf("T1"));
         alice.disconnect();
       },
       {kAlices},
       {"Alice: 1 first; Bob submitted"}},
      {"WSP session with a send in many segments",
       [](S& s) {
         WspSession alice(s, kAlice);
         const auto mm = samples::slide_message("mm1@x", kU1, "Hello", 40'000);
         alice.post(send_req(mm, "T1"), send_conf(mm, "T1"));
       },
       {kAlices},
       {"Alice: 1 first; Bob submitted"}},
      {"WSP session with a retrieval at once",
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         WspSession bob(s, kBob);
         bob.get(kU1, mm("id1@x", "N1"));
         bob.post(notify_resp("N1", "Retrieved"));
         bob.disconnect();
       },
       {kBobs},
       {"Alice: 1 first; Bob retrieved"}},
      {"WSP sessions with a retrieval later, acknowledged",
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         WspSession first(s, kBob, 1);
         first.post(notify_resp("N1", "Deferred"));
         first.disconnect();
         s.wait(hours(1));
         WspSession second(s, kBob, 2);
         second.get(kU1, mm("id1@x", "R1"));
         second.post(acknowledge("R1"));
         second.disconnect();
       },
       {"Bob retrieval deferred completed: m-notification-ind m-notifyresp-ind m-retrieve-conf "
        "m-acknowledge-ind"},
       {"Alice: 1 first; Bob retrieved"}},
      {"WSP session with a confirmed push",
       [](S& s) {
         WspSession bob(s, kBob);
         bob.pushed_confirmed(notification("N1", kU1));
         bob.get(kU1, mm("id1@x", "N1"));
         bob.post(notify_resp("N1", "Retrieved"));
       },
       {kBobs},
       {"Alice: 1 first; Bob retrieved"}},
      {"WSP session with an unconfirmed push",
       [](S& s) {
         WspSession bob(s, kBob);
         bob.pushed(notification("N1", kU1));
         bob.post(notify_resp("N1", "Rejected"));
       },
       {"Bob retrieval rejected Rejected: m-notification-ind m-notifyresp-ind"},
       {"Alice: 1 first; Bob rejected"}},
      {"WSP datagrams with a send",
       [](S& s) {
         WspDatagrams alice(s, kAlice);
         alice.post(send_req("T1"), send_conf("T1"));
       },
       {kAlices},
       {"Alice: 1 first; Bob submitted"}},
      {"WSP datagrams with a rejection and its report",
       [](S& s) {
         samples::MultimediaMessage mm = text_mm("1");
         mm.delivery_report = true;
         WspDatagrams alice(s, kAlice);
         WspDatagrams bob(s, kBob);
         alice.post(send_req(mm, "T1"), send_conf(mm, "T1"));
         s.bob.pushed(notification_ind(mm, "N1"));
         bob.post(notify_resp("N1", "Rejected"));
         s.wait(seconds(30));
         s.alice.pushed(delivery_ind(mm, "Rejected"));
       },
       {kAlices, "Bob retrieval rejected Rejected: m-notification-ind m-notifyresp-ind",
        "Alice delivery-report completed Rejected: m-delivery-ind"},
       {"Alice: 1 first, 2 weighed, 3 message-id; Bob rejected"}},
      {"WSP session with a forward and a view",
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         WspSession bob(s, kBob);
         bob.post(notify_resp("N1", "Deferred"));
         bob.post(forward_req("F1", kU1), forward_conf("F1"));
         bob.post(pdu(PduType::kMboxViewReq, "V1"), pdu(PduType::kMboxViewConf, "V1")
                                                        .add(field::kResponseStatus, "Ok")
                                                        .add(field::kMessageCount, 0)
                                                        .content("*/*", wsp::Buffer{}));
       },
       {"Bob retrieval deferred deferred Deferred: m-notification-ind m-notifyresp-ind",
        "Bob forward completed Ok: m-forward-req m-forward-conf",
        "Bob mbox-view completed Ok: m-mbox-view-req m-mbox-view-conf"},
       {"Alice: 1 first, 2 content-location; Bob forwarded",
        "Bob: forwards 1: 2 first; Carol submitted"}},
  };
  return kCases;
}

}  // namespace mm1::scenarios
