#include "clients.h"

#include "mm1/flow/digest.h"

namespace mm1::flow {

Clients::~Clients() {
  clients_.each([](std::uint64_t /*key*/, Client* client) { delete client; });
}

Client* Clients::find(std::string_view name) const {
  Client* found = nullptr;
  clients_.each(digest(name), [&](Client* client) {
    if (client->name == name) found = client;
  });
  return found;
}

void Clients::seen(const Context& context) {
  const auto bearer = static_cast<std::size_t>(context.bearer);
  captured_[bearer][static_cast<std::size_t>(context.direction)] = true;
  Client* client = find(context.client);
  if (client == nullptr) return;
  Activity& activity = client->act();
  const std::size_t path = path_of(context.bearer);
  activity.seen[path] = std::max(activity.seen[path], context.time_ns);
  if (context.direction == Direction::kClientToRelay) {
    activity.sent = std::max(activity.sent, context.time_ns);
    activity.sent_on[path] = std::max(activity.sent_on[path], context.time_ns);
  }
}

void Clients::lost(const Context& context) {
  if (context.client.empty()) {
    lost_somewhere_ = std::max(lost_somewhere_, context.time_ns);
    return;
  }
  if (Client* client = find(context.client)) {
    client->act().lost = std::max(client->activity().lost, context.time_ns);
  }
}

Client* Clients::acquire(std::string_view name) {
  Client* client = find(name);
  if (client == nullptr) {
    client = new Client(name);
    clients_.insert(digest(name), client);
  }
  ++client->transactions;
  return client;
}

void Clients::release(Client* client) {
  if (--client->transactions != 0) return;
  clients_.erase(digest(client->name), client);
  delete client;
}

}  // namespace mm1::flow
