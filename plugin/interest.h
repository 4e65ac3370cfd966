// Whether anybody looks at what can be found out. Most packets are dissected for a few columns or
// fields, and what nobody looks at is not worth its time.
#pragma once

#include <cstdint>

#include <epan/packet.h>

namespace mm1::plugin {

enum class Interest : std::uint8_t {
  kFindings,  // that single PDUs give
  kFlow,      // what only the whole capture tells: transactions, messages, and their findings
};

/// Notes that a field shows something of this. `filter` must outlive the plugin.
void note_field(Interest interest, const char* filter);

/// Whether a filter, column or tap, or `-e`, asks for this field, or for one of this protocol. A
/// tree that is merely visible does not count, as it does for proto_field_is_referenced(). Asked of
/// every element of every PDU, hence no call into Wireshark.
[[nodiscard]] inline bool is_referenced(const header_field_info* field) {
  return field->ref_type != HF_REF_TYPE_NONE;
}

/// Whether this dissection shows it: to people, to filters, in columns or to the tap of the expert
/// infos.
[[nodiscard]] bool is_of(Interest interest, packet_info* pinfo, proto_tree* tree);

}  // namespace mm1::plugin
