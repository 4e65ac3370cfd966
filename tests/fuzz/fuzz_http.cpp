// An HTTP connection of any octets: read at once, and cut into segments anywhere. While nothing in
// it is malformed, the messages and what is counted are the same; with little memory, everything
// is still read safely.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "stream_play.h"

namespace {

using namespace mm1;
using capture::LeftOut;
using capture::Octets;

const bearer::BearerOptions kRoomy{.max_body = 2048, .max_memory = std::size_t{4} << 20};
const bearer::BearerOptions kTight{.max_body = 512, .max_memory = 8 << 10};

std::vector<std::uint8_t> octets_of(std::string_view text) { return {text.begin(), text.end()}; }

struct Played {
  std::string text;
  bool sound;
};

Played play(const fuzz::StreamInput& input, bool cut, const bearer::BearerOptions& options) {
  // Both directions begin sound, so that everything else is read as HTTP, and counted if it is
  // none.
  fuzz::Connection connection(80, octets_of("HEAD / HTTP/1.1\r\n\r\n"), options);
  connection.give(false, octets_of("HTTP/1.1 204 -\r\n\r\n"));
  connection.play(input, cut);
  std::string text = connection.finish();
  // What is no HTTP may be given up sooner or later.
  return {std::move(text), connection.was_sound(LeftOut::kHttpMalformed)};
}

/// Whether there may be a tunnel. What begins inside one need not begin as HTTP does, and is looked
/// for at the start of segments.
bool may_have_tunnel(Octets octets) {
  const std::string_view text(reinterpret_cast<const char*>(octets.data()), octets.size());
  return text.find("CONNECT ") != std::string_view::npos ||
         text.find("101") != std::string_view::npos;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::StreamInput input = fuzz::parse_stream({data, size});
  const Played whole = play(input, false, kRoomy);
  const Played pieces = play(input, true, kRoomy);
  static_cast<void>(play(input, true, kTight));
  if (whole.sound && !input.has_gap && !may_have_tunnel({data, size})) {
    fuzz::expect(whole.text == pieces.text,
                 "cuts change the result:\n" + whole.text + "\nbut\n" + pieces.text);
  }
  return 0;
}
