// Names of the files that parts are exported to. A name comes from the message, so it may say
// anything; what is given here is one plain file name. Knows nothing of Wireshark.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>

#include "tap_record.h"

namespace mm1::plugin {

/// What a part says of itself: the last piece of its Content-Location, else its Name, else its
/// Content-ID; else "frame12-part3". With the extension of its media type when it has none. At most
/// 100 octets, no separators, no leading or trailing dots or blanks.
[[nodiscard]] std::string part_file_name(const Mm1TapPart& part, std::uint32_t frame,
                                         std::size_t number);

/// "frame12-m-send-req.mms".
[[nodiscard]] std::string pdu_file_name(const Mm1TapRecord& record);

/// Sees that no name is given twice, also where case does not count: the second photo.jpg becomes
/// photo(1).jpg.
class ObjectNames {
 public:
  [[nodiscard]] std::string unique(std::string name);
  void clear() { used_.clear(); }

 private:
  std::unordered_map<std::string, unsigned> used_;  // by name in small letters; times it was wanted
};

}  // namespace mm1::plugin
