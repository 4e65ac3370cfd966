// CDMA's short messages (3GPP2 C.S0015) that carry WDP, alone and in SIP as IMS has them.
#pragma once

#include <cstdint>
#include <string>

#include "support/octet_writer.h"

namespace mm1::test {

struct CdmaSms {
  std::uint16_t teleservice = 4100;  // WAP
  std::string source;                // digits
  std::uint16_t message_id = 0;
  Buffer user_data;      // MSG_TYPE, TOTAL_SEGMENTS, SEGMENT_NUMBER, and the data
  int extra_fields = 0;  // by which NUM_FIELDS is wrong
};

/// A point-to-point message on its way to the phone.
[[nodiscard]] Buffer cdma_message(const CdmaSms& sms);

/// A request MESSAGE to `user`, with such a message as its body.
[[nodiscard]] Buffer sip_message(const std::string& user, Octets cdma_message);

}  // namespace mm1::test
