// A PDU written as hexadecimal text, decoded, with everything that must outlive its tape.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "mm1/mms/decode.h"
#include "mm1/mms/fields.h"
#include "mm1/mms/text.h"
#include "mm1/mms/view.h"
#include "support/hex.h"

namespace mm1::test {

struct Decoded {
  explicit Decoded(std::string_view hex, const mms::DecodeOptions& options = {})
      : Decoded(from_hex(hex), options) {}
  explicit Decoded(std::vector<std::uint8_t> pdu, const mms::DecodeOptions& options = {})
      : octets(std::move(pdu)), tape(mms::decode(octets, arena.allocator(), options)), view(tape) {}
  Decoded(const Decoded&) = delete;
  Decoded& operator=(const Decoded&) = delete;

  /// The faults, in the order they were found.
  [[nodiscard]] std::vector<wsp::Fault> faults() const {
    std::vector<wsp::Fault> found;
    for (const wsp::FaultRecord& record : tape.faults()) found.push_back(record.fault);
    return found;
  }
  /// The n-th value of a field as a person would write it; "-" when there is none.
  [[nodiscard]] std::string value(std::uint8_t number, std::size_t nth = 0) const {
    const wsp::Element* element = view.value(number, nth);
    return element == nullptr ? "-" : mms::value_text(tape, *mms::field(number), *element);
  }
  /// How many elements are of a kind.
  [[nodiscard]] std::size_t count(wsp::Kind kind) const {
    std::size_t count = 0;
    for (const wsp::Element& element : tape.elements()) count += element.kind == kind ? 1u : 0u;
    return count;
  }

  wsp::Arena arena;
  std::vector<std::uint8_t> octets;
  wsp::Tape tape;
  mms::PduView view;
};

}  // namespace mm1::test
