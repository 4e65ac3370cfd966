#include "known_uris.h"

#include <functional>
#include <string_view>

namespace mm1::flow {

std::uint64_t KnownUris::digest(const NormalUri& uri) {
  return std::hash<std::string_view>{}(uri.path());
}

void KnownUris::add(const NormalUri& uri, std::int64_t now_ns, std::int64_t keep_ns) {
  if (uri.empty()) return;
  while (!by_expiry_.empty() && (by_expiry_.front().first < now_ns || by_expiry_.size() >= kMax)) {
    const auto [expiry, old] = by_expiry_.front();
    by_expiry_.pop_front();
    const auto found = expiry_.find(old);
    if (found != expiry_.end() && found->second == expiry) expiry_.erase(found);
  }
  const std::int64_t expiry = now_ns + keep_ns;
  const std::uint64_t key = digest(uri);
  expiry_.insert_or_assign(key, expiry);
  by_expiry_.emplace_back(expiry, key);
}

}  // namespace mm1::flow
