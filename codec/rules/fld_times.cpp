// Times that only make sense together with other times.
#include <algorithm>
#include <optional>

#include "pdu_checks.h"

namespace mm1::rules {

namespace {

using enum mms::PduType;
namespace number = mms::number;

constexpr std::uint8_t kAbsolute = 0x80, kRelative = 0x81;

/// A time in seconds since 1970 where it can be told: a relative one counts from Date.
std::optional<std::uint64_t> moment(const PduFacts& pdu, const wsp::Element& time) {
  if (time.token == kAbsolute) return time.number;
  const auto date = pdu.number(number::kDate);
  if (!date) return std::nullopt;
  return *date + std::min(time.number, ~std::uint64_t{0} - *date);
}

void check_past_deadlines(const PduFacts& pdu, const CheckOptions& options, Findings& findings) {
  // What lies in an MMBox or waits at the relay may well have expired before it was captured.
  const bool fresh = pdu.is_any(kSendReq, kForwardReq, kNotificationInd);
  for (const std::uint8_t field : {number::kExpiry, number::kReplyChargingDeadline}) {
    const wsp::Element* time = pdu.value(field);
    if (time == nullptr || time->token != kAbsolute) continue;
    const auto date = pdu.number(number::kDate);
    const auto captured =
        static_cast<std::uint64_t>(std::max<std::int64_t>(options.captured_at, 0));
    if (date && time->number < *date) {
      findings.add("FLD-TIM-002"_rule, pdu.field(field), mms::field(field)->name, " is ",
                   *date - time->number, " s before Date");
    } else if (fresh && captured != 0 && time->number < captured) {
      findings.add("FLD-TIM-002"_rule, pdu.field(field), mms::field(field)->name, " is ",
                   captured - time->number, " s before the capture");
    }
  }
}

void check_delivery_before_expiry(const PduFacts& pdu, Findings& findings) {
  const wsp::Element* delivery = pdu.value(number::kDeliveryTime);
  const wsp::Element* expiry = pdu.value(number::kExpiry);
  if (delivery == nullptr || expiry == nullptr) return;
  const bool same_base = delivery->token == expiry->token;
  const auto first = same_base ? delivery->number : moment(pdu, *delivery);
  const auto last = same_base ? expiry->number : moment(pdu, *expiry);
  if (first && last && *first > *last)
    findings.add("FLD-TIM-003"_rule, pdu.field(number::kDeliveryTime), "X-Mms-Delivery-Time is ",
                 *first - *last, " s after X-Mms-Expiry");
}

void check_notified_expiry(const PduFacts& pdu, Findings& findings) {
  const wsp::Element* expiry = pdu.value(number::kExpiry);
  if (pdu.is(kNotificationInd) && expiry != nullptr && expiry->token == kRelative &&
      expiry->number == 0)
    findings.add("FLD-TIM-004"_rule, pdu.field(number::kExpiry));
}

}  // namespace

void check_times(const PduFacts& pdu, const CheckOptions& options, Findings& findings) {
  check_past_deadlines(pdu, options, findings);
  check_delivery_before_expiry(pdu, findings);
  check_notified_expiry(pdu, findings);
}

}  // namespace mm1::rules
