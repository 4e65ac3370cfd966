#include "duplicates.h"

#include <cstdlib>

#include "mm1/net/keyed_hash.h"

namespace mm1::net {
namespace {

constexpr std::int64_t kMillisecond = 1'000'000;
constexpr std::int64_t kWithIdentification = 1000 * kMillisecond;
constexpr std::int64_t kWithout = 5 * kMillisecond;
constexpr std::size_t kMaxRemembered = 65'536;

std::uint64_t digest_of(const IpHeader& header, const Layer& payload) {
  const std::uint64_t place =
      std::uint64_t{header.fragment_offset} << 1 | (header.more_fragments ? 1 : 0);
  return KeyedHash()
      .add(header.source.octets)
      .add(header.destination.octets)
      .add(std::uint64_t{header.identification} << 16 | std::uint64_t{header.source.family} << 8 |
               header.protocol,
           place << 32 | payload.wire_length)
      .add(payload.octets)
      .value();
}

}  // namespace

bool Duplicates::again(const IpHeader& header, const Layer& payload, std::int64_t time_ns) {
  forget_old(time_ns);
  const std::uint64_t digest = digest_of(header, payload);
  const auto [known, fresh] = times_.try_emplace(digest, time_ns);
  const std::int64_t window = header.identification != 0 ? kWithIdentification : kWithout;
  // Clocks of two taps may differ a little either way.
  if (!fresh && std::abs(time_ns - known->second) <= window) return true;
  known->second = time_ns;
  by_age_.push_back({digest, time_ns});
  return false;
}

void Duplicates::forget_old(std::int64_t now_ns) {
  while (!by_age_.empty()) {
    const Seen& oldest = by_age_.front();
    if (by_age_.size() < kMaxRemembered && now_ns - oldest.time_ns <= kWithIdentification) return;
    const auto known = times_.find(oldest.digest);
    // Unless it was seen anew, and has a later entry.
    if (known != times_.end() && known->second == oldest.time_ns) times_.erase(known);
    by_age_.pop_front();
  }
}

}  // namespace mm1::net
