// The rule catalogue as expert infos: one display filter for each rule, mm1.rule.<id>.
#pragma once

#include <span>

#include <epan/packet_info.h>

#include "mm1/flow/tracker.h"
#include "mm1/rules/check.h"
#include "tree.h"

namespace mm1::plugin {

void register_experts(int protocol);

/// Attaches each finding to the item of its element.
void add_findings(packet_info* pinfo, const Tree& tree, std::span<const rules::Finding> findings);

/// Attaches a finding of the tracker to `item`.
void add_finding(packet_info* pinfo, proto_item* item, const flow::FlowFinding& finding);

}  // namespace mm1::plugin
