// Records by id, of which few are in use at a time: the others are packed.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "digest_table.h"
#include "packed.h"

namespace mm1::flow {

/// Of a million open transactions each takes its packed size only, and what a busy one needs is in
/// the cache. A record needs `fields(archive, record)`. References hold until `settle()`.
template <typename Record>
class Shelf {
 public:
  Shelf() = default;
  Shelf(const Shelf&) = delete;
  Shelf& operator=(const Shelf&) = delete;
  ~Shelf() {
    places_.each([](std::uint64_t /*id*/, Place place) { release(place); });
  }

  [[nodiscard]] std::size_t size() const { return places_.size(); }

  Record& add(std::uint64_t id) {
    auto* in_use = new InUse;
    places_.insert(id, place_of(in_use));
    lately_.push_back(id);
    return in_use->record;
  }
  /// nullptr: there is none.
  [[nodiscard]] Record* find(std::uint64_t id) {
    const Place place = places_.find(id);
    if (place == 0) return nullptr;
    InUse* in_use = is_packed(place) ? unpack(id, place) : in_use_at(place);
    in_use->again = true;
    return &in_use->record;
  }
  [[nodiscard]] Record& at(std::uint64_t id) { return *find(id); }
  [[nodiscard]] bool has(std::uint64_t id) const { return places_.find(id) != 0; }

  void erase(std::uint64_t id) {
    const Place place = places_.find(id);
    if (place == 0) return;
    release(place);
    places_.erase(id, place);
  }

  /// Packs what was not used lately. All references end.
  void settle() {
    while (lately_.size() > kMostInUse) {
      const std::uint64_t id = lately_.front();
      lately_.pop_front();
      const Place place = places_.find(id);
      if (place == 0 || is_packed(place)) continue;
      if (InUse* in_use = in_use_at(place); in_use->again) {
        in_use->again = false;
        lately_.push_back(id);
      } else {
        pack(id, place);
      }
    }
  }

  /// Of all records, rising.
  [[nodiscard]] std::vector<std::uint64_t> ids() const {
    std::vector<std::uint64_t> ids;
    ids.reserve(places_.size());
    places_.each([&ids](std::uint64_t id, Place /*place*/) { ids.push_back(id); });
    std::ranges::sort(ids);
    return ids;
  }

 private:
  struct InUse {
    Record record;
    bool again = false;  // since it was looked at last whether to pack it
  };
  /// Address of an InUse, or of packed octets; those are marked by the lowest bit.
  using Place = std::uintptr_t;
  static constexpr Place kPackedMark = 1;
  static constexpr std::size_t kMostInUse = 256;

  [[nodiscard]] static bool is_packed(Place place) { return (place & kPackedMark) != 0; }
  [[nodiscard]] static Place place_of(InUse* in_use) { return reinterpret_cast<Place>(in_use); }
  [[nodiscard]] static InUse* in_use_at(Place place) { return reinterpret_cast<InUse*>(place); }
  [[nodiscard]] static std::uint8_t* octets_at(Place place) {
    return reinterpret_cast<std::uint8_t*>(place & ~kPackedMark);
  }
  static void release(Place place) {
    if (is_packed(place)) {
      delete[] octets_at(place);
    } else {
      delete in_use_at(place);
    }
  }

  void pack(std::uint64_t id, Place place) {
    packer_.clear();
    fields(packer_, in_use_at(place)->record);
    places_.replace(id, place, reinterpret_cast<Place>(packer_.octets().release()) | kPackedMark);
    release(place);
  }
  InUse* unpack(std::uint64_t id, Place place) {
    auto* in_use = new InUse;
    Unpacker unpacker(octets_at(place));
    fields(unpacker, in_use->record);
    places_.replace(id, place, place_of(in_use));
    release(place);
    lately_.push_back(id);
    return in_use;
  }

  DigestTable<Place> places_;
  std::deque<std::uint64_t> lately_;  // ids in use, of which some may be erased
  Packer packer_;
};

}  // namespace mm1::flow
