#include <chrono>
#include <vector>

#include "captures/captures.h"
#include "captures/handset.h"
#include "captures/pdus.h"
#include "support/smpp.h"
#include "support/wsp_layers.h"

namespace mm1::samples {
namespace {

using namespace std::chrono_literals;
using test::CaptureBuilder;
using test::kWspOk;

constexpr std::uint16_t kPhonePort = 49200;

// Content-Type and Encoding-Version 1.3, which connectionless PDUs cannot leave to a session.
const test::Buffer kMmsHeaders = {0xBE, 0xC3, 0x93};

test::Buffer post_pdu(const PduBuilder& pdu) {
  return test::wsp_post(kMmscUri, kMmsHeaders, pdu.encode());
}

test::Buffer reply_pdu(const PduBuilder& pdu) {
  return test::wsp_reply(kWspOk, kMmsHeaders, pdu.encode());
}

// A reply without content still has a Content-Type: text/plain.
test::Buffer empty_reply() {
  return test::wsp_reply(kWspOk, test::Buffer{0x83, 0xC3, 0x93}, test::Buffer{});
}

}  // namespace

test::Buffer wsp_connectionless(const Scene& scene) {
  CaptureBuilder capture(scene.start_ns);
  const test::Endpoint alice{scene.alice, kPhonePort};
  const test::Endpoint bob{scene.bob, kPhonePort};
  const test::Endpoint gateway{kWapGateway, kWspConnectionlessPort};
  Handset alices_pushes(capture, scene.alice, kMmsc, kWapGateway);
  Handset bobs_pushes(capture, scene.bob, kMmsc, kWapGateway);
  MultimediaMessage mm =
      text_message("mm15@mmsc.example.com", "http://mmsc.example.com/m/15", "By datagram");
  mm.delivery_report = true;

  capture.udp(alice, gateway, test::connectionless(7, post_pdu(send_req(mm, "T15"))));
  capture.wait(200ms);
  capture.udp(gateway, alice, test::connectionless(7, reply_pdu(send_conf(mm, "T15"))));
  capture.wait(1s);
  bobs_pushes.pushed(notification_ind(mm, "N15"));
  capture.wait(3s);
  capture.udp(bob, gateway, test::connectionless(1, post_pdu(notifyresp_ind("N15", "Rejected"))));
  capture.udp(gateway, bob, test::connectionless(1, empty_reply()));
  capture.wait(1s);
  alices_pushes.pushed(delivery_ind(mm, "Rejected"));
  return test::pcap(capture.packets());
}

test::Buffer wsp_connection_mode_sar(const Scene& scene) {
  CaptureBuilder capture(scene.start_ns, test::Wire::ppp());
  const test::Endpoint gateway{kWapGateway, kWspPort};
  test::WtpConversation alice(capture, {scene.alice, kPhonePort}, gateway);
  test::WtpConversation bob(capture, {scene.bob, kPhonePort}, gateway);
  Handset bobs_pushes(capture, scene.bob, kMmsc, kWapGateway);
  const MultimediaMessage mm =
      slide_message("mm16@mmsc.example.com", "http://mmsc.example.com/m/16", "In segments",
                    /*picture_padding=*/5000);

  alice.method(test::wsp_connect(), test::wsp_connect_reply(1));
  alice.method(post_pdu(send_req(mm, "T16")), reply_pdu(send_conf(mm, "T16")));
  alice.unconfirmed(test::wsp_disconnect(1));
  capture.wait(2s);
  bobs_pushes.pushed(notification_ind(mm, "N16"));
  capture.wait(1s);
  bob.method(test::wsp_connect(), test::wsp_connect_reply(2));
  bob.method(test::wsp_get(mm.uri), reply_pdu(retrieve_conf(mm, "N16")));
  bob.method(post_pdu(notifyresp_ind("N16", "Retrieved")), empty_reply());
  // A notification for the connected client comes through its session.
  const MultimediaMessage next =
      text_message("mm17@mmsc.example.com", "http://mmsc.example.com/m/17", "In the session");
  bob.confirmed_push(
      test::wsp_confirmed_push(test::kMmsPushHeaders, notification_ind(next, "N17").encode()));
  capture.wait(1s);
  bob.method(test::wsp_get(next.uri), reply_pdu(retrieve_conf(next, "N17")));
  bob.method(post_pdu(notifyresp_ind("N17", "Retrieved")), empty_reply());
  bob.unconfirmed(test::wsp_disconnect(2));
  return test::pcap(capture.packets());
}

test::Buffer sms_push_smpp(const Scene& scene) {
  constexpr std::uint16_t kSmppPort = 2775;
  constexpr const char* kShortCode = "15550100";
  CaptureBuilder capture(scene.start_ns);
  Handset bob(capture, scene.bob);
  MultimediaMessage mm = text_message("20260105100000.000018.1f3a@node-07.mmsc.example.com",
                                      "http://mmsc.example.com/m/18", "Announced by SMS");
  mm.subject = {"A subject long enough that one short message cannot hold it", 0};
  mm.delivery_report = true;
  const auto push = [](std::uint8_t tid, const PduBuilder& pdu) {
    return test::sms_user_data(
        kPushPort, kWspConnectionlessPort,
        test::connectionless(tid, test::wsp_push(test::kMmsPushHeaders, pdu.encode())), tid);
  };

  // The push proxy submits the notification to the short message centre.
  test::TcpConnection proxy(capture, {kPushProxy, 50001}, {kSmsc, kSmppPort});
  proxy.from_client(test::smpp_bind_transceiver(1, "ppg"));
  proxy.from_server(test::smpp_bind_transceiver_resp(1, "smsc"));
  std::uint32_t sequence = 2;
  for (const test::Buffer& user_data : push(1, notification_ind(mm, "N18"))) {
    proxy.from_client(test::smpp_submit_sm(sequence, {kShortCode, "15551230002", user_data}));
    proxy.from_server(test::smpp_submit_sm_resp(sequence, "m" + std::to_string(sequence)));
    ++sequence;
  }
  capture.wait(4s);
  bob.get(mm.uri, retrieve_conf(mm, "N18"));
  bob.post(notifyresp_ind("N18", "Retrieved"));
  bob.hang_up();
  capture.wait(2s);
  // The centre delivers the report to a device behind a gateway of its own.
  test::TcpConnection gateway(capture, {"198.51.100.9", 50002}, {kSmsc, kSmppPort});
  gateway.from_client(test::smpp_bind_transceiver(1, "devices"));
  gateway.from_server(test::smpp_bind_transceiver_resp(1, "smsc"));
  sequence = 1;
  for (const test::Buffer& user_data : push(2, delivery_ind(mm, "Retrieved"))) {
    gateway.from_server(test::smpp_deliver_sm(sequence, {kShortCode, "15551230001", user_data}));
    gateway.from_client(test::smpp_deliver_sm_resp(sequence));
    ++sequence;
  }
  gateway.close();
  proxy.close();
  return test::pcap(capture.packets());
}

}  // namespace mm1::samples
