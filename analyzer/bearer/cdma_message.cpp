#include "cdma_message.h"

#include <algorithm>

#include "mm1/wsp/cursor.h"
#include "numbers.h"

namespace mm1::bearer {
namespace {

using capture::Octets;
using wsp::Cursor;

/// Reads fields that do not begin at octets; zeros past the end.
class Bits {
 public:
  explicit Bits(Cursor cursor) : cursor_(cursor) {}

  unsigned take(unsigned count) {
    unsigned value = 0;
    for (; count > 0; --count) {
      if (left_ == 0) {
        octet_ = cursor_.take();
        left_ = 8;
      }
      value = value << 1 | (octet_ >> --left_ & 1U);
    }
    return value;
  }
  [[nodiscard]] std::size_t remaining() const { return cursor_.remaining() * 8 + left_; }
  [[nodiscard]] bool overrun() const { return cursor_.overrun(); }

 private:
  Cursor cursor_;
  unsigned octet_ = 0;
  unsigned left_ = 0;  // bits of `octet_`
};

// §3.4.3.3: digits of four bits, or characters of eight with the type of number before them.
std::string take_address(Cursor value) {
  constexpr std::string_view kDigits = "?1234567890*#???";
  Bits bits(value);
  const bool has_characters = bits.take(1) != 0;
  const bool is_data_network = bits.take(1) != 0;
  if (has_characters) bits.take(is_data_network ? 3 : 7);  // type, and the plan of a number
  const unsigned width = has_characters ? 8 : 4;
  std::string address;
  for (unsigned left = bits.take(8); left > 0 && bits.remaining() >= width; --left) {
    const unsigned character = bits.take(width);
    address.push_back(has_characters ? static_cast<char>(character) : kDigits[character]);
  }
  return address;
}

// §4.5.1
void take_message_identifier(Cursor value, CdmaMessage& message) {
  Bits bits(value);
  bits.take(4);  // the type of message
  message.message_id = static_cast<std::uint16_t>(bits.take(16));
  message.has_header = bits.take(1) != 0;
}

// §4.5.2: five bits of encoding, eight of NUM_FIELDS, then the characters, and bits that fill the
// last octet.
void take_user_data(Cursor value, CdmaMessage& message) {
  constexpr unsigned kOctets = 0;
  constexpr unsigned kIs91 = 1;
  constexpr unsigned kGsmDataCoding = 10;
  Bits bits(value);
  const unsigned encoding = bits.take(5);
  if (encoding == kIs91 || encoding == kGsmDataCoding) bits.take(8);  // says which
  message.is_octets = encoding == kOctets;
  message.fields.stated = bits.take(8);
  message.fields.present = bits.remaining() / 8;
  const std::size_t count = std::min(message.fields.stated, message.fields.present);
  message.user_data.clear();  // of a parameter that comes again the last counts
  for (std::size_t i = 0; i < count; ++i) {
    message.user_data.push_back(static_cast<std::uint8_t>(bits.take(8)));
  }
}

enum Subparameter : std::uint8_t { kMessageIdentifier = 0, kUserData = 1 };

/// False when a length runs past the end.
bool take_bearer_data(Cursor data, CdmaMessage& message) {
  while (!data.at_end()) {
    const std::uint8_t identifier = data.take();
    const std::size_t length = data.take();
    const Cursor value = data.sub(length);
    if (identifier == kMessageIdentifier) take_message_identifier(value, message);
    if (identifier == kUserData) take_user_data(value, message);
  }
  return !data.overrun();
}

enum Parameter : std::uint8_t {
  kTeleservice = 0,
  kOriginatingAddress = 2,
  kDestinationAddress = 4,
  kBearerData = 8,
};

/// False when it is malformed.
bool take_parameter(std::uint8_t identifier, Cursor value, CdmaMessage& message) {
  switch (identifier) {
    case kTeleservice:
      message.teleservice = take_two(value);
      return !value.overrun();
    case kOriginatingAddress:
      message.source = take_address(value);
      return true;
    case kDestinationAddress:
      message.destination = take_address(value);
      return true;
    case kBearerData:
      return take_bearer_data(value, message);
    default:
      return true;
  }
}

}  // namespace

ShortMessage CdmaMessage::short_message() const {
  ShortMessage message;
  message.teleservice = teleservice;
  message.source = source;
  message.destinations.push_back(destination);
  message.has_header = has_header;
  message.is_binary = is_octets;
  message.data = user_data;
  message.message_id = message_id;
  message.fields = fields;
  return message;
}

std::optional<CdmaMessage> parse_cdma_message(Octets octets) {
  constexpr std::uint8_t kPointToPoint = 0;
  Cursor cursor(octets);
  if (cursor.take() != kPointToPoint) return std::nullopt;
  CdmaMessage message;
  while (!cursor.at_end()) {
    const std::uint8_t identifier = cursor.take();
    const std::size_t length = cursor.take();
    const Cursor value = cursor.sub(length);
    if (cursor.overrun() || !take_parameter(identifier, value, message)) return std::nullopt;
  }
  if (cursor.overrun()) return std::nullopt;
  return message;
}

}  // namespace mm1::bearer
