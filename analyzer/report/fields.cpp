#include "fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace mm1::report {
namespace {

// In this order: a confirmation's own status decides, not that of the storing it also did.
constexpr std::array kStatusFields = {mms::number::kResponseStatus, mms::number::kRetrieveStatus,
                                      mms::number::kStatus,         mms::number::kStoreStatus,
                                      mms::number::kReadStatus,     mms::number::kCancelStatus};

constexpr std::uint8_t kFieldNumberMask = 0x3F;

std::array<bool, kFieldNumberMask + 1> repeatable_fields() {
  std::array<bool, kFieldNumberMask + 1> repeatable{};
  for (const mms::PduRow& row : mms::pdu_table()) {
    for (const mms::PduField& field : row.fields) {
      if (field.repeatable) repeatable[field.number & kFieldNumberMask] = true;
    }
  }
  return repeatable;
}

}  // namespace

std::optional<std::size_t> value_index(const wsp::Tape& tape, std::size_t field) {
  std::optional<std::size_t> value;
  for (const std::size_t child : mms::Children(tape.elements(), field)) {
    if (tape.elements()[child].kind != wsp::Kind::kFieldName) {
      value = child;
      break;
    }
  }
  return value;
}

bool is_repeatable(std::uint8_t number) {
  static const auto kRepeatable = repeatable_fields();
  return kRepeatable[number & kFieldNumberMask];
}

std::string value_name_or_hex(const mms::FieldRow& row, std::uint64_t octet) {
  const std::string_view name = mms::value_name(row, static_cast<std::uint8_t>(octet));
  return name.empty() ? fmt::format("0x{:02X}", octet) : std::string(name);
}

std::string octet_name(const mms::FieldRow& row, std::uint64_t octet) {
  const auto number = static_cast<std::uint8_t>(octet);
  if (row.grammar == mms::Grammar::kMessageType) {
    if (const mms::PduRow* pdu = mms::pdu(number)) return std::string(pdu->name);
  }
  if (row.grammar == mms::Grammar::kAttribute) {
    if (const mms::FieldRow* field = mms::field(number)) return std::string(field->name);
  }
  return value_name_or_hex(row, octet);
}

std::string status_of(const mms::PduView& pdu) {
  for (const std::uint8_t number : kStatusFields) {
    const wsp::Element* value = pdu.value(number);
    if (value != nullptr) value = mms::operand_of(pdu.tape(), *value);
    if (value == nullptr || value->kind != wsp::Kind::kEnumeration) continue;
    return value_name_or_hex(*mms::field(number), value->number);
  }
  return {};
}

}  // namespace mm1::report
