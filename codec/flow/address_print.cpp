#include "address_print.h"

#include <algorithm>
#include <string>

#include "digest.h"
#include "mm1/mms/address.h"

namespace mm1::flow {
namespace {

/// Digits of a subscriber's number that stay the same with and without country and area code.
constexpr std::size_t kLastDigits = 7;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_punctuation(char c) { return c == '+' || c == '-' || c == '.'; }
bool is_ascii(char c) { return c > 0x1F && c < 0x7F; }
char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::uint64_t address_print(std::string_view address) {
  if (address.empty() || !std::ranges::all_of(address, is_ascii)) return 0;
  const mms::Address parsed = mms::parse_address(address);
  const bool number =
      parsed.kind == mms::AddressKind::kPlmn || parsed.kind == mms::AddressKind::kShortCode;
  std::string text;
  if (number &&
      std::ranges::all_of(parsed.value, [](char c) { return is_digit(c) || is_punctuation(c); })) {
    std::ranges::copy_if(parsed.value, std::back_inserter(text), is_digit);
    return digest(text.size() > kLastDigits ? text.substr(text.size() - kLastDigits) : text);
  }
  std::ranges::transform(parsed.value, std::back_inserter(text), small);
  return digest(text);
}

std::uint64_t address_print(const mms::PduView& pdu, std::uint8_t number) {
  return address_print(pdu.text(number));
}

}  // namespace mm1::flow
