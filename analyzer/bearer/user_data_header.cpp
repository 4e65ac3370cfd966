#include "user_data_header.h"

#include "mm1/wsp/cursor.h"
#include "numbers.h"
#include "wap_ports.h"

namespace mm1::bearer {
namespace {

using capture::Octets;
using wsp::Cursor;

enum Element : std::uint8_t {
  kConcatenation8 = 0x00,
  kPorts8 = 0x04,
  kPorts16 = 0x05,
  kConcatenation16 = 0x08,
};

void take_element(UserDataHeader& header, std::uint8_t element, Cursor value) {
  const bool is_wide = element == kConcatenation16 || element == kPorts16;
  const std::size_t length = value.remaining();
  const auto number = [&] {
    return static_cast<std::uint16_t>(take_number(value, is_wide ? 2 : 1));
  };
  switch (element) {
    case kConcatenation8:
    case kConcatenation16: {
      if (length != (is_wide ? 4U : 3U)) return;
      ConcatenationElement concatenation;
      concatenation.is_wide = is_wide;
      concatenation.reference = number();
      concatenation.total = value.take();
      concatenation.number = value.take();
      header.concatenation = concatenation;
      return;
    }
    case kPorts8:
    case kPorts16:
      if (length == (is_wide ? 4U : 2U)) header.destination_port = number();
      return;
    default:
      return;
  }
}

// The elements of a header. The cursor's overrun mark tells of one that does not fit.
UserDataHeader take_elements(Cursor& cursor) {
  UserDataHeader header;
  while (!cursor.at_end()) {
    const std::uint8_t element = cursor.take();
    const std::size_t length = cursor.take();
    take_element(header, element, cursor.sub(length));
  }
  return header;
}

}  // namespace

std::optional<UserDataHeader> take_user_data_header(Octets user_data, Octets& rest) {
  Cursor cursor(user_data);
  const std::size_t length = cursor.take();
  Cursor elements = cursor.sub(length);
  if (cursor.overrun()) return std::nullopt;
  rest = cursor.rest();
  return take_elements(elements);
}

bool begins_with_push_header(Octets user_data) {
  Cursor cursor(user_data);
  const std::size_t length = cursor.take();
  Cursor elements = cursor.sub(length);
  const UserDataHeader header = take_elements(elements);
  return !cursor.overrun() && !elements.overrun() && header.destination_port &&
         is_push_port(*header.destination_port);
}

}  // namespace mm1::bearer
