// Pushes over HTTP, of either kind: OTA-HTTP (ota_push.h) and PAP (pap_push.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mm1/bearer/message.h"
#include "mm1/http/head.h"

namespace mm1::bearer {

enum class PushKind : std::uint8_t { kNone, kOta, kPap };

/// What kind of push a request is, as far as its head tells. Of either kind there are pushes
/// without MM1.
[[nodiscard]] PushKind push_kind(const http::Head& request);

/// The terminal that a PAP push is for (WAP-249 §7.1).
struct PushedTo {
  std::string client;  // IP address; digits of a number; any other name as it is written
  bool is_address = false;
};

/// The PDU in the body of a push, with the head of the message that was pushed. Views into the
/// body.
struct PushedPdu {
  Octets body;
  http::Head head;
  bool wrapped = true;  // OTA-HTTP: in an HTTP response, as it should be
  PushedTo to = {};     // PAP
};
/// Whether a message of this head has a PDU for its data.
[[nodiscard]] bool holds_pdu(const http::Head& head, Octets data);

/// Whether a request goes to where terminals take pushes.
[[nodiscard]] bool is_push_path(std::string_view target);

/// Judges the application id of a push: TRN-PSH.
void check_pushed_id(const std::optional<std::string_view>& value, FrameRef place,
                     std::vector<BearerFinding>& findings);

}  // namespace mm1::bearer
