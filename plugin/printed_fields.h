// What tshark prints, as its command line has it. `tshark -T fields` of Wireshark 4.0 makes every
// tree visible, as if somebody read all of it, and libwireshark does not tell which fields it
// prints.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mm1::plugin {

/// The arguments of this process, its name first. Empty where they cannot be read: they come from
/// /proc, which only Linux has.
[[nodiscard]] std::vector<std::string> command_line();

/// The names after -e, as they stand there, where `arguments` (the name of the program first) are
/// those of a tshark that prints these fields and nothing else of a tree. A name may be that of a
/// field, of a protocol, of a column ("_ws.col.Info"), or "text", which stands for all items
/// without a field.
///
/// Nothing where tshark prints anything else, and where an argument is not understood: then all of
/// a tree counts as read. What taps, filters, columns and scripts of the user's plugin folder read
/// is not told here.
///
/// Source: tshark(1) of Wireshark 4.0, and what tshark 4.0.17 does.
[[nodiscard]] std::optional<std::vector<std::string>> printed_fields(
    std::span<const std::string> arguments);

}  // namespace mm1::plugin
