// WTP PDUs (WAP-224 §8).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "mm1/capture/packet.h"
#include "packet_fault.h"

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
  bool ends_group = false;             // GTR: the last packet of its group; with `last`: no groups
  bool verifies = false;               // of an Ack: Tve or Tok, about the TID and no message
  std::uint16_t tid = 0;               // as sent, with the direction bit
  std::uint8_t transaction_class = 0;  // of an Invoke
  /// Packet sequence number, high octets of extended SAR joined; of an Ack the one it names.
  std::uint32_t psn = 0;
  bool has_psn_item = false;       // PSN TPI: extended SAR, or the Ack of a group
  bool offers_groups = false;      // option NumGroups: extended SAR
  bool has_boundary = false;       // SDU or Frame boundary TPI: several WSP PDUs in one message
  bool aborted_by_user = false;    // of an Abort: by WSP, else by WTP itself
  std::uint8_t abort_reason = 0;   // of an Abort
  std::uint8_t highest_asked = 0;  // of a Nack: the highest packet it asks for, 0: a whole group
  capture::Octets data;
  std::size_t missing = 0;  // octets of `data` at its end that were not captured

  /// §7.8.1: the initiator sends its TID with the top bit clear, the responder inverts that bit.
  [[nodiscard]] bool has_initiator_tid() const { return (tid & 0x8000) == 0; }
  [[nodiscard]] std::uint16_t transaction() const { return tid & 0x7fff; }
  /// A packet of a message of the user.
  [[nodiscard]] bool is_data() const {
    return type != WtpType::kAck && type != WtpType::kAbort && type != WtpType::kNack;
  }
  [[nodiscard]] bool is_first_of_message() const {
    return type == WtpType::kInvoke || type == WtpType::kResult;
  }
  [[nodiscard]] bool is_segmented() const {
    return !(last && ends_group) || !is_first_of_message();
  }
};

/// `octets` are one PDU, up to its end. Nothing when it breaks the layout of its type. `faults`
/// gets what breaks a rule, whether or not the PDU can be read.
[[nodiscard]] std::optional<WtpPdu> parse_wtp_pdu(capture::Octets octets,
                                                  PacketFaults* faults = nullptr);

/// Takes the next PDU off a datagram, which may hold several (§8.5). Empty: nothing is left, or
/// what is left is no PDU (`rest` stays non-empty then).
[[nodiscard]] capture::Octets take_wtp_pdu(capture::Octets& rest, bool concatenated);
/// Whether a datagram holds several PDUs; strips the mark if so.
[[nodiscard]] bool strip_concatenation_mark(capture::Octets& datagram);

}  // namespace mm1::bearer
