#include "ctr_reply_charging.h"

#include <algorithm>
#include <string>

namespace mm1::flow {
namespace {

namespace number = mms::number;
using mms::PduType;
using rules::Quoted;
using rules::Severity;

namespace octet {
constexpr std::uint8_t kOk = 0x80;
constexpr std::uint8_t kAccepted = 0x82, kAcceptedTextOnly = 0x83;
}  // namespace octet

/// The relay's clock and the capture's need not agree to the second.
constexpr std::int64_t kClockSlack = 60'000'000'000;
constexpr std::int64_t kSecond = 1'000'000'000;

bool offers_reply(std::uint8_t reply_charging) {
  return reply_charging == octet::kAccepted || reply_charging == octet::kAcceptedTextOnly;
}

}  // namespace

void ReplyChargingRules::arrived(const Moment& now, const PduFacts& pdu, const Open& open) {
  switch (pdu.row()->type) {
    case PduType::kNotificationInd:
      if (Reference* known = references_.find(normalize_uri(pdu.text(number::kContentLocation)))) {
        known->reply_charging =
            known->reply_charging || offers_reply(pdu.octet(number::kReplyCharging));
      }
      break;
    case PduType::kSendReq:
      if (pdu.sound() && open.transaction.pdus.size() == 1) reply(now, pdu, open);
      break;
    case PduType::kSendConf: {
      const auto beyond = beyond_.find(open.transaction.id);
      if (beyond == beyond_.end() || pdu.octet(number::kResponseStatus) != octet::kOk) break;
      now.relay("CTR-RCH-005"_rule, "the reply of frame ", beyond->second);
      beyond_.erase(beyond);
      break;
    }
    default:
      break;
  }
}

/// CTR-RCH-001. Of a message whose retrieval is not in the capture nothing is known.
void ReplyChargingRules::reply(const Moment& now, const PduFacts& pdu, const Open& open) {
  const std::string_view id = pdu.text(number::kReplyChargingId);
  if (id.empty()) return;
  const Retrieved* offer = mail_.retrieved(pdu.context().client, id);
  if (offer == nullptr || !offer->confirmation.sound) return;
  if (!offers_reply(offer->reply_charging)) {
    if (!offer->announced_reply) {
      now.client("CTR-RCH-001"_rule, Quoted{id}, " of frame ", offer->confirmation.frame,
                 " offers none");
    }
  } else if (beyond_limits(now, pdu, *offer)) {
    beyond_.emplace(open.transaction.id, pdu.context().frame);
  }
}

/// CTR-RCH-002 to -004.
bool ReplyChargingRules::beyond_limits(const Moment& now, const PduFacts& pdu,
                                       const Retrieved& offer) {
  bool beyond = false;
  const std::int64_t late_ns = now.time_ns() - kClockSlack;
  if (late_ns > offer.reply_deadline_ns) {
    const std::int64_t seconds = (now.time_ns() - offer.reply_deadline_ns) / kSecond;
    now.client("CTR-RCH-002"_rule, static_cast<std::uint64_t>(seconds), " s after the deadline");
    beyond = true;
  }
  const wsp::Element* body = pdu.view().body();
  const std::uint64_t size = body == nullptr ? 0 : body->length;
  if (size > offer.reply_size) {
    now.client("CTR-RCH-003"_rule, size, " octets, limit ", offer.reply_size);
    beyond = true;
  }
  if (offer.reply_charging != octet::kAcceptedTextOnly) return beyond;
  // A presentation shows the text, and whether it counts as text is not said.
  bool presentation = false;
  for (const mms::PartView& part : mms::parts(pdu.view())) {
    if (part.content_type.starts_with("text/")) continue;
    if (part.content_type == "application/smil") {
      presentation = true;
    } else if (!part.content_type.starts_with("application/vnd.wap.multipart")) {
      now.client("CTR-RCH-004"_rule, "a part of type ", Quoted{part.content_type});
      return true;
    }
  }
  if (presentation) {
    now.report_as(Severity::kNote, rules::Side::kClient, "CTR-RCH-004"_rule,
                  "a presentation beside the text");
  }
  return beyond;
}

}  // namespace mm1::flow
