// ASCII text as HTTP and WSP headers have it: locale and case do not matter.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "mm1/wsp/characters.h"

namespace mm1::bearer {

using wsp::equals_ignoring_case;
using wsp::lower;
using wsp::starts_with_ignoring_case;
using wsp::trim;

/// A header value without its parameters: "a/b; c=d" gives "a/b".
constexpr std::string_view without_parameters(std::string_view value) {
  return trim(value.substr(0, value.find_first_of(";,")));
}

inline std::string_view as_text(std::span<const std::uint8_t> octets) {
  return {reinterpret_cast<const char*>(octets.data()), octets.size()};
}

}  // namespace mm1::bearer
