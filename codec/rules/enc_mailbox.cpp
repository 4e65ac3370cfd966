// What only the MMBox PDUs have: views with descriptors, uploads, and delete confirmations whose
// fields are linked by numbers.
#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <tuple>

#include "field_values.h"
#include "media.h"
#include "pdu_checks.h"
#include "pdu_types.h"

namespace mm1::rules {

namespace {

using enum mms::PduType;
using wsp::Kind;
namespace number = mms::number;

constexpr std::uint8_t kOk = 0x80;
constexpr std::string_view kMmsMessage = "application/vnd.wap.mms-message";
constexpr std::string_view kMultipartMixed = "application/vnd.wap.multipart.mixed";
constexpr std::uint8_t kMessageTypeName = 0x8C;
constexpr std::uint8_t kDescriptor = static_cast<std::uint8_t>(kMboxDescr);

bool starts_as_descriptor(wsp::Octets octets) {
  return octets.size() >= 2 && octets[0] == kMessageTypeName && octets[1] == kDescriptor;
}

std::size_t multipart_of(const PduFacts& pdu) {
  if (pdu.body() == PduFacts::kNoElement) return PduFacts::kNoElement;
  const std::size_t inner = pdu.body() + 1;
  const bool multipart =
      inner < pdu.element(pdu.body()).end && pdu.element(inner).kind == Kind::kMultipart;
  return multipart ? inner : PduFacts::kNoElement;
}

/// Calls `visit(part element)` for each entry of a multipart.
template <typename Visit>
void each_part(const PduFacts& pdu, std::size_t multipart, Visit visit) {
  for (std::size_t i = multipart + 1; i < pdu.element(multipart).end; i = pdu.element(i).end)
    if (pdu.element(i).kind == Kind::kPart) visit(i);
}

std::size_t child_of_kind(const PduFacts& pdu, std::size_t parent, Kind kind) {
  for (std::size_t i = parent + 1; i < pdu.element(parent).end; i = pdu.element(i).end)
    if (pdu.element(i).kind == kind) return i;
  return PduFacts::kNoElement;
}

/// One entry of a view: an m-mbox-descr, whatever its content type says.
void check_entry(const PduFacts& pdu, std::size_t part, Findings& findings) {
  const std::size_t data = child_of_kind(pdu, part, Kind::kPartData);
  const std::size_t type = child_of_kind(pdu, part, Kind::kMediaType);
  if (data == PduFacts::kNoElement || pdu.element(data).state == wsp::State::kTruncated) return;
  const wsp::Octets octets = pdu.tape().octets(pdu.element(data));
  if (starts_as_descriptor(octets)) return;
  const bool announced =
      type != PduFacts::kNoElement && same_name(read_media(pdu.tape(), type).name, kMmsMessage);
  findings.add(announced ? "ENC-MAND-147"_rule : "ENC-BODY-006"_rule, data,
               "the entry begins with ",
               HexList{octets.first(std::min<std::size_t>(octets.size(), 4))});
}

void check_view_body(const PduFacts& pdu, Findings& findings) {
  const wsp::Element* type = pdu.value(number::kContentType);
  if (type == nullptr) return;
  const std::size_t place = pdu.field(number::kContentType);
  const std::string_view name = read_media(pdu.tape(), pdu.value_index(place)).name;
  const bool none = name.empty() || name == "*/*";
  const bool has_body = pdu.body() != PduFacts::kNoElement;
  if (none && has_body) {
    findings.add("ENC-BODY-004"_rule, pdu.body(), "Content-Type is */* and ",
                 pdu.element(pdu.body()).length, " octets follow");
  } else if (!none && !has_body) {
    if (pdu.complete())
      findings.add("ENC-BODY-004"_rule, place, "Content-Type is ", Quoted{name},
                   " and nothing follows");
  } else if (!none && !same_name(name, kMultipartMixed)) {
    findings.add("ENC-BODY-005"_rule, place, "Content-Type is ", Quoted{name});
  }
  const std::size_t multipart = multipart_of(pdu);
  if (multipart != PduFacts::kNoElement)
    each_part(pdu, multipart, [&](std::size_t part) { check_entry(pdu, part, findings); });
}

void check_view_count(const PduFacts& pdu, Findings& findings) {
  const std::size_t multipart = multipart_of(pdu);
  const bool has_body = pdu.body() != PduFacts::kNoElement;
  // Entries can be counted only when the body is whole and is what it should be.
  if (!pdu.complete() || (has_body && multipart == PduFacts::kNoElement)) return;
  if (has_body && pdu.broken(multipart)) return;
  std::uint64_t entries = 0;
  if (has_body) each_part(pdu, multipart, [&](std::size_t) { ++entries; });
  const auto announced = pdu.number(number::kMessageCount);
  const bool ok = pdu.is_value(number::kResponseStatus, kOk);
  const std::size_t place =
      pdu.field(pdu.has(number::kMessageCount) ? number::kMessageCount : number::kResponseStatus);
  // A client that sets the limit to 0 asks for totals, not for messages.
  const bool none_wanted = pdu.is_value(number::kLimit, 0);
  if (entries == 0 && ok && !none_wanted) {
    if (pdu.lacks(number::kMessageCount)) {
      findings.add("ENC-VIEW-002"_rule, place, "no entries and no X-Mms-Message-Count");
    } else if (announced && *announced != 0) {
      findings.add("ENC-VIEW-002"_rule, place, "no entries, but X-Mms-Message-Count is ",
                   *announced);
    }
  } else if (announced && *announced != entries) {
    findings.add("ENC-VIEW-001"_rule, place, "X-Mms-Message-Count is ", *announced,
                 ", the body has ", entries, entries == 1 ? " entry" : " entries");
  }
}

void check_totals(const PduFacts& pdu, Findings& findings) {
  constexpr std::uint8_t kMessages = 0x80;
  const auto units = [&](std::uint8_t field) {
    unsigned set = 0;
    pdu.each(field, [&](std::size_t place) {
      if (const auto token = deciding_octet(pdu, place)) set |= *token == kMessages ? 1U : 2U;
    });
    return set;
  };
  const unsigned totals = units(number::kMboxTotals);
  const unsigned quotas = units(number::kMboxQuotas);
  constexpr std::string_view kUnits[] = {"", "messages", "octets", "messages and octets"};
  if (totals != 0 && quotas != 0 && totals != quotas)
    findings.add("ENC-VIEW-003"_rule, pdu.field(number::kMboxQuotas), "totals count ",
                 kUnits[totals], ", quotas count ", kUnits[quotas]);
}

void check_upload(const PduFacts& pdu, Findings& findings) {
  if (pdu.body() == PduFacts::kNoElement) return;
  const wsp::Octets octets = pdu.tape().octets(pdu.element(pdu.body()));
  if (starts_as_descriptor(octets) || (!pdu.complete() && octets.size() < 2)) return;
  const std::size_t multipart = multipart_of(pdu);
  if (multipart != PduFacts::kNoElement) {
    const std::size_t part = child_of_kind(pdu, multipart, Kind::kPart);
    if (part == PduFacts::kNoElement && !pdu.complete()) return;
    const std::size_t data = part == PduFacts::kNoElement
                                 ? PduFacts::kNoElement
                                 : child_of_kind(pdu, part, Kind::kPartData);
    if (data != PduFacts::kNoElement && starts_as_descriptor(pdu.tape().octets(pdu.element(data))))
      return;
  }
  findings.add("ENC-BODY-007"_rule, pdu.body(), "the body begins with ",
               HexList{octets.first(std::min<std::size_t>(octets.size(), 4))});
}

void check_descriptor(const PduFacts& pdu, Findings& findings) {
  if (pdu.around() == nullptr) return;
  const std::size_t place = pdu.field(number::kMessageType);
  if (pdu.around()->is(kMboxViewConf)) {
    if (pdu.lacks(number::kMessageId)) findings.add("ENC-DSC-001"_rule, place);
    if (pdu.lacks(number::kMmState)) findings.add("ENC-DSC-002"_rule, place);
  }
  if (pdu.around()->is(kMboxUploadReq) && pdu.has(number::kContentLocation))
    findings.add("ENC-DSC-003"_rule, pdu.field(number::kContentLocation));
}

/// A Response-Status of a delete confirmation.
struct NumberedStatus {
  std::uint64_t number;
  std::uint8_t status;
  std::uint32_t field;
};

/// The statuses of a delete confirmation in order of their numbers.
std::span<NumberedStatus> numbered_statuses(const PduFacts& pdu,
                                            wsp::ArenaArray<NumberedStatus>& statuses) {
  pdu.each(number::kResponseStatus, [&](std::size_t field) {
    const auto octet = deciding_octet(pdu, field);
    if (octet && pdu.value_of(field)->kind == Kind::kCountedValue)
      static_cast<void>(statuses.push({.number = pdu.value_of(field)->number,
                                       .status = *octet,
                                       .field = static_cast<std::uint32_t>(field)}));
  });
  if (statuses.size() == 0) return {};
  const std::span<NumberedStatus> all(&statuses[0], statuses.size());
  std::ranges::sort(all, [](const NumberedStatus& a, const NumberedStatus& b) {
    return std::tie(a.number, a.field) < std::tie(b.number, b.field);
  });
  return all;
}

void check_status_numbers(std::span<const NumberedStatus> statuses, Findings& findings) {
  for (std::size_t i = 1; i < statuses.size(); ++i) {
    const NumberedStatus& before = statuses[i - 1];
    if (statuses[i].number == before.number && statuses[i].status != before.status)
      findings.add("ENC-DEL-004"_rule, statuses[i].field, "number ", before.number, " has ",
                   Hex{before.status}, " and ", Hex{statuses[i].status});
  }
  constexpr std::uint64_t kNone = ~std::uint64_t{0};
  std::array<std::uint64_t, 256> number_of_status;
  number_of_status.fill(kNone);
  for (const NumberedStatus& row : statuses) {
    std::uint64_t& known = number_of_status[row.status];
    if (known != kNone && known != row.number)
      findings.add("ENC-DEL-003"_rule, row.field, "status ", Hex{row.status}, " has numbers ",
                   known, " and ", row.number);
    known = row.number;
  }
}

void check_links(const PduFacts& pdu, std::span<const NumberedStatus> statuses,
                 Findings& findings) {
  for (const std::uint8_t linked : {number::kContentLocation, number::kResponseText}) {
    pdu.each(linked, [&](std::size_t field) {
      const wsp::Element* value = pdu.value_of(field);
      if (value == nullptr || value->kind != Kind::kCountedValue) return;
      const auto found =
          std::ranges::lower_bound(statuses, value->number, {}, &NumberedStatus::number);
      if (found == statuses.end() || found->number != value->number) {
        findings.add("ENC-DEL-002"_rule, field, mms::field(linked)->name, " points to number ",
                     value->number);
      } else if (linked == number::kContentLocation && found->status == kOk) {
        findings.add("ENC-DEL-005"_rule, field, "number ", value->number, " is status Ok");
      }
    });
  }
}

void check_delete_confirmation(const PduFacts& pdu, Findings& findings, wsp::Allocator allocator) {
  wsp::ArenaArray<NumberedStatus> memory(allocator);
  const std::span<NumberedStatus> statuses = numbered_statuses(pdu, memory);
  // A broken or plain status may be the one a link points to; then the links cannot be judged.
  if (statuses.size() != pdu.count(number::kResponseStatus) || !pdu.header_complete()) return;
  const auto failed =
      std::ranges::find_if(statuses, [](const NumberedStatus& row) { return row.status != kOk; });
  if (failed != statuses.end() && pdu.lacks(number::kContentLocation))
    findings.add("ENC-DEL-001"_rule, failed->field, "status ", Hex{failed->status},
                 " and no X-Mms-Content-Location");
  check_status_numbers(statuses, findings);
  if (!statuses.empty()) check_links(pdu, statuses, findings);
}

}  // namespace

void check_mailbox(const PduFacts& pdu, Findings& findings, wsp::Allocator allocator) {
  if (pdu.is(kMboxViewConf)) {
    check_view_body(pdu, findings);
    check_view_count(pdu, findings);
    check_totals(pdu, findings);
  } else if (pdu.is(kMboxUploadReq)) {
    check_upload(pdu, findings);
  } else if (pdu.is(kMboxDescr)) {
    check_descriptor(pdu, findings);
  } else if (pdu.is_any(kMboxDeleteConf, kDeleteConf)) {
    check_delete_confirmation(pdu, findings, allocator);
  }
}

}  // namespace mm1::rules
