// Octets as they lie in the input: never owned, never copied.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace mm1::wsp {

/// A view of input octets. The caller of a decoder owns them and keeps them alive for as long as
/// anything decoded from them is used.
using Octets = std::span<const std::uint8_t>;

}  // namespace mm1::wsp
