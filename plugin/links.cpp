#include "links.h"

#include <array>
#include <cstddef>

#include <epan/proto.h>
#include <wsutil/nstime.h>

#include "interest.h"
#include "message_items.h"
#include "pool.h"

namespace mm1::plugin {
namespace {

/// A link to a frame: one row a field.
struct LinkRow {
  const char* filter;
  const char* name;
  const char* blurb;
  int type;  // of the arrow that Wireshark draws beside the packet list
  std::uint32_t Links::*frame;
};

constexpr std::array kLinks = {
    LinkRow{"mm1.request_in", "Request in", "The request that this answers is in this frame",
            FT_FRAMENUM_REQUEST, &Links::request},
    LinkRow{"mm1.response_in", "Response in", "The answer to this is in this frame",
            FT_FRAMENUM_RESPONSE, &Links::response},
    LinkRow{"mm1.repeat_of", "Repeat of", "The same octets came before, in this frame",
            FT_FRAMENUM_RETRANS_PREV, &Links::repeat_of},
    LinkRow{"mm1.notification_in", "Notification in",
            "The m-notification-ind of this retrieval is in this frame", FT_FRAMENUM_NONE,
            &Links::notification},
    LinkRow{"mm1.get_in", "GET in", "The message is fetched in this frame", FT_FRAMENUM_NONE,
            &Links::get},
    LinkRow{"mm1.retrieve_conf_in", "Retrieve confirmation in",
            "The m-retrieve-conf of this retrieval is in this frame", FT_FRAMENUM_NONE,
            &Links::retrieve_conf},
    LinkRow{"mm1.notifyresp_in", "Notification response in",
            "The m-notifyresp-ind of this retrieval is in this frame", FT_FRAMENUM_NONE,
            &Links::notify_response},
    LinkRow{"mm1.acknowledge_in", "Acknowledgement in",
            "The m-acknowledge-ind of this retrieval is in this frame", FT_FRAMENUM_NONE,
            &Links::acknowledgement},
};

// Wireshark writes into these by address.
std::array<int, kLinks.size()> hf_links;
int hf_transaction = -1;
int hf_id = -1;
int hf_kind = -1;
int hf_mode = -1;
int hf_outcome = -1;
int hf_status = -1;
int hf_time = -1;
int hf_exchange = -1;
int ett_transaction = -1;
int ett_exchange = -1;

void add_text(proto_tree* tree, tvbuff_t* tvb, int field, const char* text) {
  if (text[0] == '\0') return;
  proto_item_set_generated(proto_tree_add_string(tree, field, tvb, 0, 0, text));
}

/// Every item is generated: none of it is in the octets.
void add_transaction(packet_info* pinfo, proto_tree* tree, tvbuff_t* tvb, const CaptureFlow& flow,
                     std::uint64_t id) {
  proto_item* item = proto_tree_add_item(tree, hf_transaction, tvb, 0, 0, ENC_NA);
  proto_item_set_generated(item);
  proto_item_append_text(item, " %" G_GUINT64_FORMAT, id);
  proto_tree* inside = proto_item_add_subtree(item, ett_transaction);
  proto_item_set_generated(proto_tree_add_uint64(inside, hf_id, tvb, 0, 0, id));
  const SeenTransaction* seen = flow.transaction(id);
  if (seen == nullptr || !seen->decided) return;
  const DecidedTransaction& decided = *seen->decided;
  const char* kind = pool_text(pinfo, flow::transaction_kind_name(decided.kind));
  const char* outcome = pool_text(pinfo, flow::outcome_name(decided.outcome));
  proto_item_append_text(item, ": %s, %s", kind, outcome);
  add_text(inside, tvb, hf_kind, kind);
  if (decided.mode != flow::RetrievalMode::kNone) {
    add_text(inside, tvb, hf_mode, pool_text(pinfo, flow::retrieval_mode_name(decided.mode)));
  }
  add_text(inside, tvb, hf_outcome, outcome);
  add_text(inside, tvb, hf_status, pool_text(pinfo, decided.status));
}

void add_links(proto_tree* tree, tvbuff_t* tvb, const Links& links) {
  for (std::size_t i = 0; i < kLinks.size(); ++i) {
    const std::uint32_t frame = links.*kLinks[i].frame;
    if (frame == 0) continue;
    proto_item_set_generated(proto_tree_add_uint(tree, hf_links[i], tvb, 0, 0, frame));
  }
  if (!links.since_request_ns) return;
  constexpr std::int64_t kSecond = 1'000'000'000;
  const nstime_t time = {static_cast<time_t>(*links.since_request_ns / kSecond),
                         static_cast<int>(*links.since_request_ns % kSecond)};
  proto_item_set_generated(proto_tree_add_time(tree, hf_time, tvb, 0, 0, &time));
}

}  // namespace

void register_links(int protocol) {
  static hf_register_info fields[] = {
      {&hf_transaction,
       {"Transaction", "mm1.transaction", FT_NONE, BASE_NONE, nullptr, 0,
        "The transaction that this belongs to", HFILL}},
      {&hf_id,
       {"Number", "mm1.transaction.id", FT_UINT64, BASE_DEC, nullptr, 0,
        "Number of the transaction, in the order of their beginnings", HFILL}},
      {&hf_kind,
       {"Kind", "mm1.transaction.kind", FT_STRING, BASE_NONE, nullptr, 0,
        "What the transaction is for", HFILL}},
      {&hf_mode,
       {"Mode", "mm1.transaction.mode", FT_STRING, BASE_NONE, nullptr, 0,
        "How a message was retrieved", HFILL}},
      {&hf_outcome,
       {"Outcome", "mm1.transaction.outcome", FT_STRING, BASE_NONE, nullptr, 0,
        "How the transaction ended", HFILL}},
      {&hf_status,
       {"Status", "mm1.transaction.status", FT_STRING, BASE_NONE, nullptr, 0,
        "The status that decided the outcome", HFILL}},
      {&hf_time,
       {"Time since request", "mm1.time", FT_RELATIVE_TIME, BASE_NONE, nullptr, 0,
        "Time between the request and this", HFILL}},
      {&hf_exchange,
       {"MM1 exchange", "mm1.exchange", FT_NONE, BASE_NONE, nullptr, 0,
        "Request or response without a PDU of its own", HFILL}},
  };
  static std::array<hf_register_info, kLinks.size()> links;
  for (std::size_t i = 0; i < kLinks.size(); ++i) {
    hf_links[i] = -1;
    links[i] = {&hf_links[i],
                {kLinks[i].name, kLinks[i].filter, FT_FRAMENUM, BASE_NONE,
                 FRAMENUM_TYPE(kLinks[i].type), 0, kLinks[i].blurb, HFILL}};
  }
  static int* subtrees[] = {&ett_transaction, &ett_exchange};
  proto_register_field_array(protocol, fields, array_length(fields));
  proto_register_field_array(protocol, links.data(), static_cast<int>(links.size()));
  for (const hf_register_info& field : fields) note_field(Interest::kFlow, field.hfinfo.abbrev);
  for (const hf_register_info& link : links) note_field(Interest::kFlow, link.hfinfo.abbrev);
  proto_register_subtree_array(subtrees, array_length(subtrees));
}

void show_links(packet_info* pinfo, proto_tree* tree, tvbuff_t* tvb, const CaptureFlow& flow,
                std::uint64_t pdu) {
  const std::uint64_t transaction = flow.pdu(pdu).transaction;
  if (transaction != 0) add_transaction(pinfo, tree, tvb, flow, transaction);
  add_links(tree, tvb, flow.links_of(pdu));
  show_messages(pinfo, tree, tvb, flow, transaction);
}

proto_item* show_half(packet_info* pinfo, proto_tree* tree, tvbuff_t* tvb, const CaptureFlow& flow,
                      const ExchangeHalf& half) {
  const Exchange& exchange = *flow.exchange(half.exchange);
  if (exchange.transaction == 0) return nullptr;
  proto_item* item = proto_tree_add_item(tree, hf_exchange, tvb, 0, 0, ENC_NA);
  proto_item_set_generated(item);
  proto_item_append_text(item, ", %s", half.is_request ? "request" : "response");
  proto_tree* inside = proto_item_add_subtree(item, ett_exchange);
  add_transaction(pinfo, inside, tvb, flow, exchange.transaction);
  add_links(inside, tvb, flow.links_of(half));
  show_messages(pinfo, inside, tvb, flow, exchange.transaction);
  return item;
}

}  // namespace mm1::plugin
