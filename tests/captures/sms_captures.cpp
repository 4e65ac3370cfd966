#include <chrono>
#include <vector>

#include "captures/captures.h"
#include "captures/handset.h"
#include "captures/pdus.h"
#include "support/cdma_sms.h"
#include "support/smpp.h"
#include "support/wsp_layers.h"

namespace mm1::samples {
namespace {

using namespace std::chrono_literals;
using test::CaptureBuilder;
using test::OctetWriter;
using test::Reference;

constexpr const char* kShortCode = "15550100";
constexpr const char* kBobsNumber = "15551230002";
constexpr const char* kSmsGateway = "198.51.100.10";  // between short message centre and IMS
constexpr const char* kSipProxy = "198.51.100.11";
constexpr std::uint16_t kSipPort = 5060, kSmppPort = 2775;

test::Buffer push_of(const PduBuilder& pdu) {
  return test::connectionless(1, test::wsp_push(test::kMmsPushHeaders, pdu.encode()));
}

MultimediaMessage message(const std::string& number, const std::string& subject) {
  MultimediaMessage mm = text_message("mm" + number + "@mmsc.example.com",
                                      "http://mmsc.example.com/m/" + number, "Message " + number);
  mm.subject = {subject, 0};
  return mm;
}

/// How a CDMA sender cuts and numbers its datagrams.
struct WdpSender {
  std::uint16_t teleservice = 4100;
  std::uint8_t first_number = 0;
  std::size_t segment = 120;
};

/// The bodies of SIP requests that carry a push to Bob as a WDP datagram.
std::vector<test::Buffer> wdp_messages(const PduBuilder& pdu, std::uint16_t message_id,
                                       const WdpSender& sender = {}) {
  const test::Buffer datagram =
      OctetWriter().u16(kWspConnectionlessPort).u16(kPushPort).octets(push_of(pdu)).take();
  const std::size_t total = (datagram.size() + sender.segment - 1) / sender.segment;
  std::vector<test::Buffer> messages;
  for (std::size_t i = 0; i < total; ++i) {
    const std::size_t at = i * sender.segment;
    const test::Octets data =
        test::Octets(datagram).subspan(at, std::min(sender.segment, datagram.size() - at));
    messages.push_back(test::cdma_message(
        {.teleservice = sender.teleservice,
         .source = kShortCode,
         .message_id = message_id,
         .user_data =
             OctetWriter().u8(0).u8(total).u8(sender.first_number + i).octets(data).take()}));
  }
  return messages;
}

void send_by_sip(CaptureBuilder& capture, const test::Buffer& message) {
  capture.udp({kSmsGateway, kSipPort}, {kSipProxy, kSipPort},
              test::sip_message(std::string("+") + kBobsNumber, message));
}

/// Submits short messages to the centre, each of which accepts them.
class PushProxy {
 public:
  explicit PushProxy(CaptureBuilder& capture)
      : connection_(capture, {kPushProxy, 50001}, {kSmsc, kSmppPort}) {
    connection_.from_client(test::smpp_bind_transceiver(1, "ppg"));
    connection_.from_server(test::smpp_bind_transceiver_resp(1, "smsc"));
  }
  void submit(const test::Buffer& user_data) {
    connection_.from_client(test::smpp_submit_sm(sequence_, {kShortCode, kBobsNumber, user_data}));
    connection_.from_server(test::smpp_submit_sm_resp(sequence_, "m" + std::to_string(sequence_)));
    ++sequence_;
  }
  void close() { connection_.close(); }

 private:
  test::TcpConnection connection_;
  std::uint32_t sequence_ = 2;
};

}  // namespace

test::Buffer sms_cdma_ims(const Scene& scene) {
  CaptureBuilder capture(scene.start_ns);
  Handset bob(capture, scene.bob);
  const MultimediaMessage mm = message("50", "A subject that makes two segments of the datagram");
  const std::vector<test::Buffer> segments = wdp_messages(notification_ind(mm, "N50"), 7);
  // The second overtakes the first, which the gateway sends again.
  send_by_sip(capture, segments.at(1));
  send_by_sip(capture, segments.at(0));
  capture.wait(500ms);
  send_by_sip(capture, segments.at(0));
  capture.wait(3s);
  bob.get(mm.uri, retrieve_conf(mm, "N50"));
  bob.post(notifyresp_ind("N50", "Retrieved"));
  bob.hang_up();
  return test::pcap(capture.packets());
}

test::Buffer sms_faults(const Scene& scene) {
  CaptureBuilder capture(scene.start_ns);
  PushProxy proxy(capture);
  std::uint8_t reference = 4;
  const auto user_data = [&](const std::string& number, std::uint16_t port, Reference width) {
    const MultimediaMessage mm =
        message(number, "A subject long enough that one short message cannot hold it");
    return test::sms_user_data(port, kWspConnectionlessPort,
                               push_of(notification_ind(mm, "N" + number)), ++reference, width);
  };
  // An 8-bit reference; the first part is submitted again when all is there.
  const auto narrow = user_data("51", kPushPort, Reference::k8Bit);
  for (const test::Buffer& part : narrow) proxy.submit(part);
  proxy.submit(narrow.at(0));
  // A port that no phone expects a push at.
  for (const test::Buffer& part : user_data("52", 9200, Reference::k16Bit)) proxy.submit(part);
  // The second of two parts says it is the third.
  auto numbered = user_data("53", kPushPort, Reference::k16Bit);
  constexpr std::size_t kNumber = 12;  // behind length, port element and the rest of its own
  numbered.at(1).at(kNumber) = 3;
  for (const test::Buffer& part : numbered) proxy.submit(part);
  // A last part that never comes.
  proxy.submit(user_data("54", kPushPort, Reference::k16Bit).at(0));
  capture.wait(5s);

  // CDMA: another teleservice; segments counted from 1; a last segment that never comes.
  const auto notify = [](const std::string& number) {
    return notification_ind(message(number, "A subject that makes two segments"), "N" + number);
  };
  for (const auto& part : wdp_messages(notify("55"), 20, {.teleservice = 4098})) {
    send_by_sip(capture, part);
  }
  for (const auto& part : wdp_messages(notify("56"), 21, {.first_number = 1})) {
    send_by_sip(capture, part);
  }
  send_by_sip(capture, wdp_messages(notify("57"), 22).at(0));
  capture.wait(2s);
  proxy.close();
  return test::pcap(capture.packets());
}

}  // namespace mm1::samples
