#include <zlib.h>

#include <algorithm>

#include "decompressor.h"

namespace mm1::capture {
namespace {

constexpr int kGzipOnly = 16;  // added to the window bits: no zlib header
constexpr std::uint8_t kId1 = 0x1F, kId2 = 0x8B;

class GzipStream final : public Decompressor {
 public:
  explicit GzipStream(CompressedInput input) : Decompressor("gzip", std::move(input)) {
    ready_ = inflateInit2(&inflater_, MAX_WBITS + kGzipOnly) == Z_OK;
  }
  ~GzipStream() override { inflateEnd(&inflater_); }
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;

 private:
  Step step(std::span<std::uint8_t>& room) override {
    if (!ready_) return ends_unreadable("no memory to inflate it");
    if (!in_member_) return begin_member();
    const std::span<const std::uint8_t> octets = input().octets();
    inflater_.next_in = const_cast<Bytef*>(octets.data());  // zlib does not write to it
    inflater_.avail_in = static_cast<uInt>(octets.size());
    inflater_.next_out = room.data();
    inflater_.avail_out = static_cast<uInt>(std::min<std::size_t>(room.size(), kMaxRoom));
    const std::size_t offered = inflater_.avail_out;
    const int result = inflate(&inflater_, Z_NO_FLUSH);
    const std::size_t made = offered - inflater_.avail_out;
    const std::size_t taken = octets.size() - inflater_.avail_in;
    room = room.subspan(made);
    input().take(taken);
    if (result == Z_STREAM_END) {
      in_member_ = false;
      inflateReset(&inflater_);
      return Step::kWentOn;
    }
    if (result == Z_OK || result == Z_BUF_ERROR) {
      return made + taken > 0 ? Step::kWentOn : Step::kNeedInput;
    }
    return ends_unreadable(inflater_.msg != nullptr ? inflater_.msg : "it cannot be inflated");
  }

  // Behind the last member gzip takes zeros for padding (of tapes), and leaves out anything else.
  Step begin_member() {
    std::span<const std::uint8_t> octets = input().octets();
    const auto zeros = std::ranges::find_if(octets, [](std::uint8_t octet) { return octet != 0; });
    input().take(static_cast<std::size_t>(zeros - octets.begin()));
    octets = input().octets();
    if (octets.empty() || (octets.size() == 1 && octets[0] == kId1)) return Step::kNeedInput;
    if (octets[0] != kId1 || octets[1] != kId2) return ends_before_other_data();
    in_member_ = true;
    return Step::kWentOn;
  }

  [[nodiscard]] bool may_end() const override { return !in_member_; }

  static constexpr std::size_t kMaxRoom = std::size_t{1} << 30;  // zlib counts in 32 bits

  z_stream inflater_{};
  bool ready_ = false;
  bool in_member_ = false;
};

}  // namespace

std::unique_ptr<OctetStream> make_gzip_stream(CompressedInput input) {
  return std::make_unique<GzipStream>(std::move(input));
}

}  // namespace mm1::capture
