// Which FLD rule an unassigned value of a field breaks.
#pragma once

#include <cstdint>
#include <optional>

#include "mm1/rules/all_rules.h"

namespace mm1::rules {

/// The rule for a field whose value should be one octet of 80 or above and is none; nothing for a
/// field without such a rule.
[[nodiscard]] std::optional<RuleIndex> enumeration_form_rule(std::uint8_t number);

}  // namespace mm1::rules
