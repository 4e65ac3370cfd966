#include "support/wsp_layers.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace mm1::test {
namespace {

// PDU types (WAP-230 Table 34).
constexpr std::uint8_t kConnect = 0x01, kConnectReply = 0x02, kReply = 0x04, kDisconnect = 0x05,
                       kPush = 0x06, kConfirmedPush = 0x07, kGet = 0x40, kPost = 0x60;
// WTP PDU types (WAP-224 §8).
constexpr std::uint8_t kInvoke = 1, kResult = 2, kWtpAck = 3, kAbort = 4, kSegmentedInvoke = 5,
                       kSegmentedResult = 6, kNack = 7;
constexpr std::uint16_t kResponderBit = 0x8000;

void write_uintvar(OctetWriter& writer, std::size_t number) {
  int shift = 28;
  while (shift > 0 && (number >> shift) == 0) shift -= 7;
  for (; shift > 0; shift -= 7) writer.u8(0x80 | ((number >> shift) & 0x7F));
  writer.u8(number & 0x7F);
}

Buffer with_headers(std::uint8_t type, Octets headers, Octets data) {
  OctetWriter pdu;
  pdu.u8(type);
  write_uintvar(pdu, headers.size());
  return pdu.octets(headers).octets(data).take();
}

std::uint8_t data_octet(std::uint8_t type, Trailer trailer, bool repeated) {
  const unsigned last = repeated ? 1 : 0;
  return static_cast<std::uint8_t>((unsigned{type} << 3) | (static_cast<unsigned>(trailer) << 1) |
                                   last);
}

std::uint16_t tid_of(std::uint16_t tid, WtpSide side) {
  return side == WtpSide::kResponder ? static_cast<std::uint16_t>(tid | kResponderBit) : tid;
}

// The packets of one message: `first` makes the first packet, `next` the others.
struct Segments {
  std::function<Buffer(Octets data, Trailer trailer)> first;
  std::function<Buffer(std::uint8_t number, Octets data, Trailer trailer)> next;
  std::function<void(Octets packet)> send;
  std::function<void(std::uint8_t number)> acknowledge_group;
};

// Whether the message was segmented, and so acknowledged by groups to its end.
bool send_segmented(const Segments& segments, const WtpConversation::Options& options,
                    Octets data) {
  if (data.size() <= options.segment) {
    segments.send(segments.first(data, Trailer::kNoSar));
    return false;
  }
  std::uint8_t number = 0;
  while (true) {
    const Octets part = data.first(std::min(options.segment, data.size()));
    data = data.subspan(part.size());
    const bool end_of_group = (number + 1U) % options.group == 0;
    const Trailer trailer = data.empty()   ? Trailer::kLastOfMessage
                            : end_of_group ? Trailer::kLastOfGroup
                                           : Trailer::kMiddle;
    segments.send(number == 0 ? segments.first(part, trailer)
                              : segments.next(number, part, trailer));
    if (data.empty() || end_of_group) segments.acknowledge_group(number);
    if (data.empty()) return true;
    ++number;
  }
}

}  // namespace

Buffer wsp_connect() {
  OctetWriter pdu;
  pdu.u8(kConnect).u8(0x10);  // version 1.0
  write_uintvar(pdu, 0);      // no capabilities
  write_uintvar(pdu, 2);
  return pdu.u8(0xC3).u8(0x93).take();  // Encoding-Version 1.3
}

Buffer wsp_connect_reply(std::uint32_t session) {
  OctetWriter pdu;
  pdu.u8(kConnectReply);
  write_uintvar(pdu, session);
  write_uintvar(pdu, 0);
  write_uintvar(pdu, 2);
  return pdu.u8(0xC3).u8(0x93).take();
}

Buffer wsp_disconnect(std::uint32_t session) {
  OctetWriter pdu;
  pdu.u8(kDisconnect);
  write_uintvar(pdu, session);
  return pdu.take();
}

Buffer wsp_get(std::string_view uri, Octets headers) {
  OctetWriter pdu;
  pdu.u8(kGet);
  write_uintvar(pdu, uri.size());
  return pdu.text(uri).octets(headers).take();
}

Buffer wsp_post(std::string_view uri, Octets headers, Octets data) {
  OctetWriter pdu;
  pdu.u8(kPost);
  write_uintvar(pdu, uri.size());
  write_uintvar(pdu, headers.size());
  return pdu.text(uri).octets(headers).octets(data).take();
}

Buffer wsp_reply(std::uint8_t status, Octets headers, Octets data) {
  OctetWriter pdu;
  pdu.u8(kReply).u8(status);
  write_uintvar(pdu, headers.size());
  return pdu.octets(headers).octets(data).take();
}

Buffer wsp_push(Octets headers, Octets data) { return with_headers(kPush, headers, data); }

Buffer wsp_confirmed_push(Octets headers, Octets data) {
  return with_headers(kConfirmedPush, headers, data);
}

Buffer connectionless(std::uint8_t tid, Octets wsp_pdu) {
  OctetWriter datagram;
  return datagram.u8(tid).octets(wsp_pdu).take();
}

Buffer wtp_invoke(std::uint16_t tid, std::uint8_t transaction_class, Octets data, Trailer trailer,
                  bool repeated) {
  OctetWriter packet;
  packet.u8(data_octet(kInvoke, trailer, repeated)).u16(tid).u8(transaction_class);
  return packet.octets(data).take();
}

Buffer wtp_segmented_invoke(std::uint16_t tid, std::uint8_t number, Octets data, Trailer trailer,
                            bool repeated) {
  OctetWriter packet;
  packet.u8(data_octet(kSegmentedInvoke, trailer, repeated)).u16(tid).u8(number);
  return packet.octets(data).take();
}

Buffer wtp_result(std::uint16_t tid, Octets data, Trailer trailer, bool repeated) {
  OctetWriter packet;
  packet.u8(data_octet(kResult, trailer, repeated)).u16(tid_of(tid, WtpSide::kResponder));
  return packet.octets(data).take();
}

Buffer wtp_segmented_result(std::uint16_t tid, std::uint8_t number, Octets data, Trailer trailer,
                            bool repeated) {
  OctetWriter packet;
  packet.u8(data_octet(kSegmentedResult, trailer, repeated));
  packet.u16(tid_of(tid, WtpSide::kResponder)).u8(number);
  return packet.octets(data).take();
}

Buffer wtp_ack(std::uint16_t tid, WtpSide side) {
  OctetWriter packet;
  return packet.u8(kWtpAck << 3).u16(tid_of(tid, side)).take();
}

Buffer wtp_group_ack(std::uint16_t tid, WtpSide side, std::uint8_t number) {
  constexpr std::uint8_t kContinue = 0x80;
  constexpr std::uint8_t kPacketNumberTpi = (3 << 3) | 1;  // short form, one octet
  OctetWriter packet;
  packet.u8(kContinue | (kWtpAck << 3)).u16(tid_of(tid, side));
  return packet.u8(kPacketNumberTpi).u8(number).take();
}

Buffer wtp_nack(std::uint16_t tid, WtpSide side, Octets missing) {
  OctetWriter packet;
  packet.u8(kNack << 3).u16(tid_of(tid, side)).u8(missing.size());
  return packet.octets(missing).take();
}

Buffer wtp_abort(std::uint16_t tid, WtpSide side, std::uint8_t reason) {
  constexpr std::uint8_t kByUser = 1;
  OctetWriter packet;
  return packet.u8((kAbort << 3) | kByUser).u16(tid_of(tid, side)).u8(reason).take();
}

void WtpConversation::method(Octets request, Octets reply) {
  const std::uint16_t tid = client_tid_++;
  const Segments invoke = {
      [tid](Octets data, Trailer trailer) { return wtp_invoke(tid, 2, data, trailer); },
      [tid](std::uint8_t number, Octets data, Trailer trailer) {
        return wtp_segmented_invoke(tid, number, data, trailer);
      },
      [this](Octets packet) { to_gateway(packet); },
      [this, tid](std::uint8_t number) {
        to_client(wtp_group_ack(tid, WtpSide::kResponder, number));
      }};
  const Segments result = {
      [tid](Octets data, Trailer trailer) { return wtp_result(tid, data, trailer); },
      [tid](std::uint8_t number, Octets data, Trailer trailer) {
        return wtp_segmented_result(tid, number, data, trailer);
      },
      [this](Octets packet) { to_client(packet); },
      [this, tid](std::uint8_t number) {
        to_gateway(wtp_group_ack(tid, WtpSide::kInitiator, number));
      }};
  send_segmented(invoke, options_, request);
  if (!send_segmented(result, options_, reply)) to_gateway(wtp_ack(tid, WtpSide::kInitiator));
}

void WtpConversation::unconfirmed(Octets pdu) { to_gateway(wtp_invoke(client_tid_++, 0, pdu)); }

void WtpConversation::push(Octets pdu) { to_client(wtp_invoke(gateway_tid_++, 0, pdu)); }

void WtpConversation::confirmed_push(Octets pdu) {
  const std::uint16_t tid = gateway_tid_++;
  to_client(wtp_invoke(tid, 1, pdu));
  to_gateway(wtp_ack(tid, WtpSide::kResponder));
}

}  // namespace mm1::test
