#include "fragments.h"

#include <algorithm>
#include <utility>

#include "mm1/net/keyed_hash.h"

namespace mm1::net {
namespace {

constexpr std::size_t kMaxDatagram = 65'535;
constexpr std::size_t kUnit = 8;
// Fragments of the largest datagram where packets have 68 octets, the least that any link carries
// (RFC 791 §3.2). More of them are made to be slow: each one is compared with those in its place.
constexpr std::size_t kMaxPieces = 1366;
// What an open datagram and a piece of one cost beside their octets, about.
constexpr std::size_t kAssemblyCost = 256;
constexpr std::size_t kPieceCost = 128;

}  // namespace

std::size_t Fragments::KeyHash::operator()(const Key& key) const {
  return KeyedHash()
      .add(key.source.octets)
      .add(key.destination.octets)
      .add(key.id, key.protocol)
      .value();
}

std::optional<JoinedDatagram> Fragments::add(const IpHeader& header, const Layer& payload,
                                             std::span<const FrameRef> frames,
                                             std::int64_t time_ns) {
  expire(time_ns);
  // All but the last end where the next can begin.
  const bool broken = header.more_fragments && payload.wire_length % kUnit != 0;
  if (broken || payload.wire_length == 0 ||
      header.fragment_offset + payload.wire_length > kMaxDatagram) {
    left_out_.add(LeftOut::kIpMalformed);
    return std::nullopt;
  }
  const Key key{header.source, header.destination, header.identification, header.protocol};
  auto [found, begins] = assemblies_.try_emplace(key);
  Assembly& assembly = found->second;
  if (begins) {
    assembly.begun_ns = time_ns;
    assembly.age = by_age_.insert(by_age_.end(), key);
  }
  const auto end = static_cast<std::uint32_t>(header.fragment_offset + payload.wire_length);
  if (has_other_length(assembly, end, !header.more_fragments)) {
    left_out_.add(LeftOut::kFragmentsContradict);
    return std::nullopt;
  }
  if (has_other_octets(assembly, header.fragment_offset, payload)) {
    left_out_.add(LeftOut::kFragmentsContradict);
  }
  const std::size_t cost = payload.octets.size() + kPieceCost + frames.size() * sizeof(FrameRef) +
                           (begins ? kAssemblyCost : 0);
  if (!charge(assembly, cost)) return std::nullopt;

  // One without new octets may still tell where the datagram ends.
  const bool tells_length = !header.more_fragments && !assembly.length;
  if (tells_length) assembly.length = end;
  if (insert(assembly, header.fragment_offset, payload) == 0 && !tells_length) {
    budget_.give_back(cost);
    assembly.charged -= cost;
    return std::nullopt;
  }
  if (assembly.pieces.size() > kMaxPieces) {
    left_out_.add(LeftOut::kIpMalformed);
    drop(found);
    return std::nullopt;
  }
  assembly.frames.insert(assembly.frames.end(), frames.begin(), frames.end());
  if (assembly.wire_octets != assembly.length) return std::nullopt;
  JoinedDatagram joined = join(assembly);
  drop(found);
  return joined;
}

// A fragment that ends behind the datagram, or ends it before octets it has.
bool Fragments::has_other_length(const Assembly& assembly, std::uint32_t end, bool last) {
  if (assembly.length) return last ? end != assembly.length : end > assembly.length;
  return last && !assembly.pieces.empty() && assembly.pieces.rbegin()->second.end > end;
}

// Whether octets differ from those that came before for the same place.
bool Fragments::has_other_octets(const Assembly& assembly, std::uint32_t offset,
                                 const Layer& payload) {
  const auto end = offset + static_cast<std::uint32_t>(payload.octets.size());
  auto piece = assembly.pieces.upper_bound(offset);
  if (piece != assembly.pieces.begin()) --piece;
  for (; piece != assembly.pieces.end() && piece->first < end; ++piece) {
    const auto& [begin, known] = *piece;
    const std::uint32_t from = std::max(offset, begin);
    const std::uint32_t to =
        std::min(end, begin + static_cast<std::uint32_t>(known.captured.size()));
    if (from >= to) continue;
    const Octets octets = payload.octets.subspan(from - offset, to - from);
    if (!std::ranges::equal(octets, Octets(known.captured).subspan(from - begin, to - from))) {
      return true;
    }
  }
  return false;
}

// Takes what no earlier piece covers; how many octets of the wire that were.
std::uint32_t Fragments::insert(Assembly& assembly, std::uint32_t offset, const Layer& payload) {
  const auto end = static_cast<std::uint32_t>(offset + payload.wire_length);
  auto& pieces = assembly.pieces;
  auto next = pieces.upper_bound(offset);
  std::uint32_t at = offset;
  if (next != pieces.begin()) at = std::max(at, std::prev(next)->second.end);
  std::uint32_t taken = 0;
  while (at < end) {
    const std::uint32_t stop = next == pieces.end() ? end : std::min(end, next->first);
    if (at < stop) {
      Layer part = payload;
      part.octets = part.octets.subspan(std::min<std::size_t>(at - offset, part.octets.size()));
      part.confine(stop - at);
      pieces.emplace_hint(next, at, Piece{stop, {part.octets.begin(), part.octets.end()}});
      taken += stop - at;
    }
    if (next == pieces.end()) break;
    at = std::max(stop, next->second.end);
    ++next;
  }
  assembly.wire_octets += taken;
  return taken;
}

JoinedDatagram Fragments::join(Assembly& assembly) {
  JoinedDatagram joined;
  joined.wire_length = *assembly.length;
  joined.frames = std::move(assembly.frames);
  for (const auto& [offset, piece] : assembly.pieces) {
    if (offset != joined.octets.size()) break;  // the piece before was cut by the snap length
    joined.octets.insert(joined.octets.end(), piece.captured.begin(), piece.captured.end());
  }
  return joined;
}

bool Fragments::charge(Assembly& assembly, std::size_t octets) {
  while (!budget_.has(octets)) {
    const bool own = by_age_.begin() == assembly.age;
    give_up_oldest(LeftOut::kFragmentsEvicted);
    if (own) return false;
  }
  budget_.take(octets);
  assembly.charged += octets;
  return true;
}

void Fragments::expire(std::int64_t now_ns) {
  while (!by_age_.empty()) {
    if (now_ns - assemblies_.find(by_age_.front())->second.begun_ns <= timeout_ns_) return;
    give_up_oldest(LeftOut::kFragmentsIncomplete);
  }
}

void Fragments::give_up_oldest(LeftOut reason) {
  left_out_.add(reason);
  drop(assemblies_.find(by_age_.front()));
}

void Fragments::drop(Assemblies::iterator assembly) {
  budget_.give_back(assembly->second.charged);
  by_age_.erase(assembly->second.age);
  assemblies_.erase(assembly);
}

void Fragments::finish() {
  while (!by_age_.empty()) give_up_oldest(LeftOut::kFragmentsIncomplete);
}

}  // namespace mm1::net
