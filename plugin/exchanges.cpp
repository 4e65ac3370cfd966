#include "exchanges.h"

namespace mm1::plugin {
namespace {

// Requests that may wait for their responses on one connection. More are seen only where no
// response is captured; the oldest are forgotten then.
constexpr std::size_t kMaxWaiting = 64;

}  // namespace

Exchange& Exchanges::begin() {
  Exchange& exchange = exchanges_.emplace_back();
  exchange.number = exchanges_.size();
  return exchange;
}

Exchange& Exchanges::http_request(std::uint32_t stream) {
  Exchange& exchange = begin();
  std::deque<std::uint64_t>& waiting = waiting_[stream];
  if (waiting.size() == kMaxWaiting) waiting.pop_front();
  waiting.push_back(exchange.number);
  return exchange;
}

Exchange& Exchanges::http_response(std::uint32_t stream) {
  const auto found = waiting_.find(stream);
  if (found == waiting_.end()) return begin();
  const std::uint64_t number = found->second.front();
  found->second.pop_front();
  if (found->second.empty()) waiting_.erase(found);
  return *find(number);
}

Exchange* Exchanges::wsp(const std::string& key) {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? nullptr : find(found->second);
}

Exchange& Exchanges::wsp_begin(const std::string& key) {
  Exchange& exchange = begin();
  by_key_[key] = exchange.number;
  return exchange;
}

const Exchange* Exchanges::find(std::uint64_t number) const {
  return number == 0 || number > exchanges_.size() ? nullptr : &exchanges_[number - 1];
}

Exchange* Exchanges::find(std::uint64_t number) {
  return const_cast<Exchange*>(static_cast<const Exchanges*>(this)->find(number));
}

}  // namespace mm1::plugin
