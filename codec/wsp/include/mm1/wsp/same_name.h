// Finding a row by name: MIME and HTTP compare names without regard to case.
#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>

#include "mm1/wsp/characters.h"

namespace mm1::wsp {

/// Whether two names are the same but for the case of their letters.
constexpr bool same_name(std::string_view a, std::string_view b) {
  // Names are mostly written as they stand in the tables.
  return a == b || std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

/// The first row of a table that is called `name`, or nullptr.
template <typename Table>
constexpr auto row_named(const Table& table, std::string_view name) -> decltype(std::data(table)) {
  for (const auto& row : table) {
    if (same_name(row.name, name)) return &row;
  }
  return nullptr;
}

}  // namespace mm1::wsp
