// The rule catalogue: every rule of the specification we judge by, one row each. Reports, the
// plugin's expert infos, `mm1scope rules` and the reference documentation read these rows.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "mm1/mms/version.h"

namespace mm1::rules {

enum class Severity : std::uint8_t { kNote, kWarning, kError };

/// How much must be seen to judge: one PDU, one transaction, both legs of a message, or bearer
/// packets (spec/rules.md).
enum class Scope : std::uint8_t { kPdu, kTransaction, kMessage, kBearer };

/// Who is at fault.
enum class Side : std::uint8_t { kSender, kClient, kRelay, kNetwork };

/// Index of a rule in the catalogue; the row has its stable id.
enum class RuleIndex : std::uint16_t {};

struct Rule {
  std::string_view id;  // "ENC-ORD-001": stable, never reused
  Severity severity;
  bool error_from_13;  // "E³": an error when the PDU declares 1.3 or later; `severity` below
  Scope scope;
  mms::Version since;            // not applied to PDUs of an older version
  std::string_view citation;     // documents and sections
  std::string_view evidence;     // what the citation rests on: "=", "2", "3 c", "read" …
  std::string_view title;        // one line: what is wrong
  std::string_view explanation;  // what the specification wants and what to change
  std::string_view trip;  // smallest example that must raise it; octets in hex, … = rest valid
  std::string_view near_miss;  // and one that must not
  bool checked;                // false: in the catalogue, not yet checked by this version
};

/// All rules, ordered by group (ENC, FLD, CTR, TRN, LIM) and, inside it, by subject.
[[nodiscard]] std::span<const Rule> catalogue();

/// The rule with this id (compared without regard to case), nullptr if there is none.
[[nodiscard]] const Rule* rule(std::string_view id);

[[nodiscard]] std::string_view severity_name(Severity severity);  // "error", "warning", "note"

/// Severity of a rule for a PDU of this version: resolves E³ (`kNone` counts as below 1.3).
[[nodiscard]] Severity severity_for(const Rule& rule, mms::Version version);

/// Whether nothing but the text of 1.3 stands behind a rule: none of the tags in its evidence
/// column brackets or quotes 1.2.
[[nodiscard]] bool rests_on_13_alone(const Rule& rule);

}  // namespace mm1::rules
