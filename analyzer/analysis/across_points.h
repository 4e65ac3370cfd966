// What one capture point shows and another showed already.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "mm1/bearer/message.h"

namespace mm1::analysis {

/// A message passes several capture points within moments. Here those of later points are
/// recognised as the same: same kind, direction, client and octets, within kWindow, and not yet
/// seen at this point: what one point shows twice was sent twice, and the second time at another
/// point belongs to the second of these. A client that is known by another address at another point
/// (behind a gateway or a translation) is another client.
class AcrossPoints {
 public:
  static constexpr std::int64_t kWindow = 5'000'000'000;  // nanoseconds

  /// `point_of_file`: which point each capture file belongs to; must outlive this.
  explicit AcrossPoints(std::span<const std::uint32_t> point_of_file)
      : point_of_file_(point_of_file) {}

  /// The number of a message's exchange, the same at all points that show its request; 0: none.
  /// Points number their exchanges each for itself.
  [[nodiscard]] std::uint64_t exchange(const bearer::Message& message);

  struct Sighting {
    std::uint64_t pdu = 0;  // id of the PDU that was seen; 0: it is no PDU
    std::uint64_t exchange = 0;
  };
  /// What another point showed of this message. Nothing: this is the first sighting, to be noted.
  [[nodiscard]] std::optional<Sighting> seen(const bearer::Message& message);
  /// The message is first seen now; `pdu` is the id it got.
  void note(const bearer::Message& message, std::uint64_t pdu);
  /// Whether another point showed this finding already; it is noted.
  [[nodiscard]] bool found_before(const bearer::BearerFinding& finding,
                                  const bearer::Message& message);

 private:
  struct Entry {
    std::int64_t time_ns;
    Sighting sighting;
    std::vector<std::uint32_t> points;  // that have shown it
  };
  /// Whatever makes two sightings the same, written one behind the other.
  using Key = std::string;

  [[nodiscard]] std::uint32_t point(const bearer::Message& message) const;
  [[nodiscard]] Key key(const bearer::Message& message);
  Entry* find_unseen(const Key& key, std::uint32_t point);
  void add(const Key& key, std::uint32_t point, std::int64_t time_ns, Sighting sighting);
  void forget_before(std::int64_t time_ns);

  // Both far above what happens within kWindow; beyond them the oldest are forgotten.
  static constexpr std::size_t kMaxEntries = 100'000;
  static constexpr std::size_t kMaxExchanges = 100'000;

  std::span<const std::uint32_t> point_of_file_;
  std::unordered_map<Key, std::deque<Entry>> entries_;  // of a key in order of time
  std::deque<std::pair<std::int64_t, Key>> order_;      // of all entries
  std::map<std::uint64_t, std::uint64_t> exchanges_;    // of later points: to that of the first
  std::deque<std::uint64_t> exchange_order_;
};

}  // namespace mm1::analysis
