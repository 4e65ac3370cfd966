#include "wtls.h"

#include "mm1/wsp/cursor.h"
#include "numbers.h"
#include "wsp_pdu.h"

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
  const std::uint8_t type = cursor.peek(1);
  if (type == wsp_type::kPush || type == wsp_type::kConfirmedPush) return false;
  const std::uint8_t first = cursor.take();
  const std::uint8_t content = first & kContent;
  if ((first & kReserved) != 0 || content < kFirstContent || content > kLastContent) return false;
  if ((first & kHasSequence) != 0) cursor.skip(kSequenceSize);
  if ((first & kHasLength) != 0) {
    cursor.skip(take_two(cursor));
  }
  return !cursor.overrun() && datagram.size() > 1;
}

}  // namespace mm1::bearer
