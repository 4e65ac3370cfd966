#include <climits>
#include <span>

#include <epan/stats_tree.h>

#include "statistics.h"
#include "tap_record.h"

namespace mm1::plugin {
namespace {

#ifndef STATS_TREE_MENU_SEPARATOR
#define STATS_TREE_MENU_SEPARATOR "/"
#endif

// The tree's first level. A node with children has its count, or that of its values, as they come.
constexpr const char* kTypes = "PDU types";
constexpr const char* kStatuses = "Statuses";
constexpr const char* kVersions = "Versions";
constexpr const char* kUserAgents = "User agents";
constexpr const char* kMediaTypes = "Content types of parts";
constexpr const char* kPduSizes = "PDU sizes (octets)";
constexpr const char* kPartSizes = "Part sizes (octets)";
// A value that a PDU does not have; parentheses, because no value looks like that.
constexpr const char* kNone = "(none)";

constexpr int kRoot = 0;

void begin(stats_tree* tree) {
  stats_tree_create_pivot(tree, kTypes, kRoot);
  stats_tree_create_node(tree, kStatuses, kRoot, STAT_DT_INT, true);
  stats_tree_create_pivot(tree, kVersions, kRoot);
  stats_tree_create_pivot(tree, kUserAgents, kRoot);
  stats_tree_create_pivot(tree, kMediaTypes, kRoot);
  for (const char* sizes : {kPduSizes, kPartSizes}) {
    stats_tree_create_range_node(tree, sizes, kRoot, "0-99", "100-999", "1000-9999", "10000-99999",
                                 "100000-299999", "300000-", nullptr);
  }
}

void count_value(stats_tree* tree, const char* pivot, const char* value) {
  stats_tree_tick_pivot(tree, stats_tree_parent_id_by_name(tree, pivot),
                        value[0] == '\0' ? kNone : value);
}

void count_size(stats_tree* tree, const char* range, std::size_t octets) {
  const int size = octets > INT_MAX ? INT_MAX : static_cast<int>(octets);
  tick_stat_node(tree, range, kRoot, true);
  stats_tree_tick_range(tree, range, kRoot, size);
}

void count_status(stats_tree* tree, const Mm1TapStatus& status) {
  const int statuses = tick_stat_node(tree, kStatuses, kRoot, true);
  const int field = tick_stat_node(tree, status.field, statuses, true);
  tick_stat_node(tree, status.value, field, false);
}

void count_pdu(stats_tree* tree, const Mm1TapRecord& record) {
  count_value(tree, kTypes, record.type_name);
  count_value(tree, kVersions, record.version);
  count_size(tree, kPduSizes, record.size);
  for (const Mm1TapStatus& status : std::span(record.statuses, record.status_count)) {
    count_status(tree, status);
  }
  for (const Mm1TapPart& part : std::span(record.parts, record.part_count)) {
    count_value(tree, kMediaTypes, part.content_type);
    if (part.complete) count_size(tree, kPartSizes, part.size);
  }
}

tap_packet_status count(stats_tree* tree, packet_info*, epan_dissect_t*, const void* data,
                        tap_flags_t) {
  const auto& record = *static_cast<const Mm1TapRecord*>(data);
  if (record.is_retransmission) return TAP_PACKET_DONT_REDRAW;
  if (record.user_agent[0] != '\0') count_value(tree, kUserAgents, record.user_agent);
  if (record.has_pdu) count_pdu(tree, record);
  return TAP_PACKET_REDRAW;
}

}  // namespace

void register_counts() {
  stats_tree_register_plugin("mm1", "mm1", "MM1" STATS_TREE_MENU_SEPARATOR "PDUs and Parts", 0,
                             count, begin, nullptr);
}

}  // namespace mm1::plugin
