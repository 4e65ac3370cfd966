#include "sms_segment.h"

#include "cdma_wdp.h"
#include "user_data_header.h"
#include "wsp_pdu.h"

namespace mm1::bearer {
namespace {

using rules::operator""_rule;
using rules::Hex;
using rules::Severity;

// WAP-259 §6.3.2.2: a receiver ignores an element whose numbers make no sense, and takes the short
// message for a whole one. Where it is a piece of one all the same, its place is not known.
void read_concatenation(const ConcatenationElement& element, FrameRef place, SmsSegment& segment) {
  const bool makes_sense = element.number != 0 && element.number <= element.total;
  if (!makes_sense) {
    segment.faults.push_back(sms_fault("TRN-GSM-002"_rule, place, "part ",
                                       std::uint32_t{element.number}, " of ",
                                       std::uint32_t{element.total}));
    if (element.total <= 1 || is_sure_push(segment.data)) return;
  }
  segment.joining = element.is_wide ? Joining::kReference16 : Joining::kReference8;
  segment.reference = element.reference;
  segment.total = element.total;
  segment.number = makes_sense ? element.number : 0;
}

bool read_user_data(const ShortMessage& message, FrameRef place, SmsSegment& segment) {
  const auto header = take_user_data_header(message.data, segment.data);
  if (!header) return false;
  if (header->destination_port) segment.port = header->destination_port;
  if (!message.has_header) {
    segment.faults.push_back(
        sms_fault("TRN-GSM-001"_rule, place, "esm_class does not announce the user data header"));
  }
  if (const auto& element = header->concatenation) {
    if (!element->is_wide) {
      segment.faults.push_back(
          sms_fault("TRN-GSM-003"_rule, place, "reference ", std::uint32_t{element->reference}));
    }
    read_concatenation(*element, place, segment);
  }
  return true;
}

// SMPP 3.4 §5.3.2.22 to 24; numbers that make no sense leave the message a whole one.
void read_sar(const ShortMessage& message, SmsSegment& segment) {
  const bool makes_sense = message.sar_number != 0 && message.sar_number <= message.sar_total;
  if (!message.sar_reference || message.sar_total <= 1 || !makes_sense) return;
  segment.joining = Joining::kSar;
  segment.reference = *message.sar_reference;
  segment.total = message.sar_total;
  segment.number = message.sar_number;
}

// In the WAP teleservice all is WDP that has its form. Elsewhere a segment has to begin with a
// push, or to be one that only WDP numbers so.
bool is_wdp(const ShortMessage& message, const WdpSegment& wdp, bool is_wap) {
  const auto datagram = parse_wdp_datagram(wdp.data);
  if (datagram && is_sure_push(datagram->data)) return true;
  if (wdp.total == 0) return false;
  if (is_wap && wdp.message_type == kWdpMessageType) return true;
  const bool continues = message.message_id && wdp.number != 0 && wdp.number < wdp.total;
  return continues && (is_wap || (wdp.message_type == kWdpMessageType && message.is_binary));
}

void judge_wdp_segment(const WdpSegment& wdp, FrameRef place, SmsSegment& segment) {
  if (wdp.message_type != kWdpMessageType) {
    segment.faults.push_back(
        sms_fault("TRN-CDM-001"_rule, place, "MSG_TYPE is ", Hex{wdp.message_type}));
  }
  if (wdp.total == 0) {
    segment.faults.push_back(sms_fault("TRN-CDM-002"_rule, place));
  } else if (wdp.number >= wdp.total) {
    segment.faults.push_back(sms_fault("TRN-CDM-003"_rule, place, "segment ",
                                       std::uint32_t{wdp.number}, " of ",
                                       std::uint32_t{wdp.total}));
  }
}

void judge_fields(const ShortMessage::FieldCount& fields, FrameRef place, SmsSegment& segment) {
  if (fields.stated == fields.present) return;
  segment.faults.push_back(sms_fault("TRN-CDM-009"_rule, place, std::uint64_t{fields.stated},
                                     " with ", std::uint64_t{fields.present - kWdpHeader},
                                     " octets of data"));
}

void judge_teleservice(std::uint16_t teleservice, FrameRef place, SmsSegment& segment) {
  if (teleservice == kWapTeleservice) return;
  BearerFinding fault =
      sms_fault("TRN-CDM-008"_rule, place, "teleservice is ", std::uint32_t{teleservice});
  if (teleservice == kCarrierWapTeleservice) fault.severity = Severity::kNote;
  segment.faults.push_back(std::move(fault));
}

void read_wdp(const ShortMessage& message, FrameRef place, SmsSegment& segment) {
  const auto wdp = parse_wdp_segment(message.data);
  const auto teleservice = message.teleservice;
  const bool is_wap = teleservice == kWapTeleservice || teleservice == kCarrierWapTeleservice;
  if (!wdp || !is_wdp(message, *wdp, is_wap)) return;
  judge_wdp_segment(*wdp, place, segment);
  if (message.fields) judge_fields(*message.fields, place, segment);
  if (teleservice) judge_teleservice(*teleservice, place, segment);
  segment.joining = Joining::kWdp;
  segment.reference = message.message_id;
  segment.data = wdp->data;
  // The only segment has but one place, whatever its number says.
  segment.total = wdp->total > 1 ? wdp->total : 1U;
  segment.number = segment.total > 1 ? wdp->number + 1U : 1U;
}

}  // namespace

std::optional<SmsSegment> read_segment(const ShortMessage& message, FrameRef place) {
  SmsSegment segment;
  segment.data = message.data;
  segment.port = message.destination_port;
  read_sar(message, segment);
  if (message.has_header || begins_with_push_header(message.data)) {
    if (!read_user_data(message, place, segment)) return std::nullopt;
  } else if (!segment.port && segment.joining == Joining::kNone && !is_sure_push(segment.data)) {
    read_wdp(message, place, segment);
  }
  return segment;
}

bool is_sure_push(Octets datagram) {
  const auto pdu = datagram.empty() ? std::nullopt : parse_wsp_pdu(datagram.subspan(1));
  return surely_carries_mm1(pdu) && pdu->kind == WspKind::kPush;
}

}  // namespace mm1::bearer
