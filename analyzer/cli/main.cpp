// mm1scope: the offline analyzer of the MM1 interface.
#include <utility>
#include <variant>

#include "commands.h"
#include "options.h"

int main(int argc, char** argv) {
  auto parsed = mm1::cli::parse_command_line(argc, argv);
  if (const int* status = std::get_if<int>(&parsed)) return *status;
  return std::visit([](auto& options) { return mm1::cli::run(std::move(options)); },
                    std::get<mm1::cli::Command>(parsed));
}
