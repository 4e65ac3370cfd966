#include "dissector.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include <epan/column-utils.h>
#include <epan/packet.h>

#include "experts.h"
#include "export_pdus.h"
#include "info_column.h"
#include "interest.h"
#include "mm1/mms/decode.h"
#include "mm1/rules/check.h"
#include "mmse_compat.h"
#include "nesting.h"
#include "observer.h"
#include "parts.h"
#include "pool.h"
#include "preferences.h"
#include "tree.h"

namespace mm1::plugin {
namespace {

struct Dissectors {
  int protocol = -1;
  dissector_handle_t pdu = nullptr;
  dissector_handle_t encapsulated_pdu = nullptr;
};

Dissectors dissectors;

/// Wireshark gives up a packet whose tree is 500 deep: a PDU and eight more in its parts, each with
/// what carries it, stay below that.
wsp::Limits limits(packet_info* pinfo) {
  constexpr unsigned kMostDepth = 128;
  constexpr unsigned kMostDepthInParts = 32;
  const bool in_part = nesting(pinfo, dissectors.protocol).depth != 0;
  wsp::Limits limits;
  limits.depth = static_cast<std::uint16_t>(
      std::min(preferences().max_depth, in_part ? kMostDepthInParts : kMostDepth));
  limits.parts = preferences().max_parts;
  return limits;
}

mms::DecodeOptions decode_options(tvbuff_t* tvb, packet_info* pinfo) {
  mms::DecodeOptions options;
  options.limits = limits(pinfo);
  if (tvb_captured_length(tvb) < tvb_reported_length(tvb)) {
    options.reported_length = tvb_reported_length(tvb);
  }
  return options;
}

/// The PDU as far as it was captured, in one look: no other octet is read through the tvb.
wsp::Tape decode(tvbuff_t* tvb, packet_info* pinfo, const mms::DecodeOptions& options) {
  const unsigned captured = std::min(tvb_captured_length(tvb), tvb_reported_length(tvb));
  wsp::Octets octets;
  if (captured != 0) octets = {tvb_get_ptr(tvb, 0, static_cast<int>(captured)), captured};
  return mms::decode(octets, pool_allocator(pinfo), options);
}

/// Nothing where nobody looks at findings.
std::optional<std::span<const rules::Finding>> check(const wsp::Tape& tape, packet_info* pinfo,
                                                     Interests looked_at) {
  if (!looked_at.in(Interest::kFindings)) return std::nullopt;
  // Of a PDU that was not captured at all there is nothing to judge.
  if (tape.input().empty()) return std::span<const rules::Finding>();
  rules::CheckOptions options;
  options.captured_at = pinfo->abs_ts.secs;
  return rules::check(tape, pool_allocator(pinfo), options);
}

/// Whether anyone looks at the summary: most packets of a capture are read for a filter only.
bool shows_summary(packet_info* pinfo, Interests looked_at) {
  return looked_at.in(Interest::kWholeTree) || col_get_writable(pinfo->cinfo, -1) != 0;
}

int dissect(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree,
            void (*write_info)(packet_info*, const char*)) {
  if (tvb_reported_length(tvb) == 0) return 0;
  const mms::DecodeOptions options = decode_options(tvb, pinfo);
  const wsp::Tape tape = decode(tvb, pinfo, options);
  const Interests looked_at = interests(pinfo, tree);
  const auto findings = check(tape, pinfo, looked_at);
  export_pdu(tvb, pinfo);
  NotedPdu* noted = note_pdu(pinfo, tree, tvb, tape, options);
  const char* summary = shows_summary(pinfo, looked_at) ? summarize(pinfo, tape) : "";
  write_info(pinfo, summary);
  const Tree shown = add_tree(tvb, pinfo, tree, dissectors.protocol, tape, summary, looked_at);
  note_tree(noted, shown);
  if (findings) add_findings(pinfo, shown, *findings);
  hand_over_parts(tvb, pinfo, dissectors.protocol, tape, shown, looked_at);
  add_mmse_fields(tvb, pinfo, shown, tape, looked_at);
  // A PDU cut by the capture has been shown as far as it goes; Wireshark says the rest by throwing.
  tvb_ensure_bytes_exist(tvb, 0, static_cast<int>(tvb_reported_length(tvb)));
  return static_cast<int>(tvb_captured_length(tvb));
}

int dissect_encapsulated_pdu(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void*) {
  return dissect(tvb, pinfo, tree, append_info);
}

}  // namespace

int dissect_pdu(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void*) {
  return dissect(tvb, pinfo, tree, set_info);
}

void register_dissectors(int protocol) {
  dissectors.protocol = protocol;
  dissectors.pdu = register_dissector("mm1", dissect_pdu, protocol);
  dissectors.encapsulated_pdu =
      register_dissector("mm1_encapsulated", dissect_encapsulated_pdu, protocol);
}

int protocol_id() { return dissectors.protocol; }
dissector_handle_t pdu_handle() { return dissectors.pdu; }
dissector_handle_t encapsulated_pdu_handle() { return dissectors.encapsulated_pdu; }

}  // namespace mm1::plugin
