#include "field_values.h"

namespace mm1::rules {

using wsp::Kind;

namespace {

std::optional<std::uint8_t> as_octet(std::uint64_t number) {
  if (number > 0xFF) return std::nullopt;
  return static_cast<std::uint8_t>(number);
}

}  // namespace

const wsp::Element* counted_operand(const PduFacts& pdu, std::size_t field) {
  const wsp::Element* value = pdu.value_of(field);
  if (value == nullptr || value->kind != Kind::kCountedValue) return nullptr;
  const wsp::Element* operand = nullptr;
  for (std::size_t i = pdu.value_index(field) + 1; i < value->end; i = pdu.element(i).end)
    operand = &pdu.element(i);
  return operand;
}

std::optional<std::uint8_t> deciding_octet(const PduFacts& pdu, std::size_t field) {
  const wsp::Element* value = pdu.value_of(field);
  if (value == nullptr) return std::nullopt;
  switch (value->kind) {
    case Kind::kEnumeration:
    case Kind::kFromValue:
    case Kind::kFlagsValue:
      return as_octet(value->number);
    case Kind::kTimeValue:
    case Kind::kTotalValue:
      return value->token;
    case Kind::kCountedValue: {
      const wsp::Element* operand = counted_operand(pdu, field);
      if (operand == nullptr || operand->kind != Kind::kEnumeration) return std::nullopt;
      return as_octet(operand->number);
    }
    default:
      return std::nullopt;
  }
}

bool reserved_at(mms::Version version, std::uint8_t field, std::uint8_t octet) {
  constexpr std::uint8_t kPartialSuccess = 0xC4, kLackOfPrepaid = 0xEB;
  if (field != mms::number::kResponseStatus || version <= mms::Version::k10) return false;
  return (octet == kPartialSuccess && version < mms::Version::k12) ||
         (octet == kLackOfPrepaid && version < mms::Version::k13);
}

}  // namespace mm1::rules
