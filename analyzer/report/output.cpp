#include "mm1/report/output.h"

#include <unistd.h>

#include <cerrno>

namespace mm1::report {

bool Output::flush() {
  if (descriptor_ < 0) return true;
  std::string_view rest = buffer_;
  while (error_ == 0 && !rest.empty()) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
  buffer_.clear();
  return error_ == 0;
}

}  // namespace mm1::report
