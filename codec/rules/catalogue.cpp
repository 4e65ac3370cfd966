#include "mm1/rules/catalogue.h"

#include <algorithm>

#include "mm1/rules/all_rules.h"

namespace mm1::rules {

namespace {

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool same_id(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return upper(x) == upper(y); });
}

}  // namespace

std::span<const Rule> catalogue() { return kAllRules; }

const Rule* rule(std::string_view id) {
  const auto found =
      std::ranges::find_if(kAllRules, [&](const Rule& row) { return same_id(row.id, id); });
  return found == kAllRules.end() ? nullptr : &*found;
}

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kNote:
      return "note";
  }
  return "note";
}

Severity severity_for(const Rule& rule, mms::Version version) {
  return rule.error_from_13 && version >= mms::Version::k13 ? Severity::kError : rule.severity;
}

bool rests_on_13_alone(const Rule& rule) {
  constexpr std::string_view kOlder[] = {"=", "2", "c", "read", "1", "m", "own"};
  std::string_view rest = rule.evidence;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(" ;/"), rest.size());
    if (std::ranges::find(kOlder, rest.substr(0, end)) != std::end(kOlder)) return false;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return true;
}

}  // namespace mm1::rules
