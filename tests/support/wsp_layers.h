// WSP PDUs and the WTP that carries them (WAP-230 §8.2, WAP-224 §8).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "support/capture_builder.h"
#include "support/octet_writer.h"

namespace mm1::test {

/// Content-Type of an MM1 PDU, alone and with the application id of MMS pushes.
inline const Buffer kMmsContentType = {0xBE};
inline const Buffer kMmsPushHeaders = {0xBE, 0xAF, 0x84};

/// Statuses of WAP-230 Table 36.
inline constexpr std::uint8_t kWspOk = 0x20, kWspNotFound = 0x44, kWspBadGateway = 0x62;

// `headers` begin with the Content-Type value where the PDU has one.
[[nodiscard]] Buffer wsp_connect();
[[nodiscard]] Buffer wsp_connect_reply(std::uint32_t session);
[[nodiscard]] Buffer wsp_disconnect(std::uint32_t session);
[[nodiscard]] Buffer wsp_get(std::string_view uri, Octets headers = {});
[[nodiscard]] Buffer wsp_post(std::string_view uri, Octets headers, Octets data);
[[nodiscard]] Buffer wsp_reply(std::uint8_t status, Octets headers, Octets data);
[[nodiscard]] Buffer wsp_push(Octets headers, Octets data);
[[nodiscard]] Buffer wsp_confirmed_push(Octets headers, Octets data);
/// The connectionless form: transaction id in front.
[[nodiscard]] Buffer connectionless(std::uint8_t tid, Octets wsp_pdu);

/// GTR and TTR of a WTP data packet.
enum class Trailer : std::uint8_t { kMiddle = 0, kLastOfMessage = 1, kLastOfGroup = 2, kNoSar = 3 };

/// Who sends a WTP packet: the responder sets the top bit of the transaction id.
enum class WtpSide : std::uint8_t { kInitiator, kResponder };

[[nodiscard]] Buffer wtp_invoke(std::uint16_t tid, std::uint8_t transaction_class, Octets data,
                                Trailer trailer = Trailer::kNoSar, bool repeated = false);
[[nodiscard]] Buffer wtp_segmented_invoke(std::uint16_t tid, std::uint8_t number, Octets data,
                                          Trailer trailer, bool repeated = false);
[[nodiscard]] Buffer wtp_result(std::uint16_t tid, Octets data, Trailer trailer = Trailer::kNoSar,
                                bool repeated = false);
[[nodiscard]] Buffer wtp_segmented_result(std::uint16_t tid, std::uint8_t number, Octets data,
                                          Trailer trailer, bool repeated = false);
[[nodiscard]] Buffer wtp_ack(std::uint16_t tid, WtpSide side);
/// Acknowledges a group up to packet `number`.
[[nodiscard]] Buffer wtp_group_ack(std::uint16_t tid, WtpSide side, std::uint8_t number);
[[nodiscard]] Buffer wtp_nack(std::uint16_t tid, WtpSide side, Octets missing);
[[nodiscard]] Buffer wtp_abort(std::uint16_t tid, WtpSide side, std::uint8_t reason);

/// A client and a gateway that talk WSP over WTP. Messages longer than a segment are segmented and
/// their groups acknowledged.
class WtpConversation {
 public:
  struct Options {
    std::size_t segment = 1000;  // octets of WSP in a packet
    std::size_t group = 3;       // packets before an acknowledgement
  };

  WtpConversation(CaptureBuilder& capture, Endpoint client, Endpoint gateway)
      : WtpConversation(capture, std::move(client), std::move(gateway), Options()) {}
  WtpConversation(CaptureBuilder& capture, Endpoint client, Endpoint gateway, Options options)
      : capture_(&capture),
        client_(std::move(client)),
        gateway_(std::move(gateway)),
        options_(options) {}

  /// Class 2: Invoke by the client, Result, Ack.
  void method(Octets request, Octets reply);
  /// Class 0 by the client, as for Disconnect.
  void unconfirmed(Octets pdu);
  /// Class 0 (Push) or class 1 (ConfirmedPush) by the gateway.
  void push(Octets pdu);
  void confirmed_push(Octets pdu);

 private:
  void to_gateway(Octets packet) { capture_->udp(client_, gateway_, packet); }
  void to_client(Octets packet) { capture_->udp(gateway_, client_, packet); }

  CaptureBuilder* capture_;
  Endpoint client_;
  Endpoint gateway_;
  Options options_;
  std::uint16_t client_tid_ = 0x0010;
  std::uint16_t gateway_tid_ = 0x0100;
};

}  // namespace mm1::test
