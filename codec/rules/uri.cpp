#include "uri.h"

#include <algorithm>

#include "characters.h"

namespace mm1::rules {

UriFault uri_fault(std::string_view uri) {
  // RFC 2396 §2.4.3, but for the square brackets that RFC 2732 allows around IPv6 addresses.
  static constexpr CharacterSet kExcluded("<>\"{}|\\^`");
  for (std::size_t i = 0; i < uri.size(); ++i) {
    const char c = uri[i];
    const auto octet = static_cast<unsigned char>(c);
    if (octet >= 0x80) return {" has an octet beyond ASCII"};
    if (octet == ' ') return {" has a space"};
    if (octet < 0x20 || octet == 0x7F) return {" has a control character"};
    if (kExcluded.has(c)) return {" has a character that URIs exclude"};
    if (c == '%' && !(i + 2 < uri.size() && is_hex_digit(uri[i + 1]) && is_hex_digit(uri[i + 2])))
      return {" has a % without two hexadecimal digits"};
  }
  return {nullptr};
}

std::string_view uri_scheme(std::string_view uri) {
  const std::size_t colon = uri.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == uri.size() ||
      !is_letter(uri[0]))
    return {};
  const std::string_view scheme = uri.substr(0, colon);
  const bool well_formed = std::ranges::all_of(scheme, [](char c) {
    return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
  return well_formed ? scheme : std::string_view();
}

}  // namespace mm1::rules
