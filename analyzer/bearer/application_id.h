// X-Wap-Application-Id of a pushed MM1 PDU, in HTTP and in WSP: which application the terminal
// hands the push to (WAP-251 §5.2.2.1, MMS-CTR 1.0 §7.2.1).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "mm1/bearer/message.h"

namespace mm1::bearer {

/// A header's value as its bearer had it: WSP's Integer-value (AF 84, AF 01 04), or text, which is
/// a URI, possibly with parameters, or a number in one to eight hexadecimal digits.
struct ApplicationId {
  std::optional<std::uint64_t> number;
  std::string_view text;  // read when there is no number; without WSP's terminator
};

/// Judges a push that carries an MM1 PDU; nothing: the header was absent. At most one finding:
/// TRN-PSH-001 (absent), TRN-PSH-002 (another application), else TRN-PSH-007 (app-encoding other
/// than 4). Call it only when all headers of the push were captured.
[[nodiscard]] std::optional<BearerFinding> check_application_id(
    const std::optional<ApplicationId>& id, FrameRef place);

}  // namespace mm1::bearer
