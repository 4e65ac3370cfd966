// What one packet shows by itself to be wrong, before anyone knows whose message it is.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "mm1/rules/all_rules.h"
#include "mm1/rules/detail.h"

namespace mm1::bearer {

/// A TRN rule that a packet breaks; side and place are known to whoever holds the packet.
struct PacketFault {
  rules::RuleIndex rule{};
  std::string detail;
};

using PacketFaults = std::vector<PacketFault>;

/// One fault of a rule is enough, however often the packet repeats it. `faults` may be nullptr:
/// nobody wants to know.
inline void add_fault(PacketFaults* faults, rules::RuleIndex rule, const rules::Detail& detail) {
  if (faults == nullptr || std::ranges::find(*faults, rule, &PacketFault::rule) != faults->end()) {
    return;
  }
  faults->push_back({rule, std::string(detail.text())});
}

}  // namespace mm1::bearer
