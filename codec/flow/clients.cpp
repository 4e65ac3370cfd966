#include "clients.h"

#include <algorithm>

namespace mm1::flow {

void Clients::seen(const Context& context) {
  const auto bearer = static_cast<std::size_t>(context.bearer);
  captured_[bearer][static_cast<std::size_t>(context.direction)] = true;
  const auto found = clients_.find(context.client);
  if (found == clients_.end()) return;
  Client& client = found->second;
  const std::size_t path = path_of(context.bearer);
  client.seen[path] = std::max(client.seen[path], context.time_ns);
  if (context.direction == Direction::kClientToRelay) {
    client.sent = std::max(client.sent, context.time_ns);
    client.sent_on[path] = std::max(client.sent_on[path], context.time_ns);
  }
}

void Clients::lost(const Context& context) {
  if (context.client.empty()) {
    lost_somewhere_ = std::max(lost_somewhere_, context.time_ns);
    return;
  }
  const auto found = clients_.find(context.client);
  if (found != clients_.end()) found->second.lost = std::max(found->second.lost, context.time_ns);
}

Client* Clients::acquire(std::string_view name) {
  auto found = clients_.find(name);
  if (found == clients_.end()) found = clients_.try_emplace(std::string(name)).first;
  ++found->second.transactions;
  return &found->second;
}

void Clients::release(std::string_view name) {
  const auto found = clients_.find(name);
  if (found != clients_.end() && --found->second.transactions == 0) clients_.erase(found);
}

}  // namespace mm1::flow
