#include "terminal.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

#include "mm1/report/printable.h"

namespace mm1::cli {

void complain(std::string_view text) {
  fmt::print(stderr, "mm1scope: {}\n", report::printable(text));
}

bool colours_wanted() {
  const char* no_color = std::getenv("NO_COLOR");
  if (no_color != nullptr && *no_color != '\0') return false;
  const char* terminal = std::getenv("TERM");
  const bool dumb = terminal == nullptr || std::string_view(terminal) == "dumb";
  return !dumb && isatty(STDOUT_FILENO) == 1;
}

bool finish(report::Output& output, std::string_view name) {
  if (output.flush()) return true;
  complain(fmt::format("cannot write to {}: {}", name, std::strerror(output.error())));
  return false;
}

}  // namespace mm1::cli
