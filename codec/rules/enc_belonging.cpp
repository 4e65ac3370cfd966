// Fields, values and types that do not belong to their PDU or to the version it declares.
#include <algorithm>
#include <array>
#include <bit>

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
  const auto* found = std::ranges::find_if(
      kMisplaced, [&](const Misplaced& row) { return row.field == field && pdu.is_in(row.pdus); });
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

void check_fields_outside_table(const PduFacts& pdu, mms::FieldSet outside, Findings& findings) {
  const mms::PduRow& row = *pdu.row();
  for (; outside != 0; outside &= outside - 1) {
    const auto field = static_cast<std::uint8_t>(std::countr_zero(outside));
    const mms::FieldRow* known = mms::field(field);
    // A Content-Type in a header-only PDU is ENC-BODY-002.
    if (known == nullptr || (field == number::kContentType && row.body == mms::Body::kNone))
      continue;
    findings.add(misplaced_rule(pdu, field), pdu.field(field), known->name, " in ", row.name);
  }
}

void check_unassigned_fields(const PduFacts& pdu, Findings& findings) {
  if (!pdu.has_unassigned()) return;
  std::array<bool, 128> reported = {};  // one finding for each number
  for (std::size_t i = pdu.index() + 1; i < pdu.element(pdu.index()).end; i = pdu.element(i).end) {
    const wsp::Element& field = pdu.element(i);
    if (field.kind != Kind::kField || mms::field(field.code) != nullptr) continue;
    bool& known = reported[field.code & 0x7F];
    if (!known) findings.add("ENC-UNX-002"_rule, i, "field number ", Hex{field.code});
    known = true;
  }
}

void check_newer_values(const PduFacts& pdu, const mms::FieldRow& row, Findings& findings) {
  if (row.grammar != mms::Grammar::kEnumeration) return;
  pdu.each(row.number, [&](std::size_t field) {
    const auto octet = deciding_octet(pdu, field);
    if (!octet || reserved_at(pdu.version(), row.number, *octet)) return;
    const auto named = std::ranges::find(row.values, *octet, &mms::NamedValue::octet);
    if (named == row.values.end() || !pdu.below(named->since)) return;
    findings.add("ENC-VER-003"_rule, field, row.name, " ", named->name, " (", Hex{*octet},
                 ") came with ", named->since, ", the PDU declares ", pdu.version());
  });
}

/// A field of the PDU's table, against the version the PDU declares.
void check_age(const PduFacts& pdu, const mms::PduField& cell, Findings& findings) {
  const Version since = field_since(cell);
  if (!pdu.below(since)) {
    check_newer_values(pdu, *mms::field(cell.number), findings);
  } else if (!judged_elsewhere(pdu, cell.number)) {
    findings.add("ENC-VER-001"_rule, pdu.field(cell.number), mms::field(cell.number)->name,
                 " came to ", pdu.row()->name, " with ", since, ", the PDU declares ",
                 pdu.version());
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
  // In a PDU that is itself newer than its version, newer fields and values are no second fault.
  const bool may_be_newer = pdu.below(Version::k13) && !pdu.below(pdu.row()->since);
  if (may_be_newer) {
    for (const mms::PduField& cell : pdu.row()->fields)
      if (pdu.has(cell.number)) check_age(pdu, cell, findings);
  }
  check_fields_outside_table(pdu, pdu.present() & ~mms::fields_of(*pdu.row()), findings);
}

}  // namespace mm1::rules
