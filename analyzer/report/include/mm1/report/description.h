// From the JSON that `mm1scope decode` writes, as it is or edited, back to octets.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "mm1/wsp/write.h"

namespace mm1::report {

/// Octets, or what is wrong with the JSON and where: "fields[3].value: …".
using EncodedJson = std::variant<wsp::Buffer, std::string>;

/// Encodes one object: its `fields` in their order, then its `body`; the octets of a `wsp_push` in
/// front. An object that has `octets` is written as these, all others canonically from their other
/// members. Offsets, lengths, sums and findings are not looked at.
[[nodiscard]] EncodedJson encode_json(std::string_view text);

}  // namespace mm1::report
