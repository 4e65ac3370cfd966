#include "tcp_flow_table.h"

#include <cstring>
#include <utility>

namespace mm1::net {
namespace {

constexpr std::size_t kFirstPlaces = 1024;

std::uint64_t word(const std::uint8_t* octets) {
  std::uint64_t value = 0;
  std::memcpy(&value, octets, sizeof(value));
  return value;
}

std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9E37'79B9'7F4A'7C15u;
  return hash ^ hash >> 29;
}

}  // namespace

Endpoint FlowKey::end(int side) const {
  const auto i = static_cast<std::size_t>(side);
  return {{addresses[i], static_cast<std::uint8_t>(family)}, ports[i]};
}

FlowSide flow_side(const Endpoint& source, const Endpoint& destination) {
  FlowSide result;
  result.side = source < destination ? 0 : 1;
  const Endpoint& low = result.side == 0 ? source : destination;
  const Endpoint& high = result.side == 0 ? destination : source;
  result.key = {
      {low.address.octets, high.address.octets}, {low.port, high.port}, low.address.family};
  return result;
}

FlowTable::FlowTable() : places_(kFirstPlaces) {}

std::uint32_t FlowTable::hash(const FlowKey& key) {
  std::uint64_t hash = std::uint64_t{key.ports[0]} << 16 | key.ports[1];
  for (const auto& address : key.addresses) {
    hash = mix(hash, word(address.data()));
    if (key.family == 6) hash = mix(hash, word(address.data() + 8));
  }
  return static_cast<std::uint32_t>(hash >> 32);
}

Flow* FlowTable::find(const FlowKey& key, std::uint32_t hash) {
  const std::size_t mask = places_.size() - 1;
  for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
    Flow& place = places_[i];
    if (place.state == FlowState::kFree) return nullptr;
    if (place.hash == hash && place.key == key) return &place;
  }
}

Flow& FlowTable::insert(const FlowKey& key, std::uint32_t hash) {
  if ((size_ + 1) * 4 > places_.size() * 3) grow();
  const std::size_t mask = places_.size() - 1;
  std::size_t i = hash & mask;
  while (places_[i].state != FlowState::kFree) i = (i + 1) & mask;
  Flow& place = places_[i];
  place.key = key;
  place.hash = hash;
  place.state = FlowState::kOpening;
  ++size_;
  return place;
}

// Flows behind the free place move up, so that no search ends before them.
void FlowTable::erase(Flow& flow) {
  const std::size_t mask = places_.size() - 1;
  auto free = static_cast<std::size_t>(&flow - places_.data());
  for (std::size_t i = (free + 1) & mask; places_[i].state != FlowState::kFree;
       i = (i + 1) & mask) {
    const std::size_t home = places_[i].hash & mask;
    if (((i - home) & mask) < ((i - free) & mask)) continue;
    places_[free] = std::move(places_[i]);
    free = i;
  }
  places_[free] = Flow();
  --size_;
}

void FlowTable::grow() {
  std::vector<Flow> old(places_.size() * 2);
  old.swap(places_);
  const std::size_t mask = places_.size() - 1;
  for (Flow& flow : old) {
    if (flow.state == FlowState::kFree) continue;
    std::size_t i = flow.hash & mask;
    while (places_[i].state != FlowState::kFree) i = (i + 1) & mask;
    places_[i] = std::move(flow);
  }
}

}  // namespace mm1::net
