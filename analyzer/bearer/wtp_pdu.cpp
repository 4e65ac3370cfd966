#include "wtp_pdu.h"

#include <algorithm>
#include <array>

#include "mm1/wsp/cursor.h"

namespace mm1::bearer {
namespace {

using capture::Octets;
using rules::Detail;
using rules::Hex;
using rules::operator""_rule;
using wsp::Cursor;

// Identities of the variable header's items (§8.4).
constexpr std::uint8_t kOptionTpi = 2, kPsnTpi = 3, kSduBoundaryTpi = 4, kFrameBoundaryTpi = 5;
constexpr std::uint8_t kNumGroups = 7;  // option of §8.4.4
constexpr std::uint8_t kHighestClass = 2;

// Bits that a PDU type reserves: in its first octet, and in the fourth octet of an Invoke (§8.3).
struct ReservedRow {
  WtpType type;
  std::uint8_t first;
  std::uint8_t fourth;
};
constexpr std::array kReserved{
    ReservedRow{WtpType::kInvoke, 0x00, 0x0c},
    ReservedRow{WtpType::kAck, 0x02, 0x00},
    ReservedRow{WtpType::kNack, 0x06, 0x00},
};

struct Reader {
  Cursor cursor;
  WtpPdu pdu;
  PacketFaults* faults;

  template <typename... Parts>
  void fault(rules::RuleIndex rule, const Parts&... parts) {
    add_fault(faults, rule, Detail(parts...));
  }
};

void check_reserved(Reader& reader, std::uint8_t first, std::uint8_t fourth) {
  for (const ReservedRow& row : kReserved) {
    if (row.type != reader.pdu.type) continue;
    const bool in_first = (first & row.first) != 0;
    if (!in_first && (fourth & row.fourth) == 0) return;
    reader.fault("TRN-WTP-004"_rule, in_first ? "first octet " : "fourth octet ",
                 Hex{in_first ? first : fourth});
  }
}

// §8.4: an item of the variable header. Returns whether another one follows.
bool take_tpi(Reader& reader) {
  Cursor& cursor = reader.cursor;
  WtpPdu& pdu = reader.pdu;
  const std::uint8_t first = cursor.take();
  const bool more = (first & 0x80) != 0;
  const auto identity = static_cast<std::uint8_t>((first >> 3) & 0x0f);
  const bool is_long = (first & 0x04) != 0;
  const std::size_t length = is_long ? cursor.take() : first & 0x03U;
  const std::size_t present = cursor.remaining();
  Cursor value = cursor.sub(length);
  if (cursor.overrun()) {
    reader.fault("TRN-WTP-011"_rule, "item ", std::uint32_t{identity}, " announces ",
                 std::uint64_t{length}, " octets, ", std::uint64_t{present}, " are left");
    return false;
  }
  if (identity == kPsnTpi) {
    pdu.has_psn_item = true;
    std::uint32_t number = 0;
    while (!value.at_end()) number = (number << 8 | value.take()) & 0xffffff;
    // §7.15: in a segment the item holds the octets above the fixed header's.
    pdu.psn = pdu.is_data() ? (number & 0xffff) << 8 | pdu.psn : number;
  } else if (identity == kOptionTpi) {
    pdu.offers_groups = pdu.offers_groups || value.take() == kNumGroups;
  } else if (identity == kSduBoundaryTpi || identity == kFrameBoundaryTpi) {
    pdu.has_boundary = true;
  } else if (identity > kFrameBoundaryTpi) {
    reader.fault("TRN-WTP-012"_rule, "identity ", std::uint32_t{identity});
  }
  return more;
}

// The fourth octet of an Invoke: version, TIDnew, U/P, reserved bits, class.
void take_invoke_octet(Reader& reader, std::uint8_t first) {
  const std::uint8_t octet = reader.cursor.take();
  reader.pdu.transaction_class = octet & 0x03;
  constexpr int kVersionShift = 6;
  const auto version = static_cast<std::uint32_t>(octet >> kVersionShift);
  if (version != 0) reader.fault("TRN-WTP-002"_rule, "version ", version);
  if (reader.pdu.transaction_class > kHighestClass) {
    reader.fault("TRN-WTP-003"_rule, "an Invoke of class 3");
  }
  check_reserved(reader, first, octet);
}

void take_nack_list(Reader& reader) {
  Cursor& cursor = reader.cursor;
  const std::size_t count = cursor.take();
  const std::size_t present = cursor.remaining();
  if (count > present) {
    reader.fault("TRN-WTP-016"_rule, "it announces ", std::uint64_t{count}, " numbers and holds ",
                 std::uint64_t{present});
    cursor.skip(present);
    return;  // what it asks for is not known
  }
  const Octets listed = cursor.take(count);
  if (!listed.empty()) reader.pdu.highest_asked = *std::ranges::max_element(listed);
}

// What stands in the fixed header behind the TID.
void take_fixed_header(Reader& reader, std::uint8_t first) {
  WtpPdu& pdu = reader.pdu;
  switch (pdu.type) {
    case WtpType::kInvoke:
      return take_invoke_octet(reader, first);
    case WtpType::kSegmentedInvoke:
    case WtpType::kSegmentedResult:
      pdu.psn = reader.cursor.take();
      return;
    case WtpType::kAbort:
      pdu.aborted_by_user = (first & 0x07) == 1;
      pdu.abort_reason = reader.cursor.take();
      return;
    case WtpType::kAck:
      pdu.verifies = (first & 0x04) != 0;
      break;
    case WtpType::kNack:
      take_nack_list(reader);
      break;
    case WtpType::kResult:
      break;
  }
  check_reserved(reader, first, 0);
}

}  // namespace

std::optional<WtpPdu> parse_wtp_pdu(Octets octets, PacketFaults* faults) {
  Reader reader{Cursor(octets), {}, faults};
  Cursor& cursor = reader.cursor;
  WtpPdu& pdu = reader.pdu;
  const std::uint8_t first = cursor.take();
  const auto type = static_cast<std::uint8_t>((first >> 3) & 0x0f);
  if (cursor.overrun()) return std::nullopt;
  if (type < static_cast<std::uint8_t>(WtpType::kInvoke) ||
      type > static_cast<std::uint8_t>(WtpType::kNack)) {
    reader.fault("TRN-WTP-003"_rule, "type ", std::uint32_t{type});
    return std::nullopt;
  }
  pdu.type = static_cast<WtpType>(type);
  pdu.tid = static_cast<std::uint16_t>(cursor.take() << 8);
  pdu.tid = static_cast<std::uint16_t>(pdu.tid | cursor.take());
  if (pdu.type != WtpType::kAbort) pdu.retransmitted = (first & 0x01) != 0;
  if (pdu.is_data()) {
    pdu.last = (first & 0x02) != 0;
    pdu.ends_group = (first & 0x04) != 0;
  }
  take_fixed_header(reader, first);
  if (cursor.overrun()) return std::nullopt;
  if ((first & 0x80) != 0) {
    while (take_tpi(reader) && !cursor.overrun()) {
    }
  }
  if (cursor.overrun()) return std::nullopt;
  if (!pdu.is_first_of_message() && pdu.is_data() && pdu.psn == 0) {
    reader.fault("TRN-WTP-006"_rule, "a segment has number 0");
    return std::nullopt;
  }
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
