#include "interest.h"

#include <errno.h>  // program_invocation_short_name

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include <epan/column-info.h>
#include <epan/proto.h>
#include <epan/tap.h>

namespace mm1::plugin {
namespace {

// Those of Wireshark that show any expert info, ours among them. A malformed one puts
// "_ws.malformed" into the tree.
constexpr std::array kExpertFields = {"_ws.expert", "_ws.expert.message", "_ws.expert.severity",
                                      "_ws.expert.group", "_ws.malformed"};

// In the status bar of Wireshark a lamp shows the worst finding of all packets, looked at or not.
constexpr std::array<std::string_view, 2> kWithoutLamp = {"tshark", "sharkd"};

struct Fields {
  std::vector<const char*> filters;
  std::vector<const header_field_info*> found;
};
struct Known {
  std::array<Fields, 2> fields;  // by interest
  std::vector<const header_field_info*> expert_fields;
  const header_field_info* protocol = nullptr;  // null: nothing was looked up yet
  int expert_tap = 0;
  bool has_lamp = false;
};
Known known;

Fields& fields_of(Interest interest) { return known.fields[static_cast<std::size_t>(interest)]; }

void look_up(const char* filter, std::vector<const header_field_info*>& into) {
  if (const header_field_info* field = proto_registrar_get_byname(filter)) into.push_back(field);
}

/// Wireshark registers its expert infos after all dissectors, so nothing is looked up sooner.
void look_up_once() {
  if (known.protocol != nullptr) return;
  for (Fields& fields : known.fields) {
    for (const char* filter : fields.filters) look_up(filter, fields.found);
  }
  for (const char* filter : kExpertFields) look_up(filter, known.expert_fields);
  known.protocol = proto_registrar_get_byname("mm1");
  known.expert_tap = find_tap_id("expert");
  known.has_lamp = !std::ranges::count(kWithoutLamp, program_invocation_short_name);
}

}  // namespace

void note_field(Interest interest, const char* filter) {
  fields_of(interest).filters.push_back(filter);
}

bool is_of(Interest interest, packet_info* pinfo, proto_tree* tree) {
  look_up_once();
  if (known.has_lamp && pinfo->fd->visited == 0) return true;
  const bool column = pinfo->cinfo != nullptr && pinfo->cinfo->col_first[COL_EXPERT] >= 0;
  if (column || (known.expert_tap != 0 && have_tap_listener(known.expert_tap))) return true;
  if (tree == nullptr) return false;
  if (PTREE_DATA(tree)->visible || std::ranges::any_of(known.expert_fields, is_referenced)) {
    return true;
  }
  // Who asks for a field asks for its protocol.
  return is_referenced(known.protocol) &&
         std::ranges::any_of(fields_of(interest).found, is_referenced);
}

}  // namespace mm1::plugin
