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
  /// Depth counts up to 256 and from 8, elements from 16: less would not hold one field.
  wsp::Limits limits = {};
};

/// Decodes `pdu`, all octets of one MM1 PDU (ENC §6, §7). Never throws, never reads outside `pdu`,
/// and goes on after a fault: a value whose length is known is confined to it. The tape's elements
/// live in `allocator`'s memory; when that is out, the tape ends with a `kElementLimit` fault and
/// its last elements are undecoded ones, and with no memory at all it has no elements.
/// Works on any octets: what is no PDU gives a tape of undecoded elements.
[[nodiscard]] wsp::Tape decode(wsp::Octets pdu, wsp::Allocator allocator,
                               const DecodeOptions& options = {}) noexcept;

/// Whether octets begin like an MM1 PDU: 8C and an assigned type octet. For recognition by content.
[[nodiscard]] bool looks_like_pdu(wsp::Octets octets) noexcept;

/// The same for octets that nobody announced as MM1, where a wrong guess hides what they are:
/// besides, fields follow one another without a gap up to an MMS version with major 1 (E12 §7).
/// `octets` may be the PDU's beginning only; one that ends before the version is not recognised.
[[nodiscard]] bool reads_as_pdu(wsp::Octets octets) noexcept;

}  // namespace mm1::mms
