#include "inflate.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

namespace mm1::bearer {

struct Inflater::State {
  explicit State(Coding content_coding) : coding(content_coding) {}
  ~State() {
    if (open) inflateEnd(&stream);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  // Both need two octets to be told apart: RFC 1950 §2.2 gives zlib's check, raw has none.
  int window_bits() const {
    constexpr int kWindow = 15;
    constexpr int kGzip = 16;
    if (coding == Coding::kGzip) return kWindow + kGzip;
    const unsigned cmf = start[0];
    const unsigned check = cmf * 256 + start[1];
    return (cmf & 0x0f) == Z_DEFLATED && check % 31 == 0 ? kWindow : -kWindow;
  }

  const Coding coding;
  z_stream stream{};
  std::array<std::uint8_t, 2> start{};
  std::size_t started = 0;  // octets in `start`
  bool open = false;
  bool fed_start = false;
  bool ended = false;
  bool failed = false;
  bool output_full = false;  // zlib may hold more output although it took all input
  Octets input;
  std::array<std::uint8_t, 16 * 1024> output{};
};

Inflater::Inflater(Coding coding) : state_(std::make_unique<State>(coding)) {}
Inflater::~Inflater() = default;

bool Inflater::ended() const { return state_->ended; }
bool Inflater::failed() const { return state_->failed; }

void Inflater::set_input(Octets input) {
  State& s = *state_;
  while (s.started < s.start.size() && !input.empty()) {
    s.start[s.started++] = input.front();
    input = input.subspan(1);
  }
  s.input = input;
  if (s.open || s.failed || s.started < s.start.size()) return;
  s.open = inflateInit2(&s.stream, s.window_bits()) == Z_OK;
  s.failed = !s.open;
}

Octets Inflater::next() {
  State& s = *state_;
  while (s.open && !s.failed) {
    const bool from_start = !s.fed_start;
    const Octets source = from_start ? Octets(s.start) : s.input;
    if (source.empty() && !s.output_full) return {};
    if (s.ended) {  // another gzip member follows, or rubbish that nobody needs
      if (s.coding != Coding::kGzip || source.empty() || source.front() != 0x1f) return {};
      if (inflateReset(&s.stream) != Z_OK) return {};
      s.ended = false;
    }
    const auto offered = std::min<std::size_t>(source.size(), std::numeric_limits<uInt>::max());
    s.stream.next_in = const_cast<Bytef*>(source.data());
    s.stream.avail_in = static_cast<uInt>(offered);
    s.stream.next_out = s.output.data();
    s.stream.avail_out = static_cast<uInt>(s.output.size());
    const int result = ::inflate(&s.stream, Z_NO_FLUSH);
    const std::size_t consumed = offered - s.stream.avail_in;
    if (from_start) {
      s.fed_start = consumed == s.start.size();
      s.failed = !s.fed_start;
    } else {
      s.input = s.input.subspan(consumed);
    }
    s.ended = result == Z_STREAM_END;
    s.failed = s.failed || (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR);
    s.output_full = s.stream.avail_out == 0 && !s.ended;
    const std::size_t produced = s.output.size() - s.stream.avail_out;
    if (produced != 0) return Octets(s.output).first(produced);
    if (consumed == 0) return {};
  }
  return {};
}

}  // namespace mm1::bearer
