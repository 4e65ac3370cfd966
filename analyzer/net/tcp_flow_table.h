// All TCP flows of a capture, small enough that millions may be open.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "mm1/net/endpoint.h"
#include "tcp_connection.h"

namespace mm1::net {

/// The two ends of a flow, the lower one first: the same for both directions.
struct FlowKey {
  std::array<std::array<std::uint8_t, 16>, 2> addresses{};
  std::array<std::uint16_t, 2> ports{};
  std::uint16_t family = 0;
  friend bool operator==(const FlowKey&, const FlowKey&) = default;

  [[nodiscard]] Endpoint end(int side) const;
};

/// A key, and which of its ends (0 or 1) sent the packet it was made for.
struct FlowSide {
  FlowKey key;
  int side = 0;
};
[[nodiscard]] FlowSide flow_side(const Endpoint& source, const Endpoint& destination);

enum class FlowState : std::uint8_t {
  kFree,     // no flow: an empty place of the table
  kOpening,  // no octets yet
  kOpen,     // with a connection
  kRefused,  // cannot carry MM1: only what is needed to see the next connection is kept
  kClosed,
};

struct Flow {
  FlowKey key;
  FlowState state = FlowState::kFree;
  std::uint8_t flags = 0;
  std::uint32_t hash = 0;
  std::uint32_t last_seen = 0;  // seconds of capture time
  // Sequence number before the first octet of either side: that of the SYN, or what it must have
  // been when the capture starts later.
  std::array<std::uint32_t, 2> initial{};
  std::unique_ptr<TcpConnection> connection;  // kOpen only

  [[nodiscard]] bool knows_initial(int side) const { return (flags & 1u << side) != 0; }
  void set_initial(int side, std::uint32_t sequence) {
    initial[static_cast<std::size_t>(side)] = sequence;
    flags = static_cast<std::uint8_t>(flags | 1u << side);
  }
  [[nodiscard]] bool knows_client() const { return (flags & 4u) != 0; }
  [[nodiscard]] int client() const { return (flags & 8u) != 0 ? 1 : 0; }
  void set_client(int side) {
    flags = static_cast<std::uint8_t>((flags & ~8u) | 4u | (side != 0 ? 8u : 0u));
  }
  /// A packet of this side was captured.
  [[nodiscard]] bool saw(int side) const { return (flags & 16u << side) != 0; }
  void set_saw(int side) { flags = static_cast<std::uint8_t>(flags | 16u << side); }
};
static_assert(sizeof(Flow) <= 72, "at a load of one half a flow must stay below 200 octets");

/// Open addressing with linear probing. References to flows are valid until the next insert() or
/// erase().
class FlowTable {
 public:
  FlowTable();

  [[nodiscard]] static std::uint32_t hash(const FlowKey& key);
  /// nullptr when there is none.
  [[nodiscard]] Flow* find(const FlowKey& key, std::uint32_t hash);
  /// A new flow; there must be none of this key.
  Flow& insert(const FlowKey& key, std::uint32_t hash);
  void erase(Flow& flow);
  [[nodiscard]] std::size_t size() const { return size_; }

  /// The places of the table, occupied or not, for sweeping.
  [[nodiscard]] std::vector<Flow>& places() { return places_; }

 private:
  void grow();

  std::vector<Flow> places_;  // a power of two of them
  std::size_t size_ = 0;
};

}  // namespace mm1::net
