// mm1scope: the offline analyzer of the MM1 interface.
#include <variant>

#include "commands.h"
#include "options.h"

int main(int argc, char** argv) {
  const auto parsed = mm1::cli::parse_command_line(argc, argv);
  if (const int* status = std::get_if<int>(&parsed)) return *status;
  return std::visit([](const auto& options) { return mm1::cli::run(options); },
                    std::get<mm1::cli::Command>(parsed));
}
