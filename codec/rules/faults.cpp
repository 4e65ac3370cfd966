#include "faults.h"

#include <algorithm>
#include <array>
#include <optional>

#include "field_rules.h"
#include "mm1/mms/fields.h"
#include "mm1/rules/check.h"

namespace mm1::rules {

namespace {

using wsp::Fault;

/// What a fault does to the value around it.
enum class Effect : std::uint8_t { kBreaksValue, kLeavesValue };
using enum Effect;

struct FaultRow {
  Fault fault;
  RuleIndex rule;
  Effect effect;
};

// In the order of the enumeration, so that a fault is its own index.
constexpr FaultRow kFaultRules[] = {
    {Fault::kValueLengthPastEnd, "FLD-LEN-001"_rule, kBreaksValue},
    {Fault::kValueLengthMismatch, "FLD-LEN-002"_rule, kBreaksValue},
    {Fault::kLengthQuoteNeedless, "FLD-LEN-003"_rule, kLeavesValue},
    {Fault::kFieldCut, "FLD-LEN-004"_rule, kBreaksValue},
    {Fault::kUintvarTooLong, "FLD-UVI-001"_rule, kBreaksValue},
    {Fault::kUintvarNotShortest, "FLD-UVI-002"_rule, kLeavesValue},
    {Fault::kLongIntegerLength, "FLD-INT-001"_rule, kBreaksValue},
    {Fault::kLongIntegerLeadingZero, "FLD-INT-002"_rule, kLeavesValue},
    {Fault::kShortIntegerForLong, "FLD-INT-003"_rule, kLeavesValue},
    {Fault::kLongIntegerForShort, "FLD-INT-004"_rule, kLeavesValue},
    {Fault::kIntegerAbove64Bits, "FLD-INT-005"_rule, kBreaksValue},
    {Fault::kTextNotTerminated, "FLD-TXT-001"_rule, kBreaksValue},
    {Fault::kQuoteNeedless, "FLD-TXT-002"_rule, kLeavesValue},
    {Fault::kQuoteMissing, "FLD-TXT-003"_rule, kBreaksValue},
    {Fault::kTokenSeparator, "FLD-TXT-006"_rule, kLeavesValue},
    {Fault::kTextAfterEnd, "FLD-TXT-007"_rule, kLeavesValue},
    {Fault::kCharsetNotInteger, "FLD-ESV-001"_rule, kBreaksValue},
    {Fault::kApplicationValueNotText, "FLD-APP-001"_rule, kBreaksValue},
    {Fault::kTransactionIdNotText, "FLD-TID-001"_rule, kBreaksValue},
    {Fault::kVersionForm, "FLD-VER-001"_rule, kBreaksValue},
    {Fault::kFieldNameOctet, "ENC-ORD-006"_rule, kBreaksValue},
    {Fault::kTimeToken, "FLD-TIM-001"_rule, kBreaksValue},
    {Fault::kFromToken, "FLD-FRM-001"_rule, kBreaksValue},
    {Fault::kInsertAddressFollowed, "FLD-FRM-002"_rule, kLeavesValue},
    {Fault::kPreviouslySentForm, "FLD-PSB-001"_rule, kBreaksValue},
    {Fault::kFlagsToken, "FLD-FLG-002"_rule, kBreaksValue},
    {Fault::kMailboxTotalForm, "FLD-TOT-001"_rule, kBreaksValue},
    {Fault::kAttributeForm, "FLD-ATT-001"_rule, kBreaksValue},
    {Fault::kElementDescriptorForm, "FLD-ELD-001"_rule, kBreaksValue},
    {Fault::kPlainFormInDelete, "FLD-DLF-001"_rule, kBreaksValue},
    {Fault::kDeleteFormElsewhere, "FLD-DLF-002"_rule, kBreaksValue},
    {Fault::kMediaTypeForm, "FLD-CTY-001"_rule, kBreaksValue},
    {Fault::kPartPastEnd, "FLD-MPT-001"_rule, kBreaksValue},
    {Fault::kPartHeadersLength, "FLD-MPT-003"_rule, kBreaksValue},
    {Fault::kPartHeadersEnd, "FLD-MPT-004"_rule, kBreaksValue},
    {Fault::kPartRest, "FLD-MPT-005"_rule, kBreaksValue},
    {Fault::kEnumerationForm, "FLD-LEN-002"_rule, kBreaksValue},  // or the rule of its field
    {Fault::kTextForm, "FLD-LEN-002"_rule, kBreaksValue},
    {Fault::kDepthLimit, "LIM-DEP-001"_rule, kBreaksValue},
    {Fault::kPartLimit, "LIM-PRT-001"_rule, kBreaksValue},
    {Fault::kElementLimit, "LIM-ELT-001"_rule, kBreaksValue},
};

constexpr bool in_order() {
  for (std::size_t i = 0; i < std::size(kFaultRules); ++i)
    if (static_cast<std::size_t>(kFaultRules[i].fault) != i) return false;
  return static_cast<std::size_t>(Fault::kElementLimit) + 1 == std::size(kFaultRules);
}
static_assert(in_order(), "one row for each fault, in the order of the enumeration");

const FaultRow& row_of_fault(Fault fault) { return kFaultRules[static_cast<std::size_t>(fault)]; }

/// The field an element lies in. Values lie directly behind their field, so the way back is short.
const wsp::Element* field_around(const wsp::Tape& tape, std::size_t index) {
  constexpr std::size_t kFarthest = 8;
  const std::size_t last = index - std::min(index, kFarthest);
  for (std::size_t i = index;; --i) {
    const wsp::Element& element = tape.elements()[i];
    if (element.kind == wsp::Kind::kField && element.end > index) return &element;
    if (i == last) return nullptr;
  }
}

std::string_view field_name(const wsp::Element* field) {
  const mms::FieldRow* row = field == nullptr ? nullptr : mms::field(field->code);
  return row == nullptr ? std::string_view() : row->name;
}

RuleIndex rule_for(const FaultRow& row, const wsp::Element* field) {
  if (row.fault != Fault::kEnumerationForm || field == nullptr) return row.rule;
  return enumeration_form_rule(field->code).value_or(row.rule);
}

bool runs_past_end(Fault fault) {
  return fault == Fault::kValueLengthPastEnd || fault == Fault::kPartPastEnd;
}

}  // namespace

bool breaks_structure(const wsp::Tape& tape) {
  return std::ranges::any_of(tape.faults(), [&](const wsp::FaultRecord& record) {
    const RuleIndex index =
        rule_for(row_of_fault(record.fault), field_around(tape, record.element));
    const std::string_view id = row_of(index).id;
    return id.starts_with("FLD-LEN-") || id == "FLD-TXT-001";
  });
}

bool breaks_value(Fault fault) { return row_of_fault(fault).effect == kBreaksValue; }

void report_faults(const wsp::Tape& tape, Findings& findings) {
  for (const wsp::FaultRecord& record : tape.faults()) {
    // What does not begin with a field is ENC-ORD-001 already.
    if (record.fault == Fault::kFieldNameOctet && record.offset == 0) continue;
    const FaultRow& row = row_of_fault(record.fault);
    const wsp::Element* field = field_around(tape, record.element);
    const wsp::Octets octets = tape.input().subspan(record.offset, record.length);
    const RuleIndex rule = rule_for(row, field);
    Detail text(Label{field_name(field)});
    if (!octets.empty()) {
      text.append("octets ");
      text.append(HexList{octets});
    }
    const wsp::Element& element = tape.elements()[record.element];
    if (element.text_length != 0 && record.length < element.text_length) {
      text.append(" in ");
      text.append(Quoted{tape.ascii(element)});
    }
    if (runs_past_end(record.fault)) {
      text.append(octets.empty() ? "" : ", ");
      text.append(std::uint64_t{tape.input().size() - record.offset});
      text.append(" octets are left in the PDU from here");
    }
    if (record.fault == Fault::kValueLengthMismatch && element.kind == wsp::Kind::kValueLength) {
      const wsp::Element& value = tape.elements()[record.element - 1];
      text.append(": the length is ");
      text.append(element.number);
      text.append(", the value takes ");
      text.append(std::uint64_t{value.length - element.length});
    }
    findings.add_at(rule, record, text.text());
  }
}

}  // namespace mm1::rules
