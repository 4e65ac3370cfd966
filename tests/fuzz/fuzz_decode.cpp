// Any octets as a PDU: decoded, read by field and part, put into words, and judged.
#include <cstddef>
#include <cstdint>

#include "expect.h"
#include "mm1/mms/decode.h"
#include "mm1/mms/text.h"
#include "mm1/mms/view.h"
#include "mm1/rules/check.h"
#include "support/tape_check.h"

namespace {

using mm1::fuzz::expect;
namespace mms = mm1::mms;
namespace wsp = mm1::wsp;

void read_everything(const wsp::Tape& tape) {
  for (std::size_t i = 0; i < tape.elements().size(); ++i) {
    const wsp::Element& element = tape.elements()[i];
    static_cast<void>(mms::element_text(tape, element));
    if (element.kind == wsp::Kind::kMediaType) static_cast<void>(mms::media_type(tape, element));
    if (element.kind == wsp::Kind::kPdu) static_cast<void>(mms::parts(mms::PduView(tape, i)));
    const mms::FieldRow* row =
        element.kind == wsp::Kind::kField ? mms::field(element.code) : nullptr;
    if (row != nullptr && element.end > i + 2) {
      static_cast<void>(mms::value_text(tape, *row, tape.elements()[i + 2]));
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static wsp::Arena arena;
  // The whole message, and the same octets as the beginning of a longer one.
  for (const std::size_t reported : {std::size_t{0}, size + 100}) {
    arena.reset();
    const wsp::Tape tape =
        mms::decode({data, size}, arena.allocator(), {.reported_length = reported});
    const std::string problem = mm1::test::tape_defect(tape);
    expect(problem.empty(), problem);
    read_everything(tape);
    for (const mm1::rules::Finding& finding : mm1::rules::check(tape, arena.allocator())) {
      expect(std::size_t{finding.offset} + finding.length <= size, "a finding outside the PDU");
      expect(finding.element < tape.elements().size(), "a finding at no element");
    }
  }
  return 0;
}
