#include "tap.h"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include <epan/address.h>
#include <epan/packet.h>
#include <epan/tap.h>
#include <epan/to_str.h>

#include "export_objects.h"
#include "info_column.h"
#include "mm1/mms/fields.h"
#include "mm1/mms/text.h"
#include "mm1/mms/view.h"
#include "mm1/wsp/media_types.h"
#include "pool.h"
#include "tap_record.h"

namespace mm1::plugin {
namespace {

namespace number = mms::number;

// Wireshark queues 5000 records a frame for all taps together, and warns about each one more.
constexpr unsigned kMostRecords = 2000;

struct Taps {
  int records = -1;
  int objects = -1;
};
Taps taps;

/// Raw text of a PDU as UTF-8, in the packet's pool.
const char* pool_utf8(packet_info* pinfo, std::string_view raw) {
  const wsp::Octets octets{reinterpret_cast<const std::uint8_t*>(raw.data()), raw.size()};
  return pool_text(pinfo, mms::to_utf8(octets, 0).utf8);
}

const char* field_text(packet_info* pinfo, const mms::PduView& pdu, std::uint8_t field) {
  const wsp::Element* value = pdu.value(field);
  if (value == nullptr) return "";
  return pool_text(pinfo, mms::value_text(pdu.tape(), *mms::field(field), *value));
}

const char* address_text(packet_info* pinfo, const address& address) {
  return address.type == AT_NONE ? "" : address_to_str(pinfo->pool, &address);
}

void add_sides(Mm1TapRecord& record, packet_info* pinfo, bool from_client) {
  record.from_client = from_client;
  record.client = address_text(pinfo, from_client ? pinfo->net_src : pinfo->net_dst);
  record.relay = address_text(pinfo, from_client ? pinfo->net_dst : pinfo->net_src);
}

void add_links(Mm1TapRecord& record, const Links& links) {
  record.request_frame = links.request;
  record.since_request_ns = links.since_request_ns.value_or(0);
}

void add_transaction(Mm1TapRecord& record, packet_info* pinfo, const CaptureFlow& flow,
                     std::uint64_t id) {
  record.transaction = id;
  record.kind = "";
  record.outcome = "";
  const SeenTransaction* seen = flow.transaction(id);
  if (seen == nullptr || !seen->decided) return;
  record.kind = pool_text(pinfo, flow::transaction_kind_name(seen->decided->kind));
  record.outcome = pool_text(pinfo, flow::outcome_name(seen->decided->outcome));
}

void add_statuses(Mm1TapRecord& record, packet_info* pinfo, const mms::PduView& pdu) {
  std::size_t count = 0;
  for (const std::uint8_t field : status_fields()) count += pdu.count(field);
  if (count == 0) return;
  auto* statuses = wmem_alloc_array(pinfo->pool, Mm1TapStatus, count);
  record.statuses = statuses;
  for (const std::uint8_t field : status_fields()) {
    const mms::FieldRow& row = *mms::field(field);
    for (std::size_t nth = 0; const wsp::Element* value = pdu.value(field, nth); ++nth) {
      statuses[record.status_count++] = {
          pool_text(pinfo, row.name), pool_text(pinfo, mms::value_text(pdu.tape(), row, *value))};
    }
  }
}

bool is_cut(const wsp::Tape& tape, std::size_t part) {
  const auto elements = tape.elements();
  if (elements[part].state == wsp::State::kTruncated) return true;
  for (const std::size_t child : mms::Children(elements, part)) {
    if (elements[child].state == wsp::State::kTruncated) return true;
  }
  return false;
}

Mm1TapPart tapped(packet_info* pinfo, const wsp::Tape& tape, const mms::PartView& part,
                  bool container) {
  return {.content_type = pool_utf8(pinfo, part.content_type),
          .name = pool_utf8(pinfo, part.name),
          .content_id = pool_utf8(pinfo, part.content_id),
          .content_location = pool_utf8(pinfo, part.content_location),
          .octets = part.data.data(),
          .size = part.data.size(),
          .complete = !is_cut(tape, part.element),
          .container = container};
}

void add_parts(Mm1TapRecord& record, packet_info* pinfo, const mms::PduView& pdu) {
  const std::vector<mms::PartView> views = mms::parts(pdu);
  if (views.empty()) return;
  auto* parts = wmem_alloc_array(pinfo->pool, Mm1TapPart, views.size());
  for (std::size_t i = 0; i < views.size(); ++i) {
    const bool container = i + 1 < views.size() && views[i + 1].level > views[i].level &&
                           wsp::body_form(views[i].content_type) != wsp::BodyForm::kMms;
    parts[i] = tapped(pinfo, pdu.tape(), views[i], container);
  }
  record.parts = parts;
  record.part_count = views.size();
}

void add_pdu(Mm1TapRecord& record, packet_info* pinfo, const TappedPdu& tapped_pdu) {
  const mms::PduView pdu(tapped_pdu.tape);
  record.has_pdu = true;
  record.complete = tapped_pdu.complete;
  record.type = pdu.type_octet();
  record.type_name = pool_text(pinfo, pdu.type_name());
  record.version = field_text(pinfo, pdu, number::kMmsVersion);
  record.transaction_id = field_text(pinfo, pdu, number::kTransactionId);
  record.message_id = field_text(pinfo, pdu, number::kMessageId);
  record.octets = tapped_pdu.tape.input().data();
  record.captured = tapped_pdu.tape.input().size();
  record.size = tvb_reported_length(tapped_pdu.tvb);
  add_statuses(record, pinfo, pdu);
  add_parts(record, pinfo, pdu);
}

/// A record with what every one has; no text is null.
Mm1TapRecord* new_record(packet_info* pinfo) {
  auto* record = wmem_new0(pinfo->pool, Mm1TapRecord);
  record->frame = pinfo->num;
  for (const char** text : {&record->user_agent, &record->type_name, &record->version,
                            &record->transaction_id, &record->message_id}) {
    *text = "";
  }
  return record;
}

void queue(packet_info* pinfo, const Mm1TapRecord* record) {
  tap_queue_packet(taps.records, pinfo, record);
  if (record->has_pdu) tap_queue_packet(taps.objects, pinfo, record);
}

/// Who speaks in this half of an exchange.
bool from_client(const Exchange& exchange, bool is_request) {
  return is_request != exchange.is_push;
}

const char* user_agent(packet_info* pinfo, const Exchange& exchange, bool is_request) {
  const bool known = is_request && exchange.user_agent != nullptr;
  return known ? pool_utf8(pinfo, *exchange.user_agent) : "";
}

}  // namespace

void register_taps(int protocol) {
  taps.records = register_tap("mm1");
  taps.objects = register_export_objects(protocol);
}

bool anyone_listens() {
  return have_tap_listener(taps.records) != 0 || have_tap_listener(taps.objects) != 0;
}

void FrameTap::add(const TappedPdu& pdu) {
  if (count_++ >= kMostRecords) return;
  const SeenPdu& seen = flow_.pdu(pdu.id);
  Mm1TapRecord* record = new_record(pinfo_);
  if (const Exchange* exchange = flow_.exchange(seen.exchange)) {
    add_sides(*record, pinfo_, from_client(*exchange, seen.is_request));
    record->user_agent = user_agent(pinfo_, *exchange, seen.is_request);
  } else {
    // A push, or no bearer that we know: the type says who sent it.
    const mms::PduRow* row = mms::PduView(pdu.tape).row();
    add_sides(*record, pinfo_, row == nullptr || row->sender != mms::Sender::kRelay);
  }
  add_transaction(*record, pinfo_, flow_, seen.transaction);
  add_links(*record, flow_.links_of(pdu.id));
  record->is_repeat = seen.repeat_of != 0;
  record->is_retransmission = record->is_repeat && seen.exchange != 0 &&
                              flow_.pdu(seen.repeat_of).exchange == seen.exchange;
  add_pdu(*record, pinfo_, pdu);
  queue(pinfo_, record);
}

void FrameTap::add(const ExchangeHalf& half) {
  const Exchange& exchange = *flow_.exchange(half.exchange);
  if (exchange.transaction == 0 || count_++ >= kMostRecords) return;
  Mm1TapRecord* record = new_record(pinfo_);
  add_sides(*record, pinfo_, from_client(exchange, half.is_request));
  record->user_agent = user_agent(pinfo_, exchange, half.is_request);
  add_transaction(*record, pinfo_, flow_, exchange.transaction);
  add_links(*record, flow_.links_of(half));
  queue(pinfo_, record);
}

}  // namespace mm1::plugin
