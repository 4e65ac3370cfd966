// WTP PDUs (WAP-224 §8).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "mm1/capture/packet.h"

namespace mm1::bearer {

enum class WtpType : std::uint8_t {
  kInvoke = 1,
  kResult = 2,
  kAck = 3,
  kAbort = 4,
  kSegmentedInvoke = 5,
  kSegmentedResult = 6,
  kNack = 7,
};

struct WtpPdu {
  WtpType type = WtpType::kInvoke;
  bool retransmitted = false;          // RID
  bool last = false;                   // TTR: the last packet of its message
  std::uint16_t tid = 0;               // as sent, with the direction bit
  std::uint8_t transaction_class = 0;  // of an Invoke
  std::uint32_t psn = 0;               // packet sequence number, high octets of extended SAR joined
  capture::Octets data;
  std::size_t missing = 0;  // octets of `data` at its end that were not captured

  /// §7.8.1: the initiator sends its TID with the top bit clear, the responder inverts that bit.
  [[nodiscard]] bool from_initiator() const { return (tid & 0x8000) == 0; }
  [[nodiscard]] std::uint16_t transaction() const { return tid & 0x7fff; }
};

/// `octets` are one PDU, up to its end. Nothing when it breaks the layout of its type.
[[nodiscard]] std::optional<WtpPdu> parse_wtp_pdu(capture::Octets octets);

/// Takes the next PDU off a datagram, which may hold several (§8.5). Empty: nothing is left, or
/// what is left is no PDU (`rest` stays non-empty then).
[[nodiscard]] capture::Octets take_wtp_pdu(capture::Octets& rest, bool concatenated);
/// Whether a datagram holds several PDUs; strips the mark if so.
[[nodiscard]] bool strip_concatenation_mark(capture::Octets& datagram);

}  // namespace mm1::bearer
