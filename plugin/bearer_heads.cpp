#include "bearer_heads.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <epan/ftypes/ftypes.h>
#include <epan/proto.h>

#include "compat.h"
#include "http_item.h"
#include "mm1/flow/client_number.h"
#include "mm1/wsp/status.h"
#include "pool.h"
#include "preferences.h"

namespace mm1::plugin {
namespace {

/// What a field says about the head that it belongs to.
enum class Fact : std::uint8_t {
  kStream,
  kLost,
  kHttp,
  kUserAgent,
  kWtpRetransmitted,
  kWtpTransaction,
  kWspTransaction,
  kWspType,
  kWspUri,
  kWspStatus,
  kWspText,
  kWspName,
  kNumber,
};

struct FactRow {
  const char* field;
  Fact fact;
};

// The name of a WSP header follows its value.
constexpr std::array kFacts = {
    FactRow{"tcp.stream", Fact::kStream},
    FactRow{"tcp.analysis.lost_segment", Fact::kLost},
    FactRow{"tcp.analysis.ack_lost_segment", Fact::kLost},
    FactRow{"http", Fact::kHttp},
    FactRow{"wsp.header.user_agent", Fact::kUserAgent},
    FactRow{"wtp.RID", Fact::kWtpRetransmitted},
    FactRow{"wtp.TID", Fact::kWtpTransaction},
    FactRow{"wsp.TID", Fact::kWspTransaction},
    FactRow{"wsp.pdu_type", Fact::kWspType},
    FactRow{"wsp.uri", Fact::kWspUri},
    FactRow{"wsp.reply.status", Fact::kWspStatus},
    FactRow{"wsp.header_text_value", Fact::kWspText},
    FactRow{"wsp.header.name_string", Fact::kWspName},
    FactRow{"smpp.destination_addr", Fact::kNumber},
    FactRow{"gsm_sms.tp-da", Fact::kNumber},
};

// Types of WSP PDUs that carry a message (WAP-230 Table 34).
constexpr std::uint32_t kReply = 0x04;
constexpr std::uint32_t kPush = 0x06;
constexpr std::uint32_t kConfirmedPush = 0x07;
constexpr std::uint32_t kGet = 0x40;
constexpr std::uint32_t kPost = 0x60;

constexpr std::size_t kFactKinds = static_cast<std::size_t>(Fact::kNumber) + 1;

/// Wireshark's numbers of the fields of `kFacts`, and of the families.
struct Numbers {
  std::array<std::vector<int>, kFactKinds> by_fact;
  int http = -1;
  int wsp = -1;
  /// By the number of a field: its place in `kFacts`, from 1; 0: none. Looked up for each item of
  /// each packet.
  std::vector<std::uint8_t> places;
};
Numbers numbers;

std::size_t place_in_facts(int field) {
  const auto number = static_cast<std::size_t>(field);
  return number < numbers.places.size() ? numbers.places[number] : 0;
}

const char* text(const field_info& found) {
  const char* value = fvalue_get_string(value_of(found));
  return value != nullptr ? value : "";
}

std::uint32_t number(const field_info& found) { return fvalue_get_uinteger(value_of(found)); }

/// Walks the tree and gathers the facts; each head begins at the field that names its kind.
class Reader {
 public:
  Reader(std::span<BearerHead> heads, packet_info* pinfo) : heads_(heads), pinfo_(pinfo) {}

  void walk(const proto_node& parent) {
    for (const proto_node* node = parent.first_child; node != nullptr; node = node->next) {
      if (const field_info* found = PNODE_FINFO(node)) {
        const std::size_t place = place_in_facts(found->hfinfo->id);
        if (place != 0) take(kFacts[place - 1].fact, *found);
      }
      if (node->first_child != nullptr) walk(*node);
    }
  }
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  void take(Fact fact, const field_info& found) {
    switch (fact) {
      case Fact::kStream:
        around_.stream = number(found);
        return;
      case Fact::kLost:
        begin(BearerFamily::kNone, BearerHead::Role::kLoss);
        return;
      case Fact::kHttp:
        if (const auto head = http_head(found)) begin_http(*head);
        return;
      case Fact::kWspUri:
        if (count_ != 0) heads_[count_ - 1].uri = text(found);
        return;
      case Fact::kWspText:
        wsp_value_ = text(found);
        return;
      case Fact::kWspName:
        header(text(found), wsp_value_);
        return;
      case Fact::kUserAgent:
        if (count_ != 0) heads_[count_ - 1].user_agent = text(found);
        return;
      case Fact::kWtpRetransmitted:
        around_.retransmitted = fvalue_get_uinteger64(value_of(found)) != 0;
        return;
      case Fact::kWtpTransaction:
        around_.connection_mode = true;
        around_.transaction = static_cast<std::uint16_t>(number(found));
        return;
      case Fact::kWspTransaction:
        around_.connection_mode = false;
        around_.retransmitted = false;
        around_.transaction = static_cast<std::uint16_t>(number(found));
        return;
      case Fact::kWspType:
        begin_wsp(number(found));
        return;
      case Fact::kWspStatus:
        if (count_ != 0) {
          heads_[count_ - 1].status = wsp::http_status(static_cast<std::uint8_t>(number(found)));
        }
        return;
      case Fact::kNumber:
        around_.number = kept(flow::number_of(text(found)), text(found));
        return;
    }
  }

  /// nullptr: no place is left. There are as many as wanted fields that begin a head, and not every
  /// program asks Wireshark for what postdissectors want.
  BearerHead* begin(BearerFamily family, BearerHead::Role role) {
    if (count_ == heads_.size()) return nullptr;
    BearerHead& head = heads_[count_++];
    head = around_;
    head.family = family;
    head.role = role;
    client_ = flow::ClientNumber(client_headers());
    return &head;
  }

  void begin_http(const http::Head& read) {
    using Role = BearerHead::Role;
    BearerHead* head =
        begin(BearerFamily::kHttp, read.is_request ? Role::kRequest : Role::kResponse);
    if (head == nullptr) return;
    head->status = read.status;
    head->content_type = pool_text(pinfo_, read.content_type);
    if (!read.is_request) return;
    head->method = pool_text(pinfo_, read.method);
    head->uri = absolute_uri(read);
    head->user_agent = pool_text(pinfo_, read.user_agent);
    std::string_view fields = read.fields;
    while (const auto field = http::next_field(fields)) header(field->name, field->value);
  }

  /// As Wireshark's HTTP dissector shows it.
  const char* absolute_uri(const http::Head& read) {
    const char* target = pool_text(pinfo_, read.target);
    const std::string_view host = http::host_of_target(read);
    if (host.empty()) return target;
    const bool secure = proto_is_frame_protocol(pinfo_->layers, "tls");
    return pool_line(pinfo_, {secure ? "https://" : "http://", pool_text(pinfo_, host), target});
  }

  void header(std::string_view name, std::string_view value) {
    if (count_ == 0 || heads_[count_ - 1].role != BearerHead::Role::kRequest) return;
    if (!client_.offer(name, value)) return;
    heads_[count_ - 1].client = kept(client_.number(), "");
  }
  const char* kept(const std::optional<std::string>& number, const char* otherwise) {
    return number ? pool_text(pinfo_, *number) : otherwise;
  }

  void begin_wsp(std::uint32_t type) {
    const bool push = type == kPush || type == kConfirmedPush;
    const bool response = type == kReply;
    BearerHead* head = begin(BearerFamily::kWsp, push       ? BearerHead::Role::kPush
                                                 : response ? BearerHead::Role::kResponse
                                                            : BearerHead::Role::kRequest);
    if (head == nullptr) return;
    if (type == kGet) head->method = "GET";
    if (type == kPost) head->method = "POST";
  }

  std::span<BearerHead> heads_;
  std::size_t count_ = 0;
  BearerHead around_;  // what was said before the next head begins
  packet_info* pinfo_;
  const char* wsp_value_ = "";
  flow::ClientNumber client_{{}};  // of the present head
};

std::size_t http_messages_so_far(proto_tree* tree) {
  const GPtrArray* items = proto_get_finfo_ptr_array(tree, numbers.http);
  std::size_t count = 0;
  for (guint i = 0; items != nullptr && i < items->len; ++i) {
    if (is_http_message(*static_cast<const field_info*>(items->pdata[i]))) ++count;
  }
  return count;
}

std::size_t facts_so_far(proto_tree* tree, Fact fact) {
  std::size_t count = 0;
  for (const int field : numbers.by_fact[static_cast<std::size_t>(fact)]) {
    const GPtrArray* found = proto_get_finfo_ptr_array(tree, field);
    if (found != nullptr) count += found->len;
  }
  return count;
}

}  // namespace

void start_bearer_heads() {
  for (std::size_t i = 0; i < kFacts.size(); ++i) {
    const int field = proto_registrar_get_id_byname(kFacts[i].field);
    if (field == -1) continue;  // not in this Wireshark
    numbers.by_fact[static_cast<std::size_t>(kFacts[i].fact)].push_back(field);
    const auto number = static_cast<std::size_t>(field);
    if (number >= numbers.places.size()) numbers.places.resize(number + 1);
    numbers.places[number] = static_cast<std::uint8_t>(i + 1);
  }
  numbers.http = proto_get_id_by_filter_name("http");
  numbers.wsp = proto_get_id_by_filter_name("wsp");
}

void want_head_fields(dissector_handle_t postdissector, bool wanted) {
  GArray* fields = g_array_new(FALSE, FALSE, sizeof(int));
  for (const std::vector<int>& same : numbers.by_fact) {
    if (wanted) g_array_append_vals(fields, same.data(), static_cast<unsigned>(same.size()));
  }
  set_postdissector_wanted_hfids(postdissector, fields);
}

BearerFamily bearer_family(packet_info* pinfo) {
  for (wmem_list_frame_t* layer = wmem_list_tail(pinfo->layers); layer != nullptr;
       layer = wmem_list_frame_prev(layer)) {
    const int protocol = GPOINTER_TO_INT(wmem_list_frame_data(layer));
    if (protocol == numbers.http) return BearerFamily::kHttp;
    if (protocol == numbers.wsp) return BearerFamily::kWsp;
  }
  return BearerFamily::kNone;
}

std::size_t heads_so_far(proto_tree* tree, BearerFamily family) {
  if (tree == nullptr) return 0;
  switch (family) {
    case BearerFamily::kNone:
      return 0;
    case BearerFamily::kHttp:
      return http_messages_so_far(tree);
    case BearerFamily::kWsp:
      return facts_so_far(tree, Fact::kWspType);
  }
  return 0;
}

std::span<const BearerHead> read_heads(packet_info* pinfo, proto_tree* tree) {
  if (tree == nullptr) return {};
  const std::size_t count = heads_so_far(tree, BearerFamily::kHttp) +
                            heads_so_far(tree, BearerFamily::kWsp) +
                            facts_so_far(tree, Fact::kLost);
  if (count == 0) return {};
  auto* heads = wmem_alloc_array(pinfo->pool, BearerHead, count);
  Reader reader({heads, count}, pinfo);
  reader.walk(*proto_tree_get_root(tree));
  return {heads, reader.count()};
}

}  // namespace mm1::plugin
