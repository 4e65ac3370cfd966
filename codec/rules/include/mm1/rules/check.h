// Judging one PDU: structural faults of its tape and the rules that need this PDU alone.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "mm1/rules/catalogue.h"
#include "mm1/wsp/arena.h"
#include "mm1/wsp/tape.h"

namespace mm1::rules {

/// A rule that fired, at a place.
struct Finding {
  const Rule* rule;
  Severity severity;     // with E³ resolved
  std::uint32_t offset;  // octets in the PDU
  std::uint32_t length;
  std::uint32_t element;  // index on the tape
  std::string_view
      detail;  // what was found instead, with the actual values; in the allocator's memory
};

/// Whether the octets of the PDU cannot be trusted (spec/rules.md §0.2): its lengths or terminators
/// are wrong, which findings of check() say too. What it says then feeds no rule about several PDUs.
[[nodiscard]] bool breaks_structure(const wsp::Tape& tape);

struct CheckOptions {
  /// When the PDU was captured, seconds since 1970 UTC; 0: not known. Time rules use it.
  std::int64_t captured_at = 0;
};

/// All findings of one decoded PDU, ordered by offset. They live in `allocator`'s memory and point
/// into the tape. A truncated PDU raises nothing for what is missing.
[[nodiscard]] std::span<const Finding> check(const wsp::Tape& tape, wsp::Allocator allocator,
                                             const CheckOptions& options = {});

}  // namespace mm1::rules
