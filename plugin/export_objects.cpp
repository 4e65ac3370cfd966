#include "export_objects.h"

#include <cstring>
#include <span>
#include <string>

#include <epan/export_object.h>
#include <epan/packet_info.h>
#include <glib.h>

#include "object_names.h"
#include "preferences.h"
#include "tap_record.h"

namespace mm1::plugin {
namespace {

constexpr const char* kPduType = "application/vnd.wap.mms-message";

// Names given since the list was empty. Wireshark's callbacks carry no context, hence the file
// scope.
ObjectNames names;

struct Octets {
  const std::uint8_t* first;
  std::size_t count;
};

void add(export_object_list_t& list, const Mm1TapRecord& record, std::string name,
         const char* content_type, Octets octets) {
  name = names.unique(std::move(name));
  export_object_entry_t* entry = g_new0(export_object_entry_t, 1);
  entry->pkt_num = record.frame;
  entry->hostname = g_strdup(record.relay);
  entry->content_type = g_strdup(content_type);
  entry->filename = g_strdup(name.c_str());
  entry->payload_len = octets.count;
  entry->payload_data = static_cast<std::uint8_t*>(g_malloc(octets.count));
  if (octets.count != 0) std::memcpy(entry->payload_data, octets.first, octets.count);
  list.add_entry(list.gui_data, entry);
}

void add_objects(export_object_list_t& list, const Mm1TapRecord& record) {
  if (preferences().export_pdus && record.complete) {
    add(list, record, pdu_file_name(record), kPduType, {record.octets, record.captured});
  }
  std::size_t number = 0;
  for (const Mm1TapPart& part : std::span(record.parts, record.part_count)) {
    ++number;
    // A file is the whole of a part; and what a multipart holds is exported by itself.
    if (!part.complete || part.container) continue;
    add(list, record, part_file_name(part, record.frame, number), part.content_type,
        {part.octets, part.size});
  }
}

void forget_names() { names.clear(); }

tap_packet_status list_objects(void* tap_data, packet_info*, epan_dissect_t*, const void* data,
                               tap_flags_t) {
  auto& list = *static_cast<export_object_list_t*>(tap_data);
  const auto& record = *static_cast<const Mm1TapRecord*>(data);
  if (record.is_retransmission) return TAP_PACKET_DONT_REDRAW;
  try {
    // Not every program says that it begins a new list.
    if (list.get_entry != nullptr && list.get_entry(list.gui_data, 0) == nullptr) names.clear();
    add_objects(list, record);
  } catch (...) {
    return TAP_PACKET_FAILED;  // out of memory
  }
  return TAP_PACKET_REDRAW;
}

}  // namespace

int register_export_objects(int protocol) {
  return register_export_object(protocol, list_objects, forget_names);
}

}  // namespace mm1::plugin
