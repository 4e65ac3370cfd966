#include "parts.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>

#include <epan/exceptions.h>
#include <epan/packet.h>

#include "compat.h"
#include "fields.h"
#include "mm1/mms/text.h"
#include "mm1/mms/view.h"
#include "mm1/wsp/media_types.h"
#include "nesting.h"
#include "pool.h"
#include "preferences.h"

namespace mm1::plugin {
namespace {

using wsp::Element;
using wsp::Kind;

// Dissectors of media types, by their protocols, that do nothing but show the part: they keep
// nothing for later packets and call nobody else.
constexpr std::array kOnlyShow = {"xml", "image-jfif", "image-gif", "png", "data-text-lines"};

/// A part in plain characters of the packet's pool; see mms::PartView.
struct Part {
  std::size_t element;
  std::size_t data;              // the element with its octets
  dissector_handle_t dissector;  // of the data; null: none is to see them
  const char* content_type;
  const char* charset;
  const char* name;
  const char* content_id;
  const char* content_location;
  std::size_t size;
};

/// The leaf that holds a part's octets; 0 when there is none, or what it holds is on the tape.
std::size_t data_leaf(const wsp::Tape& tape, std::size_t part) {
  for (const std::size_t child : mms::Children(tape.elements(), part)) {
    const Element& element = tape.elements()[child];
    const bool data = element.kind == Kind::kPartData || element.kind == Kind::kContent;
    if (data && element.end == child + 1) return child;
  }
  return 0;
}

bool only_shows(dissector_handle_t handle) {
  static const auto kProtocols = [] {
    std::array<int, kOnlyShow.size()> ids;
    std::ranges::transform(kOnlyShow, ids.begin(), proto_get_id_by_filter_name);
    return ids;
  }();
  const int protocol = dissector_handle_get_protocol_index(handle);
  return protocol != -1 && std::ranges::count(kProtocols, protocol) != 0;
}

/// A PDU or multipart that the decoder left whole has reached its limits, and would reach
/// Wireshark's next.
bool decoded_by_us(const char* content_type) {
  return wsp::body_form(content_type) != wsp::BodyForm::kPlain;
}

dissector_handle_t dissector_of(const char* content_type, const Element& data,
                                Interests looked_at) {
  if (!preferences().dissect_parts || decoded_by_us(content_type)) return nullptr;
  if (data.length == 0 || data.state == wsp::State::kTruncated) return nullptr;
  dissector_handle_t handle =
      dissector_get_string_handle(find_dissector_table("media_type"), content_type);
  if (handle == nullptr) return find_dissector("media");
  return looked_at.in(Interest::kParts) || !only_shows(handle) ? handle : nullptr;
}

bool shows_facts(Interests looked_at) {
  constexpr PartFact kFacts[] = {
      PartFact::kContentType, PartFact::kCharset,         PartFact::kName,
      PartFact::kContentId,   PartFact::kContentLocation, PartFact::kSize};
  return std::ranges::any_of(
      kFacts, [&](PartFact fact) { return is_shown(looked_at, part_fact(fact).registered); });
}

Part plain(packet_info* pinfo, const mms::PartView& part, std::size_t data,
           dissector_handle_t dissector) {
  return {part.element,
          data,
          dissector,
          pool_text(pinfo, part.content_type),
          pool_text(pinfo, mms::charset_name(part.charset)),
          pool_text(pinfo, part.name),
          pool_text(pinfo, part.content_id),
          pool_text(pinfo, part.content_location),
          part.data.size()};
}

/// Those of which anything is seen.
std::span<const Part> plain_parts(packet_info* pinfo, const wsp::Tape& tape, Interests looked_at) {
  const bool with_facts = shows_facts(looked_at);
  const std::vector<mms::PartView> views = mms::parts(mms::PduView(tape));
  auto* parts = wmem_alloc_array(pinfo->pool, Part, views.size());
  std::size_t count = 0;
  for (const mms::PartView& view : views) {
    const std::size_t data = data_leaf(tape, view.element);
    dissector_handle_t dissector =
        data == 0 ? nullptr
                  : dissector_of(view.content_type.c_str(), tape.elements()[data], looked_at);
    if (with_facts || dissector != nullptr) parts[count++] = plain(pinfo, view, data, dissector);
  }
  return {parts, count};
}

void add_fact(proto_tree* tree, PartFact fact, tvbuff_t* tvb, const char* text) {
  if (text[0] == '\0') return;
  proto_item_set_generated(proto_tree_add_string(tree, part_fact(fact).id, tvb, 0, 0, text));
}

void add_facts(proto_tree* tree, tvbuff_t* tvb, const Part& part, Kind kind) {
  // A part of a multipart has its content type among its elements; a body that is one object has it
  // in the header.
  if (kind == Kind::kBody) add_fact(tree, PartFact::kContentType, tvb, part.content_type);
  add_fact(tree, PartFact::kCharset, tvb, part.charset);
  add_fact(tree, PartFact::kName, tvb, part.name);
  add_fact(tree, PartFact::kContentId, tvb, part.content_id);
  add_fact(tree, PartFact::kContentLocation, tvb, part.content_location);
  proto_item_set_generated(
      proto_tree_add_uint64(tree, part_fact(PartFact::kSize).id, tvb, 0, 0, part.size));
}

/// State of the packet that a media dissector must not change for those after it.
struct Saved {
  ColumnFlag protocol_writable;
  ColumnFlag info_writable;
  const char* match_string;
};

Saved protect(packet_info* pinfo, const char* match_string) {
  const Saved saved = {col_get_writable(pinfo->cinfo, COL_PROTOCOL),
                       col_get_writable(pinfo->cinfo, COL_INFO), pinfo->match_string};
  col_set_writable(pinfo->cinfo, COL_PROTOCOL, false);
  col_set_writable(pinfo->cinfo, COL_INFO, false);
  pinfo->match_string = match_string;
  return saved;
}

void restore(packet_info* pinfo, const Saved& saved) {
  col_set_writable(pinfo->cinfo, COL_PROTOCOL, saved.protocol_writable);
  col_set_writable(pinfo->cinfo, COL_INFO, saved.info_writable);
  pinfo->match_string = saved.match_string;
}

// Wireshark's TRY assigns to volatiles in a way C++20 deprecates; clang says so even though the
// macro is a system header's.
#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wdeprecated-volatile"
#endif

/// Calls `handle`; what it throws because the part is damaged stays with the part, so that the
/// parts behind it are shown too.
void call(dissector_handle_t handle, tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree,
          MediaContentInfo* content, Nesting& nested, const char* content_type) {
  // TRY is a setjmp: what lies in the pool, behind a volatile, is there after a longjmp as well.
  Saved* const volatile saved = wmem_new(pinfo->pool, Saved);
  *saved = protect(pinfo, content_type);
  ++nested.depth;
  TRY { call_dissector_with_data(handle, tvb, pinfo, tree, content); }
  CATCH_NONFATAL_ERRORS { show_exception(tvb, pinfo, tree, EXCEPT_CODE, GET_MESSAGE); }
  FINALLY {
    --nested.depth;
    restore(pinfo, *saved);
  }
  ENDTRY;
}

#if defined(__clang__)
#pragma clang diagnostic pop
#endif

void hand_over(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, const Element& data,
               const Part& part, Nesting& nested) {
  auto* content = wmem_new0(pinfo->pool, MediaContentInfo);
  content->type = kNotFromHttp;
  content->media_str =
      part.charset[0] == '\0' ? nullptr : pool_line(pinfo, {"charset=", part.charset});
  content->content_id = part.content_id;
  tvbuff_t* octets =
      tvb_new_subset_length(tvb, static_cast<int>(data.offset), static_cast<int>(data.length));
  call(part.dissector, octets, pinfo, tree, content, nested, part.content_type);
}

}  // namespace

void hand_over_parts(tvbuff_t* tvb, packet_info* pinfo, int protocol, const wsp::Tape& tape,
                     const Tree& tree, Interests looked_at) {
  constexpr int kMostNested = 8;
  if (tape.elements().empty()) return;
  const std::span<const Part> parts = plain_parts(pinfo, tape, looked_at);
  if (parts.empty()) return;
  Nesting& nested = nesting(pinfo, protocol);
  const bool too_deep = nested.depth >= kMostNested;
  for (const Part& part : parts) {
    proto_tree* shown = tree.subtree(part.element);
    add_facts(shown, tvb, part, tape.elements()[part.element].kind);
    if (part.dissector == nullptr || too_deep) continue;
    hand_over(tvb, pinfo, shown, tape.elements()[part.data], part, nested);
  }
}

}  // namespace mm1::plugin
