// SMPP PDUs (SMPP 3.3 to 5.0) that carry short messages.
#pragma once

#include <cstdint>
#include <optional>

#include "mm1/capture/packet.h"
#include "short_message.h"

namespace mm1::bearer {

inline constexpr std::size_t kSmppHeader = 16;
/// message_payload has a 16-bit length; before it stand up to 255 destinations of submit_multi.
inline constexpr std::uint32_t kMaxSmppPdu = 80'000;

struct SmppHeader {
  std::uint32_t length = 0;  // of the whole PDU
  std::uint32_t command = 0;
};

/// Whether octets could be the beginning of an SMPP PDU: a plausible length and an assigned
/// command. Fewer than 8 octets are judged by what there is.
[[nodiscard]] bool could_be_smpp(capture::Octets octets);
/// The header in the first `kSmppHeader` octets, if it is plausible.
[[nodiscard]] std::optional<SmppHeader> parse_smpp_header(capture::Octets octets);
/// Whether the first `kSmppHeader` octets are a header beyond doubt: status and sequence number fit
/// too (SMPP 3.4 §3.2).
[[nodiscard]] bool is_sure_smpp_header(capture::Octets octets);
/// Whether PDUs of this command carry a short message.
[[nodiscard]] bool carries_short_message(std::uint32_t command);

/// The short message of a PDU that carries one, as views into `octets`, which are all of it.
/// Nothing when it breaks the layout of its command.
[[nodiscard]] std::optional<ShortMessage> parse_short_message(std::uint32_t command,
                                                              capture::Octets octets);

}  // namespace mm1::bearer
