// SMPP PDUs (SMPP 3.3 to 5.0) that carry short messages.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "mm1/capture/packet.h"

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

/// The short message of a PDU; views into its octets.
struct ShortMessage {
  std::string_view service_type;
  std::string_view source;
  std::vector<std::string_view> destinations;  // several in submit_multi; a list by its name
  bool has_header = false;                     // UDHI: a user data header comes first
  std::uint8_t data_coding = 0;
  capture::Octets data;  // short_message, or message_payload
  std::optional<std::uint16_t> destination_port;
  std::optional<std::uint16_t> sar_reference;
  std::optional<std::uint16_t> message_reference;  // user_message_reference
  std::uint8_t sar_total = 0;
  std::uint8_t sar_number = 0;
};

/// `octets` are all of a PDU that carries a short message. Nothing when it breaks the layout of its
/// command.
[[nodiscard]] std::optional<ShortMessage> parse_short_message(std::uint32_t command,
                                                              capture::Octets octets);

}  // namespace mm1::bearer
