#include <chrono>

#include "captures/captures.h"
#include "captures/handset.h"
#include "captures/pdus.h"

namespace mm1::samples {

using namespace std::chrono_literals;
using mms::Counted;
using mms::Relative;
using test::CaptureBuilder;
using test::Framing;
using test::http_request;
using test::http_response;

test::Buffer http_send_retrieve(const Scene& scene) {
  CaptureBuilder capture(scene.start_ns);
  Handset alice(capture, scene.alice);
  Handset bob(capture, scene.bob);
  MultimediaMessage mm =
      slide_message("mm1@mmsc.example.com", "http://mmsc.example.com/m/1", "Grüße");
  mm.subject = {"Grüße", kUtf8};
  mm.delivery_report = true;
  mm.read_report = true;

  alice.post(send_req(mm, "T1"), send_conf(mm, "T1"));
  alice.hang_up();
  capture.wait(2s);
  bob.pushed(notification_ind(mm, "N1"));
  capture.wait(1s);
  bob.get(mm.uri, retrieve_conf(mm, "N1"));
  bob.post(notifyresp_ind("N1", "Retrieved"));
  bob.hang_up();
  capture.wait(1s);
  alice.pushed(delivery_ind(mm, "Retrieved"));
  capture.wait(20s);
  bob.post(read_rec_ind(mm, "Read"));
  bob.hang_up();
  capture.wait(1s);
  alice.pushed(read_orig_ind(mm, "Read"));
  return test::pcap(capture.packets());
}

test::Buffer http_deferred_retrieval(const Scene& scene) {
  CaptureBuilder capture(scene.start_ns, test::Wire::linux_sll());
  Handset bob(capture, scene.bob);
  const MultimediaMessage mm =
      text_message("mm2@mmsc.example.com", "http://mmsc.example.com/m/2", "Read me later");

  bob.pushed(notification_ind(mm, "N2"));
  capture.wait(1s);
  bob.post(notifyresp_ind("N2", "Deferred"));
  bob.hang_up();
  capture.wait(10min);
  bob.get(mm.uri, retrieve_conf(mm, "R2"));
  bob.post(acknowledge_ind("R2"));
  bob.hang_up();
  return test::pcapng(capture.packets());
}

test::Buffer http_chunked_gzip_close(const Scene& scene) {
  CaptureBuilder capture(scene.start_ns, test::Wire::raw_ip());
  Handset alice(capture, scene.alice);
  Handset bob(capture, scene.bob);
  const MultimediaMessage chunked =
      slide_message("mm3@mmsc.example.com", "http://mmsc.example.com/m/3", "In chunks");
  const MultimediaMessage zipped =
      slide_message("mm4@mmsc.example.com", "http://mmsc.example.com/m/4", "Compressed");
  const MultimediaMessage closed =
      text_message("mm5@mmsc.example.com", "http://mmsc.example.com/m/5", "Until the end");

  alice.exchange(post_request(send_req(chunked, "T3").encode(), Framing::kChunked),
                 pdu_response(send_conf(chunked, "T3").encode(), Framing::kChunked));
  alice.hang_up();

  bob.pushed(notification_ind(chunked, "N3"));
  bob.pushed(notification_ind(zipped, "N4"));
  bob.pushed(notification_ind(closed, "N5"));
  capture.wait(1s);
  bob.exchange(get_request(chunked.uri),
               pdu_response(retrieve_conf(chunked, "N3").encode(), Framing::kChunked));
  bob.post(notifyresp_ind("N3", "Retrieved"));
  bob.exchange(get_request(zipped.uri),
               http_response(200, {{"Content-Type", kMmsType}, {"Content-Encoding", "gzip"}},
                             test::gzip(retrieve_conf(zipped, "N4").encode())));
  bob.post(notifyresp_ind("N4", "Retrieved"));
  bob.exchange(get_request(closed.uri),
               pdu_response(retrieve_conf(closed, "N5").encode(), Framing::kUntilClose));
  bob.connection().close_by_server();
  bob.connection_ended();
  bob.post(notifyresp_ind("N5", "Retrieved"));
  bob.hang_up();
  return test::pcap(capture.packets(), {.nanoseconds = false});
}

test::Buffer http_push(const Scene& scene) {
  constexpr std::uint16_t kPhonePushPort = 4035;
  CaptureBuilder capture(scene.start_ns);
  Handset bob(capture, scene.bob);
  const MultimediaMessage mm =
      slide_message("mm29@mmsc.example.com", "http://mmsc.example.com/m/29", "Pushed over TCP");
  MultimediaMessage sent = text_message("mm31@mmsc.example.com", "", "");
  sent.from = kBob;
  sent.to = kCarol;
  test::TcpConnection proxy(capture, {kPushProxy, 50003}, {scene.bob, kPhonePushPort});
  const auto push = [&](const PduBuilder& pdu) {
    const test::Buffer content = http_response(
        200, {{"Content-Type", kMmsType}, {"X-Wap-Application-Id", "x-wap-application:mms.ua"}},
        pdu.encode());
    proxy.from_client(http_request(
        "POST", "/wappush",
        {{"Host", ""}, {"X-Wap-Push-OTA-Version", "1.0"}, {"Content-Type", "application/http"}},
        content, Framing::kContentLength));
    proxy.from_server(
        http_response(204, {{"X-Wap-Push-OTA-Version", "1.0"}, {"X-Wap-Push-Status", "400"}}, {},
                      Framing::kNoBody));
  };

  push(notification_ind(mm, "N29"));
  capture.wait(1s);
  bob.get(mm.uri, retrieve_conf(mm, "N29"));
  bob.post(notifyresp_ind("N29", "Retrieved"));
  bob.hang_up();
  push(delivery_ind(sent, "Retrieved"));
  proxy.close();
  return test::pcap(capture.packets());
}

test::Buffer forward(const Scene& scene) {
  CaptureBuilder capture(scene.start_ns);
  Handset alice(capture, scene.alice);
  Handset bob(capture, scene.bob);
  Handset carol(capture, scene.carol);
  MultimediaMessage mm =
      slide_message("mm6@mmsc.example.com", "http://mmsc.example.com/m/6", "Pass it on");
  mm.delivery_report = true;
  MultimediaMessage forwarded = mm;
  forwarded.id = "mm7@mmsc.example.com";
  forwarded.uri = "http://mmsc.example.com/m/7";
  forwarded.from = kBob;
  forwarded.to = kCarol;
  forwarded.date = mm.date + 60;
  forwarded.delivery_report = false;

  alice.post(send_req(mm, "T6"), send_conf(mm, "T6"));
  alice.hang_up();
  bob.pushed(notification_ind(mm, "N6"));
  capture.wait(1s);
  bob.post(notifyresp_ind("N6", "Deferred"));
  capture.wait(30s);
  const auto forward_req = [](const std::string& tid, const std::string& uri) {
    return PduBuilder(PduType::kForwardReq, Version::k12)
        .add(field::kTransactionId, tid)
        .add(field::kFrom, mms::InsertAddress{})
        .add(field::kTo, kCarol)
        .add(field::kReportAllowed, "Yes")
        .add(field::kDeliveryReport, "No")
        .add(field::kReadReport, "No")
        .add(field::kContentLocation, uri);
  };
  bob.post(forward_req("F6", mm.uri), PduBuilder(PduType::kForwardConf, Version::k12)
                                          .add(field::kTransactionId, "F6")
                                          .add(field::kResponseStatus, "Ok")
                                          .add(field::kMessageId, forwarded.id));
  capture.wait(1s);
  alice.pushed(delivery_ind(mm, "Forwarded"));
  carol.pushed(notification_ind(forwarded, "N7"));
  capture.wait(1s);
  carol.get(forwarded.uri, retrieve_conf(forwarded, "N7")
                               .add(field::kPreviouslySentBy, Counted(0, kAlice))
                               .add(field::kPreviouslySentDate, Counted(0, mm.date)));
  carol.post(notifyresp_ind("N7", "Retrieved"));
  carol.hang_up();

  capture.wait(5s);
  bob.post(forward_req("F7", "http://mmsc.example.com/m/unknown"),
           PduBuilder(PduType::kForwardConf, Version::k12)
               .add(field::kTransactionId, "F7")
               .add(field::kResponseStatus, "Error-permanent-message-not-found")
               .add(field::kResponseText, "no such message"));
  bob.hang_up();
  return test::pcap(capture.packets());
}

test::Buffer reports(const Scene& scene) {
  CaptureBuilder capture(scene.start_ns);
  Handset alice(capture, scene.alice);
  Handset bob(capture, scene.bob);
  MultimediaMessage mm =
      text_message("mm8@mmsc.example.com", "http://mmsc.example.com/m/8", "To three of you");
  mm.delivery_report = true;
  mm.read_report = true;
  MultimediaMessage to_carol = mm;
  to_carol.to = kCarol;
  MultimediaMessage to_dave = mm;
  to_dave.to = kDave;

  alice.post(send_req(mm, "T8").add(field::kCc, kCarol).add(field::kBcc, kDave),
             send_conf(mm, "T8"));
  alice.hang_up();
  bob.pushed(notification_ind(mm, "N8"));
  capture.wait(1s);
  bob.get(mm.uri, retrieve_conf(mm, "N8").add(field::kCc, kCarol));
  bob.post(notifyresp_ind("N8", "Retrieved"));
  bob.hang_up();
  capture.wait(1s);
  alice.pushed(delivery_ind(mm, "Retrieved"));
  alice.pushed(delivery_ind(to_carol, "Deferred"));
  capture.wait(1min);
  alice.pushed(delivery_ind(to_carol, "Rejected"));
  alice.pushed(delivery_ind(to_dave, "Unreachable"));
  bob.post(read_rec_ind(mm, "Deleted without being read"));
  bob.hang_up();
  alice.pushed(read_orig_ind(mm, "Deleted without being read"));
  return test::pcap(capture.packets());
}

test::Buffer reply_charging(const Scene& scene) {
  constexpr std::uint64_t kTwoDays = 2 * 86400;
  constexpr std::uint64_t kLimit = 2000;  // octets of a free reply
  CaptureBuilder capture(scene.start_ns);
  Handset alice(capture, scene.alice);
  Handset bob(capture, scene.bob);
  const MultimediaMessage mm =
      text_message("mm9@mmsc.example.com", "http://mmsc.example.com/m/9", "Answer at my cost");
  MultimediaMessage reply =
      text_message("mm10@mmsc.example.com", "http://mmsc.example.com/m/10", "Gladly");
  reply.from = kBob;
  reply.to = kAlice;
  reply.date = mm.date + 60;
  const auto offered = [](PduBuilder pdu, const char* kind) {
    return pdu.add(field::kReplyCharging, kind)
        .add(field::kReplyChargingDeadline, Relative{kTwoDays})
        .add(field::kReplyChargingSize, kLimit);
  };

  alice.post(offered(send_req(mm, "T9"), "Requested text only"), send_conf(mm, "T9"));
  alice.hang_up();
  bob.pushed(offered(notification_ind(mm, "N9"), "Accepted text only"));
  capture.wait(1s);
  bob.get(mm.uri, offered(retrieve_conf(mm, "N9"), "Accepted text only"));
  bob.post(notifyresp_ind("N9", "Retrieved"));
  capture.wait(1min);
  bob.post(send_req(reply, "T10").add(field::kReplyChargingId, mm.id), send_conf(reply, "T10"));
  bob.hang_up();
  alice.pushed(notification_ind(reply, "N10").add(field::kReplyChargingId, mm.id));
  capture.wait(1s);
  alice.get(reply.uri, retrieve_conf(reply, "N10").add(field::kReplyChargingId, mm.id));
  alice.post(notifyresp_ind("N10", "Retrieved"));
  alice.hang_up();
  return test::pcap(capture.packets());
}

test::Buffer cancel_delete(const Scene& scene) {
  CaptureBuilder capture(scene.start_ns);
  Handset bob(capture, scene.bob);
  const MultimediaMessage first =
      text_message("mm11@mmsc.example.com", "http://mmsc.example.com/m/11", "Buy now");
  const MultimediaMessage second =
      text_message("mm12@mmsc.example.com", "http://mmsc.example.com/m/12", "Offer has ended");
  const auto pdu_13 = [](PduType type, const std::string& tid) {
    return PduBuilder(type, Version::k13).add(field::kTransactionId, tid);
  };
  const auto notification_13 = [&](const MultimediaMessage& mm, const std::string& tid) {
    return pdu_13(PduType::kNotificationInd, tid)
        .add(field::kFrom, mm.from)
        .add(field::kMessageClass, "Advertisement")
        .add(field::kMessageSize, mm.body.size())
        .add(field::kExpiry, Relative{3600})
        .add(field::kRecommendedRetrievalMode, "Manual")
        .add(field::kRecommendedRetrievalModeText, "roaming")
        .add(field::kContentClass, "text")
        .add(field::kContentLocation, mm.uri);
  };
  const auto deferred = [&](const std::string& tid) {
    return pdu_13(PduType::kNotifyRespInd, tid).add(field::kStatus, "Deferred");
  };

  bob.pushed(notification_13(first, "N11"));
  bob.pushed(notification_13(second, "N12"));
  capture.wait(1s);
  bob.post(deferred("N11"));
  bob.post(deferred("N12"));
  capture.wait(30s);
  bob.get(first.uri, pdu_13(PduType::kRetrieveConf, "R11")
                         .add(field::kMessageId, first.id)
                         .add(field::kDate, first.date)
                         .add(field::kFrom, first.from)
                         .add(field::kTo, first.to)
                         .add(field::kMessageClass, "Advertisement")
                         .content(first.type, first.body));
  bob.post(pdu_13(PduType::kAcknowledgeInd, "R11"));
  capture.wait(30s);
  bob.post(pdu_13(PduType::kDeleteReq, "X12")
               .add(field::kContentLocation, second.uri)
               .add(field::kContentLocation, "http://mmsc.example.com/m/expired"),
           pdu_13(PduType::kDeleteConf, "X12")
               .add(field::kContentLocation, Counted(1, "http://mmsc.example.com/m/expired"))
               .add(field::kResponseStatus, Counted(0, "Ok"))
               .add(field::kResponseStatus, Counted(1, "Error-permanent-failure"))
               .add(field::kResponseText, Counted(1, "expired")));
  capture.wait(30s);
  bob.pushed(pdu_13(PduType::kCancelReq, "C11").add(field::kCancelId, first.id));
  capture.wait(1s);
  bob.post(pdu_13(PduType::kCancelConf, "C11").add(field::kCancelStatus, std::uint64_t{0x80}));
  bob.hang_up();
  return test::pcap(capture.packets());
}

}  // namespace mm1::samples
