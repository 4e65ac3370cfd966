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
  kOpening,  // no octets yet
  kOpen,     // with a connection
  kRefused,  // cannot carry MM1: only what is needed to see the next connection is kept
  kClosed,
};
inline constexpr std::size_t kFlowStates = 4;

struct Flow {
  FlowKey key;
  std::uint8_t flags = 0;
  FlowState state = FlowState::kOpening;  // changed by FlowTable::move()
  std::uint32_t hash = 0;
  std::uint32_t last_seen = 0;  // seconds of capture time
  // Sequence number before the first octet of either side: that of the SYN, or what it must have
  // been when the capture starts later.
  std::array<std::uint32_t, 2> initial{};
  // Neighbours in the order of use, for FlowTable.
  std::uint32_t older = 0;
  std::uint32_t newer = 0;
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

/// Flows by key, and those of each state by their last use. A flow stays where it is until it is
/// erased. The order of hashes shows nowhere.
class FlowTable {
 public:
  /// What a flow costs at most, right after the table has grown.
  static constexpr std::size_t kOctetsPerFlow = sizeof(Flow) + 32;

  FlowTable();

  [[nodiscard]] static std::uint32_t hash(const FlowKey& key);
  /// nullptr when there is none.
  [[nodiscard]] Flow* find(const FlowKey& key, std::uint32_t hash);
  /// A new flow, kOpening; there must be none of this key.
  Flow& insert(const FlowKey& key, std::uint32_t hash);
  void erase(Flow& flow);
  [[nodiscard]] std::size_t size() const { return size_; }

  /// Gives the flow a state, and makes it the one of that state that was used last.
  void move(Flow& flow, FlowState state);
  /// The one used longest ago; nullptr when there is none.
  [[nodiscard]] Flow* oldest(FlowState state);

 private:
  using Number = std::uint32_t;  // of a flow, from 1
  static constexpr Number kNone = 0;
  static constexpr std::size_t kFlowsPerBlock = 1024;
  using Block = std::array<Flow, kFlowsPerBlock>;
  struct Place {
    std::uint32_t hash = 0;
    Number flow = kNone;
  };
  struct Order {
    Number oldest = kNone;
    Number newest = kNone;
  };

  [[nodiscard]] Flow& flow(Number number) {
    return (*blocks_[(number - 1) / kFlowsPerBlock])[(number - 1) % kFlowsPerBlock];
  }
  [[nodiscard]] const Flow& flow(Number number) const {
    return (*blocks_[(number - 1) / kFlowsPerBlock])[(number - 1) % kFlowsPerBlock];
  }
  [[nodiscard]] Order& order(FlowState state) { return orders_[static_cast<std::size_t>(state)]; }
  [[nodiscard]] std::size_t place_of(const Flow& flow) const;
  void put(Place place);
  void link(Number number);
  void unlink(const Flow& flow);
  void grow();

  // Open addressing with linear probing, over numbers: flows are not moved.
  std::vector<Place> places_;  // a power of two of them
  std::vector<std::unique_ptr<Block>> blocks_;
  Number free_ = kNone;  // erased flows, chained by `newer`
  Number used_ = 0;      // flows ever in use at once
  std::size_t size_ = 0;
  std::array<Order, kFlowStates> orders_;
};

}  // namespace mm1::net
