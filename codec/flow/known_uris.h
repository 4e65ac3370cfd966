// References a relay gave out: what tells the GET of an MM from any other GET.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <unordered_map>
#include <utility>

#include "uri.h"

namespace mm1::flow {

/// Paths of notifications and of the MMBox, for a time and up to a number; then the oldest go.
class KnownUris {
 public:
  static constexpr std::size_t kMax = std::size_t{1} << 20;

  void add(const NormalUri& uri, std::int64_t now_ns, std::int64_t keep_ns);
  [[nodiscard]] bool contains(const NormalUri& uri) const {
    return !uri.empty() && expiry_.contains(digest(uri));
  }

 private:
  [[nodiscard]] static std::uint64_t digest(const NormalUri& uri);

  std::unordered_map<std::uint64_t, std::int64_t> expiry_;        // by digest of the path
  std::deque<std::pair<std::int64_t, std::uint64_t>> by_expiry_;  // oldest first
};

}  // namespace mm1::flow
