// What is wrong with a datagram that came in short messages, once its segments are joined.
#pragma once

#include <optional>
#include <vector>

#include "sms_parts.h"
#include "sms_segment.h"
#include "wsp_pdu.h"

namespace mm1::bearer {

/// Adds a finding unless its rule has one already: one fault, one finding.
void add_fault(std::vector<BearerFinding>& faults, const BearerFinding& fault);
[[nodiscard]] bool has_fault(const std::vector<BearerFinding>& faults, rules::RuleIndex rule);

/// The port that an MM1 push goes to. `complete`: no segment is missing that could name it.
void judge_port(Joining joining, std::optional<std::uint16_t> port, bool complete, FrameRef place,
                std::vector<BearerFinding>& faults);
/// What rules TRN-PSH demand of a push; its port is judged by judge_port.
void judge_push(const WspPdu& push, std::optional<std::uint16_t> port, FrameRef place,
                std::vector<BearerFinding>& faults);
/// How a WDP datagram was cut into segments.
void judge_cuts(const SmsParts& parts, FrameRef place, std::vector<BearerFinding>& faults);
/// Segments that the capture does not show; not where a faulty number accounts for them.
void judge_missing(Joining joining, const SmsParts& parts, unsigned total, FrameRef place,
                   std::vector<BearerFinding>& faults);

}  // namespace mm1::bearer
