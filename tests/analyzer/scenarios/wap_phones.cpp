#include "wap_phones.h"

#include "support/smpp.h"

namespace mm1::scenarios {
namespace {

constexpr std::uint16_t kPhonePort = 49200, kSmppPort = 2775;

// Content-Type and Encoding-Version 1.3.
const test::Buffer kMmsHeaders = {0xBE, 0xC3, 0x93};
const test::Buffer kTextHeaders = {0x83, 0xC3, 0x93};
const test::Buffer kVersionHeaders = {0xC3, 0x93};

test::Buffer post_pdu(const PduBuilder& pdu) {
  return test::wsp_post(samples::kMmscUri, kMmsHeaders, pdu.encode());
}
test::Buffer reply_pdu(const PduBuilder& pdu) {
  return test::wsp_reply(test::kWspOk, kMmsHeaders, pdu.encode());
}
test::Buffer empty_reply() { return test::wsp_reply(test::kWspOk, kTextHeaders, test::Buffer{}); }

}  // namespace

WspSession::WspSession(Scenario& scenario, const std::string& client, std::uint32_t session)
    : conversation_(scenario.capture, {client, kPhonePort},
                    {samples::kWapGateway, samples::kWspPort}),
      session_(session) {
  conversation_.method(test::wsp_connect(), test::wsp_connect_reply(session));
}

void WspSession::post(const PduBuilder& request, const PduBuilder& confirmation) {
  conversation_.method(post_pdu(request), reply_pdu(confirmation));
}

void WspSession::post(const PduBuilder& indication) {
  conversation_.method(post_pdu(indication), empty_reply());
}

void WspSession::get(const std::string& uri, const PduBuilder& confirmation) {
  conversation_.method(test::wsp_get(uri), reply_pdu(confirmation));
}

void WspSession::pushed(const PduBuilder& pdu) {
  conversation_.push(test::wsp_push(test::kMmsPushHeaders, pdu.encode()));
}

void WspSession::pushed_confirmed(const PduBuilder& pdu) {
  conversation_.confirmed_push(test::wsp_confirmed_push(test::kMmsPushHeaders, pdu.encode()));
}

void WspSession::disconnect() { conversation_.unconfirmed(test::wsp_disconnect(session_)); }

void WspDatagrams::exchange(test::Octets request, test::Octets reply) {
  const test::Endpoint phone{client_, kPhonePort};
  const test::Endpoint gateway{samples::kWapGateway, samples::kWspConnectionlessPort};
  capture_->udp(phone, gateway, test::connectionless(tid_, request));
  capture_->udp(gateway, phone, test::connectionless(tid_, reply));
  ++tid_;
}

void WspDatagrams::post(const PduBuilder& request, const PduBuilder& confirmation) {
  exchange(post_pdu(request), reply_pdu(confirmation));
}

void WspDatagrams::post(const PduBuilder& indication) {
  exchange(post_pdu(indication), empty_reply());
}

void WspDatagrams::get(const std::string& uri, const PduBuilder& confirmation) {
  exchange(test::wsp_get(uri, kVersionHeaders), reply_pdu(confirmation));
}

ShortMessages::ShortMessages(Scenario& scenario)
    : connection_(scenario.capture, {samples::kPushProxy, 50001}, {samples::kSmsc, kSmppPort}) {
  connection_.from_client(test::smpp_bind_transceiver(sequence_, "ppg"));
  connection_.from_server(test::smpp_bind_transceiver_resp(sequence_++, "smsc"));
}

void ShortMessages::pushed(const std::string& number, const PduBuilder& pdu) {
  const test::Buffer push =
      test::connectionless(push_, test::wsp_push(test::kMmsPushHeaders, pdu.encode()));
  const auto messages =
      test::sms_user_data(samples::kPushPort, samples::kWspConnectionlessPort, push, push_++);
  for (const test::Buffer& user_data : messages) {
    connection_.from_client(test::smpp_submit_sm(sequence_, {"15550100", number, user_data}));
    connection_.from_server(test::smpp_submit_sm_resp(sequence_, "m" + std::to_string(sequence_)));
    ++sequence_;
  }
}

}  // namespace mm1::scenarios
