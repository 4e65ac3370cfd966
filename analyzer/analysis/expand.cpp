#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <string_view>
#include <system_error>

#include "mm1/analysis/analysis.h"
#include "mm1/capture/reader.h"

namespace mm1::analysis {
namespace {

namespace fs = std::filesystem;

bool is_hidden(const fs::path& path) { return path.filename().native().starts_with('.'); }

bool is_capture(const fs::path& path) {
  std::string problem;
  return capture::Reader::open(path.string(), 0, problem).has_value();
}

template <std::size_t size>
bool is_one_of(const fs::path& extension, const std::array<std::string_view, size>& names) {
  return std::find(names.begin(), names.end(), extension.native()) != names.end();
}

/// What is called a capture and cannot be read as one (compressed, damaged, refused) must not be
/// passed over in silence: opening it says why.
bool is_called_capture(const fs::path& path) {
  constexpr std::array<std::string_view, 5> kCompressed = {".gz", ".zst", ".bz2", ".xz", ".lz4"};
  constexpr std::array<std::string_view, 3> kCaptures = {".pcap", ".pcapng", ".cap"};
  const fs::path extension = path.extension();
  return is_one_of(is_one_of(extension, kCompressed) ? path.stem().extension() : extension,
                   kCaptures);
}

bool can_be_listed(const fs::path& folder) {
  std::error_code error;
  fs::directory_iterator(folder, error);
  return !error;
}

std::vector<std::string> captures_in(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error);
  for (const fs::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
    const fs::path& path = at->path();
    std::error_code ignored;
    if (at->is_directory(ignored)) {
      if (is_hidden(path)) {
        at.disable_recursion_pending();
      } else if (!can_be_listed(path)) {
        files.push_back(path.string());
      }
    } else if (at->is_regular_file(ignored) && (is_called_capture(path) || is_capture(path))) {
      files.push_back(path.string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// Leaves out what names a file that was there before, be it by another name.
std::vector<std::string> once_each(const std::vector<std::string>& files) {
  std::vector<std::string> kept;
  std::set<std::string> seen;
  for (const std::string& file : files) {
    std::error_code unknown;
    const fs::path canonical = file == "-" ? fs::path() : fs::canonical(file, unknown);
    const bool known = !unknown && !canonical.empty();
    if (seen.insert(known ? canonical.string() : file).second) kept.push_back(file);
  }
  return kept;
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
  return once_each(files);
}

}  // namespace mm1::analysis
