#include "interest.h"

#include <errno.h>  // program_invocation_short_name

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <epan/column-info.h>
#include <epan/proto.h>
#include <epan/tap.h>

#include "tshark_run.h"

namespace mm1::plugin {
namespace {

// Those of Wireshark that show any expert info, ours among them. A malformed one puts
// "_ws.malformed" into the tree.
constexpr std::array kExpertFields = {"_ws.expert", "_ws.expert.message", "_ws.expert.severity",
                                      "_ws.expert.group", "_ws.malformed"};

// Protocols of which no media dissector that we may leave out adds a field (see parts.cpp),
// whatever is in the part.
constexpr std::array kNeverInParts = {"frame", "eth",  "ip",   "ipv6",    "tcp", "udp", "wtp",
                                      "wsp",   "http", "smpp", "gsm_sms", "mm1", "mmse"};

// Names the protocols of the parts too.
constexpr const char* kProtocolsField = "frame.protocols";

// In the status bar of Wireshark a lamp shows the worst finding of all packets, looked at or not.
constexpr std::array<std::string_view, 2> kWithoutLamp = {"tshark", "sharkd"};

struct NotedField {
  Interest interest;
  const char* filter;
};

struct Known {
  std::vector<NotedField> noted;
  std::vector<Interests> by_field;  // what who asks for a field looks at; empty: not looked up yet
  std::vector<bool> printed;        // by field or protocol
  std::optional<Interests> in_printed;  // nothing: more than fields may be printed
  int expert_tap = 0;
  bool has_lamp = false;
  bool reads_once = false;
};
Known known;

Interests of(Interest interest) {
  Interests interests;
  interests.add(interest);
  return interests;
}

Interests everything() {
  Interests interests;
  for (const Interest interest : {Interest::kFindings, Interest::kFlow, Interest::kParts}) {
    interests.add(interest);
  }
  return interests;
}

/// Who asks for a field that we know nothing of may mean one of a part.
Interests asked_by(int field) {
  const auto number = static_cast<std::size_t>(field);
  return number < known.by_field.size() ? known.by_field[number] : of(Interest::kParts);
}

Interests& entry(const header_field_info* field) {
  const auto number = static_cast<std::size_t>(field->id);
  if (number >= known.by_field.size()) known.by_field.resize(number + 1, of(Interest::kParts));
  return known.by_field[number];
}

void forget_parts(const char* protocol) {
  const int id = proto_get_id_by_filter_name(protocol);
  if (id == -1) return;
  entry(proto_registrar_get_nth(static_cast<unsigned>(id))) = {};
  void* cookie = nullptr;
  for (const auto* field = proto_get_first_protocol_field(id, &cookie); field != nullptr;
       field = proto_get_next_protocol_field(id, &cookie)) {
    entry(field) = {};
  }
}

/// The first of the fields with this name; null: there is none.
const header_field_info* first_named(const char* filter) {
  const header_field_info* field = proto_registrar_get_byname(filter);
  while (field != nullptr && field->same_name_prev_id != -1) {
    field = proto_registrar_get_nth(static_cast<unsigned>(field->same_name_prev_id));
  }
  return field;
}

void add(const char* filter, Interests interests) {
  for (const auto* field = first_named(filter); field != nullptr; field = field->same_name_next) {
    entry(field).add(interests);
  }
}

void note_printed(int field) {
  const auto number = static_cast<std::size_t>(field);
  if (number >= known.printed.size()) known.printed.resize(number + 1);
  known.printed[number] = true;
}

/// Of an item without a value of its own, its line is printed, which says what is in it.
bool prints_line(const std::string& name) {
  const header_field_info* field = proto_registrar_get_byname(name.c_str());
  const bool has_line = field != nullptr && (field->type == FT_NONE || field->type == FT_PROTOCOL);
  return name == "text" || (has_line && name.starts_with("mm1"));
}

void look_up_printed(const std::vector<std::string>& names) {
  if (std::ranges::any_of(names, prints_line)) return;
  Interests interests = of(Interest::kPrintedFields);
  for (const std::string& name : names) {
    for (const auto* field = first_named(name.c_str()); field != nullptr;
         field = field->same_name_next) {
      note_printed(field->id);
      if (field->parent != -1) note_printed(field->parent);
      interests.add(asked_by(field->id));
    }
  }
  known.in_printed = interests;
}

/// Wireshark registers its expert infos after all dissectors, so nothing is looked up sooner.
void look_up_once() {
  if (!known.by_field.empty()) return;
  for (const char* protocol : kNeverInParts) forget_parts(protocol);
  add(kProtocolsField, of(Interest::kParts));
  for (const NotedField& field : known.noted) add(field.filter, of(field.interest));
  for (const char* filter : kExpertFields) add(filter, everything());
  known.expert_tap = find_tap_id("expert");
  known.has_lamp = !std::ranges::count(kWithoutLamp, program_invocation_short_name);
  if (const auto run = tshark_run(command_line())) {
    known.reads_once = !run->reads_twice;
    if (run->printed_fields) look_up_printed(*run->printed_fields);
  }
}

bool shows_experts(const packet_info* pinfo) {
  const bool column = pinfo->cinfo != nullptr && pinfo->cinfo->col_first[COL_EXPERT] >= 0;
  return column || (known.expert_tap != 0 && have_tap_listener(known.expert_tap)) ||
         (known.has_lamp && pinfo->fd->visited == 0);
}

}  // namespace

void note_field(Interest interest, const char* filter) {
  known.noted.push_back({interest, filter});
}

bool may_ask_later() {
  look_up_once();
  return !known.reads_once;
}

bool is_printed(const header_field_info* field) {
  const auto number = static_cast<std::size_t>(field->id);
  return number < known.printed.size() && known.printed[number];
}

Interests interests(packet_info* pinfo, proto_tree* tree) {
  look_up_once();
  Interests found = shows_experts(pinfo) ? everything() : Interests();
  if (tap_listeners_require_dissection()) found.add(Interest::kParts);
  if (tree == nullptr) return found;
  if (PTREE_DATA(tree)->visible && !known.in_printed) {
    found.add(everything());
    found.add(Interest::kWholeTree);
    return found;
  }
  if (PTREE_DATA(tree)->visible) found.add(*known.in_printed);
  GHashTable* fields = PTREE_DATA(tree)->interesting_hfids;
  if (fields == nullptr) return found;
  GHashTableIter asked;
  g_hash_table_iter_init(&asked, fields);
  for (void* field = nullptr; g_hash_table_iter_next(&asked, &field, nullptr);) {
    found.add(asked_by(GPOINTER_TO_INT(field)));
  }
  return found;
}

}  // namespace mm1::plugin
