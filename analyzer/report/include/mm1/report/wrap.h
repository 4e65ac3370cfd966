// Lines that stay readable in a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mm1::report {

/// Columns of a report's lines.
inline constexpr std::size_t kWidth = 120;

/// Appends `items` to the line that ends `out` and now has `column` columns, `separator` between
/// them, and goes on in a new line at column `hanging` where an item would pass `kWidth`. Ends the
/// line.
void append_wrapped(std::string& out, std::size_t column, std::size_t hanging,
                    const std::vector<std::string>& items, std::string_view separator);

/// The words of a text, for `append_wrapped`.
[[nodiscard]] std::vector<std::string> words(std::string_view text);

}  // namespace mm1::report
