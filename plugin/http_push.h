// OTA-HTTP push (WAP-235 §7.4.1): the body of a POST is an HTTP response of type application/http,
// whose own body is the PDU.
#pragma once

namespace mm1::plugin {

/// Of the POST's body, in any case of letters.
inline constexpr const char* kHttpPushType = "application/http";

void register_http_push(int protocol);

/// Takes this media type; what is no push of a PDU goes on to who had it before.
void take_over_http_push();

}  // namespace mm1::plugin
