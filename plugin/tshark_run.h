// What tshark reads and prints, as its command line has it: libwireshark does not tell. Wireshark
// 4.0 makes every tree visible for `-T fields`, as if somebody read all of it; and what nobody asks
// for when tshark reads a capture for the only time, nobody will ask for.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mm1::plugin {

/// The arguments of this process, its name first. Empty where they cannot be read: they come from
/// /proc, which only Linux has.
[[nodiscard]] std::vector<std::string> command_line();

struct TsharkRun {
  bool reads_twice = false;  // -2
  /// The names after -e, as they stand there, where tshark prints these fields and nothing else of
  /// a tree. A name may be that of a field, of a protocol, of a column ("_ws.col.Info"), or "text",
  /// which stands for all items without a field.
  std::optional<std::vector<std::string>> printed_fields;
  /// The text of the display filters. One after the options comes word by word.
  std::vector<std::string> filters;
};

/// Nothing where `arguments` (the name of the program first) are not those of tshark, and where one
/// is not understood. What taps, filters, columns and scripts of the user's plugin folder read is
/// not told here.
///
/// Source: tshark(1) of Wireshark 4.0, and what tshark 4.0.17 does.
[[nodiscard]] std::optional<TsharkRun> tshark_run(std::span<const std::string> arguments);

}  // namespace mm1::plugin
