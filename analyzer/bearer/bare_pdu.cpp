#include "bare_pdu.h"

#include "mm1/mms/pdus.h"

namespace mm1::bearer {
namespace {

bool is_from_client(const net::Datagram& datagram) {
  constexpr std::uint8_t kMessageType = 0x8C;  // the first field (ENC §6.1)
  const Octets octets = datagram.payload;
  const mms::PduRow* row =
      octets.size() >= 2 && octets[0] == kMessageType ? mms::pdu(octets[1]) : nullptr;
  if (row != nullptr && row->sender != mms::Sender::kEither) {
    return row->sender == mms::Sender::kClient;
  }
  return datagram.source.port >= datagram.destination.port;  // relays listen on lower ports
}

}  // namespace

void deliver_bare_pdu(Outlet& outlet, const net::Datagram& datagram) {
  const std::string source = datagram.source.address.text();
  const std::string destination = datagram.destination.address.text();
  const bool from_client = is_from_client(datagram);
  Message message;
  set_place(message.context, datagram.stamp);
  message.context.bearer = flow::Bearer::kFile;
  message.context.direction =
      from_client ? flow::Direction::kClientToRelay : flow::Direction::kRelayToClient;
  message.context.client = from_client ? source : destination;
  message.context.relay = from_client ? destination : source;
  message.body = datagram.payload;
  message.reported_length = datagram.reported_length;
  message.complete = missing_octets(datagram) == 0;
  message.frames = datagram.frames;
  outlet.sink.on_message(message);
}

}  // namespace mm1::bearer
