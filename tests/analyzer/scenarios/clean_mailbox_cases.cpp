// A sound use of an MMBox.
#include "clean.h"

namespace mm1::scenarios {
namespace {

using S = Scenario;
using mms::Counted;
using mms::Flag;
using mms::Total;
using wsp::Part;

constexpr const char* kMixed = "application/vnd.wap.multipart.mixed";
constexpr const char* kBox1 = "http://mmsc.example.com/box/1";
constexpr const char* kFull = "Error-permanent-mmbox-full";
constexpr const char* kBox2 = "http://mmsc.example.com/box/2";
constexpr std::uint8_t kTransient = 0xC0, kContentAttribute = 0xAE;

void stored(S& s) {
  s.bob.pushed(notification("N1", kU1));
  s.bob.post(notify_resp("N1", "Deferred"));
  s.bob.post(pdu(PduType::kMboxStoreReq, "S1").add(field::kContentLocation, kU1),
             pdu(PduType::kMboxStoreConf, "S1")
                 .add(field::kContentLocation, kBox1)
                 .add(field::kStoreStatus, "Success"));
}
PduBuilder entry(const char* uri, const char* id, const char* state = "New") {
  return PduBuilder(PduType::kMboxDescr)
      .add(field::kContentLocation, uri)
      .add(field::kMessageId, id)
      .add(field::kMmState, state);
}
PduBuilder view_conf(const std::vector<PduBuilder>& entries, const std::string& tid = "V1") {
  std::vector<Part> parts;
  for (const PduBuilder& one : entries) parts.emplace_back(samples::kMmsType, one.encode());
  return pdu(PduType::kMboxViewConf, tid).add(field::kResponseStatus, "Ok").content(kMixed, parts);
}
PduBuilder empty_view(const char* status) {
  return pdu(PduType::kMboxViewConf, "V1")
      .add(field::kResponseStatus, status)
      .add(field::kMessageCount, 0)
      .content("*/*", wsp::Buffer{});
}
void viewed(S& s) {
  s.bob.post(pdu(PduType::kMboxViewReq, "V1"),
             view_conf({entry(kBox1, "b1@x"), entry(kBox2, "b2@x")}));
}
PduBuilder upload_req() {
  const std::vector<Part> parts = {Part("text/plain", "A draft")};
  return pdu(PduType::kMboxUploadReq, "U1")
      .add(field::kMmState, "Draft")
      .content(samples::kMmsType, PduBuilder(PduType::kMboxDescr).content(kMixed, parts).encode());
}
void uploaded(S& s) {
  s.bob.post(upload_req(), pdu(PduType::kMboxUploadConf, "U1")
                               .add(field::kContentLocation, kBox2)
                               .add(field::kStoreStatus, "Success"));
}
PduBuilder delete_both() {
  return pdu(PduType::kMboxDeleteReq, "D1")
      .add(field::kContentLocation, kBox1)
      .add(field::kContentLocation, kBox2);
}
PduBuilder delete_conf() { return pdu(PduType::kMboxDeleteConf, "D1"); }

constexpr const char* kDeferred =
    "Bob retrieval deferred deferred Deferred: m-notification-ind m-notifyresp-ind";
constexpr const char* kStored =
    "Bob mbox-store completed Success: m-mbox-store-req m-mbox-store-conf";
constexpr const char* kViewed = "Bob mbox-view completed Ok: m-mbox-view-req m-mbox-view-conf";
constexpr const char* kUploaded =
    "Bob mbox-upload completed Success: m-mbox-upload-req m-mbox-upload-conf";

}  // namespace

const std::vector<CleanCase>& clean_mailbox_cases() {
  static const std::vector<CleanCase> kCases = {
      {"message stored, and fetched out of the MMBox",
       [](S& s) {
         stored(s);
         s.wait(hours(1));
         s.bob.get(kBox1, stored_mm("id1@x"));
       },
       {kDeferred, kStored, "Bob retrieval direct completed: m-retrieve-conf"},
       {"Alice: 1 first, 2 content-location, 3 content-location; Bob retrieved"}},
      {"state of a stored message changed",
       [](S& s) {
         viewed(s);
         s.bob.post(pdu(PduType::kMboxStoreReq, "S1")
                        .add(field::kContentLocation, kBox1)
                        .add(field::kMmState, "Retrieved"),
                    pdu(PduType::kMboxStoreConf, "S1")
                        .add(field::kContentLocation, kBox1)
                        .add(field::kStoreStatus, "Success"));
       },
       {kViewed, kStored}},
      {"store into a full MMBox",
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         s.bob.post(notify_resp("N1", "Deferred"));
         s.bob.post(pdu(PduType::kMboxStoreReq, "S1").add(field::kContentLocation, kU1),
                    pdu(PduType::kMboxStoreConf, "S1").add(field::kStoreStatus, kFull));
       },
       {kDeferred,
        "Bob mbox-store error-permanent Error-permanent-mmbox-full: m-mbox-store-req "
        "m-mbox-store-conf"},
       {"Alice: 1 first, 2 content-location; Bob deferred"}},
      {"store that fails for now",
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         s.bob.post(notify_resp("N1", "Deferred"));
         s.bob.post(pdu(PduType::kMboxStoreReq, "S1").add(field::kContentLocation, kU1),
                    refused_store("S1", kTransient));
       },
       {kDeferred,
        "Bob mbox-store error-transient Error-transient-failure: m-mbox-store-req "
        "m-mbox-store-conf"},
       {"Alice: 1 first, 2 content-location; Bob deferred"}},
      {"view of the whole MMBox", viewed, {kViewed}},
      {"view of an empty MMBox",
       [](S& s) { s.bob.post(pdu(PduType::kMboxViewReq, "V1"), empty_view("Ok")); },
       {kViewed}},
      {"view with attributes, totals and a limit",
       [](S& s) {
         s.bob.post(pdu(PduType::kMboxViewReq, "V1")
                        .add(field::kMmState, "New")
                        .add(field::kStart, 0)
                        .add(field::kLimit, 2)
                        .add(field::kAttributes, "From")
                        .add(field::kTotals, "Yes")
                        .add(field::kQuotas, "Yes"),
                    view_conf({entry(kBox1, "b1@x").add(field::kFrom, kAliceNumber),
                               entry(kBox2, "b2@x").add(field::kFrom, kCarolNumber)})
                        .add(field::kMmState, "New")
                        .add(field::kStart, 0)
                        .add(field::kLimit, 2)
                        .add(field::kAttributes, "From")
                        .add(field::kMboxTotals, Total{Total::kMessages, 2})
                        .add(field::kMboxQuotas, Total{Total::kMessages, 200})
                        .add(field::kMessageCount, 2));
       },
       {kViewed}},
      {"view that fails for now",
       [](S& s) {
         s.bob.post(pdu(PduType::kMboxViewReq, "V1"),
                    empty_view("Error-transient-network-problem"));
       },
       {"Bob mbox-view error-transient Error-transient-network-problem: m-mbox-view-req "
        "m-mbox-view-conf"}},
      {"view that fails for some messages",
       [](S& s) {
         s.bob.post(pdu(PduType::kMboxViewReq, "V1"),
                    pdu(PduType::kMboxViewConf, "V1")
                        .add(field::kResponseStatus, "Error-transient-partial-success")
                        .add(field::kResponseText, "one is out of reach")
                        .content(kMixed, std::vector<Part>{Part(samples::kMmsType,
                                                                entry(kBox1, "b1@x").encode())}));
       },
       {"Bob mbox-view partial Error-transient-partial-success: m-mbox-view-req "
        "m-mbox-view-conf"}},
      {"draft uploaded, and read by a view",
       [](S& s) {
         uploaded(s);
         const std::vector<Part> parts = {Part("text/plain", "A draft")};
         s.bob.post(pdu(PduType::kMboxViewReq, "V1")
                        .add(field::kContentLocation, kBox2)
                        .add(field::kAttributes, "Content-Type")
                        .add(field::kAttributes, kContentAttribute),
                    view_conf({entry(kBox2, "d1@x", "Draft").content(kMixed, parts)})
                        .add(field::kContentLocation, kBox2)
                        .add(field::kAttributes, "Content-Type")
                        .add(field::kAttributes, kContentAttribute));
       },
       {kUploaded, kViewed}},
      {"upload into a full MMBox",
       [](S& s) {
         s.bob.post(upload_req(),
                    pdu(PduType::kMboxUploadConf, "U1").add(field::kStoreStatus, kFull));
       },
       {"Bob mbox-upload error-permanent Error-permanent-mmbox-full: m-mbox-upload-req "
        "m-mbox-upload-conf"}},
      {"messages deleted",
       [](S& s) {
         viewed(s);
         s.bob.post(delete_both(), delete_conf().add(field::kResponseStatus, Counted(0, "Ok")));
       },
       {kViewed, "Bob mbox-delete completed Ok: m-mbox-delete-req m-mbox-delete-conf"}},
      {"one of two messages deleted, the other on the next try",
       [](S& s) {
         viewed(s);
         s.bob.post(delete_both(),
                    delete_conf()
                        .add(field::kContentLocation, Counted(1, kBox2))
                        .add(field::kResponseStatus, Counted(0, "Ok"))
                        .add(field::kResponseStatus, Counted(1, "Error-transient-partial-success"))
                        .add(field::kResponseText, Counted(1, "out of reach")));
         s.wait(minutes(1));
         s.bob.post(
             pdu(PduType::kMboxDeleteReq, "D2").add(field::kContentLocation, kBox2),
             pdu(PduType::kMboxDeleteConf, "D2").add(field::kResponseStatus, Counted(0, "Ok")));
       },
       {kViewed,
        "Bob mbox-delete partial Error-transient-partial-success: m-mbox-delete-req "
        "m-mbox-delete-conf",
        "Bob mbox-delete completed Ok: m-mbox-delete-req m-mbox-delete-conf"}},
      {"message of the MMBox forwarded",
       [](S& s) {
         viewed(s);
         s.bob.post(forward_req("F1", kBox1), forward_conf("F1"));
       },
       {kViewed, "Bob forward completed Ok: m-forward-req m-forward-conf"},
       {"Bob: 2 first; Carol submitted"}},
      {"message sent with a copy, which is listed and deleted",
       [](S& s) {
         s.bob.post(send_req("T1").add(field::kStore, "Yes").add(field::kMmState, "Sent"),
                    send_conf("T1")
                        .add(field::kStoreStatus, "Success")
                        .add(field::kContentLocation, kBox1));
         s.bob.post(pdu(PduType::kMboxViewReq, "V1"), view_conf({entry(kBox1, "id1@x", "Sent")}));
         s.bob.post(pdu(PduType::kMboxDeleteReq, "D1").add(field::kContentLocation, kBox1),
                    delete_conf().add(field::kResponseStatus, Counted(0, "Ok")));
       },
       {"Bob send completed Ok: m-send-req m-send-conf", kViewed,
        "Bob mbox-delete completed Ok: m-mbox-delete-req m-mbox-delete-conf"},
       {"Bob: 1 first; Bob submitted"}},
      {"message flagged when it is stored, and listed with its flag",
       [](S& s) {
         s.bob.pushed(notification("N1", kU1));
         s.bob.post(notify_resp("N1", "Deferred"));
         s.bob.post(pdu(PduType::kMboxStoreReq, "S1")
                        .add(field::kContentLocation, kU1)
                        .add(field::kMmFlags, Flag{Flag::kAdd, {"work"}}),
                    pdu(PduType::kMboxStoreConf, "S1")
                        .add(field::kContentLocation, kBox1)
                        .add(field::kStoreStatus, "Success"));
         s.bob.post(
             pdu(PduType::kMboxViewReq, "V1"),
             view_conf({entry(kBox1, "b1@x").add(field::kMmFlags, Flag{Flag::kAdd, {"work"}})}));
       },
       {kDeferred, kStored, kViewed},
       {"Alice: 1 first, 2 content-location; Bob deferred"}},
  };
  return kCases;
}

}  // namespace mm1::scenarios
