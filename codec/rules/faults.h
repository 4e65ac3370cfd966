// Faults of the octets, as the decoder reports them, and the rules they break.
#pragma once

#include "findings.h"
#include "mm1/wsp/fault.h"
#include "mm1/wsp/tape.h"

namespace mm1::rules {

/// Whether a fault leaves the value it lies in without a meaning that later checks could use.
[[nodiscard]] bool breaks_value(wsp::Fault fault);

/// One finding for each fault of the tape.
void report_faults(const wsp::Tape& tape, Findings& findings);

}  // namespace mm1::rules
