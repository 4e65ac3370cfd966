#include "wtls.h"

#include "mm1/wsp/cursor.h"

namespace mm1::bearer {
namespace {

// Bits of a record's first octet.
constexpr std::uint8_t kHasLength = 0x80, kHasSequence = 0x40, kReserved = 0x10, kContent = 0x0f;
// Content types: change_cipher_spec … application_data.
constexpr std::uint8_t kFirstContent = 1, kLastContent = 4;
constexpr std::size_t kSequenceSize = 2;

}  // namespace

bool is_wtls(capture::Octets datagram) {
  wsp::Cursor cursor(datagram);
  // A connectionless push in clear begins with its TID, which may be any number.
  constexpr std::uint8_t kPush = 0x06, kConfirmedPush = 0x07;
  if (cursor.peek(1) == kPush || cursor.peek(1) == kConfirmedPush) {
    return false;
  }
  const std::uint8_t first = cursor.take();
  const std::uint8_t content = first & kContent;
  if ((first & kReserved) != 0 || content < kFirstContent || content > kLastContent) return false;
  if ((first & kHasSequence) != 0) cursor.skip(kSequenceSize);
  if ((first & kHasLength) != 0) {
    const std::size_t high = cursor.take();
    cursor.skip(high << 8 | cursor.take());
  }
  return !cursor.overrun() && datagram.size() > 1;
}

}  // namespace mm1::bearer
