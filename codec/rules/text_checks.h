// Checks of texts and addresses, wherever on the tape they stand.
#pragma once

#include "findings.h"
#include "mm1/wsp/tape.h"

namespace mm1::rules {

/// Characters and charset of one text element: FLD-TXT-004, -005, FLD-ESV. True when it found
/// something, so that the text's meaning is not judged on top.
bool check_text(const wsp::Tape& tape, std::size_t element, Findings& findings);

/// Grammar of one address (ENC §8): FLD-ADR.
void check_address(const wsp::Tape& tape, std::size_t element, Findings& findings);

/// Whether a text can be read in its charset. True for a charset we do not know.
[[nodiscard]] bool valid_in_charset(wsp::Octets text, std::uint32_t mib_enum);

}  // namespace mm1::rules
