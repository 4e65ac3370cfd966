// Order, body and repetition of fields, and fields that must be there.
#include <algorithm>

#include "mm1/wsp/cursor.h"
#include "mm1/wsp/primitives.h"
#include "pdu_checks.h"
#include "pdu_types.h"

namespace mm1::rules {

namespace {

using enum mms::PduType;
using mms::Presence;
using wsp::Kind;
namespace number = mms::number;

bool is_field(const PduFacts& pdu, std::size_t index, std::uint8_t number) {
  return index != PduFacts::kNoElement && pdu.element(index).kind == Kind::kField &&
         pdu.element(index).code == number;
}

bool in_table(const PduFacts& pdu, std::uint8_t number) {
  return pdu.row() == nullptr || (mms::fields_of(*pdu.row()) & mms::field_bit(number)) != 0;
}

/// The head of a PDU is type, transaction id, version. One finding for the first that is amiss:
/// the others only follow from it.
void check_order(const PduFacts& pdu, Findings& findings) {
  if (!is_field(pdu, pdu.leading(0), number::kMessageType)) {
    const std::size_t first = pdu.leading(0);
    if (first == PduFacts::kNoElement && !pdu.complete()) return;
    if (first == PduFacts::kNoElement) {
      findings.add("ENC-ORD-001"_rule, pdu.index(), "the PDU is empty");
    } else {
      findings.add("ENC-ORD-001"_rule, first, "the PDU begins with ",
                   HexList{pdu.tape().octets(pdu.element(first))});
    }
    return;
  }
  // Where the table has no such field, its presence is reported, not its place.
  const bool has_id = pdu.has(number::kTransactionId);
  if (has_id && in_table(pdu, number::kTransactionId) &&
      !is_field(pdu, pdu.leading(1), number::kTransactionId)) {
    findings.add("ENC-ORD-002"_rule, pdu.field(number::kTransactionId));
    return;
  }
  const bool id_leads = is_field(pdu, pdu.leading(1), number::kTransactionId);
  if (pdu.has(number::kMmsVersion) && in_table(pdu, number::kMmsVersion) &&
      !is_field(pdu, pdu.leading(id_leads ? 2 : 1), number::kMmsVersion))
    findings.add("ENC-ORD-003"_rule, pdu.field(number::kMmsVersion));
}

constexpr std::uint8_t kHeadFields[] = {number::kMessageType, number::kTransactionId,
                                        number::kMmsVersion};

void check_second_head_fields(const PduFacts& pdu, Findings& findings) {
  for (const std::uint8_t head : kHeadFields)
    if (pdu.count(head) > 1)
      findings.add("ENC-ORD-005"_rule, pdu.second_field(head), mms::field(head)->name, " stands ",
                   pdu.count(head), " times");
}

/// Cells where the PDU's own table does not grant repetition but practice has it.
struct ToleratedRepeat {
  mms::PduType type;
  std::uint8_t number;
};
constexpr ToleratedRepeat kToleratedRepeats[] = {
    {kSendReq, number::kMmFlags},
    {kMboxViewConf, number::kMboxTotals},
    {kNotificationInd, number::kElementDescriptor},
};

void check_repetition(const PduFacts& pdu, Findings& findings) {
  if (pdu.row() == nullptr || pdu.repeated() == 0) return;
  for (const mms::PduField& cell : pdu.row()->fields) {
    if (pdu.count(cell.number) < 2 || std::ranges::count(kHeadFields, cell.number) != 0) continue;
    const bool tolerated = std::ranges::any_of(kToleratedRepeats, [&](const auto& repeat) {
      return pdu.is(repeat.type) && repeat.number == cell.number;
    });
    if (cell.repeatable && !tolerated) continue;
    findings.add(tolerated ? "ENC-DUP-002"_rule : "ENC-DUP-001"_rule, pdu.second_field(cell.number),
                 mms::field(cell.number)->name, " stands ", pdu.count(cell.number), " times");
  }
}

/// ENC-MAND-128 to -151: the rows stand in the order of the types.
RuleIndex mandatory_rule(std::uint8_t type_octet) {
  static_assert(static_cast<int>("ENC-MAND-151"_rule) - static_cast<int>("ENC-MAND-128"_rule) ==
                151 - 128);
  return static_cast<RuleIndex>(static_cast<int>("ENC-MAND-128"_rule) + type_octet - 128);
}

void check_mandatory(const PduFacts& pdu, Findings& findings) {
  if (pdu.row() == nullptr || !pdu.header_complete()) return;
  if ((mms::mandatory_fields(*pdu.row()) & ~pdu.present()) == 0) return;
  Detail missing("missing: ");
  bool any = false;
  for (const mms::PduField& cell : pdu.row()->fields) {
    // A missing Message-Type is ENC-ORD-001, or ENC-MAND-147 inside a view.
    if (cell.presence != Presence::kMandatory || cell.number == number::kMessageType ||
        pdu.has(cell.number))
      continue;
    if (any) missing.append(", ");
    missing.append(mms::field(cell.number)->name);
    any = true;
  }
  if (any)
    findings.add(mandatory_rule(pdu.type_octet()), pdu.field(number::kMessageType), missing.text());
}

void check_recipients(const PduFacts& pdu, Findings& findings) {
  if (!pdu.is_any(kSendReq, kForwardReq) || !pdu.header_complete()) return;
  if (!pdu.has(number::kTo) && !pdu.has(number::kCc) && !pdu.has(number::kBcc))
    findings.add("ENC-RCPT-001"_rule, pdu.field(number::kMessageType));
}

void check_body(const PduFacts& pdu, Findings& findings) {
  if (pdu.row() == nullptr) return;
  const bool typed = pdu.has(number::kContentType);
  const bool empty = pdu.body() == PduFacts::kNoElement && pdu.complete();
  switch (pdu.row()->body) {
    case mms::Body::kNone:
      if (typed || pdu.body() != PduFacts::kNoElement)
        findings.add("ENC-BODY-002"_rule, typed ? pdu.field(number::kContentType) : pdu.body(),
                     pdu.row()->name, " ends with its header");
      break;
    case mms::Body::kRequired:
      if (!typed || !empty) break;
      findings.add("ENC-BODY-001"_rule, pdu.field(number::kContentType), "the PDU ends here");
      if (pdu.is(kRetrieveConf) && pdu.has(number::kRetrieveStatus))
        findings.add("ENC-BODY-003"_rule, pdu.field(number::kContentType), "the PDU ends here");
      break;
    case mms::Body::kOptional:
      break;
  }
}

/// Whether octets read from end to end as MMS header fields, by the classes of first octets alone
/// (WAP-230 §8.4.1.2), which give each value's length whatever it means.
bool reads_as_fields(wsp::Octets octets) {
  wsp::Cursor cursor(octets);
  while (!cursor.at_end()) {
    const std::uint8_t name = cursor.take();
    const wsp::Extent value = wsp::value_extent(cursor.rest());
    if (name < 0x80 || mms::field(name) == nullptr || !value.complete) return false;
    cursor.skip(value.length);
  }
  return !octets.empty();
}

/// A body that is a well-formed multipart is taken as what it says it is.
void check_fields_behind_content_type(const PduFacts& pdu, Findings& findings) {
  if (pdu.body() == PduFacts::kNoElement || pdu.row() == nullptr ||
      pdu.row()->body == mms::Body::kNone || !pdu.complete())
    return;
  const wsp::Element& body = pdu.element(pdu.body());
  const bool leaf =
      body.end <= pdu.body() + 2 &&
      (body.end == pdu.body() + 1 || pdu.element(pdu.body() + 1).kind == Kind::kContent);
  const wsp::Octets octets = pdu.tape().octets(body);
  if ((leaf || pdu.broken(pdu.body())) && reads_as_fields(octets))
    findings.add("ENC-ORD-004"_rule, pdu.body(),
                 "the octets behind Content-Type read as fields: ", HexList{octets});
}

}  // namespace

void check_structure(const PduFacts& pdu, Findings& findings) {
  check_order(pdu, findings);
  check_second_head_fields(pdu, findings);
  check_repetition(pdu, findings);
  check_mandatory(pdu, findings);
  check_recipients(pdu, findings);
  check_body(pdu, findings);
  check_fields_behind_content_type(pdu, findings);
}

}  // namespace mm1::rules
