#include "nesting.h"

#include <cstdint>

#include <epan/proto_data.h>

namespace mm1::plugin {

Nesting& nesting(packet_info* pinfo, int protocol) {
  constexpr std::uint32_t kKey = 0;
  auto* found = static_cast<Nesting*>(p_get_proto_data(pinfo->pool, pinfo, protocol, kKey));
  if (found == nullptr) {
    found = wmem_new0(pinfo->pool, Nesting);
    p_add_proto_data(pinfo->pool, pinfo, protocol, kKey, found);
  }
  return *found;
}

}  // namespace mm1::plugin
