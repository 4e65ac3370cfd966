#include "support/smpp.h"

#include <algorithm>

namespace mm1::test {
namespace {

constexpr std::uint32_t kSubmitSm = 4, kDeliverSm = 5, kBindTransceiver = 9;
constexpr std::uint32_t kResponse = 0x80000000;

Buffer smpp_pdu(std::uint32_t command, std::uint32_t sequence, const OctetWriter& body) {
  constexpr std::size_t kHeader = 16;
  OctetWriter pdu;
  pdu.u32(kHeader + body.size()).u32(command).u32(0).u32(sequence);
  return pdu.octets(body.written()).take();
}

// submit_sm and deliver_sm share their layout.
OctetWriter short_message_body(const ShortMessage& message) {
  constexpr std::uint8_t kInternational = 1;
  constexpr std::uint8_t kIsdn = 1;
  constexpr std::uint8_t kUserDataHeader = 0x40;
  constexpr std::uint8_t kBinary = 4;
  OctetWriter body;
  body.c_string("");  // service_type
  body.u8(kInternational).u8(kIsdn).c_string(message.source);
  body.u8(kInternational).u8(kIsdn).c_string(message.destination);
  body.u8(kUserDataHeader).u8(0).u8(0);  // esm_class, protocol_id, priority_flag
  body.c_string("").c_string("");        // delivery time, validity
  body.u8(0).u8(0).u8(kBinary).u8(0);    // registered, replace, data_coding, predefined message
  body.u8(message.user_data.size()).octets(message.user_data);
  return body;
}

}  // namespace

std::vector<Buffer> sms_user_data(std::uint16_t destination_port, std::uint16_t source_port,
                                  Octets datagram, std::uint8_t reference, Reference width) {
  constexpr std::size_t kUserData = 140;
  OctetWriter ports;
  ports.u8(0x05).u8(4).u16(destination_port).u16(source_port);
  const std::size_t concatenation = width == Reference::k8Bit ? 5 : 6;
  const bool one = datagram.size() + ports.size() < kUserData;
  const std::size_t header = ports.size() + (one ? 0 : concatenation);
  const std::size_t room = kUserData - 1 - header;
  const std::size_t count = one ? 1 : (datagram.size() + room - 1) / room;

  std::vector<Buffer> messages;
  for (std::size_t part = 1; part <= count; ++part) {
    OctetWriter data;
    data.u8(header).octets(ports.written());
    if (!one && width == Reference::k8Bit) data.u8(0x00).u8(3).u8(reference).u8(count).u8(part);
    if (!one && width == Reference::k16Bit) data.u8(0x08).u8(4).u16(reference).u8(count).u8(part);
    const Octets octets = datagram.first(std::min(room, datagram.size()));
    datagram = datagram.subspan(octets.size());
    messages.push_back(data.octets(octets).take());
  }
  return messages;
}

Buffer smpp_bind_transceiver(std::uint32_t sequence, const std::string& system_id) {
  OctetWriter body;
  body.c_string(system_id).c_string("").c_string("");  // password and system_type: none
  body.u8(0x34).u8(0).u8(0).c_string("");              // version 3.4, any address
  return smpp_pdu(kBindTransceiver, sequence, body);
}

Buffer smpp_bind_transceiver_resp(std::uint32_t sequence, const std::string& system_id) {
  OctetWriter body;
  body.c_string(system_id);
  return smpp_pdu(kBindTransceiver | kResponse, sequence, body);
}

Buffer smpp_submit_sm(std::uint32_t sequence, const ShortMessage& message) {
  return smpp_pdu(kSubmitSm, sequence, short_message_body(message));
}

Buffer smpp_submit_sm_resp(std::uint32_t sequence, const std::string& message_id) {
  OctetWriter body;
  body.c_string(message_id);
  return smpp_pdu(kSubmitSm | kResponse, sequence, body);
}

Buffer smpp_deliver_sm(std::uint32_t sequence, const ShortMessage& message) {
  return smpp_pdu(kDeliverSm, sequence, short_message_body(message));
}

Buffer smpp_deliver_sm_resp(std::uint32_t sequence) {
  OctetWriter body;
  body.c_string("");
  return smpp_pdu(kDeliverSm | kResponse, sequence, body);
}

}  // namespace mm1::test
