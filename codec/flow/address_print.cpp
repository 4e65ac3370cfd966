#include "address_print.h"

#include <algorithm>
#include <string>

#include "mm1/flow/digest.h"
#include "mm1/mms/address.h"
#include "mm1/wsp/characters.h"

namespace mm1::flow {
namespace {

/// Digits of a subscriber's number that stay the same with and without country and area code.
constexpr std::size_t kLastDigits = 7;

bool is_ascii(char c) { return c > 0x1F && c < 0x7F; }

}  // namespace

std::uint64_t address_print(std::string_view address) {
  if (address.empty() || !std::ranges::all_of(address, is_ascii)) return 0;
  const mms::Address parsed = mms::parse_address(address);
  if (const auto number = mms::number_of(parsed)) {
    return digest(
        std::string_view(*number).substr(number->size() - std::min(number->size(), kLastDigits)));
  }
  std::string text(parsed.value);
  std::ranges::transform(text, text.begin(), wsp::lower);
  return digest(text);
}

std::uint64_t address_print(const mms::PduView& pdu, std::uint8_t number) {
  return address_print(pdu.text(number));
}

}  // namespace mm1::flow
