#include "handoff.h"

#include <array>
#include <cstddef>

#include <epan/packet.h>

#include "compat.h"
#include "dissector.h"
#include "mm1/mms/decode.h"
#include "mmse_compat.h"
#include "preferences.h"

namespace mm1::plugin {
namespace {

constexpr const char* kMediaType = "application/vnd.wap.mms-message";

/// One dissector table in which the media type is ours while the user wants it.
struct Takeover {
  const char* table;
  dissector_handle_t (*ours)();
  dissector_handle_t previous;  // who had the media type before; null when nobody did
};

// Wireshark's dissector callbacks carry no context, hence the file scope.
std::array<Takeover, 2> takeovers{{
    {"media_type", pdu_handle, nullptr},
    {"multipart_media_type", encapsulated_pdu_handle, nullptr},
}};

dissector_handle_t media = nullptr;  // shows bodies of types that no dissector knows

bool in_charge() {
  return preferences().takeover &&
         proto_is_protocol_enabled(find_protocol_by_id(protocol_id())) != 0;
}

/// Stands in the table with no protocol of its own, so that it is never "disabled" and leaves no
/// layer: with MM1 disabled or unwanted the previous dissector is called as if we were not there.
template <std::size_t Index>
int shim(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void* data) {
  const Takeover& takeover = takeovers[Index];
  if (in_charge()) return call_dissector_only(takeover.ours(), tvb, pinfo, tree, data);
  if (takeover.previous == nullptr) return 0;
  return call_dissector_only(takeover.previous, tvb, pinfo, tree, data);
}

void take_over_table(Takeover& takeover, dissector_t shim_function, const char* shim_name) {
  takeover.previous = dissector_get_string_handle(find_dissector_table(takeover.table), kMediaType);
  // Wireshark from 4.6 insists on a description for a handle without a protocol.
  dissector_handle_t handle = create_dissector_handle_with_name_and_description(
      shim_function, -1, shim_name, "MM1, or MMSE when MM1 is off");
  dissector_add_string(takeover.table, kMediaType, handle);
}

/// First octets of a body: enough to hold a PDU's head, never more than were captured.
wsp::Octets first_octets(tvbuff_t* tvb) {
  constexpr int kEnough = 512;
  const int captured = static_cast<int>(tvb_captured_length(tvb));
  const int length = captured < kEnough ? captured : kEnough;
  if (length == 0) return {};
  return {tvb_get_ptr(tvb, 0, length), static_cast<std::size_t>(length)};
}

/// MMSE's own recognition reads three octets without looking whether they are there, which turns a
/// WSP body of one or two octets into a malformed packet.
bool too_short_for_mmse(wsp::Octets octets) {
  constexpr std::uint8_t kMessageTypeName = 0x8C;
  return !octets.empty() && octets.size() < 3 && octets[0] == kMessageTypeName;
}

/// Does with the body what WSP does when nobody recognises it, so that MMSE is not asked.
HeuristicResult keep_from_mmse(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree) {
  // Wireshark has made us a layer of the packet, but we have nothing to say about it.
  wmem_list_remove_frame(pinfo->layers, wmem_list_tail(pinfo->layers));
  call_dissector(media, tvb, pinfo, tree);
  return true;
}

// Wireshark has made a layer for the heuristic: the dissector is called without its handle, which
// would make another.
HeuristicResult recognise_in_wsp(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void* data) {
  if (!preferences().takeover) return false;
  const wsp::Octets octets = first_octets(tvb);
  if (too_short_for_mmse(octets)) return keep_from_mmse(tvb, pinfo, tree);
  return mms::reads_as_pdu(octets) && dissect_pdu(tvb, pinfo, tree, data) != 0;
}

HeuristicResult recognise_in_http(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void* data) {
  if (!preferences().http_heuristic) return false;
  return mms::reads_as_pdu(first_octets(tvb)) && dissect_pdu(tvb, pinfo, tree, data) != 0;
}

}  // namespace

void take_over() {
  media = find_dissector("media");
  take_over_table(takeovers[0], shim<0>, "mm1_auto");
  take_over_table(takeovers[1], shim<1>, "mm1_auto_encapsulated");
  start_mmse_compat(takeovers[0].previous);
  dissector_add_for_decode_as("media_type", pdu_handle());
  heur_dissector_add("wsp", recognise_in_wsp, "MM1 over WSP", "mm1_wsp", protocol_id(),
                     HEURISTIC_ENABLE);
  heur_dissector_add("http", recognise_in_http, "MM1 over HTTP", "mm1_http", protocol_id(),
                     HEURISTIC_ENABLE);
}

}  // namespace mm1::plugin
