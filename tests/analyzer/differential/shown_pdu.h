// What both mm1scope and tshark say of a PDU.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace mm1::differential {

struct ShownPdu {
  std::uint8_t type = 0;       // octet of X-Mms-Message-Type
  std::string transaction_id;  // empty: none
  friend auto operator<=>(const ShownPdu&, const ShownPdu&) = default;
};

}  // namespace mm1::differential
