// Status codes of WSP replies (WAP-230 Table 36).
#pragma once

#include <cstdint>

namespace mm1::wsp {

/// The HTTP status that a WSP status stands for; 0 for one that is not assigned.
[[nodiscard]] int http_status(std::uint8_t wsp_status);

}  // namespace mm1::wsp
