// The client's number in the headers of a request.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "mm1/capture/packet.h"

namespace mm1::bearer {

/// The client's number by its headers, of HTTP (all header fields, as they stand in the head) or of
/// WSP. Where several name one, the first of `names` counts. Values that are no number are ignored.
[[nodiscard]] std::optional<std::string> client_number(std::string_view http_fields,
                                                       std::span<const std::string> names);
[[nodiscard]] std::optional<std::string> client_number(capture::Octets wsp_headers,
                                                       std::span<const std::string> names);

}  // namespace mm1::bearer
