// Addresses (ENC §8): device addresses with their type, mailboxes, short codes.
#include <algorithm>
#include <string>
#include <string_view>

#include "characters.h"
#include "media.h"
#include "mm1/mms/address.h"
#include "mm1/mms/text.h"
#include "mm1/wsp/charsets.h"
#include "text_checks.h"

namespace mm1::rules {

namespace {

using std::string_view;

constexpr string_view kTypeMark = "/TYPE=";

bool digits(string_view text) { return std::ranges::all_of(text, is_digit); }

/// Bearer names that occur as address types beside the three that ENC defines: address types of
/// WAP push and provisioning.
constexpr string_view kKnownBearers[] = {"X25",   "E164", "USER",       "ALPHA",
                                         "SCODE", "APN",  "TETRA_ITSI", "MAN"};

/// What stands between quotation marks or angle brackets does not separate addresses.
bool has_unquoted_comma(string_view text) {
  if (text.find(',') == string_view::npos) return false;
  bool quoted = false;
  int angles = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '\\') {
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == '<') {
      ++angles;
    } else if (!quoted && c == '>') {
      --angles;
    } else if (!quoted && angles <= 0 && c == ',') {
      return true;
    }
  }
  return false;
}

bool is_number(string_view value) {
  if (value.starts_with('+')) value.remove_prefix(1);
  return !value.empty() &&
         std::ranges::all_of(value, [](char c) { return is_digit(c) || c == '-' || c == '.'; });
}

/// Calls `judge(group)` for the pieces between separators; false when one is refused or their
/// number is not `wanted`.
template <typename Judge>
bool groups(string_view text, char separator, int wanted, Judge judge) {
  int count = 0;
  for (;;) {
    const std::size_t end = std::min(text.find(separator), text.size());
    ++count;
    if (!judge(text.substr(0, end))) return false;
    if (end == text.size()) return count == wanted;
    text.remove_prefix(end + 1);
  }
}

bool is_ipv4(string_view value) {
  return groups(value, '.', 4, [](string_view group) {
    return !group.empty() && group.size() <= 3 && digits(group);
  });
}

bool ipv4_in_range(string_view value) {
  return groups(value, '.', 4, [](string_view group) {
    int octet = 0;
    for (const char c : group) octet = octet * 10 + (c - '0');
    return octet <= 255;
  });
}

bool is_ipv6(string_view value) {
  return groups(value, ':', 8, [](string_view group) {
    return group.size() == 4 && std::ranges::all_of(group, is_hex_digit);
  });
}

/// Letters, digits and + - . _ stand for themselves, everything else is escaped.
bool is_escaped_safely(string_view value) {
  static constexpr CharacterSet kSafe("+-._");
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (c == '%') {
      if (i + 2 >= value.size() || !is_hex_digit(value[i + 1]) || !is_hex_digit(value[i + 2]))
        return false;
      i += 2;
    } else if (!is_letter(c) && !is_digit(c) && !kSafe.has(c)) {
      return false;
    }
  }
  return !value.empty();
}

bool is_type_name(string_view type) {
  return !type.empty() &&
         std::ranges::all_of(type, [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
}

/// Collects the findings of one address.
struct Judge {
  std::size_t element;
  Findings& findings;
  string_view text;
  string_view bare;  // without comments

  template <typename... Parts>
  void report(RuleIndex rule, const Parts&... parts) const {
    findings.add(rule, element, "address ", Quoted{text}, parts...);
  }
};

void check_plmn(const Judge& judge, const mms::Address& address) {
  constexpr int kLongestNumber = 15;  // E.164
  if (!is_number(address.value)) return judge.report("FLD-ADR-001"_rule);
  const auto count = std::ranges::count_if(address.value, is_digit);
  if (count > kLongestNumber)
    judge.report("FLD-ADR-013"_rule, " has ", static_cast<std::uint64_t>(count), " digits");
}

void check_ipv4(const Judge& judge, const mms::Address& address) {
  if (!is_ipv4(address.value)) return judge.report("FLD-ADR-002"_rule);
  if (!ipv4_in_range(address.value)) judge.report("FLD-ADR-003"_rule);
}

void check_ipv6(const Judge& judge, const mms::Address& address) {
  if (!is_ipv6(address.value)) judge.report("FLD-ADR-004"_rule);
}

void check_other_bearer(const Judge& judge, const mms::Address& address) {
  if (!is_type_name(address.type))
    return judge.report("FLD-ADR-007"_rule, ", type ", Quoted{address.type});
  if (!is_escaped_safely(address.value)) return judge.report("FLD-ADR-006"_rule);
  const bool known = std::ranges::any_of(
      kKnownBearers, [&](string_view bearer) { return same_name(bearer, address.type); });
  if (!known) judge.report("FLD-ADR-005"_rule, ", type ", Quoted{address.type});
}

bool is_atom(char c) {
  static constexpr CharacterSet kSigns("!#$%&'*+-/=?^_`{|}~");
  return is_letter(c) || is_digit(c) || kSigns.has(c) || static_cast<unsigned char>(c) >= 0x80;
}

bool is_dot_atom(string_view text) {
  if (text.empty() || text.front() == '.' || text.back() == '.' ||
      text.find("..") != string_view::npos)
    return false;
  return std::ranges::all_of(text, [](char c) { return is_atom(c) || c == '.'; });
}

bool is_quoted(string_view text) {
  return text.size() >= 2 && text.front() == '"' && text.back() == '"';
}

/// Blanks may stand around every piece of a mailbox.
string_view trim(string_view text) {
  constexpr string_view kBlanks = " \t";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

bool is_addr_spec(string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == string_view::npos) return false;
  const string_view local = trim(text.substr(0, at)), domain = trim(text.substr(at + 1));
  const bool literal = domain.size() > 2 && domain.front() == '[' && domain.back() == ']';
  return (is_dot_atom(local) || is_quoted(local)) && (literal || is_dot_atom(domain));
}

/// Length of the quoted string in front, 0 when it has no end.
std::size_t quoted_length(string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') return i + 1;
    if (text[i] == '\\') ++i;
  }
  return 0;
}

/// Words of a display name: atoms and quoted strings.
bool is_phrase(string_view text) {
  while (!text.empty()) {
    const bool plain = is_atom(text[0]) || text[0] == ' ' || text[0] == '\t';
    const std::size_t length = text[0] == '"' ? quoted_length(text) : plain ? 1 : 0;
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

/// mailbox of RFC 2822 §3.4 without its obsolete forms.
bool is_mailbox(string_view text) {
  text = trim(text);
  if (!text.ends_with('>')) return is_addr_spec(text);
  const std::size_t open = text.rfind('<');
  return open != string_view::npos && is_phrase(text.substr(0, open)) &&
         is_addr_spec(text.substr(open + 1, text.size() - open - 2));
}

/// The text without its comments (RFC 2822 §3.2.3), which nest. One without an end is none.
std::string without_comments(string_view text) {
  std::string kept;
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const std::size_t length = c == '\\' && (quoted || depth > 0) ? 2 : 1;
    if (c == '"' && depth == 0) quoted = !quoted;
    if (c == '(' && !quoted) ++depth;
    if (depth == 0) kept += text.substr(i, length);
    if (c == ')' && depth > 0) --depth;
    i += length - 1;
  }
  return depth == 0 ? kept : std::string(text);
}

/// Whether a device address has words around it, which only mailboxes may have.
bool is_wrapped(string_view text, const mms::Address& address) {
  static constexpr CharacterSet kOpening("<\"("), kAround(" \t>()<");
  const std::size_t bare = address.value.size() + kTypeMark.size() + address.type.size();
  return text.size() != bare || kOpening.any_in(address.value) || kAround.any_in(address.type);
}

void check_mailbox(const Judge& judge, const mms::Address&) {
  if (!is_mailbox(judge.bare)) judge.report("FLD-ADR-008"_rule);
}

void check_uri(const Judge& judge, const mms::Address&) { judge.report("FLD-ADR-012"_rule); }

/// A bare number or word: a short code of 1.3 if it has that form.
void check_untyped(const Judge& judge, const mms::Address& address) {
  const bool code = address.kind == mms::AddressKind::kShortCode;
  const bool bare = address.value.size() == judge.text.size();
  if (!code && !is_number(address.value)) {
    judge.report("FLD-ADR-008"_rule);
  } else if (!bare) {
    judge.report("FLD-ADR-011"_rule);
  } else if (!code || judge.findings.version() < mms::Version::k13) {
    judge.report("FLD-ADR-010"_rule);
  }
}

struct KindRow {
  mms::AddressKind kind;
  bool device;  // has a /TYPE=
  void (*check)(const Judge&, const mms::Address&);
};

constexpr KindRow kKinds[] = {
    {mms::AddressKind::kPlmn, true, check_plmn},
    {mms::AddressKind::kIpv4, true, check_ipv4},
    {mms::AddressKind::kIpv6, true, check_ipv6},
    {mms::AddressKind::kBearer, true, check_other_bearer},
    {mms::AddressKind::kEmail, false, check_mailbox},
    {mms::AddressKind::kShortCode, false, check_untyped},
    {mms::AddressKind::kUri, false, check_uri},
    {mms::AddressKind::kOther, false, check_untyped},
};

}  // namespace

void check_address(const wsp::Tape& tape, std::size_t element, Findings& findings) {
  const wsp::Element& place = tape.elements()[element];
  const wsp::CharsetRow* charset = wsp::charset(place.charset);
  std::string converted;  // stays empty, and the heap untouched, for all narrow charsets
  string_view text = tape.ascii(place);
  if (charset != nullptr && charset->wide) {
    converted = mms::element_text(tape, place);
    text = converted;
  }
  if (text.empty()) return;
  std::string uncommented;  // mostly empty as well
  if (text.find('(') != string_view::npos) uncommented = without_comments(text);
  const Judge judge{element, findings, text, uncommented.empty() ? text : uncommented};
  if (has_unquoted_comma(judge.bare)) return judge.report("FLD-ADR-009"_rule);
  const mms::Address address = mms::parse_address(text);
  const KindRow& row = *std::ranges::find(kKinds, address.kind, &KindRow::kind);
  if (row.device && is_wrapped(text, address)) return judge.report("FLD-ADR-011"_rule);
  row.check(judge, address);
}

}  // namespace mm1::rules
