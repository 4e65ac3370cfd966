// What was seen of the capture, frame by frame, taken down in few octets: as long as nobody looks
// at what the tracker would make of it, that costs less than tracking.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "frame_events.h"

namespace mm1::plugin {

/// Knows nothing of Wireshark, and throws only for want of memory.
class Journal {
 public:
  void take_down(const Frame& frame);
  /// Gives back all frames, in their order, and forgets them.
  void replay(const std::function<void(const Frame&)>& tell);

  /// What it takes, about.
  [[nodiscard]] std::size_t octets() const { return octets_; }

 private:
  class Writer;
  class Reader;

  /// Methods, types and agents are few, and named again and again: the number of a text, 0 for an
  /// empty one.
  std::uint64_t number_of(const char* name);

  std::deque<std::string> chunks_;  // each holds whole frames
  std::string frame_;               // that is being taken down
  std::unordered_map<std::string, std::uint64_t> numbers_;
  std::vector<const char*> names_ = {""};  // by number; they lie in `numbers_`
  std::size_t octets_ = 0;
};

}  // namespace mm1::plugin
