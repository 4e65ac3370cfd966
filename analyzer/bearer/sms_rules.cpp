#include "sms_rules.h"

#include <array>

#include "cdma_wdp.h"
#include "wap_ports.h"
#include "wsp_rules.h"

namespace mm1::bearer {
namespace {

using rules::operator""_rule;
using rules::RuleIndex;
using rules::Side;

constexpr std::array<RuleIndex, 4> kNumberingFaults{"TRN-GSM-002"_rule, "TRN-CDM-003"_rule,
                                                    "TRN-CDM-004"_rule, "TRN-CDM-007"_rule};

}  // namespace

void add_fault(std::vector<BearerFinding>& faults, const BearerFinding& fault) {
  if (!has_fault(faults, fault.rule)) faults.push_back(fault);
}

bool has_fault(const std::vector<BearerFinding>& faults, RuleIndex rule) {
  return std::ranges::any_of(faults, [rule](const BearerFinding& f) { return f.rule == rule; });
}

void judge_port(Joining joining, std::optional<std::uint16_t> port, bool complete, FrameRef place,
                std::vector<BearerFinding>& faults) {
  const RuleIndex rule = joining == Joining::kWdp ? "TRN-CDM-012"_rule : "TRN-GSM-001"_rule;
  if (port && !is_push_port(*port)) {
    add_fault(faults, sms_fault(rule, place, "destination port ", std::uint32_t{*port}));
  } else if (!port && complete) {
    add_fault(faults, sms_fault(rule, place, "no port"));
  }
}

void judge_push(const WspPdu& push, std::optional<std::uint16_t> port, FrameRef place,
                std::vector<BearerFinding>& faults) {
  if (const auto fault = check_application_id(application_id(push.headers), place)) {
    add_fault(faults, *fault);
  }
  if (push.type == wsp_type::kConfirmedPush) {
    add_fault(faults, sms_fault("TRN-PSH-004"_rule, place));
  }
  if (port && is_push_port(*port) && is_secure_port(*port)) {
    add_fault(faults, sms_fault("TRN-PSH-006"_rule, place, "port ", std::uint32_t{*port}));
  }
}

void judge_cuts(const SmsParts& parts, FrameRef place, std::vector<BearerFinding>& faults) {
  const auto first = parts.find(1);
  if (first && first->size() < kWdpPorts) {
    add_fault(faults,
              sms_fault("TRN-CDM-005"_rule, place, std::uint64_t{first->size()}, " octets"));
    return;  // that the next one is longer follows from it
  }
  parts.for_each_pair([&](unsigned number, std::size_t size, std::size_t before) {
    if (size <= before) return;
    add_fault(faults,
              sms_fault("TRN-CDM-006"_rule, place, "segment ", std::uint32_t{number - 1}, " has ",
                        std::uint64_t{size}, " octets after ", std::uint64_t{before}));
  });
}

void judge_missing(Joining joining, const SmsParts& parts, unsigned total, FrameRef place,
                   std::vector<BearerFinding>& faults) {
  for (const RuleIndex rule : kNumberingFaults) {
    if (has_fault(faults, rule)) return;
  }
  std::uint32_t missing = 0;
  std::uint32_t first = 0;
  for (std::uint32_t number = total; number > 0; --number) {
    if (parts.find(number)) continue;
    ++missing;
    first = number;
  }
  if (missing == 0) return;
  const bool is_wdp = joining == Joining::kWdp;
  BearerFinding finding =
      sms_fault(is_wdp ? "TRN-CDM-011"_rule : "TRN-GSM-004"_rule, place, missing, " of ",
                std::uint32_t{total}, ", number ", is_wdp ? first - 1 : first,
                missing > 1 ? " and later ones" : "");
  finding.side = Side::kNetwork;
  faults.push_back(std::move(finding));
}

}  // namespace mm1::bearer
