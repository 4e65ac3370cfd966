#include "observer.h"

#include <memory>
#include <utility>

#include <epan/address.h>
#include <epan/proto_data.h>
#include <epan/to_str.h>

#include "bearer_heads.h"
#include "experts.h"
#include "frame_events.h"
#include "interest.h"
#include "links.h"
#include "observed_capture.h"
#include "pool.h"
#include "preferences.h"
#include "tap.h"

namespace mm1::plugin {

struct NotedPdu {
  tvbuff_t* tvb;
  FramePdu pdu;
  proto_item* item;
  std::uint64_t id;  // in the flow; 0: not told to it
  NotedPdu* next;
};

namespace {

constexpr std::uint32_t kNotesKey = 1;

struct Notes {
  NotedPdu* first;
  NotedPdu* last;
  std::size_t count;
};

// Wireshark's callbacks carry no context, hence the file scope.
struct Observation {
  int protocol = -1;
  dissector_handle_t postdissector = nullptr;
  int short_message = -1;
  int icmp = -1;
  int icmpv6 = -1;
  std::unique_ptr<ObservedCapture> capture;  // that is open; null: there is none, or nobody asks
  bool at_first_frame = true;                // of the capture
};
Observation observation;

Notes* notes_of(packet_info* pinfo) {
  return static_cast<Notes*>(p_get_proto_data(pinfo->pool, pinfo, observation.protocol, kNotesKey));
}

std::int64_t time_of(const packet_info* pinfo) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  return static_cast<std::int64_t>(pinfo->abs_ts.secs) * kSecond + pinfo->abs_ts.nsecs;
}

const char* address_text(packet_info* pinfo, const address& address) {
  return address.type == AT_NONE ? "" : address_to_str(pinfo->pool, &address);
}

bool has_layer(const packet_info* pinfo, int protocol) {
  for (wmem_list_frame_t* layer = wmem_list_head(pinfo->layers); layer != nullptr;
       layer = wmem_list_frame_next(layer)) {
    if (GPOINTER_TO_INT(wmem_list_frame_data(layer)) == protocol) return true;
  }
  return false;
}

/// An ICMP error quotes a packet that was sent before: what it shows did not happen again.
bool quotes_packets(const packet_info* pinfo) {
  return has_layer(pinfo, observation.icmp) || has_layer(pinfo, observation.icmpv6);
}

std::span<const FramePdu> frame_pdus(packet_info* pinfo, const Notes* notes) {
  if (notes == nullptr) return {};
  auto* pdus = wmem_alloc_array(pinfo->pool, FramePdu, notes->count);
  std::size_t i = 0;
  for (const NotedPdu* noted = notes->first; noted != nullptr; noted = noted->next) {
    pdus[i] = noted->pdu;
    pdus[i].condensed = condense(noted->pdu.tape, pool_allocator(pinfo));
    ++i;
  }
  return {pdus, notes->count};
}

bool says_something(const Frame& frame) { return !frame.heads.empty() || !frame.pdus.empty(); }

Frame frame_of(packet_info* pinfo, proto_tree* tree, const Notes* notes) {
  Frame frame;
  frame.number = pinfo->num;
  frame.time_ns = time_of(pinfo);
  frame.heads = read_heads(pinfo, tree);
  frame.pdus = frame_pdus(pinfo, notes);
  if (!says_something(frame)) return frame;
  frame.source = address_text(pinfo, pinfo->net_src);
  frame.destination = address_text(pinfo, pinfo->net_dst);
  frame.source_port = pinfo->srcport;
  frame.destination_port = pinfo->destport;
  frame.short_message = has_layer(pinfo, observation.short_message);
  return frame;
}

/// Nothing that Wireshark may leave by `longjmp` is called in here, and no C++ exception leaves it.
void tell(const Frame& frame) noexcept {
  try {
    observation.capture->tell(frame);
  } catch (...) {
    // Out of memory: links that are half known are worse than none.
    observation.capture.reset();
  }
}

/// The same holds here. nullptr when no capture is open.
const CaptureFlow* known_flow() noexcept {
  if (observation.capture == nullptr) return nullptr;
  try {
    return &observation.capture->flow();
  } catch (...) {
    observation.capture.reset();
    return nullptr;
  }
}

void finish() noexcept {
  if (observation.capture == nullptr) return;
  try {
    observation.capture->finish();
  } catch (...) {
    observation.capture.reset();
  }
}

void show_findings(packet_info* pinfo, proto_item* item,
                   std::span<const flow::FlowFinding> findings) {
  for (const flow::FlowFinding& finding : findings) add_finding(pinfo, item, finding);
}

/// Whether anyone looks at a field of ours: most packets are dissected for their columns only.
bool is_wanted(proto_tree* tree) {
  return tree != nullptr && proto_field_is_referenced(tree, observation.protocol) != 0;
}

void show_pdus(packet_info* pinfo, const CaptureFlow& flow, const Notes& notes) {
  std::uint64_t last = 0;
  for (NotedPdu* noted = notes.first; noted != nullptr; noted = noted->next) {
    const std::uint64_t id =
        flow.find(pinfo->num, fingerprint(condense(noted->pdu.tape, pool_allocator(pinfo))), last);
    noted->id = id;
    if (id == 0) continue;
    last = id;
    proto_tree* tree = proto_item_get_subtree(noted->item);
    if (is_wanted(tree)) show_links(pinfo, tree, noted->tvb, flow, id);
    show_findings(pinfo, noted->item, flow.findings_at(id));
  }
}

void tap_frame(packet_info* pinfo, const CaptureFlow& flow, const Notes* notes) {
  FrameTap tap(pinfo, flow);
  for (NotedPdu* noted = notes == nullptr ? nullptr : notes->first; noted != nullptr;
       noted = noted->next) {
    if (noted->id == 0) continue;
    tap.add({noted->tvb, noted->pdu.tape, noted->pdu.complete, noted->id});
  }
  for (const ExchangeHalf& half : flow.halves_of(pinfo->num)) tap.add(half);
}

void show_exchanges(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, const CaptureFlow& flow,
                    proto_item* pdu_item) {
  proto_item* item = pdu_item;
  for (const ExchangeHalf& half : flow.halves_of(pinfo->num)) {
    proto_item* shown = is_wanted(tree) ? show_half(pinfo, tree, tvb, flow, half) : nullptr;
    if (item == nullptr) item = shown;
  }
  show_findings(pinfo, item, flow.findings_at_frame(pinfo->num));
}

bool is_asked_for(packet_info* pinfo, proto_tree* tree) {
  return anyone_listens() || interests(pinfo, tree).in(Interest::kFlow);
}

/// Who asks for something at one frame of a pass asks for it at all of them.
void forget_what_nobody_asks_for(packet_info* pinfo, proto_tree* tree) {
  if (may_ask_later() || is_asked_for(pinfo, tree)) return;
  observation.capture.reset();
  want_head_fields(observation.postdissector, false);
}

int postdissect(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void*) {
  if (std::exchange(observation.at_first_frame, false)) forget_what_nobody_asks_for(pinfo, tree);
  if (observation.capture == nullptr) return 0;
  const Notes* notes = notes_of(pinfo);
  if (pinfo->fd->visited == 0) {
    const Frame frame = frame_of(pinfo, tree, notes);
    if (!says_something(frame)) return 0;
    if (!quotes_packets(pinfo)) tell(frame);
  } else if (!observation.capture->was_told(pinfo->num)) {
    return 0;
  }
  if (!is_asked_for(pinfo, tree)) return 0;
  const CaptureFlow* flow = known_flow();
  if (flow == nullptr) return 0;
  if (notes != nullptr) show_pdus(pinfo, *flow, *notes);
  show_exchanges(tvb, pinfo, tree, *flow, notes != nullptr ? notes->first->item : nullptr);
  if (anyone_listens()) tap_frame(pinfo, *flow, notes);
  return static_cast<int>(tvb_captured_length(tvb));
}

flow::TrackerOptions tracker_options() {
  constexpr std::int64_t kSecond = 1'000'000'000;
  flow::TrackerOptions options;
  options.answer_timeout_ns = preferences().answer_timeout_s * kSecond;
  options.answer_timeout_sms_ns = preferences().answer_timeout_sms_s * kSecond;
  options.notification_timeout_ns = preferences().notification_timeout_s * kSecond;
  return options;
}

void begin_capture() {
  refresh_preferences();
  observation.capture = std::make_unique<ObservedCapture>(tracker_options());
  observation.at_first_frame = true;
  want_head_fields(observation.postdissector, true);
}

void end_capture() { observation.capture.reset(); }

}  // namespace

const CaptureFlow* capture_flow() { return known_flow(); }

const CaptureFlow* finish_capture_flow() {
  finish();
  return known_flow();
}

NotedPdu* note_pdu(packet_info* pinfo, proto_tree* tree, tvbuff_t* tvb, const wsp::Tape& tape,
                   const mms::DecodeOptions& options) {
  if (observation.capture == nullptr || tape.elements().empty()) return nullptr;
  auto* noted = wmem_new0(pinfo->pool, NotedPdu);
  noted->tvb = tvb;
  noted->pdu.tape = tape;
  noted->pdu.options = options;
  noted->pdu.complete = tvb_captured_length(tvb) >= tvb_reported_length(tvb);
  if (pinfo->fd->visited == 0) {
    noted->pdu.family = bearer_family(pinfo);
    noted->pdu.head = heads_so_far(tree, noted->pdu.family);
  }
  Notes* notes = notes_of(pinfo);
  if (notes == nullptr) {
    notes = wmem_new0(pinfo->pool, Notes);
    p_add_proto_data(pinfo->pool, pinfo, observation.protocol, kNotesKey, notes);
    notes->first = noted;
  } else {
    notes->last->next = noted;
  }
  notes->last = noted;
  ++notes->count;
  return noted;
}

void note_tree(NotedPdu* pdu, const Tree& shown) {
  if (pdu != nullptr) pdu->item = shown.item(0);
}

void register_observer(int protocol) {
  observation.protocol = protocol;
  observation.postdissector = create_dissector_handle_with_name_and_description(
      postdissect, protocol, "mm1_observer", "MM1 transactions");
  register_postdissector(observation.postdissector);
  register_init_routine(begin_capture);
  register_cleanup_routine(end_capture);
  register_postseq_cleanup_routine(finish);
}

void start_observer() {
  observation.short_message = proto_get_id_by_filter_name("gsm_sms_ud");
  observation.icmp = proto_get_id_by_filter_name("icmp");
  observation.icmpv6 = proto_get_id_by_filter_name("icmpv6");
  start_bearer_heads();
  want_head_fields(observation.postdissector, true);
}

}  // namespace mm1::plugin
