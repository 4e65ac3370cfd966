// Addresses (ENC §8): device addresses with their type, mailboxes, short codes.
#include <algorithm>
#include <string>
#include <string_view>

#include "media.h"
#include "mm1/mms/text.h"
#include "mm1/wsp/charsets.h"
#include "text_checks.h"

namespace mm1::rules {

namespace {

using std::string_view;

constexpr string_view kTypeMark = "/TYPE=";

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool hex(char c) { return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool digits(string_view text) { return std::ranges::all_of(text, digit); }

/// Bearer names that occur as address types beside the three that ENC defines: address types of
/// WAP push and provisioning.
constexpr string_view kKnownBearers[] = {"X25",   "E164", "USER",       "ALPHA",
                                         "SCODE", "APN",  "TETRA_ITSI", "MAN"};

/// What stands between quotation marks or angle brackets does not separate addresses.
std::size_t unquoted_comma(string_view text) {
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
      return i;
    }
  }
  return string_view::npos;
}

std::size_t find_type_mark(string_view text) {
  for (std::size_t i = 0; i + kTypeMark.size() <= text.size(); ++i)
    if (same_name(text.substr(i, kTypeMark.size()), kTypeMark)) return i;
  return string_view::npos;
}

bool is_number(string_view value) {
  if (value.starts_with('+')) value.remove_prefix(1);
  return !value.empty() &&
         std::ranges::all_of(value, [](char c) { return digit(c) || c == '-' || c == '.'; });
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
    return group.size() == 4 && std::ranges::all_of(group, hex);
  });
}

/// Letters, digits and + - . _ stand for themselves, everything else is escaped.
bool is_escaped_safely(string_view value) {
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (c == '%') {
      if (i + 2 >= value.size() || !hex(value[i + 1]) || !hex(value[i + 2])) return false;
      i += 2;
    } else if (!letter(c) && !digit(c) && string_view("+-._").find(c) == string_view::npos) {
      return false;
    }
  }
  return !value.empty();
}

bool is_type_name(string_view type) {
  return !type.empty() &&
         std::ranges::all_of(type, [](char c) { return letter(c) || digit(c) || c == '_'; });
}

/// Collects the findings of one address.
struct Judge {
  std::size_t element;
  Findings& findings;
  string_view text;

  template <typename... Parts>
  void report(RuleIndex rule, const Parts&... parts) const {
    findings.add(rule, element, "address ", Quoted{text}, parts...);
  }
};

void check_plmn(const Judge& judge, string_view value) {
  constexpr int kLongestNumber = 15;  // E.164
  if (!is_number(value)) return judge.report("FLD-ADR-001"_rule);
  const auto count = std::ranges::count_if(value, digit);
  if (count > kLongestNumber)
    judge.report("FLD-ADR-013"_rule, " has ", static_cast<std::uint64_t>(count), " digits");
}

void check_ipv4(const Judge& judge, string_view value) {
  if (!is_ipv4(value)) return judge.report("FLD-ADR-002"_rule);
  if (!ipv4_in_range(value)) judge.report("FLD-ADR-003"_rule);
}

void check_ipv6(const Judge& judge, string_view value) {
  if (!is_ipv6(value)) judge.report("FLD-ADR-004"_rule);
}

struct DeviceType {
  string_view name;
  void (*check)(const Judge&, string_view);
};
constexpr DeviceType kDeviceTypes[] = {
    {"PLMN", check_plmn}, {"IPv4", check_ipv4}, {"IPv6", check_ipv6}};

void check_other_bearer(const Judge& judge, string_view value, string_view type) {
  if (!is_escaped_safely(value)) return judge.report("FLD-ADR-006"_rule);
  const bool known = std::ranges::any_of(
      kKnownBearers, [&](string_view bearer) { return same_name(bearer, type); });
  if (!known) judge.report("FLD-ADR-005"_rule, ", type ", Quoted{type});
}

/// An address with /TYPE=.
void check_device(const Judge& judge, std::size_t mark) {
  const string_view value = judge.text.substr(0, mark);
  const string_view type = judge.text.substr(mark + kTypeMark.size());
  const bool wrapped = value.find_first_of("<\"(") != string_view::npos ||
                       type.find_first_of(" \t>()<") != string_view::npos;
  if (wrapped) return judge.report("FLD-ADR-011"_rule);
  if (!is_type_name(type)) return judge.report("FLD-ADR-007"_rule, ", type ", Quoted{type});
  const auto* row = std::ranges::find_if(
      kDeviceTypes, [&](const DeviceType& device) { return same_name(device.name, type); });
  if (row != std::end(kDeviceTypes)) {
    row->check(judge, value);
  } else {
    check_other_bearer(judge, value, type);
  }
}

bool is_atom(char c) {
  return letter(c) || digit(c) || string_view("!#$%&'*+-/=?^_`{|}~").find(c) != string_view::npos ||
         static_cast<unsigned char>(c) >= 0x80;
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

bool is_addr_spec(string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == string_view::npos) return false;
  const string_view local = text.substr(0, at), domain = text.substr(at + 1);
  const bool literal = domain.size() > 2 && domain.front() == '[' && domain.back() == ']';
  return (is_dot_atom(local) || is_quoted(local)) && (literal || is_dot_atom(domain));
}

string_view trim(string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// Words of a display name: atoms, or one quoted string.
bool is_phrase(string_view text) {
  if (text.empty() || is_quoted(text)) return true;
  return std::ranges::all_of(text, [](char c) { return is_atom(c) || c == ' ' || c == '\t'; });
}

/// mailbox of RFC 2822 §3.4 without its obsolete forms.
bool is_mailbox(string_view text) {
  text = trim(text);
  const std::size_t open = text.rfind('<');
  if (open == string_view::npos) return is_addr_spec(text);
  return text.ends_with('>') && is_phrase(trim(text.substr(0, open))) &&
         is_addr_spec(text.substr(open + 1, text.size() - open - 2));
}

bool is_uri(string_view text) {
  constexpr string_view kSchemes[] = {"sip", "sips", "tel",  "mailto", "sms", "mms", "mmsto",
                                      "im",  "pres", "http", "https",  "urn", "wv"};
  const string_view scheme = text.substr(0, std::min(text.find(':'), text.size()));
  return scheme.size() < text.size() &&
         std::ranges::any_of(kSchemes, [&](string_view known) { return same_name(known, scheme); });
}

/// A short code of 1.3 (ENC §8): an optional + * or # and digits, or letters and digits.
bool is_short_code(string_view text) {
  const string_view rest =
      string_view("+*#").find(text[0]) == string_view::npos ? text : text.substr(1);
  const bool numeric = !rest.empty() && digits(rest);
  return numeric || std::ranges::all_of(text, [](char c) { return letter(c) || digit(c); });
}

/// An address without /TYPE=.
void check_untyped(const Judge& judge) {
  const string_view text = judge.text;
  if (is_uri(text)) return judge.report("FLD-ADR-012"_rule);
  const std::size_t open = text.find('<');
  if (open != string_view::npos && text.ends_with('>') &&
      is_number(text.substr(open + 1, text.size() - open - 2)))
    return judge.report("FLD-ADR-011"_rule);
  if (text.find('@') != string_view::npos) {
    if (!is_mailbox(text)) judge.report("FLD-ADR-008"_rule);
    return;
  }
  if (!is_short_code(text) && !is_number(text)) return judge.report("FLD-ADR-008"_rule);
  if (judge.findings.version() < mms::Version::k13 || !is_short_code(text))
    judge.report("FLD-ADR-010"_rule);
}

}  // namespace

void check_address(const wsp::Tape& tape, std::size_t element, Findings& findings) {
  const wsp::Element& address = tape.elements()[element];
  const wsp::CharsetRow* charset = wsp::charset(address.charset);
  std::string converted;  // stays empty, and the heap untouched, for all narrow charsets
  string_view text = tape.ascii(address);
  if (charset != nullptr && charset->wide) {
    converted = mms::element_text(tape, address);
    text = converted;
  }
  if (text.empty()) return;
  const Judge judge{element, findings, text};
  const std::size_t mark = find_type_mark(text);
  if (unquoted_comma(text) != string_view::npos) {
    judge.report("FLD-ADR-009"_rule);
  } else if (mark != string_view::npos) {
    check_device(judge, mark);
  } else {
    check_untyped(judge);
  }
}

}  // namespace mm1::rules
