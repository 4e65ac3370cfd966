// Sound dialogues over several bearers, and of many clients at once.
#include <memory>

#include "clean.h"
#include "wap_phones.h"

namespace mm1::scenarios {
namespace {

using S = Scenario;

constexpr const char* kAlicesSms = "15551230001";
constexpr const char* kCarolsSms = "15551230003";
constexpr const char* kBobsSms = "15551230002";
constexpr const char* kAlices = "Alice send completed Ok: m-send-req m-send-conf";
constexpr const char* kBobs =
    "Bob retrieval immediate completed Retrieved: m-notification-ind m-retrieve-conf "
    "m-notifyresp-ind";

constexpr int kClients = 50;

std::string address_of(int client) { return "192.0.2." + std::to_string(100 + client); }

/// Each client sends a message, and gets one; all do each step before any does the next.
void fifty_clients(S& s, std::string (*tid)(int)) {
  std::vector<std::unique_ptr<samples::Handset>> phones;
  for (int i = 0; i < kClients; ++i) {
    phones.push_back(std::make_unique<samples::Handset>(s.capture, address_of(i)));
  }
  const auto mm = [](int i) { return text_mm(std::to_string(i)); };
  // A client's TIDs are its own: all take the same.
  for (int i = 0; i < kClients; ++i) {
    phones[i]->connection().from_client(S::post(send_req(mm(i), "T1")));
  }
  for (int i = 0; i < kClients; ++i) {
    phones[i]->connection().from_server(S::response(send_conf(mm(i), "T1")));
  }
  for (int i = 0; i < kClients; ++i) phones[i]->pushed(notification_ind(mm(i), tid(i)));
  for (int i = 0; i < kClients; ++i) {
    phones[i]->connection().from_client(samples::get_request(mm(i).uri));
  }
  for (int i = kClients - 1; i >= 0; --i) {
    phones[i]->connection().from_server(S::response(retrieve_conf(mm(i), tid(i))));
  }
  for (int i = 0; i < kClients; ++i) phones[i]->post(notify_resp(tid(i), "Retrieved"));
}

std::vector<std::string> of_fifty_clients() {
  std::vector<std::string> lines;
  for (int i = 0; i < kClients; ++i) {
    lines.push_back(address_of(i) + " send completed Ok: m-send-req m-send-conf");
  }
  for (int i = 0; i < kClients; ++i) {
    lines.push_back(address_of(i) +
                    " retrieval immediate completed Retrieved: m-notification-ind m-retrieve-conf "
                    "m-notifyresp-ind");
  }
  return lines;
}

std::vector<std::string> journeys_of_fifty_clients() {
  std::vector<std::string> lines;
  for (int i = 1; i <= kClients; ++i) {
    lines.push_back("Alice: " + std::to_string(i) + " first, " + std::to_string(i + kClients) +
                    " message-id; Bob retrieved");
  }
  return lines;
}

}  // namespace

const std::vector<CleanCase>& clean_mixed_cases() {
  static const std::vector<CleanCase> kCases = {
      {"notification by SMS, retrieval over HTTP",
       [](S& s) {
         ShortMessages centre(s);
         centre.pushed(kBobsSms, notification("N1", kU1));
         s.wait(seconds(5));
         s.bob.get(kU1, mm("id1@x", "N1"));
         s.bob.post(notify_resp("N1", "Retrieved"));
       },
       {kBobs},
       {"Alice: 1 first; 15551230002 retrieved"}},
      {"notification by SMS, retrieval over WSP",
       [](S& s) {
         ShortMessages centre(s);
         centre.pushed(kBobsSms, notification("N1", kU1));
         s.wait(seconds(5));
         WspSession bob(s, kBob);
         bob.get(kU1, mm("id1@x", "N1"));
         bob.post(notify_resp("N1", "Retrieved"));
         bob.disconnect();
       },
       {kBobs},
       {"Alice: 1 first; 15551230002 retrieved"}},
      {"notification by SMS, answered by a WSP datagram, retrieval over HTTP",
       [](S& s) {
         ShortMessages centre(s);
         centre.pushed(kBobsSms, notification("N1", kU1));
         WspDatagrams datagrams(s, kBob);
         datagrams.post(notify_resp("N1", "Deferred"));
         s.wait(hours(1));
         s.bob.get(kU1, mm("id1@x", "R1"));
         s.bob.post(acknowledge("R1"));
       },
       {"Bob retrieval deferred completed: m-notification-ind m-notifyresp-ind m-retrieve-conf "
        "m-acknowledge-ind"},
       {"Alice: 1 first; 15551230002 retrieved"}},
      {"send over WSP, notification by datagram, retrieval over HTTP, reports by SMS",
       [](S& s) {
         samples::MultimediaMessage mm = text_mm("1");
         mm.delivery_report = true;
         mm.read_report = true;
         ShortMessages centre(s);
         WspSession alice(s, kAlice);
         alice.post(send_req(mm, "T1"), send_conf(mm, "T1"));
         alice.disconnect();
         s.wait(seconds(5));
         s.bob.pushed(notification_ind(mm, "N1"));
         s.bob.get(mm.uri, retrieve_conf(mm, "N1"));
         s.bob.post(notify_resp("N1", "Retrieved"));
         s.wait(seconds(30));
         centre.pushed(kAlicesSms, delivery_ind(mm, "Retrieved"));
         s.wait(seconds(30));
         s.bob.post(read_rec_ind(mm, "Read"));
         centre.pushed(kAlicesSms, read_orig_ind(mm, "Read"));
       },
       {kAlices, kBobs, "15551230001 delivery-report completed Retrieved: m-delivery-ind",
        "Bob read-report completed Read: m-read-rec-ind",
        "15551230001 read-report completed Read: m-read-orig-ind"},
       {"Alice: 1 first, 2 message-id, 3 message-id, 4 message-id, 5 message-id; Bob read"}},
      {"notification both by SMS and by datagram",
       [](S& s) {
         ShortMessages centre(s);
         centre.pushed(kBobsSms, notification("N1", kU1));
         s.wait(seconds(1));
         s.bob.pushed(notification("N1", kU1));
         s.bob.get(kU1, mm("id1@x", "N1"));
         s.bob.post(notify_resp("N1", "Retrieved"));
       },
       {"Bob retrieval immediate completed Retrieved: m-notification-ind m-notification-ind "
        "m-retrieve-conf m-notifyresp-ind"},
       {"Alice: 1 first; 15551230002 retrieved"}},
      {"message for two, announced by SMS to each",
       [](S& s) {
         samples::MultimediaMessage mm = text_mm("1");
         s.alice.post(send_req(mm, "T1").add(field::kCc, kCarolNumber), send_conf(mm, "T1"));
         ShortMessages centre(s);
         centre.pushed(kBobsSms, notification_ind(mm, "N1"));
         mm.uri = kU2;
         centre.pushed(kCarolsSms, notification_ind(mm, "N2"));
         s.carol.get(mm.uri, retrieve_conf(mm, "N2").add(field::kCc, kCarolNumber));
         s.carol.post(notify_resp("N2", "Retrieved"));
         s.wait(minutes(1));
         WspDatagrams bob(s, kBob);
         bob.post(notify_resp("N1", "Rejected"));
       },
       {kAlices, "Bob retrieval rejected Rejected: m-notification-ind m-notifyresp-ind",
        "Carol retrieval immediate completed Retrieved: m-notification-ind m-retrieve-conf "
        "m-notifyresp-ind"},
       {"Alice: 1 first, 2 weighed, 3 message-id; Bob rejected, Carol retrieved"}},
      {"two notifications by SMS with the same TID",
       [](S& s) {
         ShortMessages centre(s);
         centre.pushed(kAlicesSms, notification("N1", kU2));
         centre.pushed(kBobsSms, notification("N1", kU1));
         s.bob.get(kU1, mm("id1@x", "N1"));
         s.bob.post(notify_resp("N1", "Retrieved"));
         s.alice.get(kU2, mm("id2@x", "N1"));
         s.alice.post(notify_resp("N1", "Retrieved"));
       },
       {"Alice retrieval immediate completed Retrieved: m-notification-ind m-retrieve-conf "
        "m-notifyresp-ind",
        kBobs},
       {"Alice: 1 first; 15551230001 retrieved", "Alice: 2 first; 15551230002 retrieved"}},
      {"clients with addresses of IPv6",
       [](S& s) {
         samples::Handset phone(s.capture, "2001:db8::10", "2001:db8:1::5", "2001:db8:1::6");
         phone.post(send_req("T1"), send_conf("T1"));
         s.wait(minutes(5));
         phone.pushed(notification("N1", kU1));
         phone.get(kU1, mm("id2@x", "N1"));
         phone.post(notify_resp("N1", "Retrieved"));
       },
       {"2001:db8::10 send completed Ok: m-send-req m-send-conf",
        "2001:db8::10 retrieval immediate completed Retrieved: m-notification-ind "
        "m-retrieve-conf m-notifyresp-ind"},
       {"2001:db8::10: 1 first; Bob submitted", "Alice: 2 first; Bob retrieved"}},
      {"fifty clients at once",
       [](S& s) { fifty_clients(s, [](int i) { return "N" + std::to_string(i); }); },
       of_fifty_clients(), journeys_of_fifty_clients()},
      {"fifty clients at once, all notified with one TID",
       [](S& s) { fifty_clients(s, [](int) -> std::string { return "N1"; }); }, of_fifty_clients(),
       journeys_of_fifty_clients()},
  };
  return kCases;
}

}  // namespace mm1::scenarios
