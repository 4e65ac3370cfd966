// Runs mm1scope as a user does.
#pragma once

#include <string>

namespace mm1::cli {

struct RunResult {
  int status;  // exit status, or -1 when a signal ended it
  std::string out;
  std::string err;
};

/// A folder of the running test's own, removed with the object.
class Workspace {
 public:
  Workspace();
  ~Workspace();
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

  /// Path of a file of this name inside.
  [[nodiscard]] std::string path(const std::string& name) const { return folder_ + "/" + name; }
  /// Writes a file and returns its path.
  std::string file(const std::string& name, const std::string& content) const;

  /// Runs `mm1scope ARGUMENTS` in a shell with `input` as its standard input. `arguments` may
  /// redirect further.
  [[nodiscard]] RunResult run(const std::string& arguments, const std::string& input = "") const;

 private:
  std::string folder_;
};

}  // namespace mm1::cli
