// Any octets as a capture file.
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "expect.h"
#include "mm1/capture/reader.h"

namespace {

using mm1::fuzz::expect;
namespace capture = mm1::capture;

/// A file in memory, with a path.
class MemoryFile {
 public:
  MemoryFile(const std::uint8_t* data, std::size_t size) : handle_(memfd_create("fuzz", 0)) {
    expect(handle_ >= 0 && write(handle_, data, size) == static_cast<ssize_t>(size),
           "no file in memory");
  }
  ~MemoryFile() { close(handle_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(handle_); }

 private:
  int handle_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const MemoryFile file(data, size);
  std::string problem;
  auto reader = capture::Reader::open(file.path(), 3, problem);
  if (!reader) {
    expect(!problem.empty(), "refused without a reason");
    return 0;
  }
  std::uint64_t packets = 0;
  std::uint64_t octets = 0;
  while (const capture::Packet* packet = reader->next()) {
    ++packets;
    octets += packet->octets.size();
    expect(packet->ref.file == 3 && packet->ref.frame == packets, "frames out of count");
    expect(packet->time_ns <= capture::kLatestTime && packet->time_ns >= -capture::kLatestTime,
           "a time that differences overflow with");
    // Every octet is there to be read.
    std::uint8_t sum = 0;
    for (const std::uint8_t octet : packet->octets) sum = static_cast<std::uint8_t>(sum ^ octet);
    static_cast<void>(sum);
  }
  const capture::FileInfo& info = reader->info();
  expect(info.packets == packets && info.bytes == octets, "totals other than what was read");
  expect((info.end == capture::End::kComplete) == info.problem.empty(), "a problem without a word");
  expect(reader->next() == nullptr, "a packet behind the end");
  return 0;
}
