// Sets of PDU types, for tables that say to which PDUs a row applies.
#pragma once

#include <cstdint>

#include "mm1/mms/pdus.h"

namespace mm1::rules {

using PduSet = std::uint32_t;  // bit n for type octet 80 + n

template <typename... Types>
constexpr PduSet in(Types... types) {
  return ((PduSet{1} << (static_cast<unsigned>(types) - 0x80)) | ...);
}

inline constexpr PduSet kEveryPdu = (PduSet{1} << 24) - 1;

}  // namespace mm1::rules
