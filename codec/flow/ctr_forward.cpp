#include "ctr_forward.h"

#include "address_print.h"
#include "mailbox_request.h"
#include "mm1/flow/digest.h"
#include "verdict.h"

namespace mm1::flow {
namespace {

namespace number = mms::number;
using mms::PduType;
using rules::Quoted;

constexpr std::uint8_t kOk = 0x80, kAccepted = 0x82, kAcceptedTextOnly = 0x83;
constexpr std::uint8_t kForwardingDenied = 0xE8;  // 232
constexpr std::int64_t kKeep = std::int64_t{7} * 86'400 * 1'000'000'000;

/// Sizes that may be of one message: a relay counts its own headers or does not.
bool similar(std::uint64_t a, std::uint64_t b) {
  const std::uint64_t difference = a > b ? a - b : b - a;
  return difference <= a / 10;
}

}  // namespace

void ForwardRules::arrived(const Moment& now, const PduFacts& pdu, const Open& open) {
  if (!pdu.sound()) return;
  if (pdu.is(PduType::kNotificationInd)) {
    notified(now, pdu);
  } else if (pdu.is(PduType::kForwardReq)) {
    if (open.transaction.pdus.size() == 1) requested(now, pdu, open);
  } else if (pdu.is(PduType::kForwardConf)) {
    const auto forward = forwards_.find(open.transaction.id);
    if (forward != forwards_.end()) confirmed(now, pdu, forward->second);
  }
}

/// CTR-ERR-001, as far as it is about forwards; and what CTR-FWD-008 will look at.
void ForwardRules::confirmed(const Moment& now, const PduFacts& pdu, std::optional<Offer>& offer) {
  const std::uint8_t status = pdu.octet(number::kResponseStatus);
  if (offer && status == kOk) {
    offer->frame = pdu.context().frame;
    forwarded_.put(offer->subject, *offer, now.time_ns(), now.time_ns() + kKeep);
  } else if (!offer && status == kForwardingDenied) {
    now.relay("CTR-ERR-001"_rule, status_name(number::kResponseStatus, status),
              ", but the message was announced without Reply-Charging");
  }
}

/// CTR-FWD-003.
void ForwardRules::requested(const Moment& now, const PduFacts& pdu, const Open& open) {
  const std::string_view uri = pdu.text(number::kContentLocation);
  if (uri.empty()) return;
  const Reference* reference = references_.find(normalize_uri(uri));
  if (reference == nullptr && references_.complete()) {
    now.client("CTR-FWD-003"_rule, Quoted{uri}, " was not seen before");
  }
  // From version 1.3 on, the forwarder may make an offer of its own.
  if (pdu.has(number::kReplyCharging)) return;
  if (const Offer* offer = offers_.find(reference_print(uri))) {
    forwards_.emplace(open.transaction.id, *offer);
  } else if (reference != nullptr && reference->only_from(ReferenceSource::kNotification) &&
             !reference->reply_charging && reference->retrieve_status == 0) {
    forwards_.emplace(open.transaction.id, std::nullopt);
  }
}

/// CTR-FWD-008. The message is known by its size and subject again; the other recipients of the
/// original see its sender in From, those of the forward the forwarder.
void ForwardRules::notified(const Moment& now, const PduFacts& pdu) {
  const std::uint8_t charging = pdu.octet(number::kReplyCharging);
  const std::string_view uri = pdu.text(number::kContentLocation);
  if ((charging != kAccepted && charging != kAcceptedTextOnly) || uri.empty()) return;
  const Offer offer{address_print(pdu.view(), number::kFrom), digest(pdu.text(number::kSubject)),
                    pdu.number(number::kMessageSize).value_or(0), reference_print(uri)};
  const Offer* forwarded = forwarded_.find(offer.subject);
  const bool is_forwarded = forwarded != nullptr && forwarded->reference != offer.reference &&
                            forwarded->from != 0 && offer.from != 0 &&
                            forwarded->from != offer.from && similar(forwarded->size, offer.size);
  if (is_forwarded) {
    // Without a subject it is known by its size alone.
    const auto severity =
        pdu.has(number::kSubject) ? rules::Severity::kWarning : rules::Severity::kNote;
    now.report_as(severity, Side::kRelay, "CTR-FWD-008"_rule, "accepted in frame ",
                  forwarded->frame, ", and announced with X-Mms-Reply-Charging");
    forwarded_.erase(offer.subject);
  }
  offers_.put(offer.reference, offer, now.time_ns(), now.time_ns() + kKeep);
}

}  // namespace mm1::flow
