#include "exchanges.h"

namespace mm1::plugin {
namespace {

// Requests that may wait for their responses on one connection. More are seen only where no
// response is captured; the oldest are forgotten then.
constexpr std::size_t kMaxWaiting = 64;
constexpr std::size_t kLongestName = 256;  // of a user agent

}  // namespace

Exchange& Exchanges::begin() {
  Exchange& exchange = exchanges_.emplace_back();
  exchange.number = exchanges_.size();
  return exchange;
}

Exchange& Exchanges::http_request(std::uint32_t stream) {
  Exchange& exchange = begin();
  Connection& connection = connections_[stream];
  if (connection.waiting.size() == kMaxWaiting)
    connection.waiting.erase(connection.waiting.begin());
  connection.waiting.push_back(exchange.number);
  return exchange;
}

HttpPeers* Exchanges::peers(std::uint32_t stream) {
  const auto found = connections_.find(stream);
  return found == connections_.end() ? nullptr : &found->second.peers;
}

Exchange& Exchanges::http_response(std::uint32_t stream) {
  const auto found = connections_.find(stream);
  if (found == connections_.end() || found->second.waiting.empty()) return begin();
  const std::uint64_t number = found->second.waiting.front();
  found->second.waiting.erase(found->second.waiting.begin());
  return *find(number);
}

Exchange* Exchanges::wsp(WspKey key) {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? nullptr : find(found->second);
}

Exchange& Exchanges::wsp_begin(WspKey key) {
  Exchange& exchange = begin();
  by_key_[key] = exchange.number;
  return exchange;
}

const std::string* Exchanges::name(std::string_view name) {
  return name.empty() ? nullptr : &*names_.emplace(name.substr(0, kLongestName)).first;
}

const Exchange* Exchanges::find(std::uint64_t number) const {
  return number == 0 || number > exchanges_.size() ? nullptr : &exchanges_[number - 1];
}

Exchange* Exchanges::find(std::uint64_t number) {
  return const_cast<Exchange*>(static_cast<const Exchanges*>(this)->find(number));
}

}  // namespace mm1::plugin
