// What one short message says about itself: a datagram, or a segment of one.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "mm1/rules/detail.h"
#include "outlet.h"
#include "short_message.h"

namespace mm1::bearer {

/// How the segments of a datagram find each other. Equal references of different kinds are
/// different datagrams.
enum class Joining : std::uint8_t {
  kNone,
  kReference8,   // user data header, element 00
  kReference16,  // user data header, element 08
  kSar,          // SMPP's parameters sar_…
  kWdp,          // CDMA's WAP teleservice
};

struct SmsSegment {
  Joining joining = Joining::kNone;
  Octets data;                             // of WDP: the ports, where they are, included
  std::optional<std::uint16_t> port;       // destination; WDP has it in its data
  std::optional<std::uint16_t> reference;  // WDP: MESSAGE_ID, where it is given
  unsigned total = 1;
  unsigned number = 1;                // from 1; 0: the numbers given make no sense
  std::vector<BearerFinding> faults;  // to be told if the datagram is an MM1 push
};

/// Reads the headers and parameters of `message`, which came complete in `place`. Nothing when its
/// user data header is malformed.
[[nodiscard]] std::optional<SmsSegment> read_segment(const ShortMessage& message, FrameRef place);

/// Octets that nothing announces as a push, but can be nothing else: connectionless WSP with a push
/// of an MM1 PDU, or the beginning of one.
[[nodiscard]] bool is_sure_push(Octets datagram);

/// A finding about the sender, its detail put together from `parts` (see mm1/rules/detail.h).
template <typename... Parts>
BearerFinding sms_fault(rules::RuleIndex rule, FrameRef place, const Parts&... parts) {
  return found(rule, rules::Side::kSender, place, std::string(rules::Detail(parts...).text()));
}

}  // namespace mm1::bearer
