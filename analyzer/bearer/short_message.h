// A short message, whatever brought it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "mm1/capture/packet.h"

namespace mm1::bearer {

/// Views into what it was parsed from.
struct ShortMessage {
  std::optional<std::uint16_t> teleservice;  // of CDMA; what SMPP's service_type says about it
  std::string_view source;
  std::vector<std::string_view> destinations;  // several in submit_multi; a list by its name
  bool has_header = false;                     // a user data header comes first
  bool is_binary = false;                      // by its data coding
  capture::Octets data;
  std::optional<std::uint16_t> message_id;  // CDMA's MESSAGE_ID, SMPP's user_message_reference

  // Parameters of SMPP.
  std::optional<std::uint16_t> destination_port;
  std::optional<std::uint16_t> sar_reference;
  std::uint8_t sar_total = 0;
  std::uint8_t sar_number = 0;

  /// CDMA's NUM_FIELDS, and how many octets there are room for.
  struct FieldCount {
    std::size_t stated = 0;
    std::size_t present = 0;
  };
  std::optional<FieldCount> fields;
};

}  // namespace mm1::bearer
