// Whether anybody looks at what only the whole capture tells. Most packets are dissected for a few
// columns or fields, and what nobody looks at need not be found out.
#pragma once

#include <epan/packet.h>

namespace mm1::plugin {

/// Notes that a field shows what the tracker found out. `filter` must outlive the plugin.
void note_flow_field(const char* filter);

/// Whether this dissection shows any of these fields, or the expert infos that come with them: to
/// people, to filters, in columns or to the tap of the expert infos.
[[nodiscard]] bool flow_is_of_interest(packet_info* pinfo, proto_tree* tree);

}  // namespace mm1::plugin
