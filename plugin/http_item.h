// The head of an HTTP message, out of the octets that an item of Wireshark's HTTP dissector covers.
// Its fields would say the same, but are dear: Wireshark makes a line of text of every header.
#pragma once

#include <optional>

#include <epan/packet.h>

#include "mm1/http/head.h"

namespace mm1::plugin {

/// Whether an item of protocol HTTP is a message. Others are data that go on from an earlier frame.
/// True as soon as the item is in the tree, and true of it ever after.
[[nodiscard]] bool is_http_message(const field_info& item);

/// Its head, as far as it was captured; nothing when it is no message. Views that live as long as
/// the packet's dissection.
[[nodiscard]] std::optional<http::Head> http_head(const field_info& item);

}  // namespace mm1::plugin
