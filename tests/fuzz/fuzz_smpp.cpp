// An SMPP connection of any octets: read at once, and cut into segments anywhere. The messages, and
// what is counted, are the same.
#include <cstddef>
#include <cstdint>
#include <string>

#include "stream_play.h"
#include "support/smpp.h"

namespace {

using namespace mm1;

std::string play(const fuzz::StreamInput& input, bool cut) {
  // The beginning is sound, so that everything else is read as SMPP.
  fuzz::Connection connection(2775, test::smpp_bind_transceiver(1, "esme"), {});
  connection.play(input, cut);
  return connection.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::StreamInput input = fuzz::parse_stream({data, size});
  const std::string whole = play(input, false);
  const std::string pieces = play(input, true);
  fuzz::expect(whole == pieces, "cuts change the result:\n" + whole + "\nbut\n" + pieces);
  return 0;
}
