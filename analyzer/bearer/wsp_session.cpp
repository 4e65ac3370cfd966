#include "wsp_session.h"

#include <algorithm>
#include <vector>

#include "client_headers.h"
#include "mm1/wsp/cursor.h"
#include "mm1/wsp/header_names.h"
#include "mm1/wsp/headers.h"
#include "mm1/wsp/primitives.h"
#include "text.h"

namespace mm1::bearer {
namespace {

using wsp::Cursor;

constexpr std::size_t kMaxSessions = 16 * 1024;
constexpr std::int64_t kIdle = 6 * 3600'000'000'000;  // sessions are kept open over pauses

// Capabilities (WAP-230 §8.3.2), their identity as it is written: a Short-integer.
constexpr std::uint8_t kExtendedMethods = 0x85, kAliases = 0x87;
constexpr std::size_t kMaxMethods = 32;
constexpr std::size_t kMaxMethodName = 64;
constexpr std::size_t kNode = 96;  // memory of one in a map beside its name
// Of a session that names all the methods it may.
constexpr std::size_t kLargestSession = sizeof(WspSession) + kMaxMethods * (kMaxMethodName + kNode);

// §8.4.2.70: a Short-integer, or text as "1.3". The longer form speaks of another code page.
std::uint8_t version_of(const wsp::Header& header) {
  if (!header.value.empty() && header.value[0] >= 0x80) return header.value[0] & 0x7fU;
  const std::string_view text = header.text();
  const auto digit = [&text](std::size_t i) { return static_cast<std::uint8_t>(text[i] - '0'); };
  if (text.size() != 3 || digit(0) > 7 || text[1] != '.' || digit(2) > 9) return 0;
  return static_cast<std::uint8_t>(digit(0) << 4 | digit(2));
}

// The parameters of a capability, empty when it is not there.
Octets capability(Octets capabilities, std::uint8_t identity) {
  Cursor cursor(capabilities);
  while (!cursor.at_end()) {
    Cursor parameters = cursor.sub(take_uintvar(cursor));
    if (cursor.overrun()) return {};
    if (parameters.peek() == identity) {
      parameters.skip(1);
      return parameters.rest();
    }
  }
  return {};
}

// §8.3.2.5: PDU type and name, again and again.
std::map<std::uint8_t, std::string> extended_methods(Octets parameters) {
  std::map<std::uint8_t, std::string> methods;
  Cursor cursor(parameters);
  while (!cursor.at_end() && methods.size() < kMaxMethods) {
    const std::uint8_t type = cursor.take();
    const auto end = wsp::find_end_of_string(cursor.rest());
    if (!end || *end > kMaxMethodName) break;
    methods.emplace(type, as_text(cursor.take(*end)));
    cursor.skip(1);
  }
  return methods;
}

// §8.2.2.3: addresses, each with flags of what stands before it.
std::vector<net::IpAddress> aliases(Octets parameters) {
  constexpr std::uint8_t kHasBearer = 0x80, kHasPort = 0x40, kLength = 0x3f;
  constexpr std::size_t kMaxAliases = 8;
  std::vector<net::IpAddress> addresses;
  Cursor cursor(parameters);
  while (!cursor.at_end() && addresses.size() < kMaxAliases) {
    const std::uint8_t flags = cursor.take();
    cursor.skip(((flags & kHasBearer) != 0 ? 1U : 0U) + ((flags & kHasPort) != 0 ? 2U : 0U));
    const Octets octets = cursor.take(flags & kLength);
    net::IpAddress address;
    if (cursor.overrun()) break;
    if (octets.size() != 4 && octets.size() != address.octets.size()) continue;
    address.family = octets.size() == 4 ? 4 : 6;
    std::ranges::copy(octets, address.octets.begin());
    addresses.push_back(address);
  }
  return addresses;
}

}  // namespace

std::uint8_t encoding_version(Octets headers) {
  wsp::HeaderReader reader(headers);
  while (const auto header = reader.next()) {
    if (header->number == wsp::header::kEncodingVersion) return version_of(*header);
  }
  return 0;
}

WspSessions::WspSessions(Outlet& outlet)
    : outlet_(outlet),
      sessions_(table_capacity(outlet.options.max_memory, kLargestSession, kMaxSessions), kIdle),
      ids_(kMaxSessions, kIdle) {}

void WspSessions::advance(std::int64_t now_ns) {
  sessions_.advance(now_ns, [this](const WapPair&, const WspSession&, bool for_room) {
    if (for_room) outlet_.count(capture::LeftOut::kEvicted);
  });
  ids_.advance(now_ns, [](const Id&, const WapPair&, bool) {});
}

void WspSessions::on_pdu(const WapPair& pair, Octets pdu, std::int64_t now_ns) {
  advance(now_ns);
  switch (pdu.empty() ? std::uint8_t{0} : pdu.front()) {
    case wsp_type::kConnect:
      return connect(pair, pdu);
    case wsp_type::kConnectReply:
      return connect_reply(pair, pdu);
    case wsp_type::kResume:
      return resume(pair, pdu);
    case wsp_type::kDisconnect:
      return sessions_.erase(pair);
    default:  // Suspend leaves the session as it is; a Redirect is followed by a Connect elsewhere
      return;
  }
}

void WspSessions::connect(const WapPair& pair, Octets pdu) {
  Cursor cursor(pdu);
  cursor.skip(2);  // type, version
  const std::uint32_t capabilities_length = take_uintvar(cursor);
  const std::uint32_t headers_length = take_uintvar(cursor);
  const Octets capabilities = cursor.take(capabilities_length);
  const Octets headers = cursor.take(headers_length);
  if (cursor.overrun()) return sessions_.erase(pair);
  WspSession& session = sessions_.use(pair);
  session = {};
  session.begun = true;
  session.client_version = encoding_version(headers);
  session.client_number =
      bearer::client_number(headers, outlet_.options.client_headers).value_or("");
  session.methods = extended_methods(capability(capabilities, kExtendedMethods));
}

void WspSessions::connect_reply(const WapPair& pair, Octets pdu) {
  Cursor cursor(pdu);
  cursor.skip(1);
  const std::uint32_t number = take_uintvar(cursor);
  const std::uint32_t capabilities_length = take_uintvar(cursor);
  const std::uint32_t headers_length = take_uintvar(cursor);
  const Octets capabilities = cursor.take(capabilities_length);
  const Octets headers = cursor.take(headers_length);
  if (cursor.overrun()) return;
  sessions_.use(pair).relay_version = encoding_version(headers);
  name({pair.relay.address, number}, pair);
  for (const net::IpAddress& alias : aliases(capability(capabilities, kAliases))) {
    name({alias, number}, pair);
  }
}

void WspSessions::name(const Id& id, const WapPair& pair) { ids_.use(id) = pair; }

// A client resumes from any address, and at any of the server's.
void WspSessions::resume(const WapPair& pair, Octets pdu) {
  Cursor cursor(pdu);
  cursor.skip(1);
  const Id id{pair.relay.address, take_uintvar(cursor)};
  const WapPair* before = cursor.overrun() ? nullptr : ids_.find(id);
  if (before == nullptr) return sessions_.erase(pair);
  if (*before == pair) return;
  const WapPair old = *before;
  WspSession* session = sessions_.find(old);
  if (session == nullptr) return;
  WspSession moved = std::move(*session);
  sessions_.erase(old);
  sessions_.use(pair) = std::move(moved);
  name(id, pair);
}

}  // namespace mm1::bearer
