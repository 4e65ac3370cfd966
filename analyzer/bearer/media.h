// What a content type says about a body.
#pragma once

#include <cstdint>
#include <string_view>

namespace mm1::bearer {

inline constexpr std::string_view kMmsMessageType = "application/vnd.wap.mms-message";

enum class Promise : std::uint8_t {
  kMm1,      // an MM1 PDU
  kPush,     // application/http: an OTA-HTTP push (WAP-235 §7.4.1)
  kRelated,  // multipart/related: a PAP push (WAP-247 §8), SOAP of other interfaces …
  kUnknown,  // only the body's first octets can tell
  kNothing,  // no MM1 PDU, unless the sender is wrong
};

/// `type` without parameters, in any case; empty: none was given.
[[nodiscard]] Promise promise_of(std::string_view type);

}  // namespace mm1::bearer
