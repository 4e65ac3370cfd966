#include "message_items.h"

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include <epan/proto.h>
#include <wsutil/nstime.h>

#include "interest.h"
#include "mm1/flow/journey.h"
#include "pool.h"

namespace mm1::plugin {
namespace {

using flow::Journey;
using mms::PduType;

constexpr std::array kSubmissions = {PduType::kSendReq, PduType::kForwardReq};
constexpr std::array kReports = {PduType::kDeliveryInd, PduType::kReadRecInd,
                                 PduType::kReadOrigInd};

// Wireshark writes into these by address.
struct MessageFields {
  int message = -1;
  int id = -1;
  int message_id = -1;
  int originator = -1;
  int subject = -1;
  int recipient = -1;
  int client = -1;
  int state = -1;
  int transaction = -1;
  int link = -1;
  int frame = -1;
  int forward_of = -1;
  int forwarded_as = -1;
  int submission_time = -1;
  int retrieval_time = -1;
  int report_time = -1;
  int submission_in = -1;
  int report_in = -1;
};
MessageFields fields;

struct MessageSubtrees {
  int message = -1;
  int recipient = -1;
  int transaction = -1;
};
MessageSubtrees subtrees;

/// Builds the items of one message. Every one is generated: none of it is in the octets. Holds no
/// memory of its own: Wireshark may leave any of its calls by `longjmp`.
class Builder {
 public:
  Builder(packet_info* pinfo, tvbuff_t* tvb, const CaptureFlow& flow, const SeenMessage& seen)
      : pinfo_(pinfo), tvb_(tvb), flow_(flow), seen_(seen), journey_(seen.journey) {}

  void add_to(proto_tree* tree) {
    proto_item* item = proto_tree_add_item(tree, fields.message, tvb_, 0, 0, ENC_NA);
    proto_item_set_generated(item);
    proto_item_append_text(item, " %" G_GUINT64_FORMAT "%s", journey_.id, summary());
    proto_tree* inside = proto_item_add_subtree(item, subtrees.message);
    add_number(inside, fields.id, journey_.id);
    for (const auto& id : journey_.message_ids) add_text(inside, fields.message_id, id);
    add_text(inside, fields.originator, journey_.originator);
    add_text(inside, fields.subject, journey_.subject);
    for (const Journey::Recipient& recipient : journey_.recipients) add(inside, recipient);
    for (const Journey::Member& member : journey_.transactions) add(inside, member);
    if (journey_.forward_of != 0) add_number(inside, fields.forward_of, journey_.forward_of);
    for (const std::uint64_t id : seen_.forwarded_as) add_number(inside, fields.forwarded_as, id);
    add_time(inside, fields.submission_time, journey_.submitted_ns, journey_.confirmed_ns);
    add_time(inside, fields.retrieval_time, journey_.notified_ns, journey_.retrieved_ns);
    add_time(inside, fields.report_time, journey_.retrieved_ns, journey_.reported_ns);
  }

  /// Links to where the message was submitted, and to the reports about it.
  void add_links_to(proto_tree* tree) {
    if (journey_.transactions.empty()) return;
    add_frame(tree, fields.submission_in,
              flow_.frame_of(journey_.transactions.front().transaction, kSubmissions));
    for (const Journey::Member& member : journey_.transactions) {
      add_frame(tree, fields.report_in, flow_.frame_of(member.transaction, kReports));
    }
  }

 private:
  const char* summary() {
    if (journey_.recipients.size() == 1) {
      const std::string_view state = flow::delivery_state_name(journey_.recipients.front().state);
      return wmem_strdup_printf(pinfo_->pool, ": %s", pool_text(pinfo_, state));
    }
    return wmem_strdup_printf(pinfo_->pool, ": %" G_GUINT64_FORMAT " recipients",
                              static_cast<std::uint64_t>(journey_.recipients.size()));
  }

  void add(proto_tree* tree, const Journey::Recipient& recipient) {
    const std::string_view name = recipient.address.empty() ? recipient.client : recipient.address;
    const char* state = pool_text(pinfo_, flow::delivery_state_name(recipient.state));
    proto_item* item = add_string(tree, fields.recipient, pool_text(pinfo_, name));
    proto_item_append_text(item, ": %s", state);
    proto_tree* inside = proto_item_add_subtree(item, subtrees.recipient);
    add_text(inside, fields.client, recipient.client);
    add_string(inside, fields.state, state);
  }

  void add(proto_tree* tree, const Journey::Member& member) {
    proto_item* item = add_number(tree, fields.transaction, member.transaction);
    const SeenTransaction* seen = flow_.transaction(member.transaction);
    if (seen != nullptr && seen->decided) {
      proto_item_append_text(item, ": %s, %s",
                             pool_text(pinfo_, flow::transaction_kind_name(seen->decided->kind)),
                             pool_text(pinfo_, flow::outcome_name(seen->decided->outcome)));
    }
    proto_tree* inside = proto_item_add_subtree(item, subtrees.transaction);
    add_text(inside, fields.link, flow::journey_link_name(member.link));
    if (seen == nullptr) return;
    std::uint32_t get = seen->get;
    for (const std::uint64_t pdu : seen->firsts) {
      const std::uint32_t frame = flow_.pdu(pdu).frame;
      if (get < frame) add_frame(inside, fields.frame, std::exchange(get, 0));
      add_frame(inside, fields.frame, frame);
    }
    add_frame(inside, fields.frame, get);
  }

  void add_text(proto_tree* tree, int field, std::string_view text) {
    if (!text.empty()) add_string(tree, field, pool_text(pinfo_, text));
  }

  proto_item* add_string(proto_tree* tree, int field, const char* text) {
    proto_item* item = proto_tree_add_string(tree, field, tvb_, 0, 0, text);
    proto_item_set_generated(item);
    return item;
  }

  proto_item* add_number(proto_tree* tree, int field, std::uint64_t number) {
    proto_item* item = proto_tree_add_uint64(tree, field, tvb_, 0, 0, number);
    proto_item_set_generated(item);
    return item;
  }

  void add_frame(proto_tree* tree, int field, std::uint32_t frame) {
    // A frame is no link to itself.
    if (frame == 0 || frame == pinfo_->num) return;
    proto_item_set_generated(proto_tree_add_uint(tree, field, tvb_, 0, 0, frame));
  }

  void add_time(proto_tree* tree, int field, const std::optional<std::int64_t>& from_ns,
                const std::optional<std::int64_t>& to_ns) {
    if (!from_ns || !to_ns) return;
    constexpr std::int64_t kSecond = 1'000'000'000;
    const std::int64_t passed = *to_ns - *from_ns;
    const nstime_t time = {static_cast<time_t>(passed / kSecond),
                           static_cast<int>(passed % kSecond)};
    proto_item_set_generated(proto_tree_add_time(tree, field, tvb_, 0, 0, &time));
  }

  packet_info* pinfo_;
  tvbuff_t* tvb_;
  const CaptureFlow& flow_;
  const SeenMessage& seen_;
  const Journey& journey_;
};

/// A field of a message: one row each.
struct FieldRow {
  int MessageFields::*id;
  const char* filter;
  const char* name;
  enum ftenum type;
  const char* blurb;
};
constexpr std::array kFields = {
    FieldRow{&MessageFields::message, "mm1.message", "Message", FT_NONE,
             "The multimedia message that this is about"},
    FieldRow{&MessageFields::id, "mm1.message.id", "Number", FT_UINT64,
             "Number of the message, in the order of their beginnings"},
    FieldRow{&MessageFields::message_id, "mm1.message.message_id", "Message-ID", FT_STRING,
             "Message-ID that a relay gave the message"},
    FieldRow{&MessageFields::originator, "mm1.message.originator", "Originator", FT_STRING,
             "Address of the sender, or the client where no address was seen"},
    FieldRow{&MessageFields::subject, "mm1.message.subject", "Subject", FT_STRING,
             "Subject of the message"},
    FieldRow{&MessageFields::recipient, "mm1.message.recipient", "Recipient", FT_STRING,
             "Address of a recipient, or the client where no address was seen"},
    FieldRow{&MessageFields::client, "mm1.message.recipient.client", "Client", FT_STRING,
             "IP address or number of the recipient's client"},
    FieldRow{&MessageFields::state, "mm1.message.recipient.state", "State", FT_STRING,
             "How far the message got to the recipient"},
    FieldRow{&MessageFields::transaction, "mm1.message.transaction", "Transaction", FT_UINT64,
             "Number of a transaction about the message"},
    FieldRow{&MessageFields::link, "mm1.message.transaction.link", "Linked by", FT_STRING,
             "What shows that the transaction is about the message"},
    FieldRow{&MessageFields::frame, "mm1.message.transaction.frame", "Frame", FT_FRAMENUM,
             "Frame of the transaction"},
    FieldRow{&MessageFields::forward_of, "mm1.message.forward_of", "Forward of message", FT_UINT64,
             "Number of the message that this one forwards"},
    FieldRow{&MessageFields::forwarded_as, "mm1.message.forwarded_as", "Forwarded as message",
             FT_UINT64, "Number of a message that forwards this one"},
    FieldRow{&MessageFields::submission_time, "mm1.message.submission_time", "Submission time",
             FT_RELATIVE_TIME, "Time from the first submission to its confirmation"},
    FieldRow{&MessageFields::retrieval_time, "mm1.message.retrieval_time", "Retrieval time",
             FT_RELATIVE_TIME, "Time from the first notification to the first retrieval"},
    FieldRow{&MessageFields::report_time, "mm1.message.report_time", "Report time",
             FT_RELATIVE_TIME, "Time from the first retrieval to the first report"},
    FieldRow{&MessageFields::submission_in, "mm1.submission_in", "Submission in", FT_FRAMENUM,
             "The message was submitted or forwarded in this frame"},
    FieldRow{&MessageFields::report_in, "mm1.report_in", "Report in", FT_FRAMENUM,
             "A delivery or read report about the message is in this frame"},
};

}  // namespace

void register_message_items(int protocol) {
  static std::array<hf_register_info, kFields.size()> registered;
  for (std::size_t i = 0; i < kFields.size(); ++i) {
    const FieldRow& row = kFields[i];
    const int display = row.type == FT_UINT64 ? BASE_DEC : BASE_NONE;
    registered[i] = {&(fields.*row.id),
                     {row.name, row.filter, row.type, display, nullptr, 0, row.blurb, HFILL}};
    note_field(Interest::kFlow, row.filter);
  }
  static int* trees[] = {&subtrees.message, &subtrees.recipient, &subtrees.transaction};
  proto_register_field_array(protocol, registered.data(), static_cast<int>(registered.size()));
  proto_register_subtree_array(trees, array_length(trees));
}

void show_messages(packet_info* pinfo, proto_tree* tree, tvbuff_t* tvb, const CaptureFlow& flow,
                   std::uint64_t transaction) {
  const SeenTransaction* seen = flow.transaction(transaction);
  if (seen == nullptr) return;
  for (const std::uint64_t id : seen->messages) {
    const SeenMessage* message = flow.message(id);
    if (message == nullptr) continue;
    Builder items(pinfo, tvb, flow, *message);
    items.add_to(tree);
    items.add_links_to(tree);
  }
}

}  // namespace mm1::plugin
