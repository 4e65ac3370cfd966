// From the forms in which people keep PDUs to octets: binary, hex dumps, base64.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "options.h"

namespace mm1::cli {

using Buffer = std::vector<std::uint8_t>;

/// Octets written in hex: with or without white space, colons, commas, "0x"; also dumps with an
/// offset before each line and characters behind it (hexdump -C, xxd, tshark -x). Nothing when it
/// is no hex.
[[nodiscard]] std::optional<Buffer> from_hex(std::string_view text);

/// Base64, also its URL alphabet, padding optional, white space ignored. Nothing when it is none.
[[nodiscard]] std::optional<Buffer> from_base64(std::string_view text);

/// The octets of an input and the form they were in.
struct DecodedInput {
  InputForm form;
  Buffer octets;
};

/// Reads `content` in the given form. `kAuto` takes the first form that gives something MM1, else
/// the first that it can be read in. Nothing when it is not in the form asked for.
[[nodiscard]] std::optional<DecodedInput> read_form(std::string_view content, InputForm form);

/// "binary", "hex", "base64".
[[nodiscard]] std::string_view input_form_name(InputForm form);

}  // namespace mm1::cli
