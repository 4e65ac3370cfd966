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

constexpr std::string_view kColumnPrefix = "_ws.col.";

// Names the protocols of the parts too.
constexpr const char* kProtocolsField = "frame.protocols";

// In the status bar of Wireshark a lamp shows the worst finding of all packets, looked at or not.
constexpr std::array<std::string_view, 2> kWithoutLamp = {"tshark", "sharkd"};

struct NotedField {
  Interest interest;
  const char* filter;
  const header_field_info* first =
      nullptr;  // of those with this name; null: not looked up, or none
};

struct Known {
  std::vector<NotedField> noted;
  std::vector<const header_field_info*> expert_fields;
  std::vector<const header_field_info*> never_in_parts;  // protocols
  const header_field_info* protocol = nullptr;           // ours; null: nothing was looked up yet
  const header_field_info* protocols_field = nullptr;
  int expert_tap = 0;
  bool has_lamp = false;
  std::optional<TsharkRun> run;
  std::vector<bool> printed;  // by field or protocol
  bool prints_fields = false;
  /// What tshark looks at is the same for all packets: in a first pass, and in a second.
  std::array<std::optional<Interests>, 2> in_pass;
};
Known known;

/// The first of the fields with this name; null: there is none.
const header_field_info* first_named(const char* filter) {
  const header_field_info* field = proto_registrar_get_byname(filter);
  while (field != nullptr && field->same_name_prev_id != -1) {
    field = proto_registrar_get_nth(static_cast<unsigned>(field->same_name_prev_id));
  }
  return field;
}

void note_printed(int field) {
  const auto number = static_cast<std::size_t>(field);
  if (number >= known.printed.size()) known.printed.resize(number + 1);
  known.printed[number] = true;
}

bool is_column(const std::string& name) { return name.starts_with(kColumnPrefix); }

/// Whether nothing but a field's value, or a column, is printed. Of an item without a value its
/// line is, which says what is in it; and what is no name may be an expression.
bool prints_value(const std::string& name) {
  if (is_column(name)) return true;
  const header_field_info* field = proto_registrar_get_byname(name.c_str());
  if (field == nullptr) return false;
  const bool has_line = field->type == FT_NONE || field->type == FT_PROTOCOL;
  return !has_line || !(name == "text" || name.starts_with("mm1"));
}

void look_up_printed(const std::vector<std::string>& names) {
  if (!std::ranges::all_of(names, prints_value)) return;
  known.prints_fields = true;
  for (const std::string& name : names) {
    for (const auto* field = first_named(name.c_str()); field != nullptr;
         field = field->same_name_next) {
      note_printed(field->id);
      if (field->parent != -1) note_printed(field->parent);
    }
  }
}

/// Wireshark registers its expert infos after all dissectors, so nothing is looked up sooner.
void look_up_once() {
  if (known.protocol != nullptr) return;
  known.protocol = first_named("mm1");
  known.protocols_field = first_named(kProtocolsField);
  for (NotedField& field : known.noted) field.first = first_named(field.filter);
  for (const char* filter : kExpertFields) {
    if (const auto* field = first_named(filter)) known.expert_fields.push_back(field);
  }
  for (const char* protocol : kNeverInParts) {
    if (const auto* found = first_named(protocol)) known.never_in_parts.push_back(found);
  }
  known.expert_tap = find_tap_id("expert");
  known.has_lamp = !std::ranges::count(kWithoutLamp, program_invocation_short_name);
  if (known.run && known.run->printed_fields) look_up_printed(*known.run->printed_fields);
}

bool shows_experts(const packet_info* pinfo) {
  const bool column = pinfo->cinfo != nullptr && pinfo->cinfo->col_first[COL_EXPERT] >= 0;
  return column || (known.expert_tap != 0 && have_tap_listener(known.expert_tap)) ||
         (known.has_lamp && pinfo->fd->visited == 0);
}

/// Whether a field is asked for that a part may have: of a protocol that we know nothing of.
bool asks_for_parts(Interests looked_at) {
  if (is_referenced(looked_at, known.protocols_field)) return true;
  void* cookie = nullptr;
  for (int id = proto_get_first_protocol(&cookie); id != -1;
       id = proto_get_next_protocol(&cookie)) {
    const auto* protocol = proto_registrar_get_nth(static_cast<unsigned>(id));
    if (!is_referenced(looked_at, protocol)) continue;
    if (std::ranges::count(known.never_in_parts, protocol) == 0) return true;
  }
  return false;
}

Interests everything() {
  Interests interests;
  for (const Interest interest : {Interest::kFindings, Interest::kFlow, Interest::kParts}) {
    interests.add(interest);
  }
  return interests;
}

/// Who asks for a field asks for its protocol.
void add_by_fields(Interests& found) {
  const auto asked = [&](const header_field_info* field) { return is_referenced(found, field); };
  if (std::ranges::any_of(known.expert_fields, asked)) found.add(everything());
  if (!asked(known.protocol)) return;
  for (const NotedField& noted : known.noted) {
    if (found.in(noted.interest)) continue;
    for (const auto* field = noted.first; field != nullptr; field = field->same_name_next) {
      if (asked(field)) found.add(noted.interest);
    }
  }
}

Interests looked_at_now(packet_info* pinfo, proto_tree* tree) {
  Interests found = shows_experts(pinfo) ? everything() : Interests();
  // To find out costs more than most parts do, unless it holds for the packets to come.
  if (!known.run || tap_listeners_require_dissection()) found.add(Interest::kParts);
  if (tree == nullptr) return found;
  if (PTREE_DATA(tree)->visible) {
    found.add(known.prints_fields ? Interest::kPrintedFields : Interest::kWholeTree);
    if (!known.prints_fields) found.add(everything());
  }
  add_by_fields(found);
  if (!found.in(Interest::kParts) && asks_for_parts(found)) found.add(Interest::kParts);
  return found;
}

/// Whether the text of a filter names what only the whole capture tells, or may: a macro and a
/// column are named by what is not looked into.
bool names_flow(const std::string& filter) {
  const auto named = [&](std::string_view name) { return filter.find(name) != std::string::npos; };
  return named("$") || named(kColumnPrefix) || std::ranges::any_of(kExpertFields, named) ||
         std::ranges::any_of(known.noted, [&](const NotedField& field) {
           return field.interest == Interest::kFlow && named(field.filter);
         });
}

/// Of tshark's second pass, before it begins: nobody has asked for what its filter and `-e` name.
bool second_pass_may_ask(const TsharkRun& run) {
  if (!known.prints_fields || tap_listeners_require_dissection()) return true;
  Interests printed;
  printed.add(Interest::kPrintedFields);
  add_by_fields(printed);
  return printed.in(Interest::kFlow) || std::ranges::any_of(*run.printed_fields, is_column) ||
         std::ranges::any_of(run.filters, names_flow);
}

}  // namespace

void register_interests() { known.run = tshark_run(command_line()); }

void note_field(Interest interest, const char* filter) {
  known.noted.push_back({interest, filter});
}

bool may_ask_later() {
  look_up_once();
  return !known.run || (known.run->reads_twice && second_pass_may_ask(*known.run));
}

bool is_printed(const header_field_info* field) {
  const auto number = static_cast<std::size_t>(field->id);
  return number < known.printed.size() && known.printed[number];
}

Interests interests(packet_info* pinfo, proto_tree* tree) {
  look_up_once();
  if (!known.run || tree == nullptr) return looked_at_now(pinfo, tree);
  std::optional<Interests>& found = known.in_pass[pinfo->fd->visited != 0 ? 1 : 0];
  if (!found) found = looked_at_now(pinfo, tree);
  return *found;
}

}  // namespace mm1::plugin
