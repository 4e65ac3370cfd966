#include <algorithm>
#include <array>
#include <unordered_set>
#include <vector>

#include "ctr_mmbox.h"
#include "mm1/flow/digest.h"

namespace mm1::flow {
namespace {

namespace number = mms::number;
using mms::field_bit;
using mms::FieldSet;
using mms::PduType;
using mms::PduView;
using rules::Quoted;

constexpr std::uint8_t kOk = 0x80;
constexpr std::uint8_t kFilter = 0x82;

/// Selections that an answer echoes only if the request had them (ENC 1.3 T15).
constexpr std::array kEchoes = {number::kContentLocation, number::kMmState, number::kMmFlags,
                                number::kStart, number::kLimit};

/// What the answer counts when the request asks for it.
struct CountRow {
  std::uint8_t answer;
  bool MailboxRequest::*asked;
};
constexpr std::array kCounts = {CountRow{number::kMboxTotals, &MailboxRequest::totals},
                                CountRow{number::kMboxQuotas, &MailboxRequest::quotas}};

/// What a descriptor may have without being asked (ENC 1.3 T16), and what makes it a PDU.
constexpr FieldSet kAlways = field_bit(number::kMessageType) | field_bit(number::kTransactionId) |
                             field_bit(number::kMmsVersion) | field_bit(number::kContentLocation) |
                             field_bit(number::kMessageId) | field_bit(number::kMmState) |
                             field_bit(number::kMmFlags);

std::string_view name_of(std::uint8_t number) { return mms::field(number)->name; }

/// The first field of a descriptor that is in neither set, 0 for none.
std::uint8_t first_outside(const PduView& descriptor, FieldSet allowed) {
  for (const std::size_t i : descriptor.children()) {
    const wsp::Element& child = descriptor.tape().elements()[i];
    const bool field = child.kind == wsp::Kind::kField && mms::field(child.code) != nullptr;
    if (field && (allowed & field_bit(child.code)) == 0) return child.code;
  }
  return 0;
}

/// CTR-MBX-003 to -005.
void check_answer(const Moment& now, const PduFacts& pdu, const MailboxRequest& request) {
  for (const std::uint8_t echo : kEchoes) {
    if (!pdu.has(echo) || request.has(echo)) continue;
    now.relay("CTR-MBX-003"_rule, name_of(echo), " is not in the request");
    break;
  }
  for (const CountRow& row : kCounts) {
    if (request.*row.asked && !pdu.has(row.answer)) {
      now.relay("CTR-MBX-004"_rule, "no ", name_of(row.answer));
    } else if (!(request.*row.asked) && pdu.has(row.answer)) {
      now.relay("CTR-MBX-005"_rule, name_of(row.answer));
    }
  }
}

/// CTR-MBX-007 and -018; whether the descriptor is at fault.
bool check_fields(const Moment& now, const PduView& descriptor, const MailboxRequest& request) {
  if (request.has(number::kAttributes)) {
    FieldSet asked = kAlways | request.attributes;
    if (request.asks_for(number::kContent)) asked |= field_bit(number::kContentType);
    const std::uint8_t other = first_outside(descriptor, asked);
    if (other != 0) now.relay("CTR-MBX-007"_rule, name_of(other));
    return other != 0;
  }
  const FieldSet notification =
      mms::fields_of(*mms::pdu(static_cast<std::uint8_t>(PduType::kNotificationInd)));
  const std::uint8_t other = first_outside(descriptor, kAlways | notification);
  if (other != 0) now.relay("CTR-MBX-018"_rule, name_of(other));
  return other != 0;
}

/// CTR-MBX-008.
bool check_body(const Moment& now, const PduView& descriptor, const MailboxRequest& request) {
  if (!request.asks_for(number::kContent)) return false;
  const wsp::Element* type = descriptor.value(number::kContentType);
  const wsp::Element* body = descriptor.body();
  if (type == nullptr || (body != nullptr && body->length != 0)) return false;
  now.relay("CTR-MBX-008"_rule, Quoted{descriptor.text(number::kContentLocation)},
            " has a content type and no content");
  return true;
}

/// Whether any selection gives this message.
bool selected(const PduView& descriptor, const MailboxRequest& request) {
  const bool by_reference = request.has(number::kContentLocation);
  const bool by_state = request.has(number::kMmState);
  const bool by_flag = request.has(number::kMmFlags);
  const bool all = !by_reference && !by_state && !by_flag;
  if (all || request.more) return true;
  const auto state = descriptor.number(number::kMmState);
  const std::string_view uri = descriptor.text(number::kContentLocation);
  // What a descriptor does not say cannot be held against it.
  if ((by_state && !state) || (by_reference && uri.empty())) return true;
  if (by_state && std::ranges::count(request.states, static_cast<std::uint8_t>(*state)) != 0) {
    return true;
  }
  if (by_reference && std::ranges::count(request.references, reference_print(uri)) != 0) {
    return true;
  }
  const auto has_flag = [&](FlagPrint wanted) {
    const auto flags = flags_of(descriptor);
    return wanted.token != kFilter || std::ranges::any_of(flags, [&](FlagPrint flag) {
             return flag.keyword == wanted.keyword;
           });
  };
  return by_flag && std::ranges::any_of(request.flags, has_flag);
}

/// CTR-MBX-009.
bool check_selection(const Moment& now, const PduView& descriptor, const MailboxRequest& request) {
  if (selected(descriptor, request)) return false;
  now.relay("CTR-MBX-009"_rule, Quoted{descriptor.text(number::kContentLocation)});
  return true;
}

/// CTR-MBX-015: one Message-ID for messages at different places.
void check_ids(const Moment& now, const PduView& view, const std::vector<std::size_t>& entries) {
  std::unordered_set<std::uint64_t> ids;
  std::unordered_set<std::uint64_t> messages;
  for (const std::size_t index : entries) {
    const PduView descriptor(view.tape(), index);
    const std::string_view id = descriptor.text(number::kMessageId);
    const std::string_view uri = descriptor.text(number::kContentLocation);
    if (id.empty()) continue;
    // A message that is listed twice is still one.
    if (!uri.empty() && !messages.insert(combined(digest(id), digest(uri))).second) continue;
    if (ids.insert(digest(id)).second) continue;
    now.relay("CTR-MBX-015"_rule, Quoted{id});
    return;
  }
}

}  // namespace

std::vector<std::size_t> descriptors(const PduView& view) {
  std::vector<std::size_t> result;
  const auto elements = view.tape().elements();
  for (std::size_t i = view.index() + 1; i < view.element().end; ++i) {
    const bool is_descriptor = elements[i].kind == wsp::Kind::kPdu &&
                               elements[i].code == static_cast<std::uint8_t>(PduType::kMboxDescr);
    if (!is_descriptor) continue;
    result.push_back(i);
    i = elements[i].end - 1;  // what is inside a stored message is its own affair
  }
  return result;
}

void check_view_content(const Moment& now, const PduFacts& pdu, const MailboxRequest& request) {
  if (pdu.octet(number::kResponseStatus) != kOk) return;
  check_answer(now, pdu, request);
  const std::vector<std::size_t> entries = descriptors(pdu.view());
  if (request.limit && entries.size() > *request.limit) {
    now.relay("CTR-MBX-006"_rule, static_cast<std::uint64_t>(entries.size()),
              " descriptors, limit ", *request.limit);
  }
  check_ids(now, pdu.view(), entries);
  // What the relay does to several descriptors alike is one fault.
  std::array checks = {check_fields, check_body, check_selection};
  std::array<bool, checks.size()> failed{};
  for (const std::size_t index : entries) {
    const PduView descriptor(pdu.view().tape(), index);
    if (descriptor.element().state != wsp::State::kOk) continue;
    for (std::size_t i = 0; i < checks.size(); ++i) {
      failed[i] = failed[i] || checks[i](now, descriptor, request);
    }
  }
}

}  // namespace mm1::flow
