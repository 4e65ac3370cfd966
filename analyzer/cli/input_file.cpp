#include "input_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace mm1::cli {
namespace {

constexpr std::size_t kMaxInput = std::size_t{256} << 20;  // far above any PDU; four times in text

struct CloseFile {
  void operator()(std::FILE* file) const {
    if (file != stdin) static_cast<void>(std::fclose(file));
  }
};

}  // namespace

std::optional<std::string> read_file(const std::string& path, std::string& problem) {
  const std::unique_ptr<std::FILE, CloseFile> file(path == "-" ? stdin
                                                               : std::fopen(path.c_str(), "rb"));
  if (file == nullptr) {
    problem = std::strerror(errno);
    return std::nullopt;
  }
  std::string content;
  char block[1 << 16];
  while (const std::size_t count = std::fread(block, 1, sizeof block, file.get())) {
    content.append(block, count);
    if (content.size() > kMaxInput) {
      problem = fmt::format("longer than {} octets", kMaxInput);
      return std::nullopt;
    }
  }
  if (std::ferror(file.get()) != 0) {
    problem = std::strerror(errno);
    return std::nullopt;
  }
  return content;
}

}  // namespace mm1::cli
