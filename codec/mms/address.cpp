#include "mm1/mms/address.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "mm1/wsp/same_name.h"

namespace mm1::mms {
namespace {

using wsp::is_digit;
using wsp::same_name;

constexpr std::string_view kTypeMark = "/TYPE=";

// Schemes that senders put in front of addresses, though ENC §8 has no production for them.
constexpr std::array<std::string_view, 11> kSchemes = {
    "sip", "sips", "tel", "mailto", "sms", "smsto", "mms", "mmsto", "im", "http", "https"};

constexpr bool is_alphanumeric(char c) { return is_digit(c) || wsp::is_letter(c); }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::string_view unquoted(std::string_view text) {
  const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  return quoted ? text.substr(1, text.size() - 2) : text;
}

// Where the last mark begins.
std::size_t find_type_mark(std::string_view text) {
  for (std::size_t at = text.rfind('/'); at != std::string_view::npos;
       at = at == 0 ? std::string_view::npos : text.rfind('/', at - 1)) {
    if (same_name(text.substr(at, kTypeMark.size()), kTypeMark)) return at;
  }
  return std::string_view::npos;
}

// Whether the mark belongs to the left part of a mailbox, as in
// "+1555/TYPE=PLMN@relay.example.com".
bool is_in_mailbox(std::string_view text, std::size_t mark) {
  if (text.find('@', mark) == std::string_view::npos) return false;
  const std::size_t at = text.find_first_of("@ \t(<", mark);
  return at != std::string_view::npos && text[at] == '@';
}

AddressKind kind_of_type(std::string_view type) {
  if (same_name(type, "PLMN")) return AddressKind::kPlmn;
  if (same_name(type, "IPv4")) return AddressKind::kIpv4;
  if (same_name(type, "IPv6")) return AddressKind::kIpv6;
  return AddressKind::kBearer;
}

bool is_uri(std::string_view text) {
  const std::string_view scheme = text.substr(0, text.find(':'));
  return scheme.size() < text.size() && std::ranges::any_of(kSchemes, [scheme](std::string_view s) {
           return same_name(s, scheme);
         });
}

bool is_short_code(std::string_view text) {
  const bool marked = !text.empty() && (text[0] == '+' || text[0] == '*' || text[0] == '#');
  const std::string_view code = text.substr(marked ? 1 : 0);
  return !code.empty() && (marked ? std::ranges::all_of(code, is_digit)
                                  : std::ranges::all_of(code, is_alphanumeric));
}

AddressKind kind_without_type(std::string_view text) {
  if (is_uri(text)) return AddressKind::kUri;
  if (text.find('@') != std::string_view::npos) return AddressKind::kEmail;
  return is_short_code(text) ? AddressKind::kShortCode : AddressKind::kOther;
}

// The domain is compared without regard to case, the part before it is its host's affair.
bool same_mailbox(std::string_view a, std::string_view b) {
  const std::size_t at = a.rfind('@');
  return at == b.rfind('@') && a.substr(0, at) == b.substr(0, at) && same_name(a, b);
}

}  // namespace

Address parse_address(std::string_view text) {
  Address address = {AddressKind::kOther, text, {}, {}};
  const std::size_t open = text.ends_with('>') ? text.rfind('<') : std::string_view::npos;
  if (open != std::string_view::npos) {
    address.display_name = unquoted(trimmed(text.substr(0, open)));
    address.value = text.substr(open + 1, text.size() - open - 2);
  }
  const std::size_t mark = find_type_mark(address.value);
  if (mark == std::string_view::npos || is_in_mailbox(address.value, mark)) {
    address.kind = kind_without_type(address.value);
    return address;
  }
  address.type = address.value.substr(mark + kTypeMark.size());
  address.value = address.value.substr(0, mark);
  address.kind = kind_of_type(address.type);
  return address;
}

std::optional<std::string> number_of(const Address& address) {
  if (address.kind != AddressKind::kPlmn && address.kind != AddressKind::kShortCode) {
    return std::nullopt;
  }
  const auto is_separator = [](char c) { return c == '+' || c == '-' || c == '.'; };
  const auto is_dialled = [&](char c) { return is_digit(c) || is_separator(c); };
  if (!std::ranges::all_of(address.value, is_dialled)) return std::nullopt;
  std::string number(address.value);
  std::erase_if(number, is_separator);
  return number;
}

std::string_view address_kind_name(AddressKind kind) {
  switch (kind) {
    case AddressKind::kPlmn:
      return "PLMN";
    case AddressKind::kIpv4:
      return "IPv4";
    case AddressKind::kIpv6:
      return "IPv6";
    case AddressKind::kBearer:
      return "bearer";
    case AddressKind::kEmail:
      return "e-mail";
    case AddressKind::kShortCode:
      return "short code";
    case AddressKind::kUri:
      return "URI";
    case AddressKind::kOther:
      break;
  }
  return "other";
}

bool same_address(std::string_view a, std::string_view b) {
  const Address left = parse_address(a);
  const Address right = parse_address(b);
  const auto number = number_of(left);
  if (number) return number == number_of(right);
  if (left.kind != right.kind) return false;
  if (left.kind == AddressKind::kEmail) return same_mailbox(left.value, right.value);
  return same_name(left.type, right.type) && same_name(left.value, right.value);
}

}  // namespace mm1::mms
