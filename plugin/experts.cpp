#include "experts.h"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include <epan/expert.h>
#include <epan/proto.h>
#include <epan/wmem_scopes.h>

#include "interest.h"
#include "mm1/rules/catalogue.h"
#include "preferences.h"

namespace mm1::plugin {
namespace {

using rules::Severity;

constexpr std::size_t kSeverities = 3;

/// Wireshark fixes an expert info's severity at registration, and a finding's depends on the PDU
/// (its version, its type): one expert info for each severity, under the same filter.
using RuleExperts = std::array<expert_field, kSeverities>;

// Wireshark writes into these by address.
RuleExperts* experts = nullptr;

/// Errors that leave octets without a meaning are malformed, what we gave up on is undecoded, the
/// rest is protocol. Wireshark marks a packet with a malformed expert info as a malformed packet.
struct GroupRow {
  std::string_view id_prefix;
  int group;
};
constexpr GroupRow kGroups[] = {
    {"FLD-LEN", PI_MALFORMED},     {"FLD-TXT-001", PI_MALFORMED}, {"FLD-UVI-001", PI_MALFORMED},
    {"FLD-INT-001", PI_MALFORMED}, {"FLD-MPT-001", PI_MALFORMED}, {"FLD-MPT-003", PI_MALFORMED},
    {"FLD-MPT-004", PI_MALFORMED}, {"FLD-INT-005", PI_UNDECODED}, {"LIM-", PI_UNDECODED},
};

int group_of(const rules::Rule& rule, Severity severity) {
  for (const GroupRow& row : kGroups) {
    const bool counts = row.group != PI_MALFORMED || severity == Severity::kError;
    if (counts && rule.id.starts_with(row.id_prefix)) return row.group;
  }
  return PI_PROTOCOL;
}

int expert_severity(Severity severity) {
  switch (severity) {
    case Severity::kNote:
      return PI_NOTE;
    case Severity::kWarning:
      return PI_WARN;
    case Severity::kError:
      return PI_ERROR;
  }
  return PI_NOTE;
}

/// "ENC-ORD-001" as "mm1.rule.enc_ord_001".
std::string filter_of(const rules::Rule& rule) {
  std::string filter = "mm1.rule.";
  for (const char character : rule.id) {
    filter += character == '-' ? '_' : g_ascii_tolower(character);
  }
  return filter;
}

const char* kept(std::string_view text) {
  return wmem_strndup(wmem_epan_scope(), text.data(), text.size());
}

class Registration {
 public:
  void add(const rules::Rule& rule, Severity severity, expert_field& field) {
    field = EI_INIT;
    rows_.push_back({&field,
                     {kept(filter_of(rule)), group_of(rule, severity), expert_severity(severity),
                      kept(std::string(rule.id) + ": " + std::string(rule.title)), EXPFILL}});
  }

  void finish(int protocol) {
    auto* rows = wmem_alloc_array(wmem_epan_scope(), ei_register_info, rows_.size());
    std::copy(rows_.begin(), rows_.end(), rows);
    expert_register_field_array(expert_register_protocol(protocol), rows,
                                static_cast<int>(rows_.size()));
  }

 private:
  std::vector<ei_register_info> rows_;
};

expert_field* expert_of(const rules::Rule& rule, Severity severity) {
  const std::ptrdiff_t index = &rule - rules::catalogue().data();
  return &experts[index][static_cast<std::size_t>(severity)];
}

int length_of(std::string_view text) { return static_cast<int>(text.size()); }

void add_expert(packet_info* pinfo, proto_item* item, const rules::Rule& rule, Severity severity,
                std::string_view detail) {
  if (!is_wanted(rule, severity)) return;
  const std::string_view before_detail = detail.empty() ? "" : ": ";
  expert_add_info_format(pinfo, item, expert_of(rule, severity), "%.*s: %.*s%s%.*s (%.*s)",
                         length_of(rule.id), rule.id.data(), length_of(rule.title),
                         rule.title.data(), before_detail.data(), length_of(detail), detail.data(),
                         length_of(rule.citation), rule.citation.data());
}

}  // namespace

void register_experts(int protocol) {
  const auto catalogue = rules::catalogue();
  experts = wmem_alloc_array(wmem_epan_scope(), RuleExperts, catalogue.size());
  Registration registration;
  for (std::size_t i = 0; i < catalogue.size(); ++i) {
    const rules::Rule& rule = catalogue[i];
    // What packets below an MM1 body do is Wireshark's own to show.
    if (rule.scope == rules::Scope::kBearer) continue;
    const bool in_one_pdu = rule.scope == rules::Scope::kPdu;
    note_field(in_one_pdu ? Interest::kFindings : Interest::kFlow, kept(filter_of(rule)));
    for (const Severity severity : {Severity::kNote, Severity::kWarning, Severity::kError}) {
      registration.add(rule, severity, experts[i][static_cast<std::size_t>(severity)]);
    }
  }
  registration.finish(protocol);
}

void add_findings(packet_info* pinfo, const Tree& tree, std::span<const rules::Finding> findings) {
  for (const rules::Finding& finding : findings) {
    add_expert(pinfo, tree.item(finding.element), *finding.rule, finding.severity, finding.detail);
  }
}

void add_finding(packet_info* pinfo, proto_item* item, const flow::FlowFinding& finding) {
  add_expert(pinfo, item, *finding.rule, finding.severity, finding.detail);
}

}  // namespace mm1::plugin
