// Values on a tape as the typed values that the encoder takes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "mm1/mms/encode.h"
#include "mm1/wsp/tape.h"

namespace mm1::mms {

/// The value element at `index` of a field; nothing where it cannot be read.
[[nodiscard]] std::optional<Value> describe_value(const wsp::Tape& tape, std::size_t index);

/// The kMediaType element at `index`; nothing where it cannot be read.
[[nodiscard]] std::optional<wsp::MediaType> describe_media_type(const wsp::Tape& tape,
                                                                std::size_t index);

/// The content of a text as it is written, the quotation mark of a Quoted-string included: `octets`
/// without Quote and 00.
[[nodiscard]] std::string written_text(wsp::Octets octets);

}  // namespace mm1::mms
