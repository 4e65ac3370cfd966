// Values that do not fit the PDU they stand in, and fields that depend on each other.
#include <algorithm>
#include <array>
#include <string_view>

#include "field_values.h"
#include "mm1/mms/text.h"
#include "pdu_checks.h"
#include "pdu_types.h"

namespace mm1::rules {

namespace {

using enum mms::PduType;
using mms::Version;
namespace number = mms::number;

constexpr std::uint8_t kYes = 0x80, kNo = 0x81, kOk = 0x80;
constexpr std::uint8_t kRequested = 0x80, kRequestedTextOnly = 0x81, kAccepted = 0x82,
                       kAcceptedTextOnly = 0x83;
constexpr std::uint8_t kAuto = 0x83, kInsertAddress = 0x81, kAbsolute = 0x80;
constexpr std::uint8_t kAddFlag = 0x80, kRemoveFlag = 0x81, kFilterFlag = 0x82;
constexpr std::uint8_t kPartialSuccess = 0xC4;

/// Octets, the rest of the array 00.
using OctetSet = std::array<std::uint8_t, 12>;

bool holds(const OctetSet& set, std::uint8_t octet) {
  return octet != 0 && std::ranges::count(set, octet) != 0;
}

/// A deciding octet (value or token) that a field must not have in some PDUs.
struct Misfit {
  RuleIndex rule;
  PduSet pdus;
  std::uint8_t field;
  OctetSet octets;
};

constexpr Misfit kMisfits[] = {
    {"ENC-FROM-001"_rule,
     in(kNotificationInd, kRetrieveConf, kReadOrigInd),
     number::kFrom,
     {kInsertAddress}},
    {"ENC-EXP-001"_rule, in(kNotificationInd), number::kExpiry, {kAbsolute}},
    {"ENC-STS-001"_rule, in(kNotifyRespInd), number::kStatus, {0x80, 0x85, 0x86, 0x87}},
    {"ENC-STS-002"_rule, in(kDeliveryInd), number::kStatus, {0x84}},
    {"ENC-RC-001"_rule, in(kSendReq), number::kReplyCharging, {kAccepted, kAcceptedTextOnly}},
    {"ENC-RC-002"_rule,
     in(kNotificationInd, kRetrieveConf),
     number::kReplyCharging,
     {kRequested, kRequestedTextOnly}},
    {"ENC-RSP-002"_rule, in(kSendConf), number::kResponseStatus, {0xC1, 0xC2, 0xC4, 0xE4, 0xE8}},
    {"ENC-RSP-003"_rule,
     in(kForwardConf),
     number::kResponseStatus,
     {0x88, 0xC1, 0xC4, 0xE5, 0xE6, 0xEA}},
    {"ENC-RSP-004"_rule,
     in(kMboxViewConf, kMboxDeleteConf, kDeleteConf),
     number::kResponseStatus,
     {0xC1, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEA}},
    {"ENC-SST-001"_rule, in(kSendConf, kForwardConf), number::kStoreStatus, {0xE2, 0xE3}},
    {"ENC-FLG-002"_rule,
     in(kMboxViewReq, kRetrieveConf),
     number::kMmFlags,
     {kAddFlag, kRemoveFlag}},
};

void check_misfits(const PduFacts& pdu, Findings& findings) {
  for (const Misfit& misfit : kMisfits) {
    if (!pdu.is_in(misfit.pdus) || !pdu.has(misfit.field)) continue;
    pdu.each(misfit.field, [&](std::size_t field) {
      const auto octet = deciding_octet(pdu, field);
      if (!octet || !holds(misfit.octets, *octet)) return;
      // A value that its own version does not have yet is reported as that and no more.
      if (reserved_at(pdu.version(), misfit.field, *octet)) return;
      const mms::FieldRow& row = *mms::field(misfit.field);
      findings.add(misfit.rule, field, row.name, " is ", Hex{*octet}, " ",
                   mms::value_name(row, *octet), " in ", pdu.row()->name);
    });
  }
}

/// A field that says something only about another one.
struct Companion {
  RuleIndex rule;
  PduSet pdus;
  std::uint8_t field;
  std::uint8_t needs;
};

constexpr Companion kCompanions[] = {
    {"ENC-RC-003"_rule, in(kSendReq, kNotificationInd, kRetrieveConf),
     number::kReplyChargingDeadline, number::kReplyCharging},
    {"ENC-RC-003"_rule, in(kSendReq, kNotificationInd, kRetrieveConf), number::kReplyChargingSize,
     number::kReplyCharging},
    {"ENC-STO-005"_rule, in(kSendConf, kForwardConf), number::kStoreStatusText,
     number::kStoreStatus},
    {"ENC-RTV-001"_rule, in(kRetrieveConf), number::kRetrieveText, number::kRetrieveStatus},
    {"ENC-RRM-001"_rule, in(kNotificationInd), number::kRecommendedRetrievalModeText,
     number::kRecommendedRetrievalMode},
};

void check_companions(const PduFacts& pdu, Findings& findings) {
  for (const Companion& row : kCompanions)
    if (pdu.is_in(row.pdus) && pdu.has(row.field) && pdu.lacks(row.needs))
      findings.add(row.rule, pdu.field(row.field), "no ", mms::field(row.needs)->name,
                   " in the PDU");
}

struct AutoReport {
  RuleIndex rule;
  std::uint8_t field;
};
constexpr AutoReport kAutoReports[] = {
    {"ENC-AUTO-001"_rule, number::kDeliveryReport},
    {"ENC-AUTO-002"_rule, number::kReadReport},
};

void check_auto_class(const PduFacts& pdu, Findings& findings) {
  if (!pdu.is_value(number::kMessageClass, kAuto)) return;
  for (const AutoReport& row : kAutoReports) {
    if (pdu.lacks(row.field)) {
      findings.add(row.rule, pdu.field(number::kMessageClass), "class Auto without ",
                   mms::field(row.field)->name);
    } else if (pdu.is_value(row.field, kYes)) {
      findings.add(row.rule, pdu.field(row.field), "class Auto with ", mms::field(row.field)->name,
                   " Yes");
    }
  }
}

constexpr std::uint8_t kReplyChargingFields[] = {
    number::kReplyCharging, number::kReplyChargingDeadline, number::kReplyChargingId,
    number::kReplyChargingSize};

void check_reply_charging_version(const PduFacts& pdu, Findings& findings) {
  // The first of them that stands in the PDU.
  std::size_t place = pdu.index();
  for (const std::uint8_t number : kReplyChargingFields)
    if (pdu.has(number) && (place == pdu.index() || pdu.field(number) < place))
      place = pdu.field(number);
  if (place == pdu.index()) return;
  const std::string_view name = mms::field(pdu.element(place).code)->name;
  if (pdu.version() == Version::k10) {
    findings.add_at_any_version("ENC-RC-004"_rule, place, name, " in version 1.0");
  } else if (pdu.is(kForwardReq) && pdu.below(Version::k13)) {
    findings.add("ENC-RC-005"_rule, place, name, " in ", pdu.row()->name, " below version 1.3");
  }
}

void check_forward_reply_charging(const PduFacts& pdu, Findings& findings) {
  if (pdu.below(Version::k13)) return;
  const auto kind = pdu.number(number::kReplyCharging);
  if (kind && (*kind == kAccepted || *kind == kAcceptedTextOnly))
    findings.add_with_severity(
        Severity::kError, "ENC-RC-005"_rule, pdu.field(number::kReplyCharging),
        "X-Mms-Reply-Charging is ",
        mms::value_name(*mms::field(number::kReplyCharging), static_cast<std::uint8_t>(*kind)));
}

void check_confirmed_id(const PduFacts& pdu, Findings& findings) {
  if (pdu.is_value(number::kResponseStatus, kOk) && pdu.lacks(number::kMessageId))
    findings.add("ENC-MID-001"_rule, pdu.field(number::kResponseStatus));
}

void check_retrieved_id(const PduFacts& pdu, Findings& findings) {
  const bool carries_message =
      pdu.lacks(number::kRetrieveStatus) || pdu.is_value(number::kRetrieveStatus, kOk);
  if (!carries_message || !pdu.lacks(number::kMessageId)) return;
  const std::size_t place = pdu.field(number::kMessageType);
  if (pdu.version() != Version::k10) {
    findings.add("ENC-MID-002"_rule, place);
  } else if (pdu.is_value(number::kReadReport, kYes)) {
    findings.add_with_severity(Severity::kError, "ENC-MID-002"_rule, place,
                               "a read report is requested");
  }
}

void check_confirmed_location(const PduFacts& pdu, Findings& findings) {
  if (!pdu.has(number::kContentLocation)) return;
  const auto status = pdu.number(number::kStoreStatus);
  if (pdu.lacks(number::kStoreStatus)) {
    findings.add("ENC-STO-001"_rule, pdu.field(number::kContentLocation), "no X-Mms-Store-Status");
  } else if (status && status != kOk) {
    findings.add("ENC-STO-001"_rule, pdu.field(number::kContentLocation), "X-Mms-Store-Status is ",
                 Hex{static_cast<std::uint8_t>(*status)});
  }
}

void check_stored_location(const PduFacts& pdu, Findings& findings) {
  const auto status = pdu.number(number::kStoreStatus);
  if (!status) return;
  if (status != kOk && pdu.has(number::kContentLocation)) {
    findings.add("ENC-STO-002"_rule, pdu.field(number::kContentLocation), "X-Mms-Store-Status is ",
                 Hex{static_cast<std::uint8_t>(*status)});
  } else if (status == kOk && pdu.lacks(number::kContentLocation)) {
    findings.add("ENC-STO-003"_rule, pdu.field(number::kStoreStatus));
  }
}

void check_store_request(const PduFacts& pdu, Findings& findings) {
  const bool stored = !pdu.lacks(number::kStore) && !pdu.is_value(number::kStore, kNo);
  if (stored) return;
  const std::uint8_t idle = pdu.has(number::kMmState) ? number::kMmState : number::kMmFlags;
  if (pdu.has(idle))
    findings.add("ENC-STO-004"_rule, pdu.field(idle), mms::field(idle)->name,
                 pdu.has(number::kStore) ? " with X-Mms-Store No" : " without X-Mms-Store");
}

void check_obsolete_status(const PduFacts& pdu, Findings& findings) {
  constexpr std::uint8_t kFirstObsolete = 129, kLastObsolete = 135;
  if (pdu.version() < Version::k11) return;  // or none is declared
  pdu.each(number::kResponseStatus, [&](std::size_t field) {
    const auto octet = deciding_octet(pdu, field);
    if (octet && *octet >= kFirstObsolete && *octet <= kLastObsolete)
      findings.add("ENC-RSP-001"_rule, field, "X-Mms-Response-Status is ", Hex{*octet}, " ",
                   mms::value_name(*mms::field(number::kResponseStatus), *octet));
  });
}

void check_partial_success(const PduFacts& pdu, Findings& findings) {
  if (!pdu.lacks(number::kResponseText)) return;
  pdu.each(number::kResponseStatus, [&](std::size_t field) {
    if (deciding_octet(pdu, field) == kPartialSuccess) findings.add("ENC-RSP-005"_rule, field);
  });
}

/// Filter belongs to retrievals and view requests. The echo in a view confirmation may have any
/// token: the specification names none. Nor does it for a descriptor, but there the flags are those
/// of the message, as in a retrieval, and worth a note.
void check_filter_flags(const PduFacts& pdu, Findings& findings) {
  if (pdu.is_any(kRetrieveConf, kMboxViewReq, kMboxViewConf)) return;
  pdu.each(number::kMmFlags, [&](std::size_t field) {
    if (deciding_octet(pdu, field) != kFilterFlag) return;
    if (pdu.is(kMboxDescr)) {
      findings.add_with_severity(Severity::kNote, "ENC-FLG-001"_rule, field, "token Filter in ",
                                 pdu.row()->name);
    } else {
      findings.add("ENC-FLG-001"_rule, field, "token Filter in ",
                   pdu.row() == nullptr ? "this PDU" : pdu.row()->name);
    }
  });
}

/// Numbers of earlier senders. More of them than `kMost` are no longer told apart: a message
/// forwarded that often does not exist.
class Numbers {
 public:
  static constexpr std::uint64_t kMost = 256;

  /// False when it was there already.
  bool insert(std::uint64_t value) {
    if (value >= kMost) return true;
    const bool added = !seen_[value];
    seen_[value] = true;
    return added;
  }
  [[nodiscard]] bool has(std::uint64_t value) const { return value >= kMost || seen_[value]; }
  [[nodiscard]] std::uint64_t first_gap() const {
    return static_cast<std::uint64_t>(std::ranges::find(seen_, false) - seen_.begin());
  }

 private:
  std::array<bool, kMost> seen_ = {};
};

void check_earlier_senders(const PduFacts& pdu, Findings& findings) {
  if (!pdu.has(number::kPreviouslySentBy) && !pdu.has(number::kPreviouslySentDate)) return;
  Numbers senders;
  std::uint64_t highest = 0;
  bool all_readable = true;
  pdu.each(number::kPreviouslySentBy, [&](std::size_t field) {
    const wsp::Element* value = pdu.value_of(field);
    if (value == nullptr) {
      all_readable = false;
      return;
    }
    highest = std::max(highest, value->number);
    if (!senders.insert(value->number))
      findings.add("ENC-PSB-003"_rule, field, "number ", value->number, " again");
  });
  if (!all_readable || !pdu.header_complete()) return;
  if (pdu.has(number::kPreviouslySentBy) && senders.first_gap() < highest)
    findings.add("ENC-PSB-002"_rule, pdu.field(number::kPreviouslySentBy), "number ",
                 senders.first_gap(), " is missing, the highest is ", highest);
  // A descriptor has only the attributes that were asked for, and so maybe the dates alone.
  if (pdu.is(kMboxDescr)) return;
  pdu.each(number::kPreviouslySentDate, [&](std::size_t field) {
    const wsp::Element* value = pdu.value_of(field);
    if (value != nullptr && !senders.has(value->number))
      findings.add("ENC-PSB-001"_rule, field, "no X-Mms-Previously-Sent-By has number ",
                   value->number);
  });
}

using Check = void (*)(const PduFacts&, Findings&);
struct Condition {
  PduSet pdus;
  Check check;
};

constexpr Condition kConditions[] = {
    {kEveryPdu, check_misfits},
    {kEveryPdu, check_companions},
    {in(kSendReq), check_auto_class},
    {kEveryPdu, check_reply_charging_version},
    {in(kForwardReq), check_forward_reply_charging},
    {in(kSendConf, kForwardConf), check_confirmed_id},
    {in(kRetrieveConf), check_retrieved_id},
    {in(kSendConf, kForwardConf), check_confirmed_location},
    {in(kMboxStoreConf), check_stored_location},
    {in(kSendReq), check_store_request},
    {kEveryPdu, check_obsolete_status},
    {in(kMboxViewConf, kMboxDeleteConf, kDeleteConf), check_partial_success},
    {kEveryPdu, check_filter_flags},
    {in(kRetrieveConf, kMboxDescr), check_earlier_senders},
};

}  // namespace

void check_conditions(const PduFacts& pdu, Findings& findings) {
  for (const Condition& condition : kConditions)
    if (pdu.is_in(condition.pdus)) condition.check(pdu, findings);
}

}  // namespace mm1::rules
