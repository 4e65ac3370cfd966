// Addresses (ENC §8): what kind an address is, and its pieces.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mm1::mms {

enum class AddressKind : std::uint8_t {
  kPlmn,  // digits/TYPE=PLMN
  kIpv4,
  kIpv6,
  kBearer,     // value/TYPE=<other bearer>
  kEmail,      // RFC 2822 mailbox
  kShortCode,  // bare number or word
  kUri,        // sip:, tel:, mailto: … (no production in ENC)
  kOther,
};

/// An address taken apart. Views into the given text.
struct Address {
  AddressKind kind;
  std::string_view value;         // number, IP address, addr-spec or code, without /TYPE= and name
  std::string_view type;          // what stands behind /TYPE=, empty without it
  std::string_view display_name;  // of a mailbox "Joe <joe@x>", without quotes
};

[[nodiscard]] Address parse_address(std::string_view text);

/// The digits of a number however it is punctuated; nothing when the address is no number.
[[nodiscard]] std::optional<std::string> number_of(const Address& address);

/// "PLMN", "IPv4", "IPv6", "bearer", "e-mail", "short code", "URI", "other".
[[nodiscard]] std::string_view address_kind_name(AddressKind kind);

/// Whether two addresses name the same subscriber: numbers without "+", "-", "." and /TYPE=PLMN,
/// mail domains without regard to case (spec/rules.md §0.5).
[[nodiscard]] bool same_address(std::string_view a, std::string_view b);

}  // namespace mm1::mms
