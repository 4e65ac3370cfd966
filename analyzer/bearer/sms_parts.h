// The segments of one datagram, as far as they are here.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "budget.h"
#include "sms_segment.h"

namespace mm1::bearer {

/// Numbers are those of SmsSegment. Everything is paid for, the place in the table too.
class SmsParts {
 public:
  explicit SmsParts(Budget& budget) : budget_(&budget) {}

  /// False, and nothing kept, when memory is out.
  [[nodiscard]] bool add(unsigned number, Octets octets) {
    Part part(*budget_);
    if (!part.charge.add(kPrice) || !part.octets.append(octets)) return false;
    parts_.emplace(number, std::move(part));
    return true;
  }
  [[nodiscard]] std::optional<Octets> find(unsigned number) const {
    const auto found = parts_.find(number);
    return found == parts_.end() ? std::nullopt : std::optional(found->second.octets.span());
  }
  [[nodiscard]] std::size_t size() const { return parts_.size(); }
  [[nodiscard]] bool empty() const { return parts_.empty(); }
  [[nodiscard]] unsigned first_number() const { return empty() ? 0 : parts_.begin()->first; }

  /// How many there are without a gap, from number `first` on.
  [[nodiscard]] unsigned run_from(unsigned first) const {
    unsigned number = first;
    while (parts_.contains(number)) ++number;
    return number - first;
  }
  /// The octets of those.
  [[nodiscard]] std::vector<std::uint8_t> joined_from(unsigned first) const {
    std::vector<std::uint8_t> octets;
    for (unsigned number = first; const auto part = find(number); ++number) {
      octets.insert(octets.end(), part->begin(), part->end());
    }
    return octets;
  }
  /// Whether `other` has each of these parts with the same octets.
  [[nodiscard]] bool are_all_in(const SmsParts& other) const {
    return std::ranges::all_of(parts_, [&other](const auto& part) {
      const auto theirs = other.find(part.first);
      return theirs && std::ranges::equal(*theirs, part.second.octets.span());
    });
  }
  /// Calls `visit(number, size, size of the one before)` for neighbours, in their order.
  template <typename Visit>
  void for_each_pair(Visit&& visit) const {
    for (auto place = parts_.begin(); place != parts_.end(); ++place) {
      const auto next = std::next(place);
      if (next == parts_.end() || next->first != place->first + 1) continue;
      visit(next->first, next->second.octets.size(), place->second.octets.size());
    }
  }

 private:
  static constexpr std::size_t kPrice = 128;  // a node of the table
  struct Part {
    explicit Part(Budget& budget) : charge(budget), octets(budget) {}
    Charge charge;
    MeteredVector<std::uint8_t> octets;
  };

  Budget* budget_;
  std::map<unsigned, Part> parts_;
};

}  // namespace mm1::bearer
