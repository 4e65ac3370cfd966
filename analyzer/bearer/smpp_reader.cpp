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
  while (!octets.empty()) {
    const std::size_t used = present.search ? search(present, from_client, octets, stamp)
                                            : step(present, from_client, octets, stamp);
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
  const auto header = parse_smpp_header(side.pdu.span());
  const std::size_t wanted = (header ? header->length : kSmppHeader) - side.pdu.size();
  const std::size_t used = std::min(wanted, octets.size());
  if (!keep(side, from_client, octets.first(used), stamp)) return used;
  side.frames.add(stamp.ref);
  if (!could_be_smpp(side.pdu.span())) return lose_step(side, stamp) ? used : 0;
  look_at_pdu(side, from_client, stamp);
  return used;
}

std::size_t SmppReader::search(Side& side, bool from_client, Octets octets,
                               const net::Stamp& stamp) {
  std::size_t used = 0;
  for (const std::uint8_t octet : octets) {
    ++used;
    if (side.search->taken() == kMaxSearch) {
      tell_loss(from_client, stamp);
      return 0;
    }
    if (!side.search->take(octet, stamp.ref)) continue;
    const SmppSearch found = *side.search;
    side.search.reset();
    side.frames.add(found.frames());
    if (keep(side, from_client, found.header(), stamp)) look_at_pdu(side, from_client, stamp);
    break;
  }
  return used;
}

// Where memory is out, older messages go first; after that, this PDU.
bool SmppReader::keep(Side& side, bool from_client, Octets octets, const net::Stamp& stamp) {
  while (!side.pdu.append(octets)) {
    if (messages_.make_room()) continue;
    outlet_.count(LeftOut::kEvicted);
    tell_loss(from_client, stamp);
    if (const auto header = parse_smpp_header(side.pdu.span())) {
      side.skip = header->length - static_cast<std::uint32_t>(side.pdu.size() + octets.size());
    } else {
      side.search.emplace();
    }
    side.drop_pdu();
    return false;
  }
  return true;
}

void SmppReader::look_at_pdu(Side& side, bool from_client, const net::Stamp& stamp) {
  const auto header = parse_smpp_header(side.pdu.span());
  if (!header) return;
  synchronised_ = synchronised_ || is_sure_smpp_header(side.pdu.span().first(kSmppHeader));
  if (!carries_short_message(header->command)) {
    side.skip = header->length - static_cast<std::uint32_t>(side.pdu.size());
    side.drop_pdu();
  } else if (side.pdu.size() == header->length) {
    on_pdu(side, from_client, header->command, stamp);
    side.drop_pdu();
  }
}

void SmppReader::on_pdu(const Side& side, bool from_client, std::uint32_t command,
                        const net::Stamp& stamp) {
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

// False: this connection never spoke SMPP. The search begins behind the first octet of what is no
// header, whatever of it has come so far.
bool SmppReader::lose_step(Side& side, const net::Stamp& stamp) {
  side.search.emplace();
  for (const std::uint8_t octet : side.pdu.span().subspan(1)) {
    static_cast<void>(side.search->take(octet, stamp.ref));
  }
  side.drop_pdu();
  if (synchronised_) outlet_.count(LeftOut::kSmppMalformed);
  return synchronised_;
}

bool SmppReader::on_gap(bool from_client, std::uint64_t length, const net::Stamp& stamp) {
  Side& present = side(from_client);
  if (!present.search && present.skip >= length) {
    present.skip -= static_cast<std::uint32_t>(length);
    return true;
  }
  tell_loss(from_client, stamp);
  const auto header = parse_smpp_header(present.pdu.span());
  const std::uint64_t left = header ? header->length - present.pdu.size() : 0;
  present.drop_pdu();
  present.search.reset();
  present.skip = 0;
  if (left < length) {
    present.search.emplace();
  } else {
    present.skip = static_cast<std::uint32_t>(left - length);
  }
  return true;
}

void SmppReader::on_end(bool from_client, net::StreamEnd end, const net::Stamp& stamp) {
  Side& present = side(from_client);
  const bool is_cut = parse_smpp_header(present.pdu.span()).has_value();
  if (is_cut) outlet_.count(LeftOut::kSmsIncomplete);
  if (is_cut || end == net::StreamEnd::kEvicted) tell_loss(from_client, stamp);
  present.drop_pdu();
}

void SmppReader::tell_loss(bool from_client, const net::Stamp& stamp) {
  const net::IpAddress& address = from_client ? client_ : server_;
  messages_.on_loss(address);
  const std::string sender = address.text();
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
