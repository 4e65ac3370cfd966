// What a status value says about a transaction's outcome.
#pragma once

#include <cstdint>
#include <string>

#include "mm1/flow/tracker.h"

namespace mm1::flow {

/// An outcome and the name of the status that decided it.
struct Verdict {
  Outcome outcome = Outcome::kIncompleteCapture;
  std::string status;
};

/// Statuses as HTTP has them: those below come before the answer, and from the second one on what
/// was asked for was not done.
inline constexpr int kFirstFinalStatus = 200;
inline constexpr int kFirstErrorStatus = 300;

/// Verdict of one value octet of X-Mms-Response-Status, -Retrieve-Status, -Store-Status or
/// -Cancel-Status (ENC 1.3 §9; reserved values count as their class says).
[[nodiscard]] Verdict status_verdict(std::uint8_t field, std::uint8_t octet);

/// Name of a value octet, "0xc7" for one without a name.
[[nodiscard]] std::string status_name(std::uint8_t field, std::uint8_t octet);

/// Verdict of a confirmation whose status stands in `field`. `requested` is how many references
/// the request of a delete had, 0 when it was not seen.
[[nodiscard]] Verdict confirmation_verdict(const mms::PduView& confirmation, std::uint8_t field,
                                           std::size_t requested);

/// Verdict of an answer without the PDU that was awaited: an error of HTTP or WSP.
[[nodiscard]] Verdict transport_verdict(Bearer bearer, int status);

}  // namespace mm1::flow
