// A phone in a sample capture: what it posts and gets over HTTP, and what is pushed to it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "mm1/mms/encode.h"
#include "support/capture_builder.h"
#include "support/http.h"

namespace mm1::samples {

// Network elements, in the address blocks for documentation.
inline constexpr const char* kMmsc = "198.51.100.5";
inline constexpr const char* kPushProxy = "198.51.100.6";
inline constexpr const char* kWapGateway = "198.51.100.7";
inline constexpr const char* kSmsc = "198.51.100.8";
inline constexpr const char* kMmscUri = "http://mmsc.example.com/";
inline constexpr const char* kMmsType = "application/vnd.wap.mms-message";

inline constexpr std::uint16_t kHttpPort = 80, kWspConnectionlessPort = 9200, kWspPort = 9201,
                               kPushPort = 2948;

class Handset {
 public:
  Handset(test::CaptureBuilder& capture, std::string address, std::string relay = kMmsc,
          std::string push_proxy = kPushProxy)
      : capture_(&capture),
        address_(std::move(address)),
        relay_(std::move(relay)),
        push_proxy_(std::move(push_proxy)) {}

  /// Posts a request and gets its confirmation.
  void post(const mms::PduBuilder& request, const mms::PduBuilder& confirmation);
  /// Posts a PDU that no PDU answers.
  void post(const mms::PduBuilder& indication);
  /// Gets a URI and receives the PDU behind it.
  void get(const std::string& uri, const mms::PduBuilder& confirmation);
  /// Any exchange on the phone's connection, which it opens when there is none.
  void exchange(test::Octets request, test::Octets response);
  /// Closes the connection, if one is open.
  void hang_up();
  /// The connection, for what is not an orderly exchange.
  test::TcpConnection& connection();
  /// Forgets the connection: it has ended otherwise.
  void connection_ended() { connection_.reset(); }

  /// Receives a PDU by connectionless push.
  void pushed(const mms::PduBuilder& pdu);

  [[nodiscard]] const std::string& address() const { return address_; }

 private:
  test::CaptureBuilder* capture_;
  std::string address_;
  std::string relay_;
  std::string push_proxy_;
  std::uint16_t next_port_ = 49152;
  std::uint8_t next_push_ = 1;
  std::optional<test::TcpConnection> connection_;
};

/// The HTTP request that posts a PDU to the MMSC, and the response that brings one.
[[nodiscard]] test::Buffer post_request(test::Octets pdu,
                                        test::Framing framing = test::Framing::kContentLength);
[[nodiscard]] test::Buffer get_request(const std::string& uri);
[[nodiscard]] test::Buffer pdu_response(test::Octets pdu,
                                        test::Framing framing = test::Framing::kContentLength);

}  // namespace mm1::samples
