#include "sms.h"

#include <algorithm>

#include "mm1/mms/decode.h"
#include "mm1/wsp/cursor.h"
#include "wsp_pdu.h"

namespace mm1::bearer {
namespace {

using capture::LeftOut;
using wsp::Cursor;

constexpr std::size_t kMaxOpen = 16 * 1024;
constexpr std::int64_t kIdle = 3600'000'000'000;  // a message centre may hold a segment back
constexpr std::uint16_t kPushPort = 2948;
constexpr std::uint16_t kSecurePushPort = 2949;

// Kinds of concatenation reference: equal numbers of different kinds are different messages.
constexpr std::uint32_t kReference8 = 0x10000;
constexpr std::uint32_t kReference16 = 0x20000;
constexpr std::uint32_t kReferenceSar = 0x30000;
constexpr std::uint32_t kReferenceWdp = 0x40000;

std::uint16_t take_two(Cursor& cursor) {
  const unsigned high = cursor.take();
  return static_cast<std::uint16_t>(high << 8 | cursor.take());
}

bool is_push_port(std::uint16_t port) { return port == kPushPort || port == kSecurePushPort; }

// Octets that nothing announces as a push, but can be nothing else.
bool is_sure_push(Octets octets) {
  const auto pdu = octets.empty() ? std::nullopt : parse_wsp_pdu(octets.subspan(1));
  return pdu && pdu->kind == WspKind::kPush && carries_mm1(*pdu) && mms::looks_like_pdu(pdu->data);
}

}  // namespace

SmsAssembler::SmsAssembler(Outlet& outlet) : outlet_(outlet), open_(kMaxOpen, kIdle) {}

// Information elements come in any order (3GPP TS 23.040 §9.2.3.24).
void SmsAssembler::read_header(Octets header, Segment& segment) {
  Cursor cursor(header);
  while (cursor.remaining() >= 2) {
    const std::uint8_t element = cursor.take();
    Cursor value = cursor.sub(cursor.take());
    const std::size_t length = value.remaining();
    if (element == 0x00 && length == 3) {
      segment.reference = kReference8 | value.take();
      segment.total = value.take();
      segment.number = value.take();
    } else if (element == 0x08 && length == 4) {
      segment.reference = kReference16 | take_two(value);
      segment.total = value.take();
      segment.number = value.take();
    } else if (element == 0x05 && length == 4) {
      segment.is_push = is_push_port(take_two(value));
    }
  }
}

// WAP-259 §6.5: message type, number of segments, segment number from 0; ports in the first
// segment.
void SmsAssembler::read_wdp(Octets data, std::uint16_t reference, Segment& segment) {
  Cursor cursor(data);
  const std::uint8_t type = cursor.take();
  const std::uint8_t total = cursor.take();
  const std::uint8_t number = cursor.take();
  if (type != 0 || number >= total) return;
  std::uint16_t port = 0;
  if (number == 0) {
    take_two(cursor);  // of the sender
    port = take_two(cursor);
  }
  if (cursor.overrun()) return;
  segment.reference = kReferenceWdp | reference;
  segment.total = total;
  segment.number = static_cast<std::uint8_t>(number + 1);
  segment.is_push = is_push_port(port);
  segment.data = cursor.rest();
}

bool SmsAssembler::read(const ShortMessage& message, Segment& segment) {
  Cursor cursor(message.data);
  if (message.destination_port) segment.is_push = is_push_port(*message.destination_port);
  if (message.sar_reference && message.sar_total > 1) {
    segment.reference = kReferenceSar | *message.sar_reference;
    segment.total = message.sar_total;
    segment.number = message.sar_number;
  }
  if (message.has_header) read_header(cursor.take(cursor.take()), segment);
  segment.data = cursor.rest();
  const bool says_nothing = !message.has_header && !message.destination_port;
  if (message.service_type == "WAP" && says_nothing && !is_sure_push(segment.data)) {
    read_wdp(segment.data, message.message_reference.value_or(0), segment);
  }
  // WAP-259 §6.3.2.2: a receiver ignores an element whose numbers make no sense.
  if (segment.total == 0 || segment.number == 0 || segment.number > segment.total) {
    segment.total = 1;
    segment.number = 1;
  }
  return !cursor.overrun();
}

void SmsAssembler::on_message(const ShortMessage& message, const SmsCarriage& carriage) {
  open_.advance(carriage.stamp.time_ns, forget());
  Segment segment;
  if (!read(message, segment)) {
    outlet_.count(LeftOut::kSmppMalformed);
    return;
  }
  for (const std::string_view destination : message.destinations) {
    on_segment({.sender = carriage.sender,
                .receiver = carriage.receiver,
                .source = std::string(message.source),
                .destination = std::string(destination),
                .reference = segment.reference,
                .total = segment.total},
               segment, carriage);
  }
}

void SmsAssembler::on_segment(const Key& key, const Segment& segment, const SmsCarriage& carriage) {
  if (segment.total == 1) {
    deliver(key, segment.data, segment.is_push, carriage.frames, carriage.stamp, true);
    return;
  }
  if (Segments* known = open_.find(key); known != nullptr) {
    const auto part = known->parts.find(segment.number);
    const bool other =
        part != known->parts.end() && !std::ranges::equal(part->second.span(), segment.data);
    if (other) {  // the reference came round again
      give_up(key, *known);
      open_.erase(key);
    }
  }
  Segments& segments = open_.use(key, outlet_.budget);
  if (!keep(segments, segment)) {
    outlet_.count(LeftOut::kEvicted);
    return;
  }
  segments.frames.add(carriage.frames);
  segments.is_push = segments.is_push || segment.is_push;
  segments.stamp = carriage.stamp;
  if (segments.parts.size() < key.total) return;
  deliver(key, joined(segments), segments.is_push, segments.frames.span(), segments.stamp, true);
  open_.erase(key);
}

bool SmsAssembler::keep(Segments& segments, const Segment& segment) {
  const auto [place, added] = segments.parts.try_emplace(segment.number, outlet_.budget);
  if (!added) return true;
  while (!place->second.append(segment.data)) {
    // The message in hand was used last, so it is the last one that could go.
    if (open_.size() <= 1) {
      segments.parts.erase(place);
      return false;
    }
    open_.forget_oldest(forget(), true);
  }
  return true;
}

// The segments from the first up to the first missing one.
std::vector<std::uint8_t> SmsAssembler::joined(const Segments& segments) {
  std::vector<std::uint8_t> octets;
  std::uint8_t expected = 1;
  for (const auto& [number, part] : segments.parts) {
    if (number != expected++) break;
    octets.insert(octets.end(), part.span().begin(), part.span().end());
  }
  return octets;
}

void SmsAssembler::deliver(const Key& key, Octets octets, bool is_push,
                           std::span<const FrameRef> frames, const net::Stamp& stamp,
                           bool complete) {
  const auto pdu = octets.empty() ? std::nullopt : parse_wsp_pdu(octets.subspan(1));
  if (is_push && !pdu && complete) {
    outlet_.count(LeftOut::kWspMalformed);
    return;
  }
  const bool taken =
      is_push ? pdu && pdu->kind == WspKind::kPush && carries_mm1(*pdu) : is_sure_push(octets);
  if (!taken) {
    outlet_.count(LeftOut::kSmsOther);
    return;
  }
  const std::string relay = key.sender.text();
  Message message;
  set_place(message.context, stamp);
  message.context.bearer = flow::Bearer::kPushSms;
  message.context.direction = flow::Direction::kRelayToClient;
  message.context.client = key.destination;
  message.context.relay = relay;
  message.body = pdu->data;
  message.complete = complete;
  message.reported_length = reported_length(pdu->data.size(), complete);
  message.frames = frames;
  message.content_type = pdu->content_type;
  outlet_.sink.on_message(message);
}

void SmsAssembler::give_up(const Key& key, Segments& segments) {
  outlet_.count(LeftOut::kSmsIncomplete);
  const std::vector<std::uint8_t> octets = joined(segments);
  if (!octets.empty()) {
    deliver(key, octets, segments.is_push, segments.frames.span(), segments.stamp, false);
  }
}

void SmsAssembler::finish() { open_.finish(forget()); }

}  // namespace mm1::bearer
