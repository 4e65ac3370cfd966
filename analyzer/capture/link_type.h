// Link types as libpcap numbers them.
#pragma once

#include <cstdint>

namespace mm1::capture {

/// The DLT_ number of this system for a LINKTYPE_ number of capture files.
[[nodiscard]] int dlt_of(std::uint32_t link_type);

}  // namespace mm1::capture
