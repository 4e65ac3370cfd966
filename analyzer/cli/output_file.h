// The file of --output.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <string>

namespace mm1::cli {

/// A file that is written anew, or standard output for an empty path. `descriptor()` is negative
/// and `errno` says why when it could not be opened.
class OutputFile {
 public:
  explicit OutputFile(const std::string& path)
      : descriptor_(path.empty()
                        ? STDOUT_FILENO
                        : ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kMode)) {}
  ~OutputFile() {
    if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
  }
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  static constexpr int kMode = 0644;

  int descriptor_;
};

}  // namespace mm1::cli
