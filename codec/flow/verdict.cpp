#include "verdict.h"

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "mm1/mms/fields.h"

namespace mm1::flow {
namespace {

namespace number = mms::number;

/// Value octets from `first` on (up to the next row) have this outcome.
struct StatusClass {
  std::uint8_t first;
  Outcome outcome;
};

constexpr std::array kResponseClasses = {
    StatusClass{0x80, Outcome::kCompleted},      StatusClass{0x81, Outcome::kErrorPermanent},
    StatusClass{0x88, Outcome::kVersionRefused}, StatusClass{0x89, Outcome::kErrorPermanent},
    StatusClass{0xC0, Outcome::kErrorTransient}, StatusClass{0xC4, Outcome::kPartial},
    StatusClass{0xC5, Outcome::kErrorTransient}, StatusClass{0xE0, Outcome::kErrorPermanent},
};
constexpr std::array kOtherClasses = {
    StatusClass{0x80, Outcome::kCompleted},
    StatusClass{0x81, Outcome::kErrorPermanent},
    StatusClass{0xC0, Outcome::kErrorTransient},
    StatusClass{0xE0, Outcome::kErrorPermanent},
};

std::span<const StatusClass> classes(std::uint8_t field) {
  if (field == number::kResponseStatus) return kResponseClasses;
  return kOtherClasses;
}

/// The status octet of a value element: plain, or the operand of the counted form of the delete
/// confirmations.
std::optional<std::uint8_t> status_octet(const mms::PduView& pdu, const wsp::Element& value) {
  const wsp::Element* operand = mms::operand_of(pdu.tape(), value);
  if (operand == nullptr || operand->kind != wsp::Kind::kEnumeration) return std::nullopt;
  return static_cast<std::uint8_t>(operand->number);
}

std::vector<Verdict> verdicts(const mms::PduView& pdu, std::uint8_t field) {
  std::vector<Verdict> result;
  for (std::size_t nth = 0; const wsp::Element* value = pdu.value(field, nth); ++nth) {
    if (const auto octet = status_octet(pdu, *value)) {
      result.push_back(status_verdict(field, *octet));
    }
  }
  return result;
}

/// A delete confirmation lists what failed; what it does not list was deleted (ENC 1.3 §6.11).
Verdict delete_verdict(const mms::PduView& confirmation, std::uint8_t field,
                       std::size_t requested) {
  const auto all = verdicts(confirmation, field);
  const std::size_t failed = confirmation.count(number::kContentLocation);
  const Verdict* error = nullptr;
  const Verdict* success = nullptr;
  for (const Verdict& verdict : all) {
    const bool ok = verdict.outcome == Outcome::kCompleted;
    const Verdict*& first = ok ? success : error;
    if (first == nullptr) first = &verdict;
  }
  if (error == nullptr) {
    if (success != nullptr) return *success;
    return {failed == 0 ? Outcome::kCompleted : Outcome::kErrorPermanent, {}};
  }
  const bool some_deleted = success != nullptr || (failed != 0 && failed < requested);
  return {some_deleted ? Outcome::kPartial : error->outcome, error->status};
}

}  // namespace

std::string status_name(std::uint8_t field, std::uint8_t octet) {
  if (const mms::FieldRow* row = mms::field(field)) {
    const std::string_view name = mms::value_name(*row, octet);
    if (!name.empty()) return std::string(name);
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  return {'0', 'x', kDigits[octet >> 4], kDigits[octet & 0xF]};
}

Verdict status_verdict(std::uint8_t field, std::uint8_t octet) {
  Outcome outcome = Outcome::kErrorPermanent;
  for (const StatusClass& row : classes(field)) {
    if (octet >= row.first) outcome = row.outcome;
  }
  return {outcome, status_name(field, octet)};
}

Verdict confirmation_verdict(const mms::PduView& confirmation, std::uint8_t field,
                             std::size_t requested) {
  if (const mms::PduRow* row = confirmation.row(); row != nullptr && row->counted_fields) {
    return delete_verdict(confirmation, field, requested);
  }
  const auto own = verdicts(confirmation, field);
  if (own.empty()) {
    // A mandatory status is missing. The other status field, where a relay wrote that one
    // instead, still tells how it ended.
    const std::uint8_t other =
        field == number::kStoreStatus ? number::kResponseStatus : number::kStoreStatus;
    const auto others = verdicts(confirmation, other);
    return others.empty() ? Verdict{Outcome::kErrorPermanent, {}} : others.front();
  }
  // A Store-Status beside it tells of the copy, not of the message (ENC 1.3 §9.5).
  return own.front();
}

Verdict transport_verdict(Bearer bearer, int status) {
  const bool wsp = bearer == Bearer::kWspCo || bearer == Bearer::kWspCl;
  std::string text = (wsp ? "WSP " : "HTTP ") + std::to_string(status);
  // A success without the PDU is no error of the transport: the relay said nothing.
  return {status < 300 ? Outcome::kUnanswered : Outcome::kTransportError, std::move(text)};
}

}  // namespace mm1::flow
