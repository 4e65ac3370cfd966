// Fields, values and types that do not belong to their PDU or to the version it declares.
#include <algorithm>

#include "field_values.h"
#include "pdu_checks.h"
#include "pdu_types.h"

namespace mm1::rules {

namespace {

using enum mms::PduType;
using mms::Version;
using wsp::Kind;
namespace number = mms::number;

/// Fields outside a PDU's table that have a rule of their own.
struct Misplaced {
  RuleIndex rule;
  PduSet pdus;
  std::uint8_t field;
};

constexpr Misplaced kMisplaced[] = {
    {"ENC-TID-001"_rule, in(kDeliveryInd, kReadRecInd, kReadOrigInd), number::kTransactionId},
    {"ENC-BCC-001"_rule, in(kNotificationInd, kRetrieveConf), number::kBcc},
    {"ENC-DSC-004"_rule, in(kMboxDescr), number::kTransactionId},
    {"ENC-DSC-004"_rule, in(kMboxDescr), number::kMmsVersion},
    {"ENC-ATT-001"_rule, kEveryPdu, number::kContent},
    {"ENC-ATT-001"_rule, kEveryPdu, number::kAdditionalHeaders},
};

RuleIndex misplaced_rule(const PduFacts& pdu, std::uint8_t field) {
  const auto* found = std::ranges::find_if(kMisplaced, [&](const Misplaced& row) {
    return row.field == field && contains(row.pdus, pdu.type_octet());
  });
  return found == std::end(kMisplaced) ? "ENC-UNX-001"_rule : found->rule;
}

/// Version that brought a field to this PDU: its own, or that of the PDU's table row.
Version field_since(const mms::PduField& cell) {
  return std::max(cell.since, mms::field(cell.number)->since);
}

bool is_reply_charging(std::uint8_t field) {
  return field >= number::kReplyCharging && field <= number::kReplyChargingSize;
}

/// Reply charging before its time has rules of its own (ENC-RC-004, -005).
bool judged_elsewhere(const PduFacts& pdu, std::uint8_t field) {
  return is_reply_charging(field) && (pdu.version() == Version::k10 || pdu.is(kForwardReq));
}

void check_known_fields(const PduFacts& pdu, Findings& findings) {
  const mms::PduRow& row = *pdu.row();
  // In a PDU that is itself newer than its version, newer fields are no second fault.
  const bool newer_pdu = pdu.below(row.since);
  for (std::uint8_t field = 1; field < PduFacts::kNumbers; ++field) {
    if (!pdu.has(field)) continue;
    const mms::PduField* cell = mms::pdu_field(row, field);
    if (cell == nullptr) {
      // A Content-Type in a header-only PDU is ENC-BODY-002.
      if (field == number::kContentType && row.body == mms::Body::kNone) continue;
      findings.add(misplaced_rule(pdu, field), pdu.field(field), mms::field(field)->name, " in ",
                   row.name);
    } else if (!newer_pdu && pdu.below(field_since(*cell)) && !judged_elsewhere(pdu, field)) {
      findings.add("ENC-VER-001"_rule, pdu.field(field), mms::field(field)->name, " came to ",
                   row.name, " with ", field_since(*cell), ", the PDU declares ", pdu.version());
    }
  }
}

void check_unassigned_fields(const PduFacts& pdu, Findings& findings) {
  std::uint64_t reported = 0;  // one finding for each number
  for (std::size_t i = pdu.index() + 1; i < pdu.element(pdu.index()).end; i = pdu.element(i).end) {
    const wsp::Element& field = pdu.element(i);
    if (field.kind != Kind::kField || field.code < PduFacts::kNumbers) continue;
    const std::uint64_t bit = std::uint64_t{1} << (field.code - PduFacts::kNumbers);
    if ((reported & bit) == 0)
      findings.add("ENC-UNX-002"_rule, i, "field number ", Hex{field.code});
    reported |= bit;
  }
}

void check_newer_values(const PduFacts& pdu, Findings& findings) {
  if (pdu.version() == Version::kNone || pdu.below(pdu.row()->since)) return;
  for (const mms::PduField& cell : pdu.row()->fields) {
    // A field newer than the version is the fault; its values only follow.
    if (!pdu.has(cell.number) || pdu.below(field_since(cell))) continue;
    const mms::FieldRow& row = *mms::field(cell.number);
    if (row.grammar != mms::Grammar::kEnumeration) continue;
    pdu.each(cell.number, [&](std::size_t field) {
      const auto octet = deciding_octet(pdu, field);
      if (!octet || reserved_at(pdu.version(), cell.number, *octet)) return;
      const auto named = std::ranges::find(row.values, *octet, &mms::NamedValue::octet);
      if (named == row.values.end() || !pdu.below(named->since)) return;
      findings.add("ENC-VER-003"_rule, field, row.name, " ", named->name, " (", Hex{*octet},
                   ") came with ", named->since, ", the PDU declares ", pdu.version());
    });
  }
}

void check_type(const PduFacts& pdu, Findings& findings) {
  const std::size_t place = pdu.field(number::kMessageType);
  if (pdu.row() == nullptr) {
    if (pdu.type_octet() != 0 && pdu.value(number::kMessageType) != nullptr)
      findings.add("ENC-TYP-001"_rule, place, "X-Mms-Message-Type is ", Hex{pdu.type_octet()});
    return;
  }
  if (pdu.below(pdu.row()->since)) {
    findings.add("ENC-VER-002"_rule, place, pdu.row()->name, " came with ", pdu.row()->since,
                 ", the PDU declares ", pdu.version());
  }
  if (pdu.row()->since >= Version::k13)
    findings.add("ENC-TYP-002"_rule, place, pdu.row()->name, " came with 1.3");
}

}  // namespace

void check_belonging(const PduFacts& pdu, Findings& findings) {
  check_type(pdu, findings);
  check_unassigned_fields(pdu, findings);
  if (pdu.row() == nullptr) return;
  check_known_fields(pdu, findings);
  check_newer_values(pdu, findings);
}

}  // namespace mm1::rules
