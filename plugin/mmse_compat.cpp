#include "mmse_compat.h"

#include <cstddef>
#include <cstdint>

#include <epan/exceptions.h>
#include <epan/proto.h>

#include "compat.h"
#include "interest.h"
#include "mm1/mms/view.h"
#include "preferences.h"

namespace mm1::plugin {
namespace {

using wsp::Element;
using wsp::Kind;

// Wireshark's callbacks carry no context, hence the file scope.
struct Mmse {
  int protocol = -1;
  dissector_handle_t dissector = nullptr;  // null: this Wireshark has none
};
Mmse mmse;

int hf_mmse = -1;
int ett_mmse = -1;

/// Whether a filter, colour rule, column or tap, or `-e`, names a field of MMSE's.
bool is_asked_for(Interests looked_at) {
  return mmse.dissector != nullptr &&
         is_referenced(looked_at, proto_registrar_get_nth(static_cast<unsigned>(mmse.protocol)));
}

/// A PDU up to its body. The parts have been dissected already, and would be counted twice; the
/// PDUs among them are on the tape like this one.
tvbuff_t* header_of(tvbuff_t* tvb, const wsp::Tape& tape, std::size_t pdu) {
  const Element& whole = tape.elements()[pdu];
  std::uint32_t length = whole.length;
  for (const std::size_t child : mms::Children(tape.elements(), pdu)) {
    const Element& element = tape.elements()[child];
    if (element.kind == Kind::kBody) length = element.offset - whole.offset;
  }
  return tvb_new_subset_length(tvb, static_cast<int>(whole.offset), static_cast<int>(length));
}

/// State of the packet that MMSE must leave as it is.
struct Saved {
  ColumnFlag columns_writable;
  unsigned number;
  bool in_error;
  wmem_list_t* layers;
  decltype(packet_info::curr_layer_num) layer_number;
};

Saved protect(packet_info* pinfo) {
  const Saved saved = {col_get_writable(pinfo->cinfo, -1), pinfo->num,
                       pinfo->flags.in_error_pkt != 0, pinfo->layers, pinfo->curr_layer_num};
  col_set_writable(pinfo->cinfo, -1, false);
  // Its expert infos and taps would tell of the PDU a second time: Wireshark drops the ones of a
  // packet without a number, and keeps most listeners from the others of a packet in an error.
  pinfo->num = 0;
  pinfo->flags.in_error_pkt = true;
  // Nor is it a layer of the packet.
  pinfo->layers = wmem_list_new(pinfo->pool);
  return saved;
}

void restore(packet_info* pinfo, const Saved& saved) {
  pinfo->curr_layer_num = saved.layer_number;
  pinfo->layers = saved.layers;
  pinfo->flags.in_error_pkt = saved.in_error;
  pinfo->num = saved.number;
  col_set_writable(pinfo->cinfo, -1, saved.columns_writable);
}

// See parts.cpp.
#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wdeprecated-volatile"
#endif

/// MMSE stumbles over PDUs that are in order; what it found before counts, its complaint does not,
/// be it about the octets or about itself.
void call(tvbuff_t* header, packet_info* pinfo, proto_tree* tree) {
  const Saved saved = protect(pinfo);
  TRY { call_dissector_only(mmse.dissector, header, pinfo, tree, nullptr); }
  CATCH_BOUNDS_AND_DISSECTOR_ERRORS {}
  FINALLY { restore(pinfo, saved); }
  ENDTRY;
}

#if defined(__clang__)
#pragma clang diagnostic pop
#endif

}  // namespace

void register_mmse_compat(int protocol) {
  static hf_register_info fields[] = {
      {&hf_mmse,
       {"For mmse filters", "mm1.mmse", FT_NONE, BASE_NONE, nullptr, 0,
        "What MMSE makes of the PDU, for those who ask for mmse fields", HFILL}},
  };
  static int* subtrees[] = {&ett_mmse};
  proto_register_field_array(protocol, fields, array_length(fields));
  proto_register_subtree_array(subtrees, array_length(subtrees));
}

void start_mmse_compat(dissector_handle_t built_in) {
  mmse.protocol = proto_get_id_by_filter_name("mmse");
  if (built_in == nullptr || mmse.protocol == -1) return;
  if (dissector_handle_get_protocol_index(built_in) == mmse.protocol) mmse.dissector = built_in;
}

void add_mmse_fields(tvbuff_t* tvb, packet_info* pinfo, const Tree& shown, const wsp::Tape& tape,
                     Interests looked_at) {
  proto_tree* tree = shown.subtree(0);
  if (tree == nullptr || !preferences().mmse_compat || !is_asked_for(looked_at)) return;
  proto_item* item = proto_tree_add_item(tree, hf_mmse, tvb, 0, 0, ENC_NA);
  proto_item_set_hidden(item);
  proto_tree* inside = proto_item_add_subtree(item, ett_mmse);
  for (std::size_t i = 0; i < tape.elements().size(); ++i) {
    if (tape.elements()[i].kind == Kind::kPdu) call(header_of(tvb, tape, i), pinfo, inside);
  }
}

}  // namespace mm1::plugin
