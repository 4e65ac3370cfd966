#include "wtp_pdu.h"

#include "mm1/wsp/cursor.h"

namespace mm1::bearer {
namespace {

using capture::Octets;
using wsp::Cursor;

constexpr std::uint8_t kPsnTpi = 3;

// §8.4: an item of the variable header. Returns whether another one follows.
bool take_tpi(Cursor& cursor, WtpPdu& pdu) {
  const std::uint8_t first = cursor.take();
  const bool more = (first & 0x80) != 0;
  const auto identity = static_cast<std::uint8_t>((first >> 3) & 0x0f);
  const bool is_long = (first & 0x04) != 0;
  Cursor value = cursor.sub(is_long ? cursor.take() : first & 0x03U);
  if (identity == kPsnTpi) {  // §7.15: the high octets of the packet's number
    std::uint32_t high = 0;
    while (!value.at_end()) high = (high << 8 | value.take()) & 0xffff;
    pdu.psn |= high << 8;
  }
  return more;
}

bool has_psn(WtpType type) {
  return type == WtpType::kSegmentedInvoke || type == WtpType::kSegmentedResult;
}

}  // namespace

std::optional<WtpPdu> parse_wtp_pdu(Octets octets) {
  Cursor cursor(octets);
  WtpPdu pdu;
  const std::uint8_t first = cursor.take();
  const auto type = static_cast<std::uint8_t>((first >> 3) & 0x0f);
  if (type < static_cast<std::uint8_t>(WtpType::kInvoke) ||
      type > static_cast<std::uint8_t>(WtpType::kNack)) {
    return std::nullopt;
  }
  pdu.type = static_cast<WtpType>(type);
  pdu.retransmitted = (first & 0x01) != 0;
  pdu.last = (first & 0x02) != 0;
  pdu.tid = static_cast<std::uint16_t>(cursor.take() << 8);
  pdu.tid = static_cast<std::uint16_t>(pdu.tid | cursor.take());
  if (pdu.type == WtpType::kInvoke) {
    const std::uint8_t octet = cursor.take();
    pdu.transaction_class = octet & 0x03;
    constexpr int kVersionShift = 6;
    if (octet >> kVersionShift != 0) return std::nullopt;  // §7.13: only version 0 exists
  } else if (has_psn(pdu.type)) {
    pdu.psn = cursor.take();
  }
  const bool has_header_items = (first & 0x80) != 0;
  if (has_header_items) {
    while (take_tpi(cursor, pdu) && !cursor.overrun()) {
    }
  }
  if (cursor.overrun()) return std::nullopt;
  pdu.data = cursor.rest();
  return pdu;
}

bool strip_concatenation_mark(Octets& datagram) {
  if (datagram.empty() || datagram.front() != 0) return false;
  datagram = datagram.subspan(1);
  return true;
}

Octets take_wtp_pdu(Octets& rest, bool concatenated) {
  if (!concatenated) {
    const Octets pdu = rest;
    rest = {};
    return pdu;
  }
  Cursor cursor(rest);
  std::size_t length = cursor.take();
  if ((length & 0x80) != 0) length = (length & 0x7f) << 8 | cursor.take();
  const Octets pdu = cursor.take(length);
  if (cursor.overrun() || pdu.empty()) return {};
  rest = cursor.rest();
  return pdu;
}

}  // namespace mm1::bearer
