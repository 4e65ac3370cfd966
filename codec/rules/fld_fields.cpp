// Values of single fields, one row of checks for each field.
#include <algorithm>
#include <array>
#include <string_view>

#include "characters.h"
#include "field_rules.h"
#include "field_values.h"
#include "media.h"
#include "pdu_checks.h"
#include "uri.h"

namespace mm1::rules {

namespace {

using enum mms::PduType;
using mms::Version;
using wsp::Kind;
namespace number = mms::number;

/// One field under check: its element, and its value, which is sound.
struct Place {
  const PduFacts& pdu;
  const CheckOptions& options;
  Findings& findings;
  std::uint8_t number;
  std::size_t field;
  const wsp::Element& value;

  [[nodiscard]] const mms::FieldRow& row() const { return *mms::field(number); }
  [[nodiscard]] std::string_view text() const { return pdu.tape().ascii(value); }
};

/// The rule for an octet outside the values of an enumeration.
struct Enumeration {
  std::uint8_t number;
  RuleIndex rule;
};

constexpr Enumeration kEnumerations[] = {
    {number::kDeliveryReport, "FLD-ENM-004"_rule},
    {number::kMessageClass, "FLD-ENM-001"_rule},
    {number::kMessageType, "ENC-TYP-001"_rule},
    {number::kPriority, "FLD-ENM-003"_rule},
    {number::kReadReport, "FLD-ENM-004"_rule},
    {number::kReportAllowed, "FLD-ENM-004"_rule},
    {number::kResponseStatus, "FLD-RSV-001"_rule},
    {number::kSenderVisibility, "FLD-ENM-005"_rule},
    {number::kStatus, "FLD-ENM-006"_rule},
    {number::kRetrieveStatus, "FLD-RSV-003"_rule},
    {number::kReadStatus, "FLD-ENM-007"_rule},
    {number::kReplyCharging, "FLD-ENM-008"_rule},
    {number::kStore, "FLD-ENM-004"_rule},
    {number::kMmState, "FLD-ENM-009"_rule},
    {number::kStoreStatus, "FLD-RSV-005"_rule},
    {number::kStored, "FLD-ENM-004"_rule},
    {number::kTotals, "FLD-ENM-004"_rule},
    {number::kQuotas, "FLD-ENM-004"_rule},
    {number::kDistributionIndicator, "FLD-ENM-004"_rule},
    {number::kRecommendedRetrievalMode, "FLD-ENM-010"_rule},
    {number::kContentClass, "FLD-ENM-010"_rule},
    {number::kDrmContent, "FLD-ENM-004"_rule},
    {number::kAdaptationAllowed, "FLD-ENM-004"_rule},
    {number::kCancelStatus, "FLD-ENM-010"_rule},
};

void check_enumeration(const Place& place) {
  const auto octet = deciding_octet(place.pdu, place.field);
  if (!octet || !mms::value_name(place.row(), *octet).empty()) return;
  const auto rule = enumeration_form_rule(place.number);
  if (!rule) return;
  const auto& values = place.row().values;
  place.findings.add(*rule, place.field, place.row().name, " is ", Hex{*octet},
                     "; known values are ", Hex{values.front().octet}, "–",
                     Hex{values.back().octet});
}

/// A status is assigned, reserved for a class of failure, or excluded.
struct StatusRules {
  std::uint8_t number;
  RuleIndex excluded;
  RuleIndex reserved;
};
constexpr StatusRules kStatusRules[] = {
    {number::kResponseStatus, "FLD-RSV-001"_rule, "FLD-RSV-002"_rule},
    {number::kRetrieveStatus, "FLD-RSV-003"_rule, "FLD-RSV-004"_rule},
    {number::kStoreStatus, "FLD-RSV-005"_rule, "FLD-RSV-006"_rule},
};

void check_status(const Place& place) {
  constexpr std::uint32_t kFirstTransient = 192, kFirstPermanent = 224;
  const auto octet = deciding_octet(place.pdu, place.field);
  if (!octet) return;
  const std::uint32_t status = *octet;
  const std::uint32_t taken_as =
      status < kFirstTransient || status >= kFirstPermanent ? kFirstPermanent : kFirstTransient;
  if (reserved_at(place.pdu.version(), place.number, *octet)) {
    place.findings.add("FLD-RSV-007"_rule, place.field, place.row().name, " is ", status,
                       ", reserved in ", place.pdu.version(), "; read as ", taken_as);
    return;
  }
  if (!mms::value_name(place.row(), *octet).empty()) return;
  const StatusRules& rules = *std::ranges::find(kStatusRules, place.number, &StatusRules::number);
  place.findings.add(status < kFirstTransient ? rules.excluded : rules.reserved, place.field,
                     place.row().name, " is ", status, "; read as ", taken_as);
}

void check_message_class(const Place& place) {
  if (place.value.kind == Kind::kEnumeration) return check_enumeration(place);
  for (const mms::NamedValue& known : place.row().values)
    if (same_name(place.text(), known.name))
      place.findings.add("FLD-ENM-002"_rule, place.field, "class ", Quoted{place.text()},
                         " has the octet ", Hex{known.octet});
}

void check_transaction_id(const Place& place) {
  if (place.text().empty()) place.findings.add("FLD-TID-002"_rule, place.field);
}

void check_version(const Place& place) {
  constexpr std::uint32_t kNewestMinor = 3, kNoMinor = 15;
  const auto octet = static_cast<std::uint8_t>(place.value.number);
  const std::uint32_t whole = octet >> 4, minor_part = octet & 0xF;
  const Hex wire{static_cast<std::uint8_t>(octet | 0x80)};
  if (whole == 0) {
    place.findings.add("FLD-VER-001"_rule, place.field, "the octet is ", wire, ", major version 0");
  } else if (whole != 1) {
    place.findings.add("FLD-VER-002"_rule, place.field, "version ", whole, ".", minor_part);
  } else if (minor_part == kNoMinor) {
    place.findings.add("FLD-VER-003"_rule, place.field, "version 1 without minor version");
  } else if (minor_part > kNewestMinor) {
    place.findings.add("FLD-VER-003"_rule, place.field, "version 1.", minor_part);
  }
}

void check_date(const Place& place) {
  constexpr std::uint64_t kYear2000 = 946684800, kDay = 86400;
  const std::uint64_t date = place.value.number;
  const auto captured = static_cast<std::uint64_t>(place.options.captured_at);
  if (date < kYear2000) {
    place.findings.add("FLD-DAT-001"_rule, place.field, "Date is ", date, " s after 1970");
  } else if (place.options.captured_at > 0 && date > captured + kDay) {
    place.findings.add("FLD-DAT-001"_rule, place.field, "Date is ", date - captured,
                       " s after the capture");
  }
}

void check_from(const Place& place) {
  constexpr std::uint8_t kAddressPresent = 0x80;
  if (place.value.number == kAddressPresent && place.text().empty())
    place.findings.add("FLD-FRM-003"_rule, place.field);
}

void check_uri(const Place& place) {
  const wsp::Element* operand = counted_operand(place.pdu, place.field);
  const std::string_view uri = operand == nullptr ? place.text() : place.pdu.tape().ascii(*operand);
  const UriFault fault = uri_fault(uri);
  const std::string_view scheme = uri_scheme(uri);
  if (place.pdu.is(kNotificationInd) && (fault.what != nullptr || scheme.empty())) {
    place.findings.add("FLD-URI-001"_rule, place.field, Quoted{uri},
                       fault.what == nullptr ? " has no scheme" : fault.what);
  } else if (fault.what != nullptr) {
    place.findings.add("FLD-URI-002"_rule, place.field, Quoted{uri}, fault.what);
  } else if (!scheme.empty() && !same_name(scheme, "http") && !same_name(scheme, "https")) {
    place.findings.add("FLD-URI-003"_rule, place.field, "scheme ", Quoted{scheme});
  }
}

void check_id(const Place& place) {
  static constexpr CharacterSet kAngles("<>");
  const std::string_view id = place.text();
  if (kAngles.any_in(id)) {
    place.findings.add("FLD-MID-001"_rule, place.field, place.row().name, " is ", Quoted{id});
    return;
  }
  const std::size_t at = id.find('@');
  const bool mail_like = at != std::string_view::npos && at != 0 && at + 1 < id.size();
  if (place.number == number::kMessageId && !mail_like)
    place.findings.add("FLD-MID-002"_rule, place.field, "Message-ID is ", Quoted{id});
}

void check_flags(const Place& place) {
  static constexpr CharacterSet kBlanks(" \t\r\n");
  if (kBlanks.any_in(place.text()))
    place.findings.add("FLD-FLG-001"_rule, place.field, "keyword ", Quoted{place.text()});
}

/// Fields that a view may be asked for (E13 §7.3.3): those of 1.2, then those 1.3 added.
constexpr std::uint8_t kAttributes12[] = {number::kBcc,
                                          number::kCc,
                                          number::kContent,
                                          number::kContentType,
                                          number::kDate,
                                          number::kDeliveryReport,
                                          number::kDeliveryTime,
                                          number::kExpiry,
                                          number::kFrom,
                                          number::kMessageClass,
                                          number::kMessageId,
                                          number::kMessageSize,
                                          number::kPriority,
                                          number::kReadReport,
                                          number::kSubject,
                                          number::kTo,
                                          number::kReplyCharging,
                                          number::kReplyChargingDeadline,
                                          number::kReplyChargingId,
                                          number::kReplyChargingSize,
                                          number::kPreviouslySentBy,
                                          number::kPreviouslySentDate,
                                          number::kAdditionalHeaders};
constexpr std::uint8_t kAttributes13[] = {number::kApplicId, number::kReplyApplicId,
                                          number::kAuxApplicInfo};

void check_attribute(const Place& place) {
  const auto attribute = static_cast<std::uint8_t>(place.value.number & 0x7F);
  const mms::FieldRow* named = mms::field(attribute);
  const std::string_view name = named == nullptr ? "unassigned" : named->name;
  const Hex wire{static_cast<std::uint8_t>(attribute | 0x80)};
  if (std::ranges::count(kAttributes12, attribute) != 0) return;
  if (std::ranges::count(kAttributes13, attribute) == 0) {
    place.findings.add("FLD-ATT-001"_rule, place.field, "attribute ", wire, " (", name, ")");
  } else if (place.pdu.below(Version::k13)) {
    place.findings.add_at_any_version("FLD-ATT-002"_rule, place.field, "attribute ", wire, " (",
                                      name, "), the PDU declares ", place.pdu.version());
  }
}

void check_element_descriptor(const Place& place) {
  constexpr std::uint8_t kType = 0x02, kByName = 0xFF;
  const wsp::Tape& tape = place.pdu.tape();
  const std::size_t value = place.pdu.value_index(place.field);
  for (std::size_t i = value + 1; i < place.value.end; i = tape.elements()[i].end) {
    const wsp::Element& parameter = tape.elements()[i];
    if (parameter.kind != Kind::kParameter) continue;
    if (parameter.code != kByName && parameter.code != kType) {
      place.findings.add("FLD-ELD-003"_rule, i, "parameter ",
                         Hex{static_cast<std::uint8_t>(parameter.code | 0x80)});
    } else if (parameter.code == kByName && same_name(tape.ascii(tape.elements()[i + 1]), "type")) {
      place.findings.add("FLD-ELD-002"_rule, i, "parameter ",
                         Quoted{tape.ascii(tape.elements()[i + 1])});
    }
  }
}

void check_size(const Place& place) {
  if (place.value.number == 0) place.findings.add("FLD-SIZ-001"_rule, place.field);
}

using Check = void (*)(const Place&);
struct FieldCheck {
  std::uint8_t number;
  Check check;
};

constexpr FieldCheck kFieldChecks[] = {
    {number::kContentLocation, check_uri},
    {number::kDate, check_date},
    {number::kDeliveryReport, check_enumeration},
    {number::kFrom, check_from},
    {number::kMessageClass, check_message_class},
    {number::kMessageId, check_id},
    {number::kMmsVersion, check_version},
    {number::kMessageSize, check_size},
    {number::kPriority, check_enumeration},
    {number::kReadReport, check_enumeration},
    {number::kReportAllowed, check_enumeration},
    {number::kResponseStatus, check_status},
    {number::kSenderVisibility, check_enumeration},
    {number::kStatus, check_enumeration},
    {number::kTransactionId, check_transaction_id},
    {number::kRetrieveStatus, check_status},
    {number::kReadStatus, check_enumeration},
    {number::kReplyCharging, check_enumeration},
    {number::kStore, check_enumeration},
    {number::kMmState, check_enumeration},
    {number::kMmFlags, check_flags},
    {number::kStoreStatus, check_status},
    {number::kStored, check_enumeration},
    {number::kAttributes, check_attribute},
    {number::kTotals, check_enumeration},
    {number::kQuotas, check_enumeration},
    {number::kDistributionIndicator, check_enumeration},
    {number::kElementDescriptor, check_element_descriptor},
    {number::kRecommendedRetrievalMode, check_enumeration},
    {number::kContentClass, check_enumeration},
    {number::kDrmContent, check_enumeration},
    {number::kAdaptationAllowed, check_enumeration},
    {number::kReplaceId, check_id},
    {number::kCancelId, check_id},
    {number::kCancelStatus, check_enumeration},
};

/// The check of each field number, so that a field finds its own without a search.
constexpr auto kCheckOf = [] {
  std::array<Check, PduFacts::kNumbers> checks{};
  for (const FieldCheck& row : kFieldChecks) checks[row.number] = row.check;
  return checks;
}();

void check_text_header(const PduFacts& pdu, std::size_t index, Findings& findings) {
  if (index + 1 >= pdu.element(index).end) return;
  const std::string_view name = pdu.tape().ascii(pdu.element(index + 1));
  const mms::FieldRow* row = mms::field_named(name);
  if (row != nullptr && row->grammar != mms::Grammar::kAttributeOnly)
    findings.add("FLD-APP-002"_rule, index, Quoted{name}, " has the field number ",
                 Hex{static_cast<std::uint8_t>(row->number | 0x80)});
}

}  // namespace

std::optional<RuleIndex> enumeration_form_rule(std::uint8_t number) {
  const auto* found = std::ranges::find(kEnumerations, number, &Enumeration::number);
  if (found == std::end(kEnumerations)) return std::nullopt;
  return found->rule;
}

void check_fields(const PduFacts& pdu, const CheckOptions& options, Findings& findings) {
  const wsp::Element& whole = pdu.element(pdu.index());
  for (std::size_t i = pdu.index() + 1; i < whole.end; i = pdu.element(i).end) {
    const wsp::Element& field = pdu.element(i);
    if (field.kind == Kind::kApplicationField) check_text_header(pdu, i, findings);
    if (field.kind != Kind::kField || field.code >= PduFacts::kNumbers) continue;
    const Check check = kCheckOf[field.code];
    const wsp::Element* value = check == nullptr ? nullptr : pdu.value_of(i);
    if (value != nullptr) check({pdu, options, findings, field.code, i, *value});
  }
}

}  // namespace mm1::rules
