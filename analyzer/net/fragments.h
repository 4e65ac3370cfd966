// Joins the fragments of IP datagrams.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "budget.h"
#include "ip_header.h"
#include "mm1/net/network.h"

namespace mm1::net {

/// A datagram that is complete again.
struct JoinedDatagram {
  std::vector<std::uint8_t> octets;  // up to the first octet that was not captured
  std::size_t wire_length = 0;
  std::vector<FrameRef> frames;  // in order of arrival
};

/// Fragments by source, destination, protocol and identification. Where fragments overlap the
/// octets that came first are taken, as receivers do most often (IPv6 forbids overlaps, RFC 5722);
/// other octets for the same place, or another length, are counted as contradiction.
/// A datagram in more fragments than any link makes is malformed. Buffered octets are taken from
/// the budget; when it is spent the datagram begun first is given up.
class Fragments {
 public:
  Fragments(Budget& budget, capture::LeftOutCounts& left_out, std::int64_t timeout_ns)
      : budget_(budget), left_out_(left_out), timeout_ns_(timeout_ns) {}

  /// Takes one fragment; the datagram if it completes it.
  [[nodiscard]] std::optional<JoinedDatagram> add(const IpHeader& header, const Layer& payload,
                                                  std::span<const FrameRef> frames,
                                                  std::int64_t time_ns);
  /// The capture ends: what is open is counted as incomplete.
  void finish();

 private:
  struct Key {
    IpAddress source;
    IpAddress destination;
    std::uint32_t id = 0;
    std::uint8_t protocol = 0;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };
  struct Piece {
    std::uint32_t end = 0;  // on the wire, behind its last octet
    std::vector<std::uint8_t> captured;
  };
  struct Assembly {
    std::map<std::uint32_t, Piece> pieces;  // by offset, none overlapping
    std::size_t wire_octets = 0;            // in `pieces`
    std::optional<std::uint32_t> length;    // known from the last fragment
    std::vector<FrameRef> frames;
    std::size_t charged = 0;  // to the budget
    std::int64_t begun_ns = 0;
    std::list<Key>::iterator age;
  };
  using Assemblies = std::unordered_map<Key, Assembly, KeyHash>;

  void expire(std::int64_t now_ns);
  void give_up_oldest(LeftOut reason);
  void drop(Assemblies::iterator assembly);
  [[nodiscard]] static bool has_other_length(const Assembly& assembly, std::uint32_t end,
                                             bool last);
  [[nodiscard]] static bool has_other_octets(const Assembly& assembly, std::uint32_t offset,
                                             const Layer& payload);
  [[nodiscard]] bool charge(Assembly& assembly, std::size_t octets);
  [[nodiscard]] static std::uint32_t insert(Assembly& assembly, std::uint32_t offset,
                                            const Layer& payload);
  [[nodiscard]] static JoinedDatagram join(Assembly& assembly);

  Budget& budget_;
  capture::LeftOutCounts& left_out_;
  std::int64_t timeout_ns_;
  Assemblies assemblies_;
  std::list<Key> by_age_;  // the one begun first in front
};

}  // namespace mm1::net
