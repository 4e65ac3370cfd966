// The user data header of a short message (3GPP TS 23.040 §9.2.3.24), as far as WDP uses it
// (WAP-259 §6.3).
#pragma once

#include <cstdint>
#include <optional>

#include "mm1/capture/packet.h"

namespace mm1::bearer {

/// A concatenation element: 00 with an 8-bit reference, 08 with a 16-bit one.
struct ConcatenationElement {
  bool is_wide = false;
  std::uint16_t reference = 0;
  std::uint8_t total = 0;
  std::uint8_t number = 0;
};

struct UserDataHeader {
  std::optional<ConcatenationElement> concatenation;
  std::optional<std::uint16_t> destination_port;  // element 05, or 04 with 8 bits
};

/// Splits user data into its header and `rest`, the data behind it. Elements of the wrong length
/// are passed over, of a repeated one the last counts (TS 23.040 §9.2.3.24). Nothing when the
/// header runs past the end.
[[nodiscard]] std::optional<UserDataHeader> take_user_data_header(capture::Octets user_data,
                                                                  capture::Octets& rest);

/// Whether the octets begin with a header whose elements fill it exactly and name a push port:
/// senders that forget to set the indicator in esm_class send such ones.
[[nodiscard]] bool begins_with_push_header(capture::Octets user_data);

}  // namespace mm1::bearer
