// What the program says to people beside its results.
#pragma once

#include <string>
#include <string_view>

#include "mm1/report/output.h"

namespace mm1::cli {

/// "mm1scope: text" to standard error.
void complain(std::string_view text);

/// Whether standard output is a terminal that wants colours (https://no-color.org).
[[nodiscard]] bool colours_wanted();

/// Writes out what is left. On failure complains about `name` and returns false.
[[nodiscard]] bool finish(report::Output& output, std::string_view name = "standard output");

}  // namespace mm1::cli
