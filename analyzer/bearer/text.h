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
using wsp::without_parameters;

inline std::string_view as_text(std::span<const std::uint8_t> octets) {
  return {reinterpret_cast<const char*>(octets.data()), octets.size()};
}

}  // namespace mm1::bearer
