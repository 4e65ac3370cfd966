// Phones behind a WAP gateway, and notifications in short messages.
#pragma once

#include <cstdint>
#include <string>

#include "scenario.h"
#include "support/wsp_layers.h"

namespace mm1::scenarios {

/// A WSP session over WTP: connection-mode.
class WspSession {
 public:
  /// Connects.
  WspSession(Scenario& scenario, const std::string& client, std::uint32_t session = 1);

  void post(const PduBuilder& request, const PduBuilder& confirmation);
  void post(const PduBuilder& indication);
  void get(const std::string& uri, const PduBuilder& confirmation);
  void pushed(const PduBuilder& pdu);
  void pushed_confirmed(const PduBuilder& pdu);
  void disconnect();

 private:
  test::WtpConversation conversation_;
  std::uint32_t session_;
};

/// Single WSP datagrams: connectionless.
class WspDatagrams {
 public:
  WspDatagrams(Scenario& scenario, std::string client)
      : capture_(&scenario.capture), client_(std::move(client)) {}

  void post(const PduBuilder& request, const PduBuilder& confirmation);
  void post(const PduBuilder& indication);
  void get(const std::string& uri, const PduBuilder& confirmation);

 private:
  void exchange(test::Octets request, test::Octets reply);

  test::CaptureBuilder* capture_;
  std::string client_;
  std::uint8_t tid_ = 1;
};

/// A push proxy's session with a short message centre (SMPP).
class ShortMessages {
 public:
  explicit ShortMessages(Scenario& scenario);

  /// Pushes a PDU to a phone by its number ("15551230002").
  void pushed(const std::string& number, const PduBuilder& pdu);

 private:
  test::TcpConnection connection_;
  std::uint32_t sequence_ = 1;
  std::uint8_t push_ = 1;
};

}  // namespace mm1::scenarios
