#include "program.h"

#include <stdlib.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace mm1::cli {
namespace {

std::string read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

Workspace::Workspace() : folder_((std::filesystem::temp_directory_path() / "mm1scope-XXXXXX")) {
  if (mkdtemp(folder_.data()) == nullptr) throw std::runtime_error("no temporary folder");
}

Workspace::~Workspace() {
  std::error_code error;
  std::filesystem::remove_all(folder_, error);
}

std::string Workspace::file(const std::string& name, const std::string& content) const {
  std::ofstream(path(name), std::ios::binary) << content;
  return path(name);
}

RunResult Workspace::run(const std::string& arguments, const std::string& input) const {
  const std::string in = file(".in", input);
  const std::string command = "'" MM1SCOPE_PROGRAM "' <'" + in + "' >'" + path(".out") + "' 2>'" +
                              path(".err") + "' " + arguments;
  const int status = std::system(command.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_text(path(".out")),
          read_text(path(".err"))};
}

}  // namespace mm1::cli
