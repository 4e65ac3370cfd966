// Text out of a message in places where a control character would do something: file names, lines
// on a terminal. Knows nothing of Wireshark.
#pragma once

#include <string>
#include <string_view>

namespace mm1::plugin {

/// `text` (UTF-8) with '_' in place of each control character, of those that turn the direction of
/// writing, and of those in `unwanted` (ASCII).
[[nodiscard]] std::string printable(std::string_view text, std::string_view unwanted = {});

/// Whether an octet of UTF-8 goes on with a character, so that no text may be cut before it.
[[nodiscard]] bool continues_character(char octet);

}  // namespace mm1::plugin
