#include "smpp_pdu.h"

#include <array>

#include "cdma_wdp.h"
#include "mm1/wsp/cursor.h"
#include "numbers.h"
#include "text.h"

namespace mm1::bearer {
namespace {

using capture::Octets;
using wsp::Cursor;

enum class Body : std::uint8_t { kOther, kSm, kMulti, kData };

struct CommandRow {
  std::uint32_t command;
  Body body;
};

// SMPP 5.0 §4.7.5, and what only 3.3 has; a response has the top bit set.
constexpr std::uint32_t kResponse = 0x80000000;
constexpr std::array kCommands{
    CommandRow{0x00000000, Body::kOther},  // generic_nack, as response only
    CommandRow{0x00000001, Body::kOther},  // bind_receiver
    CommandRow{0x00000002, Body::kOther},  // bind_transmitter
    CommandRow{0x00000003, Body::kOther},  // query_sm
    CommandRow{0x00000004, Body::kSm},     // submit_sm
    CommandRow{0x00000005, Body::kSm},     // deliver_sm
    CommandRow{0x00000006, Body::kOther},  // unbind
    CommandRow{0x00000007, Body::kOther},  // replace_sm
    CommandRow{0x00000008, Body::kOther},  // cancel_sm
    CommandRow{0x00000009, Body::kOther},  // bind_transceiver
    CommandRow{0x0000000b, Body::kOther},  // outbind
    CommandRow{0x00000015, Body::kOther},  // enquire_link
    CommandRow{0x00000021, Body::kMulti},  // submit_multi
    CommandRow{0x00000022, Body::kOther},  // param_retrieve (3.3)
    CommandRow{0x00000023, Body::kOther},  // query_last_msgs (3.3)
    CommandRow{0x00000024, Body::kOther},  // query_msg_details (3.3)
    CommandRow{0x00000102, Body::kOther},  // alert_notification
    CommandRow{0x00000103, Body::kData},   // data_sm
    CommandRow{0x00000111, Body::kOther},  // broadcast_sm
    CommandRow{0x00000112, Body::kOther},  // query_broadcast_sm
    CommandRow{0x00000113, Body::kOther},  // cancel_broadcast_sm
};

// Commands that vendors of message centres make up: 00010200 to 000102FF (SMPP 3.4 §5.1.2.1).
constexpr std::uint32_t kVendorMask = 0x7fffff00;
constexpr CommandRow kVendor{0x00010200, Body::kOther};

const CommandRow* find_command(std::uint32_t command) {
  if ((command & kVendorMask) == kVendor.command) return &kVendor;
  for (const CommandRow& row : kCommands) {
    const bool assigned =
        row.command != 0 ? (command & ~kResponse) == row.command : command == kResponse;
    if (assigned) return &row;
  }
  return nullptr;
}

// A C-Octet String of at most `limit` octets with its 00.
std::string_view take_string(Cursor& cursor, std::size_t limit) {
  std::size_t length = 0;
  while (length < limit && length < cursor.remaining() && cursor.peek(length) != 0) ++length;
  const std::string_view text = as_text(cursor.take(length));
  cursor.skip(1);
  return text;
}

constexpr std::size_t kServiceType = 6;
constexpr std::size_t kAddress = 65;  // 21 in submit_sm, but data_sm's limit does no harm
constexpr std::size_t kTime = 17;

std::string_view take_address(Cursor& cursor) {
  cursor.skip(2);  // type of number, numbering plan
  return take_string(cursor, kAddress);
}

void take_destinations(ShortMessage& message, Cursor& cursor) {
  constexpr std::uint8_t kSmeAddress = 1;
  const std::uint8_t count = cursor.take();
  for (std::uint8_t i = 0; i < count && !cursor.overrun(); ++i) {
    const bool is_address = cursor.take() == kSmeAddress;
    message.destinations.push_back(is_address ? take_address(cursor)
                                              : take_string(cursor, kAddress));
  }
}

// Data codings of SMPP 3.4 §5.2.19 that are no text.
bool is_binary(std::uint8_t data_coding) {
  constexpr std::uint8_t kOctets = 2;
  constexpr std::uint8_t kBinary = 4;
  constexpr std::uint8_t kGsmBinary = 0xf4;  // 3GPP TS 23.038 §4: 1111x1xx
  return data_coding == kOctets || data_coding == kBinary ||
         (data_coding & kGsmBinary) == kGsmBinary;
}

enum Tag : std::uint16_t {
  kUserMessageReference = 0x0204,
  kDestinationPort = 0x020b,
  kSarReference = 0x020c,
  kSarTotal = 0x020e,
  kSarNumber = 0x020f,
  kMessagePayload = 0x0424,
};

// A parameter of another length than its own says nothing.
std::optional<std::uint16_t> two_octets(Cursor value) {
  return value.remaining() == 2 ? std::optional(take_two(value)) : std::nullopt;
}

void take_optional_parameters(ShortMessage& message, Cursor& cursor) {
  while (cursor.remaining() >= 4) {
    const std::uint32_t tag = take_number(cursor, 2);
    Cursor value = cursor.sub(take_number(cursor, 2));
    if (cursor.overrun()) return;
    switch (tag) {
      case kUserMessageReference:
        message.message_id = two_octets(value);
        break;
      case kDestinationPort:
        message.destination_port = two_octets(value);
        break;
      case kSarReference:
        message.sar_reference = two_octets(value);
        break;
      case kSarTotal:
        message.sar_total = value.take();
        break;
      case kSarNumber:
        message.sar_number = value.take();
        break;
      case kMessagePayload:
        // Both at once is against SMPP 3.4 §5.3.2.32; an empty one says nothing.
        if (!value.at_end()) message.data = value.rest();
        break;
      default:
        break;
    }
  }
}

}  // namespace

bool could_be_smpp(Octets octets) {
  Cursor cursor(octets);
  // Lengths below 2^17 begin with 00 and 00 or 01: few octets are enough to refuse most others.
  if (cursor.peek(0) != 0 || cursor.peek(1) > 1) return false;
  constexpr std::size_t kLengthAndCommand = 8;
  if (cursor.remaining() < kLengthAndCommand) return !octets.empty();
  const std::uint32_t length = take_number(cursor, 4);
  return length >= kSmppHeader && length <= kMaxSmppPdu &&
         find_command(take_number(cursor, 4)) != nullptr;
}

std::optional<SmppHeader> parse_smpp_header(Octets octets) {
  if (octets.size() < kSmppHeader || !could_be_smpp(octets)) return std::nullopt;
  Cursor cursor(octets);
  SmppHeader header;
  header.length = take_number(cursor, 4);
  header.command = take_number(cursor, 4);
  return header;
}

bool is_sure_smpp_header(Octets octets) {
  constexpr std::uint32_t kLastStatus = 0xffff;
  constexpr std::uint32_t kLastSequence = 0x7fffffff;
  const auto header = parse_smpp_header(octets);
  if (!header) return false;
  Cursor cursor(octets);
  cursor.skip(8);
  const std::uint32_t status = take_number(cursor, 4);
  const std::uint32_t sequence = take_number(cursor, 4);
  const bool is_response = (header->command & kResponse) != 0;
  return status <= (is_response ? kLastStatus : 0) && sequence != 0 && sequence <= kLastSequence;
}

bool carries_short_message(std::uint32_t command) {
  const CommandRow* row = find_command(command);
  return row != nullptr && row->body != Body::kOther && (command & kResponse) == 0;
}

std::optional<ShortMessage> parse_short_message(std::uint32_t command, Octets octets) {
  const CommandRow* row = find_command(command);
  if (row == nullptr || row->body == Body::kOther) return std::nullopt;
  Cursor cursor(octets);
  cursor.skip(kSmppHeader);
  ShortMessage message;
  message.teleservice = teleservice_of(take_string(cursor, kServiceType));
  message.source = take_address(cursor);
  if (row->body == Body::kMulti) {
    take_destinations(message, cursor);
  } else {
    message.destinations.push_back(take_address(cursor));
  }
  constexpr std::uint8_t kUdhi = 0x40;
  message.has_header = (cursor.take() & kUdhi) != 0;
  if (row->body == Body::kData) {
    cursor.skip(1);  // registered_delivery
    message.is_binary = is_binary(cursor.take());
  } else {
    cursor.skip(2);  // protocol_id, priority_flag
    take_string(cursor, kTime);
    take_string(cursor, kTime);
    cursor.skip(2);  // registered_delivery, replace_if_present_flag
    message.is_binary = is_binary(cursor.take());
    cursor.skip(1);  // sm_default_msg_id
    message.data = cursor.take(cursor.take());
  }
  if (cursor.overrun()) return std::nullopt;
  take_optional_parameters(message, cursor);
  // A parameter that runs past the end may have been the message.
  if (cursor.overrun() && message.data.empty()) return std::nullopt;
  return message;
}

}  // namespace mm1::bearer
