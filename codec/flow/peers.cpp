#include "peers.h"

#include "clients.h"

namespace mm1::flow {

Peers::Peer& Peers::peer(std::string_view address, std::int64_t now_ns) {
  const std::uint64_t key = digest(address);
  if (Peer* known = peers_.find(key)) return *known;
  return peers_.put(key, {}, now_ns, kForever);
}

void Peers::spoke(const Context& context, mms::Version version) {
  const bool from_client = context.direction == Direction::kClientToRelay;
  const std::string_view sender = from_client ? context.client : context.relay;
  if (version == mms::Version::kNone || sender.empty()) return;
  peer(sender, context.time_ns).version = version;
}

void Peers::seen(const Context& context) {
  if (!context.client_address.empty()) {
    Peer& from = peer(context.client_address, context.time_ns);
    from.numbered = true;
    // Whom a gateway speaks for was seen on the other side of it too.
    const bool relays = from.relays;
    if (relays) peer(context.client, context.time_ns).relays = true;
  }
  const bool wap = context.bearer == Bearer::kWspCo || context.bearer == Bearer::kWspCl;
  if (wap && !context.relay.empty()) peer(context.relay, context.time_ns).relays = true;
}

void Peers::uses(std::string_view client, std::uint64_t subscriber, std::int64_t now_ns) {
  if (subscriber == 0 || client.empty()) return;
  Peer& user = peer(client, now_ns);
  user.shared = user.shared || (user.subscriber != 0 && user.subscriber != subscriber);
  user.subscriber = subscriber;
}

mms::Version Peers::version(std::string_view address) {
  const Peer* known = peers_.find(digest(address));
  return known == nullptr ? mms::Version::kNone : known->version;
}

bool Peers::speaks_for_numbers(std::string_view address) {
  const Peer* known = peers_.find(digest(address));
  return known != nullptr && known->numbered;
}

bool Peers::speaks_for_many(std::string_view client) {
  const Peer* known = peers_.find(digest(client));
  return known != nullptr && (known->relays || known->shared);
}

}  // namespace mm1::flow
