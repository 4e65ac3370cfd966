#include "condensed.h"

#include <algorithm>
#include <new>

#include "mm1/flow/digest.h"

namespace mm1::plugin {
namespace {

using wsp::Element;
using wsp::Octets;

// Texts, which some rules look into, are shorter.
constexpr std::uint32_t kLong = 4096;
constexpr std::size_t kDigest = sizeof(std::uint64_t);

bool is_long_data(const wsp::Tape& tape, std::size_t index) {
  const Element& element = tape.elements()[index];
  const bool data = element.kind == wsp::Kind::kPartData || element.kind == wsp::Kind::kContent;
  return data && element.end == index + 1 && element.length > kLong;
}

std::span<const LeftOut> long_data(const wsp::Tape& tape, wsp::Allocator allocator) {
  wsp::ArenaArray<LeftOut> found(allocator);
  for (std::size_t i = 0; i < tape.elements().size(); ++i) {
    if (!is_long_data(tape, i)) continue;
    const Element& data = tape.elements()[i];
    if (!found.push({data.offset, data.length})) throw std::bad_alloc();
  }
  return found.span();
}

/// Room in an allocator's memory, filled from its beginning.
class Room {
 public:
  Room(std::size_t size, wsp::Allocator allocator)
      : octets_(static_cast<std::uint8_t*>(allocator.allocate(allocator.context, size)), size) {
    if (octets_.data() == nullptr) throw std::bad_alloc();
  }
  void put(Octets octets) {
    std::ranges::copy(octets, octets_.begin() + static_cast<std::ptrdiff_t>(filled_));
    filled_ += octets.size();
  }
  /// `size` octets in all.
  void put_again_and_again(Octets octets, std::size_t size) {
    for (; size > octets.size(); size -= octets.size()) put(octets);
    put(octets.first(size));
  }
  [[nodiscard]] Octets octets() const { return octets_.first(filled_); }

 private:
  std::span<std::uint8_t> octets_;
  std::size_t filled_ = 0;
};

Octets octets_of(const std::uint64_t& number) {
  return {reinterpret_cast<const std::uint8_t*>(&number), kDigest};
}

}  // namespace

Condensed condense(const wsp::Tape& tape, wsp::Allocator allocator) {
  const Octets all = tape.input();
  if (all.size() <= kLong) return {all, {}};
  const std::span<const LeftOut> left_out = long_data(tape, allocator);
  if (left_out.empty()) return {all, {}};
  std::size_t size = all.size();
  for (const LeftOut& data : left_out) size -= data.length - kDigest;
  Room room(size, allocator);
  std::size_t place = 0;
  for (const LeftOut& data : left_out) {
    room.put(all.subspan(place, data.offset - place));
    room.put(octets_of(flow::digest(all.subspan(data.offset, data.length))));
    place = std::size_t{data.offset} + data.length;
  }
  room.put(all.subspan(place));
  return {room.octets(), left_out};
}

Octets expand(const Condensed& condensed, wsp::Allocator allocator) {
  if (condensed.left_out.empty()) return condensed.octets;
  std::size_t size = condensed.octets.size();
  for (const LeftOut& data : condensed.left_out) size += data.length - kDigest;
  Room room(size, allocator);
  Octets rest = condensed.octets;
  for (const LeftOut& data : condensed.left_out) {
    const std::size_t before = data.offset - room.octets().size();
    room.put(rest.first(before));
    room.put_again_and_again(rest.subspan(before, kDigest), data.length);
    rest = rest.subspan(before + kDigest);
  }
  room.put(rest);
  return room.octets();
}

std::uint64_t fingerprint(const Condensed& pdu) { return flow::digest(pdu.octets); }

}  // namespace mm1::plugin
