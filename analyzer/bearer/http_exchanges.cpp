#include "http_exchanges.h"

#include <utility>

#include "outlet.h"

namespace mm1::bearer {
namespace {

// Requests that may wait for their responses on one connection. More are seen only where no
// response is captured; the oldest are forgotten then, they went to the sink already.
constexpr std::size_t kMaxWaiting = 64;

}  // namespace

void HttpExchanges::remember(std::shared_ptr<HttpExchange> exchange) {
  if (waiting_.size() == kMaxWaiting) {
    waiting_.pop_front();
    lost_ = true;
  }
  if (exchange->uri.size() > kMaxRememberedUri) exchange->uri.clear();
  waiting_.push_back(std::move(exchange));
}

std::shared_ptr<HttpExchange> HttpExchanges::match(bool after_loss) {
  if (waiting_.empty()) return nullptr;
  const bool pipelined = waiting_.size() > 1;
  if (after_loss) {
    // Whose response was lost is not known; without pipelining only the latest can be answered now.
    while (waiting_.size() > 1) waiting_.pop_front();
  }
  std::shared_ptr<HttpExchange> exchange = std::move(waiting_.front());
  waiting_.pop_front();
  exchange->sure = !after_loss && !(lost_ && pipelined);
  return exchange;
}

}  // namespace mm1::bearer
