#include <chrono>
#include <vector>

#include "captures/captures.h"
#include "captures/handset.h"
#include "captures/pdus.h"

namespace mm1::samples {
namespace {

using namespace std::chrono_literals;
using mms::Counted;
using mms::Flag;
using mms::Total;
using wsp::Part;

constexpr const char* kMixed = "application/vnd.wap.multipart.mixed";

PduBuilder pdu(PduType type, const std::string& tid) {
  return PduBuilder(type, Version::k12).add(field::kTransactionId, tid);
}

PduBuilder descriptor(const MultimediaMessage& mm, const std::string& state) {
  return PduBuilder(PduType::kMboxDescr)
      .add(field::kContentLocation, mm.uri)
      .add(field::kMessageId, mm.id)
      .add(field::kMmState, state)
      .add(field::kFrom, mm.from)
      .add(field::kSubject, mm.subject);
}

void store(Handset& bob, const MultimediaMessage& mm) {
  bob.post(pdu(PduType::kMboxStoreReq, "S1")
               .add(field::kContentLocation, mm.uri)
               .add(field::kMmFlags, Flag{Flag::kAdd, {"work"}}),
           pdu(PduType::kMboxStoreConf, "S1")
               .add(field::kContentLocation, "http://mmsc.example.com/box/1")
               .add(field::kStoreStatus, "Success"));
  bob.post(pdu(PduType::kMboxStoreReq, "S2")
               .add(field::kContentLocation, "http://mmsc.example.com/box/9")
               .add(field::kMmState, "Retrieved"),
           pdu(PduType::kMboxStoreConf, "S2")
               .add(field::kStoreStatus, "Error-permanent-message-not-found")
               .add(field::kStoreStatusText, "no such message"));
}

void upload(Handset& bob, const MultimediaMessage& draft) {
  const auto stored = PduBuilder(PduType::kMboxDescr)
                          .add(field::kTo, draft.to)
                          .add(field::kSubject, draft.subject)
                          .content(draft.type, draft.body);
  const auto upload_req = [&](const std::string& tid) {
    return pdu(PduType::kMboxUploadReq, tid)
        .add(field::kMmState, "Draft")
        .content(kMmsType, stored.encode());
  };
  bob.post(upload_req("U1"), pdu(PduType::kMboxUploadConf, "U1")
                                 .add(field::kContentLocation, draft.uri)
                                 .add(field::kStoreStatus, "Success"));
  bob.post(upload_req("U2"), pdu(PduType::kMboxUploadConf, "U2")
                                 .add(field::kStoreStatus, "Error-permanent-mmbox-full")
                                 .add(field::kStoreStatusText, "quota used up"));
}

void view(Handset& bob, const MultimediaMessage& kept, const MultimediaMessage& draft) {
  const auto with_content = [](PduBuilder described, const MultimediaMessage& mm) {
    return described.content(mm.type, mm.body).encode();
  };
  const std::vector<Part> found = {
      Part(kMmsType,
           with_content(descriptor(kept, "New").add(field::kMmFlags, Flag{Flag::kAdd, {"work"}}),
                        kept)),
      Part(kMmsType, with_content(descriptor(draft, "Draft"), draft))};
  bob.post(pdu(PduType::kMboxViewReq, "V1")
               .add(field::kMmState, "New")
               .add(field::kMmState, "Draft")
               .add(field::kStart, 0)
               .add(field::kLimit, 10)
               .add(field::kAttributes, "From")
               .add(field::kAttributes, "Subject")
               .add(field::kAttributes, "Content-Type")
               .add(field::kAttributes, 0xAE)  // Content
               .add(field::kTotals, "Yes")
               .add(field::kQuotas, "Yes"),
           pdu(PduType::kMboxViewConf, "V1")
               .add(field::kResponseStatus, "Ok")
               .add(field::kMmState, "New")
               .add(field::kMmState, "Draft")
               .add(field::kStart, 0)
               .add(field::kLimit, 10)
               .add(field::kAttributes, "From")
               .add(field::kAttributes, "Subject")
               .add(field::kAttributes, "Content-Type")
               .add(field::kAttributes, 0xAE)
               .add(field::kMboxTotals, Total{Total::kMessages, 2})
               .add(field::kMboxQuotas, Total{Total::kMessages, 200})
               .add(field::kMessageCount, 2)
               .content(kMixed, found));
  bob.post(pdu(PduType::kMboxViewReq, "V2").add(field::kMmState, "Forwarded"),
           pdu(PduType::kMboxViewConf, "V2")
               .add(field::kResponseStatus, "Ok")
               .add(field::kMmState, "Forwarded")
               .add(field::kMessageCount, 0)
               .content("*/*", wsp::Buffer{}));
  bob.post(pdu(PduType::kMboxViewReq, "V3").add(field::kMmState, "Sent"),
           pdu(PduType::kMboxViewConf, "V3")
               .add(field::kResponseStatus, "Error-transient-network-problem")
               .add(field::kResponseText, "store out of reach")
               .add(field::kMessageCount, 0)
               .content("*/*", wsp::Buffer{}));
}

void remove(Handset& bob, const MultimediaMessage& kept, const MultimediaMessage& draft) {
  bob.post(pdu(PduType::kMboxDeleteReq, "D1").add(field::kContentLocation, draft.uri),
           pdu(PduType::kMboxDeleteConf, "D1").add(field::kResponseStatus, Counted(0, "Ok")));
  bob.post(pdu(PduType::kMboxDeleteReq, "D2")
               .add(field::kContentLocation, kept.uri)
               .add(field::kContentLocation, "http://mmsc.example.com/box/9"),
           pdu(PduType::kMboxDeleteConf, "D2")
               .add(field::kContentLocation, Counted(1, "http://mmsc.example.com/box/9"))
               .add(field::kResponseStatus, Counted(0, "Ok"))
               .add(field::kResponseStatus, Counted(1, "Error-permanent-service-denied"))
               .add(field::kResponseText, Counted(1, "not yours")));
}

}  // namespace

test::Buffer mbox(const Scene& scene) {
  test::CaptureBuilder capture(scene.start_ns);
  Handset alice(capture, scene.alice);
  Handset bob(capture, scene.bob);
  const MultimediaMessage mm =
      slide_message("mm13@mmsc.example.com", "http://mmsc.example.com/m/13", "Keep me");
  MultimediaMessage kept = mm;
  kept.uri = "http://mmsc.example.com/box/1";
  MultimediaMessage draft =
      text_message("mm14@mmsc.example.com", "http://mmsc.example.com/box/2", "Not ready yet");
  draft.from = kBob;
  draft.to = kCarol;

  alice.post(send_req(mm, "T13").add(field::kStore, "Yes").add(field::kMmState, "Sent"),
             send_conf(mm, "T13")
                 .add(field::kContentLocation, "http://mmsc.example.com/box/alice/1")
                 .add(field::kStoreStatus, "Success"));
  alice.hang_up();
  bob.pushed(notification_ind(mm, "N13"));
  capture.wait(1s);
  bob.post(notifyresp_ind("N13", "Deferred"));
  store(bob, mm);
  capture.wait(1s);
  upload(bob, draft);
  bob.hang_up();
  capture.wait(5s);
  view(bob, kept, draft);
  capture.wait(5s);
  bob.get(kept.uri, retrieve_conf(kept, "")
                        .add(field::kMmState, "New")
                        .add(field::kMmFlags, Flag{Flag::kFilter, {"work"}}));
  capture.wait(5s);
  remove(bob, kept, draft);
  bob.hang_up();
  return test::pcap(capture.packets());
}

}  // namespace mm1::samples
