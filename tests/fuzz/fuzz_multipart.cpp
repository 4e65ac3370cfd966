// Any octets as the multipart body of an otherwise sound m-retrieve-conf.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "expect.h"
#include "mm1/mms/decode.h"
#include "mm1/mms/view.h"
#include "mm1/rules/check.h"
#include "support/hex.h"
#include "support/tape_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static mm1::wsp::Arena arena;
  static const std::vector<std::uint8_t> kHead = mm1::test::from_hex(
      "8C 84 98 4E 31 00 8D 92 8B 69 64 31 40 6D 6D 73 63 00 85 04 42 26 5C 80 84 A3");
  std::vector<std::uint8_t> pdu = kHead;
  pdu.insert(pdu.end(), data, data + size);

  arena.reset();
  const mm1::wsp::Tape tape = mm1::mms::decode(pdu, arena.allocator());
  const std::string problem = mm1::test::tape_defect(tape);
  mm1::fuzz::expect(problem.empty(), problem);
  for (const mm1::mms::PartView& part : mm1::mms::parts(mm1::mms::PduView(tape))) {
    mm1::fuzz::expect(part.data.size() <= size, "a part larger than the body");
  }
  static_cast<void>(mm1::rules::check(tape, arena.allocator()));
  return 0;
}
