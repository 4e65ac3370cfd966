// Streams that undo a compression, in constant memory: what inflates without end just streams.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "compressed_input.h"
#include "octet_stream.h"

namespace mm1::capture {

/// What gzip and zstd share: reading on while there is input and room, and saying how it ended.
class Decompressor : public OctetStream {
 public:
  [[nodiscard]] std::size_t read(std::span<std::uint8_t> room) final;
  [[nodiscard]] const StreamProblem& problem() const final { return problem_; }
  void interrupt() final { input_.interrupt(); }

 protected:
  /// `name`: of the compression, for people.
  Decompressor(std::string_view name, CompressedInput input)
      : name_(name), input_(std::move(input)) {}

  enum class Step : std::uint8_t {
    kWentOn,     // took or made octets
    kNeedInput,  // does neither without more input
    kOver,       // never will again: problem() may say why
  };
  /// Decompresses what is there into the beginning of `room`, which shrinks by that.
  [[nodiscard]] virtual Step step(std::span<std::uint8_t>& room) = 0;
  /// Whether the compressed data may end here.
  [[nodiscard]] virtual bool may_end() const = 0;

  [[nodiscard]] CompressedInput& input() { return input_; }
  [[nodiscard]] Step ends_unreadable(std::string_view why);
  /// Something else follows the compressed data. It is left out, and that is said.
  [[nodiscard]] Step ends_before_other_data();

 private:
  void end_of_input();

  std::string_view name_;
  CompressedInput input_;
  StreamProblem problem_;
  bool over_ = false;
};

/// Members one after the other, as gzip writes and joins them (RFC 1952).
[[nodiscard]] std::unique_ptr<OctetStream> make_gzip_stream(CompressedInput input);
/// Frames one after the other, skippable ones too (RFC 8878).
[[nodiscard]] std::unique_ptr<OctetStream> make_zstd_stream(CompressedInput input);

}  // namespace mm1::capture
