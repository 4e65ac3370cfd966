// What networks and taps do to packets on their way into a capture: the same traffic, other
// packets.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "support/capture_file.h"

namespace mm1::test {

/// Changes the packets of a capture without changing what they carry; only `drop` loses octets.
/// Everything follows from the seed, on every platform. A step leaves out the packets it does not
/// apply to: those of link types it does not know, those cut short, and where it says so others.
/// A chance is the percentage of packets that a step is done to.
class Scrambler {
 public:
  explicit Scrambler(std::uint64_t seed) : random_(seed) {}

  /// Splits TCP segments in two, at any octet of their payload.
  void resegment(std::vector<Packet>& packets, unsigned chance);
  /// Fragments IP packets into two to four, unless they are fragments.
  void fragment(std::vector<Packet>& packets, unsigned chance);
  /// Wraps IP packets in a VLAN tag (Ethernet only), GTP-U, GRE or IP. Two hosts' packets go
  /// through the same tunnel, or none: the chance is that of a pair of hosts.
  void encapsulate(std::vector<Packet>& packets, unsigned chance);
  /// Lets a packet come up to three places and 200 ms later. A capture gives the times to whatever
  /// comes: they stay in order.
  void reorder(std::vector<Packet>& packets, unsigned chance);
  /// Repeats a packet up to three places and 4 ms later, as a second tap of the link does. (A
  /// sender that repeats itself does so later, and it is for MM1 to say what that means.)
  void duplicate(std::vector<Packet>& packets, unsigned chance);
  /// Loses packets.
  void drop(std::vector<Packet>& packets, unsigned chance);

  /// A number below `bound`.
  [[nodiscard]] std::size_t below(std::size_t bound) { return random_() % bound; }

 private:
  enum class Tunnel : std::uint8_t { kNone, kVlan, kGtpu, kGre, kIp };

  [[nodiscard]] bool happens(unsigned chance) { return below(100) < chance; }
  [[nodiscard]] Buffer through(Tunnel tunnel, bool forth, const Buffer& ip_packet);

  std::mt19937_64 random_;
  std::uint16_t next_identification_ = 0x8000;
};

/// The result of a scramble, and which steps with which chances led to it.
struct Scrambled {
  std::vector<Packet> packets;
  std::string steps;  // "resegment 40 %, reorder 15 %"
};

enum class Loss : std::uint8_t { kNone, kSome };

/// Several steps, at least one, as the seed has it; with `kSome`, packets are dropped as well.
[[nodiscard]] Scrambled scramble(std::vector<Packet> packets, std::uint64_t seed, Loss loss);

}  // namespace mm1::test
