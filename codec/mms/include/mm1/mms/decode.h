// Octets of one MM1 PDU to a tape.
#pragma once

#include <cstddef>

#include "mm1/wsp/arena.h"
#include "mm1/wsp/octets.h"
#include "mm1/wsp/tape.h"

namespace mm1::mms {

struct DecodeOptions {
  /// Length of the PDU as its bearer told it, when the capture holds fewer octets than that. What
  /// is missing makes values `kTruncated` and raises no fault. 0: all octets are there.
  std::size_t reported_length = 0;
  wsp::Limits limits = {};
};

/// Decodes `pdu`, all octets of one MM1 PDU (ENC §6, §7). Never throws, never reads outside `pdu`,
/// and goes on after a fault: a value whose length is known is confined to it. The tape's elements
/// live in `allocator`'s memory; when that is out, the tape ends with an `kElementLimit` fault.
/// Works on any octets: what is no PDU gives a tape of undecoded elements.
[[nodiscard]] wsp::Tape decode(wsp::Octets pdu, wsp::Allocator allocator,
                               const DecodeOptions& options = {});

/// Whether octets begin like an MM1 PDU: 8C and an assigned type octet. For recognition by content.
[[nodiscard]] bool looks_like_pdu(wsp::Octets octets);

}  // namespace mm1::mms
