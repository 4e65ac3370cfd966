// Delivery and read reports, where they were asked for.
#include "clean.h"

namespace mm1::scenarios {
namespace {

using S = Scenario;
using samples::MultimediaMessage;

/// A message with both reports, sent by Alice and announced to Bob.
MultimediaMessage reported_mm() {
  MultimediaMessage mm = text_mm("1");
  mm.delivery_report = true;
  mm.read_report = true;
  return mm;
}
void sent(S& s, const MultimediaMessage& mm) {
  s.alice.post(send_req(mm, "T1"), send_conf(mm, "T1"));
  s.wait(seconds(2));
  s.bob.pushed(notification_ind(mm, "N1"));
  s.wait(seconds(2));
}
void retrieved(S& s, const MultimediaMessage& mm) {
  s.bob.get(mm.uri, retrieve_conf(mm, "N1"));
  s.bob.post(notify_resp("N1", "Retrieved"));
  s.wait(seconds(40));
}
constexpr const char* kSend = "Alice send completed Ok: m-send-req m-send-conf";
constexpr const char* kRetrieval =
    "Bob retrieval immediate completed Retrieved: m-notification-ind m-retrieve-conf "
    "m-notifyresp-ind";
constexpr const char* kDelivered = "Alice delivery-report completed Retrieved: m-delivery-ind";

}  // namespace

const std::vector<CleanCase>& clean_report_cases() {
  static const std::vector<CleanCase> kCases = {
      {"delivery report of a retrieval",
       [](S& s) {
         sent(s, reported_mm());
         retrieved(s, reported_mm());
         s.alice.pushed(delivery_ind(reported_mm(), "Retrieved"));
       },
       {kSend, kRetrieval, kDelivered},
       {"Alice: 1 first, 2 message-id, 3 message-id; Bob retrieved"}},
      {"delivery report repeated",
       [](S& s) {
         sent(s, reported_mm());
         retrieved(s, reported_mm());
         s.alice.pushed(delivery_ind(reported_mm(), "Retrieved"));
         s.wait(seconds(10));
         s.alice.pushed(delivery_ind(reported_mm(), "Retrieved"));
       },
       {kSend, kRetrieval,
        "Alice delivery-report completed Retrieved: m-delivery-ind m-delivery-ind"},
       {"Alice: 1 first, 2 message-id, 3 message-id; Bob retrieved"}},
      {"delivery report of a rejection",
       [](S& s) {
         sent(s, reported_mm());
         s.bob.post(notify_resp("N1", "Rejected"));
         s.wait(seconds(20));
         s.alice.pushed(delivery_ind(reported_mm(), "Rejected"));
       },
       {kSend, "Bob retrieval rejected Rejected: m-notification-ind m-notifyresp-ind",
        "Alice delivery-report completed Rejected: m-delivery-ind"},
       {"Alice: 1 first, 2 weighed, 3 message-id; Bob rejected"}},
      {"delivery report of a message that nobody fetched",
       [](S& s) {
         sent(s, reported_mm());
         s.bob.post(notify_resp("N1", "Deferred"));
         s.wait(hours(73));
         MultimediaMessage expired = reported_mm();
         expired.date += 3 * 86'400;
         s.alice.pushed(delivery_ind(expired, "Expired"));
       },
       {kSend, "Bob retrieval deferred deferred Deferred: m-notification-ind m-notifyresp-ind",
        "Alice delivery-report completed Expired: m-delivery-ind"},
       {"Alice: 1 first, 2 weighed, 3 message-id; Bob expired"}},
      {"delivery reports of a message deferred and fetched",
       [](S& s) {
         sent(s, reported_mm());
         s.bob.post(notify_resp("N1", "Deferred"));
         s.wait(seconds(20));
         s.alice.pushed(delivery_ind(reported_mm(), "Deferred"));
         s.wait(hours(1));
         s.bob.get(reported_mm().uri, retrieve_conf(reported_mm(), "R1"));
         s.bob.post(acknowledge("R1"));
         MultimediaMessage later = reported_mm();
         later.date += 3600;
         s.wait(minutes(1));
         s.alice.pushed(delivery_ind(later, "Retrieved"));
       },
       {kSend,
        "Bob retrieval deferred completed: m-notification-ind m-notifyresp-ind m-retrieve-conf "
        "m-acknowledge-ind",
        "Alice delivery-report completed Deferred: m-delivery-ind",
        "Alice delivery-report completed Retrieved: m-delivery-ind"},
       {"Alice: 1 first, 2 message-id, 3 message-id, 4 message-id; Bob retrieved"}},
      {"delivery reports of two recipients",
       [](S& s) {
         const MultimediaMessage mm = reported_mm();
         s.alice.post(send_req(mm, "T1").add(field::kTo, kCarolNumber), send_conf(mm, "T1"));
         s.wait(seconds(30));
         s.alice.pushed(delivery_ind(mm, "Retrieved"));
         MultimediaMessage carols = mm;
         carols.to = kCarolNumber;
         s.alice.pushed(delivery_ind(carols, "Rejected"));
       },
       {kSend, kDelivered, "Alice delivery-report completed Rejected: m-delivery-ind"},
       {"Alice: 1 first, 2 message-id, 3 message-id; Bob retrieved, Carol rejected"}},
      {"delivery report that the recipient forbids",
       [](S& s) {
         sent(s, reported_mm());
         s.bob.get(reported_mm().uri, retrieve_conf(reported_mm(), "N1"));
         s.bob.post(notify_resp("N1", "Retrieved").add(field::kReportAllowed, "No"));
         s.wait(minutes(10));
         s.goes_on(s.carol);
       },
       {kSend, kRetrieval, "Carol send completed Ok: m-send-req m-send-conf"},
       {"Alice: 1 first, 2 message-id; Bob retrieved", "Carol: 3 first; Bob submitted"}},
      {"read report",
       [](S& s) {
         sent(s, reported_mm());
         retrieved(s, reported_mm());
         s.bob.post(read_rec_ind(reported_mm(), "Read"));
         s.wait(seconds(2));
         s.alice.pushed(read_orig_ind(reported_mm(), "Read"));
       },
       {kSend, kRetrieval, "Bob read-report completed Read: m-read-rec-ind",
        "Alice read-report completed Read: m-read-orig-ind"},
       {"Alice: 1 first, 2 message-id, 3 message-id, 4 message-id; Bob read"}},
      {"read report of a message deleted unread",
       [](S& s) {
         sent(s, reported_mm());
         retrieved(s, reported_mm());
         s.bob.post(read_rec_ind(reported_mm(), "Deleted without being read"));
         s.alice.pushed(read_orig_ind(reported_mm(), "Deleted without being read"));
       },
       {kSend, kRetrieval, "Bob read-report completed Deleted without being read: m-read-rec-ind",
        "Alice read-report completed Deleted without being read: m-read-orig-ind"},
       {"Alice: 1 first, 2 message-id, 3 message-id, 4 message-id; Bob deleted-unread"}},
      {"both reports",
       [](S& s) {
         sent(s, reported_mm());
         retrieved(s, reported_mm());
         s.alice.pushed(delivery_ind(reported_mm(), "Retrieved"));
         s.bob.post(read_rec_ind(reported_mm(), "Read"));
         s.alice.pushed(read_orig_ind(reported_mm(), "Read"));
       },
       {kSend, kRetrieval, kDelivered, "Bob read-report completed Read: m-read-rec-ind",
        "Alice read-report completed Read: m-read-orig-ind"},
       {"Alice: 1 first, 2 message-id, 3 message-id, 4 message-id, 5 message-id; Bob read"}},
      {"read report as a message",
       [](S& s) {
         sent(s, reported_mm());
         retrieved(s, reported_mm());
         const std::vector<wsp::Part> parts = {
             wsp::Part("text/plain", "mm1@mmsc.example.com was read.")};
         s.bob.post(bare_send_req("R1")
                        .add(field::kFrom, mms::InsertAddress{})
                        .add(field::kTo, kAliceNumber)
                        .add(field::kSubject, "Read: A line")
                        .add(field::kMessageClass, "Auto")
                        .add(field::kDeliveryReport, "No")
                        .add(field::kReadReport, "No")
                        .content("application/vnd.wap.multipart.mixed", parts),
                    send_conf("R1", "report1@x"));
       },
       {kSend, kRetrieval, "Bob send completed Ok: m-send-req m-send-conf"},
       {"Alice: 1 first, 2 message-id; Bob retrieved", "Bob: 3 first; Alice submitted"}},
  };
  return kCases;
}

}  // namespace mm1::scenarios
