// The catalogue as one array known at compile time, so that a rule id written in code is checked
// by the compiler.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "mm1/rules/catalogue.h"
#include "mm1/rules/rows/ctr_messages.h"
#include "mm1/rules/rows/ctr_mmbox.h"
#include "mm1/rules/rows/ctr_reports.h"
#include "mm1/rules/rows/enc_conditions.h"
#include "mm1/rules/rows/enc_structure.h"
#include "mm1/rules/rows/fld_content.h"
#include "mm1/rules/rows/fld_fields.h"
#include "mm1/rules/rows/fld_values.h"
#include "mm1/rules/rows/lim.h"
#include "mm1/rules/rows/trn_push.h"
#include "mm1/rules/rows/trn_wap.h"

namespace mm1::rules {

template <std::size_t... Sizes>
consteval auto join(const Rule (&... sections)[Sizes]) {
  std::array<Rule, (Sizes + ...)> all{};
  std::size_t next = 0;
  const auto append = [&](const auto& section) {
    for (const Rule& row : section) all[next++] = row;
  };
  (append(sections), ...);
  return all;
}

inline constexpr auto kAllRules =
    join(rows::kEncStructure, rows::kEncConditions, rows::kFldValues, rows::kFldFields,
         rows::kFldContent, rows::kCtrMessages, rows::kCtrReports, rows::kCtrMmbox, rows::kTrnPush,
         rows::kTrnWap, rows::kLim);

/// "ENC-ORD-001"_rule is the index of that row; an id the catalogue does not have does not compile.
consteval RuleIndex operator""_rule(const char* id, std::size_t length) {
  const std::string_view wanted(id, length);
  std::size_t index = 0;
  while (kAllRules.at(index).id != wanted) ++index;
  return static_cast<RuleIndex>(index);
}

constexpr const Rule& row_of(RuleIndex index) { return kAllRules[static_cast<std::size_t>(index)]; }

}  // namespace mm1::rules
