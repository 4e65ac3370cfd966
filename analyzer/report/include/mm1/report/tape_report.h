// One decoded PDU shown whole, element by element: what `mm1scope decode` prints.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "mm1/report/json_writer.h"
#include "mm1/rules/check.h"
#include "mm1/wsp/tape.h"

namespace mm1::report {

/// Appends the tape as an indented tree: offset and octets in hex, name, value; each finding below
/// the element that shows it. `base` is added to the offsets: where the PDU stands in its input.
void append_tree(std::string& out, const wsp::Tape& tape, std::span<const rules::Finding> findings,
                 std::size_t base = 0);

/// Writes the members `type`, `fields`, `body` and `findings`: the PDU's description, with the
/// place of each field and part, from which `encode_json` makes the same octets again.
void write_tape(JsonWriter& json, const wsp::Tape& tape, std::span<const rules::Finding> findings);

/// A finding in words: the rule's title and what was found.
[[nodiscard]] std::string finding_text(const rules::Finding& finding);

}  // namespace mm1::report
