// What one packet shows by itself to be wrong, before anyone knows whose message it is.
#pragma once

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

/// `faults` may be nullptr: nobody wants to know.
inline void add_fault(PacketFaults* faults, rules::RuleIndex rule, const rules::Detail& detail) {
  if (faults != nullptr) faults->push_back({rule, std::string(detail.text())});
}

}  // namespace mm1::bearer
