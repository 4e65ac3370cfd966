// The subcommands. Each returns the program's exit status.
#pragma once

#include "options.h"

namespace mm1::cli {

[[nodiscard]] int run(AnalyzeOptions options);
[[nodiscard]] int run(const DecodeOptions& options);
[[nodiscard]] int run(const EncodeOptions& options);
[[nodiscard]] int run(const RegressOptions& options);
[[nodiscard]] int run(const RulesOptions& options);

}  // namespace mm1::cli
