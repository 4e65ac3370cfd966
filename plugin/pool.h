// Memory that a `longjmp` out of Wireshark cannot leak. Nothing that owns memory may be alive when
// Wireshark is called, because it leaves by `longjmp` and destructors do not run; so text is made
// by these helpers, which give back plain characters of the packet's pool.
#pragma once

#include <initializer_list>
#include <string_view>

#include <epan/packet_info.h>

#include "mm1/wsp/arena.h"

namespace mm1::plugin {

/// An allocator for tapes and findings that live as long as the packet's dissection.
[[nodiscard]] wsp::Allocator pool_allocator(packet_info* pinfo);

/// A copy with a terminating zero, in the packet's pool. A zero octet inside becomes U+2400, so
/// that it is seen and does not end the text.
[[nodiscard]] const char* pool_text(packet_info* pinfo, std::string_view text);

/// Pieces without zero octets, one behind the other, in the packet's pool.
[[nodiscard]] const char* pool_line(packet_info* pinfo,
                                    std::initializer_list<std::string_view> pieces);

}  // namespace mm1::plugin
