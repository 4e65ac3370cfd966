// How many MM1 PDUs deep a packet is. A part may lead back to MM1 by way of another dissector
// (pushed HTTP, compressed data); Wireshark's own limits end in a dissector bug.
#pragma once

#include <epan/packet_info.h>

namespace mm1::plugin {

struct Nesting {
  int depth;  // PDUs around what is being dissected
};

/// That of the packet at the moment.
[[nodiscard]] Nesting& nesting(packet_info* pinfo, int protocol);

}  // namespace mm1::plugin
