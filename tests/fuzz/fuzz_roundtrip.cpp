// Any octets come back from their description.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "expect.h"
#include "mm1/mms/decode.h"
#include "mm1/mms/describe.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static mm1::wsp::Arena arena;
  arena.reset();
  const mm1::wsp::Octets octets(data, size);
  const mm1::wsp::Tape tape = mm1::mms::decode(octets, arena.allocator());
  const mm1::wsp::Buffer again = mm1::mms::encode(mm1::mms::describe(tape));
  mm1::fuzz::expect(std::ranges::equal(again, octets), "the description gives other octets");
  return 0;
}
