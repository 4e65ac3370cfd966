// Octets as hexadecimal text, as the specification tables print them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mm1::test {

/// "8C 80 98" (any white space, any case) to octets. Fails the program on anything else.
[[nodiscard]] std::vector<std::uint8_t> from_hex(std::string_view hex);

/// Octets to "8C 80 98".
[[nodiscard]] std::string to_hex(std::span<const std::uint8_t> octets);

}  // namespace mm1::test
