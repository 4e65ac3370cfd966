// The table is filled from what the tracker knows, not from the records: they say only which
// transactions pass the listener's filter. How a transaction ended is known when the capture was
// seen as a whole. Wireshark and sharkd fill the table then, and two-pass tshark in its second
// pass. One-pass tshark fills it while it reads, and calls nobody between the last frame and the
// printing; so there a tap listener of our own ends the tracker's work when all listeners are told
// to draw. Wireshark draws the latest listener first, which that one is.
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <epan/packet.h>
#include <epan/stat_tap_ui.h>
#include <glib.h>

#include "mm1/mms/text.h"
#include "observer.h"
#include "printable.h"
#include "statistics.h"
#include "tap_record.h"

namespace mm1::plugin {
namespace {

enum Column : unsigned {
  kNumber,
  kKind,
  kMode,
  kOutcome,
  kStatus,
  kClient,
  kRelay,
  kTransactionId,
  kFrame,
  kPdus,
  kDuration,
  kColumns,
};

// Wireshark wants to write into it.
stat_tap_table_item columns[kColumns] = {
    {TABLE_ITEM_UINT, TAP_ALIGN_RIGHT, "Number", "%u"},
    {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Kind", "%s"},
    {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Mode", "%s"},
    {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Outcome", "%s"},
    {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Status", "%s"},
    {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Client", "%s"},
    {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Relay", "%s"},
    {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Transaction ID", "%s"},
    {TABLE_ITEM_UINT, TAP_ALIGN_RIGHT, "First frame", "%u"},
    {TABLE_ITEM_UINT, TAP_ALIGN_RIGHT, "PDUs", "%u"},
    {TABLE_ITEM_FLOAT, TAP_ALIGN_RIGHT, "Duration (s)", "%.6f"},
};

/// Rows by the transaction that they show.
using Rows = std::unordered_map<std::uint64_t, unsigned>;

// Wireshark's callbacks carry no context, hence the file scope.
struct Tables {
  std::unordered_map<stat_tap_table*, Rows> filled;
  // Wireshark keeps one table for all windows with this statistic, each of which points into it.
  // So that a new window cannot take the rows of an old one away, each has a table of its own, and
  // those in whose place others came stay until all windows are closed.
  std::vector<stat_tap_table*> replaced;
  bool begun_early = false;  // before the capture
  bool told_at_end = false;
};
Tables tables;

bool is_text(unsigned column) { return columns[column].type == TABLE_ITEM_STRING; }

void free_text(stat_tap_table_item_type& item) {
  g_free(const_cast<char*>(item.value.string_value));
}

void set_text(stat_tap_table* table, unsigned row, Column column, std::string_view text) {
  stat_tap_table_item_type* item = stat_tap_get_field_data(table, row, column);
  free_text(*item);
  item->value.string_value = g_strdup(printable(text, "|").c_str());
}

void set_number(stat_tap_table* table, unsigned row, Column column, std::uint64_t number) {
  stat_tap_get_field_data(table, row, column)->value.uint_value = static_cast<unsigned>(number);
}

/// The frame in which a transaction was seen first.
std::uint32_t first_frame(const CaptureFlow& flow, const SeenTransaction& seen) {
  std::uint32_t first = seen.get;
  for (const std::uint64_t pdu : seen.firsts) {
    const std::uint32_t frame = flow.pdu(pdu).frame;
    if (first == 0 || frame < first) first = frame;
  }
  return first;
}

/// The tracker keeps a transaction id as its octets.
std::string utf8(std::string_view raw) {
  const wsp::Octets octets{reinterpret_cast<const std::uint8_t*>(raw.data()), raw.size()};
  return mms::to_utf8(octets, 0).utf8;
}

/// To the microsecond, cut off as the analyzer does.
double seconds(std::int64_t nanoseconds) { return static_cast<double>(nanoseconds / 1000) / 1e6; }

void fill_decided(stat_tap_table* table, unsigned row, const DecidedTransaction& decided) {
  set_text(table, row, kKind, flow::transaction_kind_name(decided.kind));
  if (decided.mode != flow::RetrievalMode::kNone) {
    set_text(table, row, kMode, flow::retrieval_mode_name(decided.mode));
  }
  set_text(table, row, kOutcome, flow::outcome_name(decided.outcome));
  set_text(table, row, kStatus, decided.status);
  set_text(table, row, kClient, decided.client);
  set_text(table, row, kRelay, decided.relay);
  set_text(table, row, kTransactionId, utf8(decided.transaction_id));
  set_number(table, row, kPdus, decided.pdus);
  stat_tap_get_field_data(table, row, kDuration)->value.float_value =
      seconds(decided.end_ns - decided.start_ns);
}

void fill(stat_tap_table* table, unsigned row, const CaptureFlow& flow, std::uint64_t id) {
  const SeenTransaction* seen = flow.transaction(id);
  if (seen == nullptr) return;
  set_number(table, row, kFrame, first_frame(flow, *seen));
  if (seen->decided) fill_decided(table, row, *seen->decided);
}

/// An empty row, with the number of its transaction.
void begin_row(stat_tap_table* table, unsigned row, std::uint64_t id) {
  stat_tap_table_item_type items[kColumns] = {};
  for (unsigned column = 0; column < kColumns; ++column) {
    items[column].type = columns[column].type;
    if (is_text(column)) items[column].value.string_value = g_strdup("");
  }
  stat_tap_init_table_row(table, row, kColumns, items);
  set_number(table, row, kNumber, id);
  set_text(table, row, kOutcome, "open");
}

void end_one_pass(void*) {
  const CaptureFlow* flow = finish_capture_flow();
  if (flow == nullptr) return;
  for (const auto& [table, rows] : tables.filled) {
    for (const auto& [transaction, row] : rows) fill(table, row, *flow, transaction);
  }
}

tap_packet_status ignore_record(void*, packet_info*, epan_dissect_t*, const void*, tap_flags_t) {
  return TAP_PACKET_REDRAW;
}

void tell_at_end() {
  static char listener[] = "MM1 transactions";  // its address names it
  tables.told_at_end = true;
  GString* error = register_tap_listener("mm1", listener, nullptr, TL_REQUIRES_NOTHING, nullptr,
                                         ignore_record, end_one_pass, nullptr);
  if (error != nullptr) g_string_free(error, TRUE);
}

/// Only a table that was there before the capture is filled while it is read for the first time.
/// One that is opened during a live capture shows what there is, as open, and ends nothing.
bool is_one_pass(const CaptureFlow& flow) { return tables.begun_early && !flow.finished(); }

void take(stat_tap_table* table, std::uint64_t id) {
  const CaptureFlow* flow = capture_flow();
  if (flow == nullptr) return;
  if (is_one_pass(*flow) && !tables.told_at_end) tell_at_end();
  Rows& rows = tables.filled[table];
  const auto [place, is_new] = rows.emplace(id, static_cast<unsigned>(rows.size()));
  if (is_new) begin_row(table, place->second, id);
  fill(table, place->second, *flow, id);
}

tap_packet_status take_record(void* tap_data, packet_info*, epan_dissect_t*, const void* data,
                              tap_flags_t) {
  const auto& record = *static_cast<const Mm1TapRecord*>(data);
  if (record.transaction == 0) return TAP_PACKET_DONT_REDRAW;
  const auto& stat = *static_cast<const stat_data_t*>(tap_data);
  try {
    take(g_array_index(stat.stat_tap_data->tables, stat_tap_table*, 0), record.transaction);
  } catch (...) {
    return TAP_PACKET_FAILED;  // out of memory
  }
  return TAP_PACKET_REDRAW;
}

void free_rows(stat_tap_table* table) {
  for (unsigned row = 0; row < table->num_elements; ++row) {
    for (unsigned column = 0; column < kColumns; ++column) {
      if (is_text(column)) free_text(*stat_tap_get_field_data(table, row, column));
    }
    g_free(table->elements[row]);
  }
  table->num_elements = 0;
  tables.filled.erase(table);
}

void begin_table(stat_tap_table_ui* ui) {
  if (stat_tap_table* earlier = stat_tap_find_table(ui, ui->title)) {
    tables.filled.erase(earlier);
    tables.replaced.push_back(earlier);
    g_array_set_size(ui->tables, 0);
  }
  stat_tap_add_table(ui, stat_tap_init_table(ui->title, kColumns, 0, nullptr));
  tables.begun_early = capture_flow() == nullptr || capture_flow()->empty();
}

/// Called for each item when all windows are closed.
void free_item(stat_tap_table* table, unsigned, unsigned column, stat_tap_table_item_type* item) {
  if (is_text(column)) free_text(*item);
  tables.filled.erase(table);
  for (stat_tap_table* replaced : tables.replaced) {
    free_rows(replaced);
    g_free(replaced->elements);
    g_free(replaced);
  }
  tables.replaced.clear();
}

}  // namespace

void register_transactions_table() {
  static tap_param parameters[] = {{PARAM_FILTER, "filter", "Filter", nullptr, TRUE}};
  static stat_tap_table_ui table;
  table.group = REGISTER_PACKET_STAT_GROUP_UNSORTED;
  table.title = "MM1 Transactions";
  table.tap_name = "mm1";
  table.cli_string = "mm1,transactions";
  table.stat_tap_init_cb = begin_table;
  table.packet_func = take_record;
  table.stat_tap_reset_table_cb = free_rows;
  table.stat_tap_free_table_item_cb = free_item;
  table.nfields = kColumns;
  table.fields = columns;
  table.nparams = array_length(parameters);
  table.params = parameters;
  register_stat_tap_table_ui(&table);
}

}  // namespace mm1::plugin
