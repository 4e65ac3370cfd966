// A file, a pipe or standard input.
#pragma once

#include <memory>
#include <string>

#include "octet_stream.h"

namespace mm1::capture {

/// An open file descriptor, closed with the object; negative: none.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

class FileStream final : public OctetStream {
 public:
  /// Opens `path`, "-" for standard input. On failure nullptr, and `problem` says why.
  [[nodiscard]] static std::unique_ptr<FileStream> open(const std::string& path,
                                                        std::string& problem);
  /// Takes the descriptor over. `may_wait`: it is no regular file.
  FileStream(int descriptor, bool may_wait);

  [[nodiscard]] std::size_t read(std::span<std::uint8_t> room) override;
  [[nodiscard]] const StreamProblem& problem() const override { return problem_; }
  void interrupt() override;

 private:
  [[nodiscard]] bool wait_for_input();

  Descriptor descriptor_;
  Descriptor stop_;  // an eventfd, where reading may wait
  StreamProblem problem_;
};

}  // namespace mm1::capture
