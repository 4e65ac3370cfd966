// Octets as they lie in the input: never owned, never copied.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace mm1::wsp {

/// A view of input octets. The caller of a decoder owns them and keeps them alive for as long as
/// anything decoded from them is used.
using Octets = std::span<const std::uint8_t>;

/// The same octets as characters.
[[nodiscard]] inline std::string_view ascii(Octets octets) {
  return {reinterpret_cast<const char*>(octets.data()), octets.size()};
}

}  // namespace mm1::wsp
