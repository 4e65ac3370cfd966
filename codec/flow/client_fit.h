// Whether a PDU comes from, or goes to, the client of a transaction: by address, by number, or not
// to be told.
#pragma once

#include <cstdint>

#include "mm1/flow/context.h"
#include "open.h"

namespace mm1::flow {

/// How well a PDU's client fits a transaction's.
enum class Fit : std::uint8_t {
  kOther,
  kPossible,  // a number and an address, or two numbers of different form, cannot be compared
  kSame,
};

/// The number that a short message or a push over HTTP went to need not have the form of the one
/// that a proxy puts into a header, and neither says anything of an IP address (transactions.md §2:
/// never requiring equality across bearers).
[[nodiscard]] Fit client_fit(const Open& open, const Context& context);

}  // namespace mm1::flow
