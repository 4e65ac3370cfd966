// Sound forwards without retrieval, replies that the sender pays for, and what version 1.3 adds.
#include "clean.h"

namespace mm1::scenarios {
namespace {

using S = Scenario;

constexpr std::uint8_t kTransient = 0xC0, kDenied = 0xE1, kLimitations = 0xE6;
constexpr const char* kMixed = "application/vnd.wap.multipart.mixed";

void deferred(S& s) {
  s.bob.pushed(notification("N1", kU1));
  s.bob.post(notify_resp("N1", "Deferred"));
}
/// Carol's part in a forward by Bob.
void forwarded_to_carol(S& s) {
  const auto from_bob = [](PduBuilder pdu) {
    return pdu.add(field::kFrom, kBobNumber)
        .add(field::kPreviouslySentBy, mms::Counted(0, kAliceNumber));
  };
  s.carol.pushed(bare_notification("N2", kU2).add(field::kFrom, kBobNumber));
  s.carol.get(kU2, from_bob(bare_mm("fwd1@x", "N2")));
  s.carol.post(notify_resp("N2", "Retrieved"));
}
void offers(S& s) {
  s.alice.post(offering(send_req("T1"), "Requested"), send_conf("T1", "id1@x"));
  s.bob.pushed(offering(notification("N1", kU1), "Accepted"));
  s.bob.get(kU1, offering(mm("id1@x", "N1"), "Accepted"));
  s.bob.post(notify_resp("N1", "Retrieved"));
}
PduBuilder reply() {
  const std::vector<wsp::Part> parts = {wsp::Part("text/plain", "Yes")};
  return bare_send_req("R1")
      .add(field::kFrom, mms::InsertAddress{})
      .add(field::kTo, kAliceNumber)
      .add(field::kReplyChargingId, "id1@x")
      .content(kMixed, parts);
}
PduBuilder retrieved_reply() {
  const std::vector<wsp::Part> parts = {wsp::Part("text/plain", "Yes")};
  return pdu(PduType::kRetrieveConf, "N7")
      .add(field::kDate, 1'767'607'500)
      .add(field::kMessageId, "reply1@x")
      .add(field::kFrom, kBobNumber)
      .add(field::kTo, kAliceNumber)
      .add(field::kReplyChargingId, "id1@x")
      .content(kMixed, parts);
}
PduBuilder cancel_req() {
  return pdu(PduType::kCancelReq, "C1", Version::k13).add(field::kCancelId, "id1@x");
}
PduBuilder cancel_conf(std::uint8_t status) {
  return pdu(PduType::kCancelConf, "C1", Version::k13).add(field::kCancelStatus, status);
}
/// A message of version 1.3 that Bob has.
void retrieved_13(S& s) {
  s.bob.pushed(pdu(PduType::kNotificationInd, "N1", Version::k13)
                   .add(field::kFrom, kAliceNumber)
                   .add(field::kMessageClass, "Personal")
                   .add(field::kMessageSize, 120)
                   .add(field::kExpiry, mms::Relative{86'400})
                   .add(field::kContentLocation, kU1));
  const std::vector<wsp::Part> parts = {wsp::Part("text/plain", "A message of some length.")};
  s.bob.get(kU1, pdu(PduType::kRetrieveConf, "N1", Version::k13)
                     .add(field::kDate, 1'700'000'000)
                     .add(field::kMessageId, "id1@x")
                     .add(field::kFrom, kAliceNumber)
                     .add(field::kTo, kBobNumber)
                     .content(kMixed, parts));
  s.bob.post(pdu(PduType::kNotifyRespInd, "N1", Version::k13).add(field::kStatus, "Retrieved"));
}

constexpr const char* kSend = "Alice send completed Ok: m-send-req m-send-conf";
constexpr const char* kRetrieval =
    "Bob retrieval immediate completed Retrieved: m-notification-ind m-retrieve-conf "
    "m-notifyresp-ind";
constexpr const char* kDeferred =
    "Bob retrieval deferred deferred Deferred: m-notification-ind m-notifyresp-ind";
constexpr const char* kCarols =
    "Carol retrieval immediate completed Retrieved: m-notification-ind m-retrieve-conf "
    "m-notifyresp-ind";

}  // namespace

const std::vector<CleanCase>& clean_forward_cases() {
  static const std::vector<CleanCase> kCases = {
      {"forward without retrieval, and on to the next client",
       [](S& s) {
         deferred(s);
         s.bob.post(forward_req("F1", kU1), forward_conf("F1", "fwd1@x"));
         s.wait(seconds(5));
         forwarded_to_carol(s);
       },
       {kDeferred, "Bob forward completed Ok: m-forward-req m-forward-conf", kCarols},
       {"Alice: 1 first, 2 content-location; Bob forwarded",
        "Bob: forwards 1: 2 first, 3 message-id; Carol retrieved"}},
      {"forward that succeeds at the second try",
       [](S& s) {
         deferred(s);
         s.bob.post(forward_req("F1", kU1), refused(PduType::kForwardConf, "F1", kTransient));
         s.wait(minutes(1));
         s.bob.post(forward_req("F1", kU1), forward_conf("F1"));
       },
       {kDeferred,
        "Bob forward completed Ok: m-forward-req m-forward-conf m-forward-req m-forward-conf"},
       {"Alice: 1 first, 2 content-location; Bob forwarded",
        "Bob: forwards 1: 2 first; Carol submitted"}},
      {"forward that is not allowed",
       [](S& s) {
         deferred(s);
         s.bob.post(forward_req("F1", kU1), refused(PduType::kForwardConf, "F1", kDenied));
       },
       {kDeferred,
        "Bob forward error-permanent Error-permanent-service-denied: m-forward-req "
        "m-forward-conf"},
       {"Alice: 1 first, 2 content-location; Bob deferred",
        "Bob: forwards 1: 2 first; Carol refused"}},
      {"forward reported to the first sender",
       [](S& s) {
         samples::MultimediaMessage mm = text_mm("1");
         mm.delivery_report = true;
         s.alice.post(send_req(mm, "T1"), send_conf(mm, "T1"));
         s.bob.pushed(notification_ind(mm, "N1"));
         s.bob.post(notify_resp("N1", "Deferred"));
         s.bob.post(forward_req("F1", mm.uri), forward_conf("F1"));
         s.wait(seconds(30));
         s.alice.pushed(delivery_ind(mm, "Forwarded"));
       },
       {kSend, kDeferred, "Bob forward completed Ok: m-forward-req m-forward-conf",
        "Alice delivery-report completed Forwarded: m-delivery-ind"},
       {"Alice: 1 first, 2 weighed, 3 content-location, 4 message-id; Bob forwarded",
        "Bob: forwards 1: 3 first; Carol submitted"}},
      {"forward with a copy into the MMBox",
       [](S& s) {
         deferred(s);
         s.bob.post(forward_req("F1", kU1).add(field::kStore, "Yes"),
                    forward_conf("F1")
                        .add(field::kStoreStatus, "Success")
                        .add(field::kContentLocation, "http://mmsc.example.com/box/1"));
       },
       {kDeferred, "Bob forward completed Ok: m-forward-req m-forward-conf"},
       {"Alice: 1 first, 2 content-location; Bob forwarded",
        "Bob: forwards 1: 2 first; Carol submitted"}},
      {"reply that the sender pays for",
       [](S& s) {
         offers(s);
         s.wait(minutes(5));
         s.bob.post(reply(), send_conf("R1", "reply1@x"));
         s.alice.pushed(bare_notification("N7", kU2)
                            .add(field::kFrom, kBobNumber)
                            .add(field::kReplyChargingId, "id1@x"));
         s.alice.get(kU2, retrieved_reply());
         s.alice.post(notify_resp("N7", "Retrieved"));
       },
       {kSend, kRetrieval, "Bob send completed Ok: m-send-req m-send-conf",
        "Alice retrieval immediate completed Retrieved: m-notification-ind m-retrieve-conf "
        "m-notifyresp-ind"},
       {"Alice: 1 first, 2 message-id; Bob retrieved",
        "Bob: 3 first, 4 message-id; Alice retrieved"}},
      {"reply that its receiver refuses to pay for",
       [](S& s) {
         s.alice.post(offering(send_req("T1"), "Requested"),
                      refused(PduType::kSendConf, "T1", 0xE9));
       },
       {"Alice send error-permanent Error-permanent-reply-charging-not-supported: m-send-req "
        "m-send-conf"},
       {"Alice: 1 first; Bob refused"}},
      {"message cancelled",
       [](S& s) {
         retrieved_13(s);
         s.wait(minutes(1));
         s.bob.pushed(cancel_req());
         s.bob.post(cancel_conf(0x80));
       },
       {kRetrieval, "Bob cancel completed Request received: m-cancel-req m-cancel-conf"},
       {"Alice: 1 first, 2 message-id; Bob retrieved"},
       {"ENC-TYP-002 relay", "ENC-TYP-002 client"}},
      {"cancel that the client could not read",
       [](S& s) {
         retrieved_13(s);
         s.wait(minutes(1));
         s.bob.pushed(cancel_req());
         s.bob.post(cancel_conf(0x81));
       },
       {kRetrieval, "Bob cancel error-permanent Request corrupted: m-cancel-req m-cancel-conf"},
       {"Alice: 1 first, 2 message-id; Bob retrieved"},
       {"ENC-TYP-002 relay", "ENC-TYP-002 client"}},
      {"message deleted before its retrieval",
       [](S& s) {
         deferred(s);
         s.bob.post(pdu(PduType::kDeleteReq, "D1", Version::k13).add(field::kContentLocation, kU1),
                    pdu(PduType::kDeleteConf, "D1", Version::k13)
                        .add(field::kResponseStatus, mms::Counted(0, "Ok")));
       },
       {kDeferred, "Bob delete completed Ok: m-delete-req m-delete-conf"},
       {"Alice: 1 first, 2 content-location; Bob deferred"},
       {"ENC-TYP-002 client", "ENC-TYP-002 relay"}},
      {"one of two messages deleted",
       [](S& s) {
         deferred(s);
         s.bob.pushed(notification("N2", kU2));
         s.bob.post(notify_resp("N2", "Deferred"));
         s.bob.post(
             pdu(PduType::kDeleteReq, "D1", Version::k13)
                 .add(field::kContentLocation, kU1)
                 .add(field::kContentLocation, kU2),
             pdu(PduType::kDeleteConf, "D1", Version::k13)
                 .add(field::kContentLocation, mms::Counted(1, kU2))
                 .add(field::kResponseStatus, mms::Counted(0, "Ok"))
                 .add(field::kResponseStatus, mms::Counted(1, "Error-permanent-service-denied")));
       },
       {kDeferred, kDeferred,
        "Bob delete partial Error-permanent-service-denied: m-delete-req m-delete-conf"},
       {"Alice: 1 first, 3 content-location; Bob deferred", "Alice: 2 first; Bob deferred"},
       {"ENC-TYP-002 client", "ENC-TYP-002 relay"}},
  };
  return kCases;
}

}  // namespace mm1::scenarios
