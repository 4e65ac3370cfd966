#include <zstd.h>
#include <zstd_errors.h>

#include "decompressor.h"

namespace mm1::capture {
namespace {

class ZstdStream final : public Decompressor {
 public:
  explicit ZstdStream(CompressedInput input)
      : Decompressor("zstd", std::move(input)), context_(ZSTD_createDCtx()) {}

 private:
  Step step(std::span<std::uint8_t>& room) override {
    if (context_ == nullptr) return ends_unreadable("no memory to decompress it");
    const std::span<const std::uint8_t> octets = input().octets();
    if (!in_frame_ && octets.empty()) return Step::kNeedInput;
    ZSTD_inBuffer in = {octets.data(), octets.size(), 0};
    ZSTD_outBuffer out = {room.data(), room.size(), 0};
    const std::size_t result = ZSTD_decompressStream(context_.get(), &out, &in);
    room = room.subspan(out.pos);
    if (ZSTD_isError(result) != 0) {
      const bool at_beginning = !in_frame_ && frames_ > 0;
      if (at_beginning && ZSTD_getErrorCode(result) == ZSTD_error_prefix_unknown) {
        return ends_before_other_data();
      }
      return ends_unreadable(ZSTD_getErrorName(result));
    }
    input().take(in.pos);
    in_frame_ = result != 0;
    if (!in_frame_) ++frames_;
    return in.pos + out.pos > 0 ? Step::kWentOn : Step::kNeedInput;
  }

  [[nodiscard]] bool may_end() const override { return !in_frame_; }

  struct Free {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  };
  std::unique_ptr<ZSTD_DCtx, Free> context_;
  bool in_frame_ = false;
  std::uint64_t frames_ = 0;  // that were read to their end
};

}  // namespace

std::unique_ptr<OctetStream> make_zstd_stream(CompressedInput input) {
  return std::make_unique<ZstdStream>(std::move(input));
}

}  // namespace mm1::capture
