#include <chrono>
#include <vector>

#include "captures/captures.h"
#include "captures/handset.h"
#include "captures/pdus.h"
#include "support/hex.h"

namespace mm1::samples {
namespace {

using namespace std::chrono_literals;
using mms::Raw;
using test::CaptureBuilder;
using test::from_hex;
using test::http_response;
using wsp::Part;

}  // namespace

test::Buffer errors(const Scene& scene) {
  CaptureBuilder capture(scene.start_ns);
  Handset alice(capture, scene.alice);
  Handset bob(capture, scene.bob);
  const auto message = [](const std::string& number) {
    return text_message("mm" + number + "@mmsc.example.com", "http://mmsc.example.com/m/" + number,
                        "Message " + number);
  };
  const MultimediaMessage refused = message("22"), resent = message("23"), gone = message("24"),
                          lost = message("25"), delayed = message("26"), cut = message("27");

  // Sending: refused for good; refused for now and accepted when resent unaltered; no relay.
  alice.post(send_req(refused, "T22"),
             send_refused("T22", "Error-permanent-content-not-accepted", "no text, please"));
  alice.post(send_req(resent, "T23"),
             send_refused("T23", "Error-transient-failure", "try again later"));
  capture.wait(1min);
  alice.post(send_req(resent, "T23"), send_conf(resent, "T23"));
  alice.exchange(post_request(send_req(message("28"), "T28").encode()),
                 http_response(503, {{"Content-Type", "text/plain"}}, test::Buffer{}));
  alice.hang_up();
  capture.wait(5s);

  // Retrieval: the reference is gone from the server; from the relay; there only at the second try.
  bob.pushed(notification_ind(gone, "N24"));
  bob.pushed(notification_ind(lost, "N25"));
  bob.pushed(notification_ind(delayed, "N26"));
  bob.exchange(get_request(gone.uri),
               http_response(404, {{"Content-Type", "text/plain"}}, test::Buffer{}));
  bob.post(notifyresp_ind("N24", "Deferred"));
  bob.get(lost.uri, retrieve_failed("N25", "Error-permanent-message-not-found", "not here"));
  bob.post(notifyresp_ind("N25", "Deferred"));
  bob.get(delayed.uri, retrieve_failed("N26", "Error-transient-network-problem", "soon"));
  capture.wait(1min);
  bob.get(delayed.uri, retrieve_conf(delayed, "N26"));
  bob.post(notifyresp_ind("N26", "Retrieved"));
  bob.hang_up();

  // A request whose connection breaks before the answer; the phone goes on two minutes later.
  capture.wait(5s);
  alice.connection().from_client(post_request(send_req(cut, "T27").encode())).reset_by_server();
  alice.connection_ended();
  capture.wait(2min);
  const MultimediaMessage later = message("32");
  alice.post(send_req(later, "T32"), send_conf(later, "T32"));
  alice.hang_up();
  return test::pcap(capture.packets());
}

test::Buffer faults(const Scene& scene) {
  CaptureBuilder capture(scene.start_ns);
  Handset alice(capture, scene.alice);
  Handset bob(capture, scene.bob);
  const MultimediaMessage mm =
      text_message("mm30@mmsc.example.com", "http://mmsc.example.com/m/30", "Faulty");
  const std::string refused_status = "Error-permanent-message-format-corrupt";
  const auto refuse = [&](const std::string& tid) {
    return send_refused(tid, refused_status, "not a valid message");
  };
  const std::vector<Part> parts = {Part("text/plain", "Hi")};

  // m-send-req without recipient and without From.
  alice.post(PduBuilder(PduType::kSendReq, Version::k12)
                 .add(field::kTransactionId, "T30")
                 .content("application/vnd.wap.multipart.mixed", parts),
             refuse("T30"));
  // A value length that is one too many: an octet is left behind the value.
  alice.post(PduBuilder(PduType::kSendReq, Version::k12)
                 .add(field::kTransactionId, "T31")
                 .add(field::kFrom, mms::InsertAddress{})
                 .add(field::kTo, kBob)
                 .add(field::kExpiry, Raw{from_hex("06 81 03 01 51 80 00")})
                 .content("application/vnd.wap.multipart.mixed", parts),
             refuse("T31"));
  // Version before Transaction-Id, Subject twice, a reserved priority.
  alice.post(PduBuilder(PduType::kSendReq, Version::k12)
                 .add(field::kTransactionId, "T32")
                 .add(field::kFrom, mms::InsertAddress{})
                 .add(field::kTo, kBob)
                 .add(field::kSubject, "One")
                 .add(field::kSubject, "Two")
                 .add(field::kPriority, 0x99)
                 .content("application/vnd.wap.multipart.mixed", parts)
                 .in_given_order(),
             send_conf(mm, "T32"));
  // A part longer than the body.
  MultimediaMessage cut = mm;
  cut.body = from_hex("01 01 7F 83 48 69");
  alice.post(send_req(cut, "T33"), refuse("T33"));
  // A confirmation with another transaction id.
  alice.post(send_req(mm, "T34"), send_conf(mm, "T99"));
  alice.hang_up();

  // Notifications: absolute expiry; text without its end; Retrieved without a retrieval.
  capture.wait(1s);
  bob.pushed(PduBuilder(PduType::kNotificationInd, Version::k12)
                 .add(field::kTransactionId, "N30")
                 .add(field::kMessageClass, "Personal")
                 .add(field::kMessageSize, mm.body.size())
                 .add(field::kExpiry, mms::Absolute{mm.date + 86400})
                 .add(field::kContentLocation, mm.uri));
  bob.pushed(PduBuilder(PduType::kNotificationInd, Version::k12)
                 .add(field::kTransactionId, "N31")
                 .add(field::kMessageClass, "Personal")
                 .add(field::kMessageSize, mm.body.size())
                 .add(field::kExpiry, mms::Relative{86400})
                 .add(field::kContentLocation, Raw{from_hex("68 74 74 70 3A 2F 2F 6D")}));
  capture.wait(1s);
  bob.post(notifyresp_ind("N30", "Retrieved"));
  // A relay's PDU sent by a client.
  bob.post(delivery_ind(mm, "Retrieved"));
  bob.hang_up();
  return test::pcap(capture.packets());
}

}  // namespace mm1::samples
