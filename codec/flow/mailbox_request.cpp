#include "mailbox_request.h"

#include <algorithm>

#include "mm1/flow/digest.h"

namespace mm1::flow {
namespace {

namespace number = mms::number;

constexpr std::uint8_t kYes = 0x80;
/// Values of one kind that are remembered of a request.
constexpr std::size_t kMostValues = 32;

}  // namespace

std::uint64_t reference_print(std::string_view uri) { return digest(normalize_uri(uri).path()); }

std::string_view reference_named(const mms::PduView& pdu, std::size_t nth) {
  const wsp::Element* value = pdu.value(number::kContentLocation, nth);
  const wsp::Element* uri = value == nullptr ? nullptr : mms::operand_of(pdu.tape(), *value);
  return uri == nullptr ? std::string_view() : pdu.tape().ascii(*uri);
}

std::vector<FlagPrint> flags_of(const mms::PduView& pdu) {
  std::vector<FlagPrint> flags;
  for (std::size_t nth = 0; nth < kMostValues; ++nth) {
    if (pdu.value(number::kMmFlags, nth) == nullptr) break;
    const auto token = static_cast<std::uint8_t>(pdu.number(number::kMmFlags, nth).value_or(0));
    flags.push_back({token, digest(pdu.text(number::kMmFlags, nth))});
  }
  return flags;
}

MailboxRequest::MailboxRequest(const PduFacts& pdu)
    : type(pdu.row()->type),
      sound(pdu.sound()),
      store(pdu.octet(number::kStore) == kYes),
      totals(pdu.octet(number::kTotals) == kYes),
      quotas(pdu.octet(number::kQuotas) == kYes),
      state(pdu.octet(number::kMmState)),
      limit(pdu.number(number::kLimit)),
      flags(flags_of(pdu.view())) {
  const mms::PduView& view = pdu.view();
  for (std::uint8_t n = 1; n < PduFacts::kNumbers; ++n) {
    if (pdu.has(n)) fields |= mms::field_bit(n);
  }
  const auto count = [&](std::uint8_t number) {
    const std::size_t values = pdu.has(number) ? view.count(number) : 0;
    more = more || values > kMostValues;
    return std::min(values, kMostValues);
  };
  for (std::size_t nth = 0; nth < count(number::kAttributes); ++nth) {
    const std::uint64_t asked = view.number(number::kAttributes, nth).value_or(0);
    attributes |= mms::field_bit(static_cast<std::uint8_t>(asked & 0x7F));
  }
  for (std::size_t nth = 0; nth < count(number::kMmState); ++nth) {
    const std::uint64_t asked = view.number(number::kMmState, nth).value_or(0);
    states.push_back(static_cast<std::uint8_t>(asked));
  }
  for (std::size_t nth = 0; nth < count(number::kContentLocation); ++nth) {
    references.push_back(reference_print(view.text(number::kContentLocation, nth)));
  }
  more = more || view.count(number::kMmFlags) > kMostValues;
}

}  // namespace mm1::flow
