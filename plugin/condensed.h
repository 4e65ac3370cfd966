// PDUs in few octets. Images and sounds are nearly all of a message's octets, and the tracker only
// asks how long they are and whether two of them are the same.
#pragma once

#include <cstdint>
#include <span>

#include "mm1/wsp/arena.h"
#include "mm1/wsp/tape.h"

namespace mm1::plugin {

/// Data of a part that is left out: where it was, in the PDU.
struct LeftOut {
  std::uint32_t offset;
  std::uint32_t length;
};

struct Condensed {
  wsp::Octets octets;  // in place of data that is left out, eight octets: its digest
  std::span<const LeftOut> left_out;
};

/// The octets of a tape without its long data, in the memory of `allocator` or, where nothing is
/// long, of the tape.
[[nodiscard]] Condensed condense(const wsp::Tape& tape, wsp::Allocator allocator);

/// Octets that read like those that were condensed: of the same length and, save for the contents
/// of what was left out, equal. Data that was the same is the same again. They lie in the memory of
/// `allocator`, or are those of `condensed`.
[[nodiscard]] wsp::Octets expand(const Condensed& condensed, wsp::Allocator allocator);

/// 64-bit digest of a PDU, to know a repeat by.
[[nodiscard]] std::uint64_t fingerprint(const Condensed& pdu);

}  // namespace mm1::plugin
