#include "http_push.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include <epan/packet.h>

#include "dissector.h"
#include "mm1/http/head.h"
#include "mm1/wsp/characters.h"
#include "preferences.h"

namespace mm1::plugin {
namespace {

constexpr std::string_view kPduType = "application/vnd.wap.mms-message";

int hf_push = -1;
int hf_line = -1;
int ett_push = -1;
dissector_handle_t previous = nullptr;

wsp::Octets captured(tvbuff_t* tvb) {
  const unsigned length = tvb_captured_length(tvb);
  if (length == 0) return {};
  return {tvb_get_ptr(tvb, 0, static_cast<int>(length)), length};
}

/// Length of the head before a PDU; 0 when this is no push of one.
std::size_t head_before_pdu(wsp::Octets octets) {
  if (http::recognise_start_line(octets) != http::StartLine::kResponse) return 0;
  const std::size_t length = http::head_length(octets);
  const auto head = http::parse_head(octets.first(length));
  return head && wsp::equals_ignoring_case(head->content_type, kPduType) ? length : 0;
}

/// Takes the next line off `rest`, without its end.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

void show_head(proto_tree* tree, tvbuff_t* tvb, std::string_view head) {
  proto_item* item =
      proto_tree_add_item(tree, hf_push, tvb, 0, static_cast<int>(head.size()), ENC_NA);
  proto_tree* lines = proto_item_add_subtree(item, ett_push);
  std::string_view rest = head;
  while (!rest.empty()) {
    const std::size_t offset = head.size() - rest.size();
    const std::string_view line = take_line(rest);
    if (line.empty()) return;
    proto_tree_add_item(lines, hf_line, tvb, static_cast<int>(offset),
                        static_cast<int>(line.size()), ENC_UTF_8);
  }
}

int dissect_push(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void* data) {
  const wsp::Octets octets = captured(tvb);
  const std::size_t head = preferences().takeover ? head_before_pdu(octets) : 0;
  if (head == 0 || proto_is_protocol_enabled(find_protocol_by_id(protocol_id())) == 0) {
    return previous == nullptr ? 0 : call_dissector_only(previous, tvb, pinfo, tree, data);
  }
  show_head(tree, tvb, wsp::ascii(octets.first(head)));
  tvbuff_t* pdu = tvb_new_subset_remaining(tvb, static_cast<int>(head));
  call_dissector(pdu_handle(), pdu, pinfo, tree);
  return static_cast<int>(tvb_captured_length(tvb));
}

}  // namespace

void register_http_push(int protocol) {
  static hf_register_info fields[] = {
      {&hf_push,
       {"Pushed response", "mm1.push", FT_NONE, BASE_NONE, nullptr, 0,
        "Head of the HTTP response that carries a pushed PDU", HFILL}},
      {&hf_line,
       {"Line", "mm1.push.line", FT_STRING, BASE_NONE, nullptr, 0,
        "Status line or header field of a pushed response", HFILL}},
  };
  static int* subtrees[] = {&ett_push};
  proto_register_field_array(protocol, fields, array_length(fields));
  proto_register_subtree_array(subtrees, array_length(subtrees));
}

void take_over_http_push() {
  previous = dissector_get_string_handle(find_dissector_table("media_type"), kHttpPushType);
  // Without a protocol of its own it leaves no layer, and is never disabled.
  dissector_add_string("media_type", kHttpPushType,
                       create_dissector_handle_with_name_and_description(
                           dissect_push, -1, "mm1_push", "MM1 push over HTTP"));
}

}  // namespace mm1::plugin
