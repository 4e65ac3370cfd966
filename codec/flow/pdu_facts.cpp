#include "pdu_facts.h"

#include <functional>
#include <limits>

#include "mm1/flow/digest.h"

namespace mm1::flow {
namespace {

namespace number = mms::number;
using wsp::Element;
using wsp::Kind;

/// The fields that a message keeps, however often it is sent.
constexpr bool makes_the_message(std::uint8_t code) {
  constexpr std::array kFields = {number::kTo,      number::kCc,          number::kBcc,
                                  number::kSubject, number::kContentType, number::kContentLocation};
  for (const std::uint8_t field : kFields) {
    if (field == code) return true;
  }
  return false;
}

}  // namespace

PduFacts::PduFacts(const PduEvent& event)
    : event_(&event), row_(event.view->row()), print_(digest(view().tape().octets(element(0)))) {
  const std::size_t end = view().element().end;
  for (std::size_t i = view().index() + 1; i < end; i = element(i).end) {
    const Element& child = element(i);
    if (child.kind != Kind::kField || child.code >= kNumbers || first_[child.code] != 0) continue;
    first_[child.code] = static_cast<std::uint32_t>(i);
  }
  if (const auto declared = number(number::kMmsVersion)) {
    // Minor 15 says that none is given, major 0 does not exist: both leave the version open.
    const auto octet = static_cast<std::uint8_t>(*declared & 0x7F);
    if ((octet & 0xF) != 0xF && (octet >> 4) != 0) version_ = static_cast<mms::Version>(octet);
  }
}

const Element* PduFacts::value(std::uint8_t number) const {
  const std::size_t field = first_[number];
  const bool absent = field == 0 || field + 2 >= element(field).end;
  return absent ? nullptr : &element(field + 2);
}

std::string_view PduFacts::text(std::uint8_t number) const {
  return has(number) ? view().text(number) : std::string_view();
}

std::optional<std::uint64_t> PduFacts::number(std::uint8_t number) const {
  return has(number) ? view().number(number) : std::nullopt;
}

std::optional<std::int64_t> PduFacts::time_ns(std::uint8_t number) const {
  constexpr std::uint8_t kAbsoluteToken = 0x80;
  constexpr std::uint64_t kLastSecond = std::uint64_t{1} << 33;
  const Element* value = this->value(number);
  if (value == nullptr || value->kind != Kind::kTimeValue || value->state != wsp::State::kOk ||
      value->number >= kLastSecond) {
    return std::nullopt;
  }
  const std::int64_t time = static_cast<std::int64_t>(value->number) * 1'000'000'000;
  if (value->token == kAbsoluteToken) return time;
  const std::int64_t now = context().time_ns;
  return now > std::numeric_limits<std::int64_t>::max() - time
             ? std::numeric_limits<std::int64_t>::max()
             : now + time;
}

std::uint32_t PduFacts::field_print(std::uint8_t number) const {
  if (!has(number)) return 0;
  return static_cast<std::uint32_t>(digest(view().tape().octets(element(first_[number])))) | 1;
}

std::uint64_t PduFacts::message_print() const {
  std::uint64_t sum = static_cast<std::uint64_t>(view().type_octet());
  for (const std::size_t i : view().children()) {
    const Element& child = element(i);
    const bool kept =
        child.kind == Kind::kBody || (child.kind == Kind::kField && makes_the_message(child.code));
    if (kept) sum = combined(sum, digest(view().tape().octets(child)));
  }
  return sum;
}

}  // namespace mm1::flow
