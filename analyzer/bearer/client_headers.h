// Headers in which gateways and proxies tell a server the number of the client that they speak for.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mm1/capture/packet.h"

namespace mm1::bearer {

/// The number as digits, as it is told apart and shown: "15551230002" of "+1-555-123-0002",
/// "tel:+15551230002", "0015551230002" and "+15551230002/TYPE=PLMN". Nothing when there are not 5
/// to 15 digits (E.164 §6.2.1) or there is anything else.
[[nodiscard]] std::optional<std::string> number_of(std::string_view value);

/// The client's number by its headers, of HTTP (all header fields, as they stand in the head) or of
/// WSP. Where several name one, the first of `names` counts. Values that are no number are ignored.
[[nodiscard]] std::optional<std::string> client_number(std::string_view http_fields,
                                                       std::span<const std::string> names);
[[nodiscard]] std::optional<std::string> client_number(capture::Octets wsp_headers,
                                                       std::span<const std::string> names);

}  // namespace mm1::bearer
