// Text of unknown origin made fit to be shown or exchanged.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mm1::report {

/// `text` for a terminal or a line of a report: control characters (also the C1 ones, and line
/// ends) as \xNN, octets that are no UTF-8 as U+FFFD. Captured text cannot move the cursor.
[[nodiscard]] std::string printable(std::string_view text);

/// Number of characters of valid UTF-8 text, taken as its width in columns.
[[nodiscard]] std::size_t columns(std::string_view text);

/// At most `width` columns of `text`, the last one "…" when something was cut off.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t width);

}  // namespace mm1::report
