// mm1scope regress.
#include <unistd.h>

#include "commands.h"
#include "exit_status.h"
#include "mm1/regression/regression.h"
#include "terminal.h"

namespace mm1::cli {

int run(const RegressOptions& options) {
  report::Output output(STDOUT_FILENO);
  const regression::Result result = regression::run(
      options.folder, {.accept = options.accept, .client_headers = options.client_headers}, output);
  const bool written = finish(output);
  for (const std::string& problem : result.problems) complain(problem);
  if (!written || !result.problems.empty()) return kInput;
  return result.differing != 0 ? kFindings : kDone;
}

}  // namespace mm1::cli
