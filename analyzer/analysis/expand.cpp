#include <algorithm>
#include <filesystem>
#include <system_error>

#include "mm1/analysis/analysis.h"
#include "mm1/capture/reader.h"

namespace mm1::analysis {
namespace {

namespace fs = std::filesystem;

bool is_hidden(const fs::path& path) { return path.filename().native().starts_with('.'); }

bool is_capture(const std::string& path) {
  std::string problem;
  return capture::Reader::open(path, 0, problem).has_value();
}

std::vector<std::string> captures_in(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error);
  for (const fs::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    if (at->is_directory(ignored)) {
      if (is_hidden(at->path())) at.disable_recursion_pending();
    } else if (at->is_regular_file(ignored) && is_capture(at->path().string())) {
      files.push_back(at->path().string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::vector<std::string> expand(std::span<const std::string> paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code ignored;
    std::vector<std::string> found;
    if (fs::is_directory(path, ignored)) found = captures_in(path);
    // A folder without captures stays too: it is not what its user believes it to be.
    if (found.empty()) found.push_back(path);
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

}  // namespace mm1::analysis
