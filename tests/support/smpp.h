// SMPP sessions with short messages that carry a WAP push (SMPP 3.4, WDP §6.3).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "support/octet_writer.h"

namespace mm1::test {

/// Width of the reference number that concatenated short messages share: element 00 or 08.
enum class Reference { k8Bit, k16Bit };

/// User data of the short messages that carry `datagram` from `source_port` to
/// `destination_port`: port element 05 and, when one is not enough, a concatenation element.
[[nodiscard]] std::vector<Buffer> sms_user_data(std::uint16_t destination_port,
                                                std::uint16_t source_port, Octets datagram,
                                                std::uint8_t reference = 1,
                                                Reference width = Reference::k16Bit);

struct ShortMessage {
  std::string source;
  std::string destination;
  Buffer user_data;  // with user data header
};

[[nodiscard]] Buffer smpp_bind_transceiver(std::uint32_t sequence, const std::string& system_id);
[[nodiscard]] Buffer smpp_bind_transceiver_resp(std::uint32_t sequence,
                                                const std::string& system_id);
[[nodiscard]] Buffer smpp_submit_sm(std::uint32_t sequence, const ShortMessage& message);
[[nodiscard]] Buffer smpp_submit_sm_resp(std::uint32_t sequence, const std::string& message_id);
[[nodiscard]] Buffer smpp_deliver_sm(std::uint32_t sequence, const ShortMessage& message);
[[nodiscard]] Buffer smpp_deliver_sm_resp(std::uint32_t sequence);

}  // namespace mm1::test
