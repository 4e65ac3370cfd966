// Input that is read whole.
#pragma once

#include <optional>
#include <string>

namespace mm1::cli {

/// Content of a file or, for "-", of standard input. Nothing and a reason when it cannot be read.
[[nodiscard]] std::optional<std::string> read_file(const std::string& path, std::string& problem);

}  // namespace mm1::cli
