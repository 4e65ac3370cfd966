#include "tcp_flow_table.h"

#include "mm1/net/keyed_hash.h"

namespace mm1::net {
namespace {

constexpr std::size_t kFirstPlaces = 1024;

static_assert(FlowTable::kOctetsPerFlow < 200, "millions of flows may be open");

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
  KeyedHash hash;
  hash.add(std::uint64_t{key.ports[0]} << 16 | key.ports[1], key.family);
  for (const auto& address : key.addresses) hash.add(address);
  return static_cast<std::uint32_t>(hash.value());
}

Flow* FlowTable::find(const FlowKey& key, std::uint32_t hash) {
  const std::size_t mask = places_.size() - 1;
  for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
    const Place& place = places_[i];
    if (place.flow == kNone) return nullptr;
    if (place.hash == hash && flow(place.flow).key == key) return &flow(place.flow);
  }
}

Flow& FlowTable::insert(const FlowKey& key, std::uint32_t hash) {
  if ((size_ + 1) * 4 > places_.size() * 3) grow();
  Number number = free_;
  if (number != kNone) {
    free_ = flow(number).newer;
  } else {
    number = ++used_;
    if ((number - 1) / kFlowsPerBlock == blocks_.size()) {
      blocks_.push_back(std::make_unique<Block>());
    }
  }
  Flow& fresh = flow(number);
  fresh = Flow();
  fresh.key = key;
  fresh.hash = hash;
  link(number);
  put({hash, number});
  ++size_;
  return fresh;
}

void FlowTable::erase(Flow& flow) {
  const std::size_t mask = places_.size() - 1;
  std::size_t free = place_of(flow);
  const Number number = places_[free].flow;
  // Places behind the free one move up, so that no search ends before them.
  for (std::size_t i = (free + 1) & mask; places_[i].flow != kNone; i = (i + 1) & mask) {
    const std::size_t home = places_[i].hash & mask;
    if (((i - home) & mask) < ((i - free) & mask)) continue;
    places_[free] = places_[i];
    free = i;
  }
  places_[free] = Place();
  unlink(flow);
  flow.connection.reset();
  flow.newer = free_;
  free_ = number;
  --size_;
}

void FlowTable::move(Flow& flow, FlowState state) {
  const Order& now = order(flow.state);
  const Number number = flow.newer != kNone ? this->flow(flow.newer).older : now.newest;
  if (flow.state == state && now.newest == number) return;
  unlink(flow);
  flow.state = state;
  link(number);
}

Flow* FlowTable::oldest(FlowState state) {
  const Number number = order(state).oldest;
  return number == kNone ? nullptr : &flow(number);
}

std::size_t FlowTable::place_of(const Flow& flow) const {
  const std::size_t mask = places_.size() - 1;
  std::size_t i = flow.hash & mask;
  while (&this->flow(places_[i].flow) != &flow) i = (i + 1) & mask;
  return i;
}

void FlowTable::put(Place place) {
  const std::size_t mask = places_.size() - 1;
  std::size_t i = place.hash & mask;
  while (places_[i].flow != kNone) i = (i + 1) & mask;
  places_[i] = place;
}

// As the one of its state that was used last.
void FlowTable::link(Number number) {
  Flow& linked = flow(number);
  Order& own = order(linked.state);
  linked.older = own.newest;
  linked.newer = kNone;
  (own.newest == kNone ? own.oldest : flow(own.newest).newer) = number;
  own.newest = number;
}

void FlowTable::unlink(const Flow& flow) {
  Order& own = order(flow.state);
  (flow.older == kNone ? own.oldest : this->flow(flow.older).newer) = flow.newer;
  (flow.newer == kNone ? own.newest : this->flow(flow.newer).older) = flow.older;
}

void FlowTable::grow() {
  std::vector<Place> old(places_.size() * 2);
  old.swap(places_);
  for (const Place& place : old) {
    if (place.flow != kNone) put(place);
  }
}

}  // namespace mm1::net
