#include "mm1/wsp/write.h"

#include <utility>

namespace mm1::wsp {
namespace {

constexpr std::uint8_t kQuote = 0x7F;
constexpr std::uint8_t kQuotationMark = 0x22;
constexpr std::uint8_t kLengthQuote = 0x1F;
constexpr std::uint8_t kTopBit = 0x80;
constexpr std::size_t kMaxShortLength = 30;

constexpr std::uint8_t low_octet(std::uint64_t number) {
  return static_cast<std::uint8_t>(number & 0xFF);
}

}  // namespace

Writer& Writer::octet(std::uint8_t octet) {
  buffer_.push_back(octet);
  return *this;
}

Writer& Writer::octets(Octets octets) {
  buffer_.insert(buffer_.end(), octets.begin(), octets.end());
  return *this;
}

Writer& Writer::characters(std::string_view characters) {
  for (const char character : characters) octet(static_cast<std::uint8_t>(character));
  return *this;
}

Writer& Writer::uintvar(std::uint32_t number) {
  int shift = 28;
  while (shift > 0 && (number >> shift) == 0) shift -= 7;
  for (; shift > 0; shift -= 7) octet(low_octet(kTopBit | ((number >> shift) & 0x7F)));
  return octet(low_octet(number & 0x7F));
}

Writer& Writer::short_integer(std::uint8_t number) { return octet(low_octet(kTopBit | number)); }

Writer& Writer::long_integer(std::uint64_t number) {
  std::uint8_t length = 1;
  while (length < 8 && (number >> (8 * length)) != 0) ++length;
  octet(length);
  while (length > 0) octet(low_octet(number >> (8 * --length)));
  return *this;
}

Writer& Writer::integer(std::uint64_t number) {
  return number < kTopBit ? short_integer(low_octet(number)) : long_integer(number);
}

Writer& Writer::value_length(std::size_t length) {
  if (length <= kMaxShortLength) return octet(low_octet(length));
  return octet(kLengthQuote).uintvar(static_cast<std::uint32_t>(length));
}

Writer& Writer::text(std::string_view content) {
  if (!content.empty() && static_cast<std::uint8_t>(content.front()) >= kTopBit) octet(kQuote);
  return characters(content).octet(0);
}

Writer& Writer::quoted(std::string_view content) {
  return octet(kQuotationMark).characters(content).octet(0);
}

Writer& Writer::sized(const Writer& value) {
  return value_length(value.size()).octets(value.written());
}

Buffer Writer::take() { return std::exchange(buffer_, {}); }

}  // namespace mm1::wsp
