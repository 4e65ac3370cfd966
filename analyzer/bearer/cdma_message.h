// CDMA's short messages as they are on the air and in IMS: transport and teleservice layer
// (3GPP2 C.S0015 §3.4, §4.5).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "short_message.h"

namespace mm1::bearer {

struct CdmaMessage {
  std::optional<std::uint16_t> teleservice;
  std::string source;
  std::string destination;
  std::optional<std::uint16_t> message_id;
  bool has_header = false;  // HEADER_IND
  bool is_octets = false;   // MSG_ENCODING
  std::vector<std::uint8_t> user_data;
  ShortMessage::FieldCount fields;

  /// The same as views into this one.
  [[nodiscard]] ShortMessage short_message() const;
};

/// A point-to-point message; nothing when it is of another kind, or when a length runs past the
/// end.
[[nodiscard]] std::optional<CdmaMessage> parse_cdma_message(capture::Octets octets);

}  // namespace mm1::bearer
