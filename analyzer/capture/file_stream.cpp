#include "file_stream.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace mm1::capture {

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

std::unique_ptr<FileStream> FileStream::open(const std::string& path, std::string& problem) {
  const int descriptor =
      path == "-" ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    problem = std::string("cannot be opened: ") + std::strerror(errno);
    return nullptr;
  }
  struct stat status {};
  const bool known = ::fstat(descriptor, &status) == 0;
  auto stream = std::make_unique<FileStream>(descriptor, !known || !S_ISREG(status.st_mode));
  if (!known || !S_ISDIR(status.st_mode)) return stream;
  problem = "is a folder";
  return nullptr;
}

FileStream::FileStream(int descriptor, bool may_wait)
    : descriptor_(descriptor), stop_(may_wait ? ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK) : -1) {}

std::size_t FileStream::read(std::span<std::uint8_t> room) {
  if (!wait_for_input()) return 0;
  for (;;) {
    const ssize_t got = ::read(descriptor_.number(), room.data(), room.size());
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno == EINTR) continue;
    problem_ = {End::kDamaged, std::string("cannot be read further: ") + std::strerror(errno)};
    return 0;
  }
}

// False when interrupted.
bool FileStream::wait_for_input() {
  if (stop_.number() < 0) return true;
  std::array<pollfd, 2> waits = {pollfd{descriptor_.number(), POLLIN, 0},
                                 pollfd{stop_.number(), POLLIN, 0}};
  while (::poll(waits.data(), waits.size(), -1) < 0) {
    if (errno != EINTR) return true;  // read() says what is wrong
  }
  return waits[1].revents == 0;
}

void FileStream::interrupt() {
  const std::uint64_t one = 1;
  // Full only after 2^64 - 2 interruptions.
  if (stop_.number() >= 0) static_cast<void>(!::write(stop_.number(), &one, sizeof one));
}

}  // namespace mm1::capture
