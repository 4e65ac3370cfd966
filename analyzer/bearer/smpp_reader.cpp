#include "smpp_reader.h"

#include <algorithm>

namespace mm1::bearer {
namespace {

using capture::LeftOut;

constexpr std::uint64_t kMaxSearch = std::uint64_t{1} << 20;

}  // namespace

SmppReader::SmppReader(Outlet& outlet, SmsAssembler& messages, const net::Endpoint& client,
                       const net::Endpoint& server)
    : outlet_(outlet),
      messages_(messages),
      client_(client.address),
      server_(server.address),
      client_side_(outlet.budget),
      server_side_(outlet.budget) {}

bool SmppReader::on_octets(bool from_client, Octets octets, const net::Stamp& stamp) {
  Side& present = side(from_client);
  if (present.searching) {
    present.searching = !parse_smpp_header(octets);
    present.searched += octets.size();
    if (present.searching && present.searched > kMaxSearch) return false;
  }
  while (!octets.empty() && !present.searching) {
    const std::size_t used = step(present, from_client, octets, stamp);
    if (used == 0) return false;
    octets = octets.subspan(used);
  }
  return true;
}

std::size_t SmppReader::step(Side& side, bool from_client, Octets octets, const net::Stamp& stamp) {
  if (side.skip != 0) {
    const std::size_t used = std::min<std::size_t>(side.skip, octets.size());
    side.skip -= static_cast<std::uint32_t>(used);
    return used;
  }
  const bool in_header = side.pdu.size() < kSmppHeader;
  const auto known = parse_smpp_header(side.pdu.span());
  const std::size_t wanted = (in_header ? kSmppHeader : known->length) - side.pdu.size();
  const std::size_t used = std::min(wanted, octets.size());
  if (!side.pdu.append(octets.first(used))) {
    outlet_.count(LeftOut::kEvicted);
    return 0;
  }
  side.frames.add(stamp.ref);
  if (!could_be_smpp(side.pdu.span())) return lose_step(side) ? octets.size() : 0;
  const auto header = parse_smpp_header(side.pdu.span());
  if (!header) return used;
  if (!carries_short_message(header->command)) {
    synchronised_ = true;
    side.skip = header->length - static_cast<std::uint32_t>(side.pdu.size());
    side.pdu.clear();
    side.frames.clear();
  } else if (side.pdu.size() == header->length) {
    on_pdu(side, from_client, header->command, stamp);
    side.pdu.clear();
    side.frames.clear();
  }
  return used;
}

void SmppReader::on_pdu(Side& side, bool from_client, std::uint32_t command,
                        const net::Stamp& stamp) {
  synchronised_ = true;
  const auto message = parse_short_message(command, side.pdu.span());
  if (!message) {
    outlet_.count(LeftOut::kSmppMalformed);
    return;
  }
  messages_.on_message(*message, {.sender = from_client ? client_ : server_,
                                  .receiver = from_client ? server_ : client_,
                                  .stamp = stamp,
                                  .frames = side.frames.span()});
}

// False: this connection never spoke SMPP.
bool SmppReader::lose_step(Side& side) {
  side.pdu.clear();
  side.frames.clear();
  side.searching = true;
  side.searched = 0;
  if (synchronised_) outlet_.count(LeftOut::kSmppMalformed);
  return synchronised_;
}

bool SmppReader::on_gap(bool from_client, std::uint64_t length, const net::Stamp& stamp) {
  Side& present = side(from_client);
  if (present.skip >= length) {
    present.skip -= static_cast<std::uint32_t>(length);
    return true;
  }
  tell_loss(from_client, stamp);
  const auto header = parse_smpp_header(present.pdu.span());
  const std::uint64_t left = header ? header->length - present.pdu.size() : 0;
  present.searching = left < length;
  present.searched = 0;
  present.skip = present.searching ? 0 : static_cast<std::uint32_t>(left - length);
  present.pdu.clear();
  present.frames.clear();
  return true;
}

void SmppReader::on_end(bool from_client, net::StreamEnd, const net::Stamp&) {
  Side& present = side(from_client);
  present.pdu.clear();
  present.frames.clear();
}

void SmppReader::tell_loss(bool from_client, const net::Stamp& stamp) {
  const std::string sender = (from_client ? client_ : server_).text();
  Message loss;
  loss.kind = MessageKind::kLoss;
  loss.complete = false;
  set_place(loss.context, stamp);
  loss.context.bearer = flow::Bearer::kPushSms;
  loss.context.direction = flow::Direction::kRelayToClient;
  loss.context.relay = sender;  // whose short messages to which clients were lost is not known
  outlet_.sink.on_message(loss);
}

}  // namespace mm1::bearer
