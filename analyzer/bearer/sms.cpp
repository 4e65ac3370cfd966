#include "sms.h"

#include <algorithm>

#include "carriage.h"
#include "cdma_wdp.h"
#include "sms_rules.h"
#include "wap_ports.h"
#include "wsp_pdu.h"

namespace mm1::bearer {
namespace {

using capture::LeftOut;
using rules::operator""_rule;

constexpr std::size_t kMaxOpen = 16 * 1024;
constexpr std::size_t kMaxCompleted = 4096;
constexpr std::size_t kMaxStrays = 1024;
constexpr std::size_t kMaxSenders = 1024;
constexpr std::size_t kMaxJumps = 1024;
constexpr std::int64_t kTogether = 10'000'000'000;  // between the segments that one sends at once
constexpr std::int64_t kIdle = 3600'000'000'000;    // a message centre may hold a segment back

// What a table's entry costs besides what it pays for itself: two addresses of SMPP's length among
// it, twice.
constexpr std::size_t kEntryPrice = 768;

constexpr auto kForgotten = [](const auto&, auto&, bool) {};

}  // namespace

SmsAssembler::SmsAssembler(Outlet& outlet)
    : outlet_(outlet),
      open_(kMaxOpen, kIdle),
      completed_(kMaxCompleted, kIdle),
      strays_(kMaxStrays, kIdle),
      senders_(kMaxSenders, kIdle),
      losses_(kMaxSenders, 2 * kIdle) {}

void SmsAssembler::on_message(const ShortMessage& message, const SmsCarriage& carriage) {
  advance(carriage.stamp.time_ns);
  const auto segment = read_segment(message, carriage.stamp.completed_by);
  if (!segment) {
    outlet_.count(LeftOut::kSmppMalformed);
    return;
  }
  const bool is_wdp = segment->joining == Joining::kWdp;
  std::optional<std::uint16_t> id_before;
  if (is_wdp && segment->reference) {
    MessageIds& ids = senders_.use({carriage.sender, std::string(message.source)});
    id_before = ids.add(*segment->reference);
  }
  for (const std::string_view destination : message.destinations) {
    on_segment({.sender = carriage.sender,
                .receiver = carriage.receiver,
                .source = std::string(message.source),
                .destination = std::string(destination),
                .joining = segment->joining,
                .reference = segment->reference.value_or(0),
                .total = is_wdp ? 0 : segment->total},
               *segment, carriage, id_before);
  }
}

void SmsAssembler::on_segment(const Key& key, const SmsSegment& segment,
                              const SmsCarriage& carriage, std::optional<std::uint16_t> id_before) {
  const bool has_identity = key.joining == Joining::kWdp && segment.reference;
  if (segment.total == 1 && !has_identity) {
    Datagram datagram{.octets = segment.data,
                      .port = segment.port,
                      .frames = carriage.frames,
                      .stamp = carriage.stamp,
                      .findings = segment.faults};
    deliver(key, datagram);
    return;
  }
  if (Open* open = open_.find(key); open != nullptr && begins_another(*open, segment)) {
    give_up(key, *open, false);
    open_.erase(key);
  }
  Open* open = open_for(key, segment);
  if (open == nullptr || !keep(*open, segment)) {
    outlet_.count(LeftOut::kEvicted);
    tell_loss(key, carriage.stamp);
    if (open != nullptr && open->parts.empty()) open_.erase(key);
    return;
  }
  note_faults(key, *open, segment, carriage.stamp.completed_by);
  if (id_before) open->id_before = id_before;
  if (segment.port) open->port = segment.port;
  open->frames.add(carriage.frames);
  open->stamp = carriage.stamp;
  if (has_identity && segment.total > 1) note_stray(key, segment);
  if (open->parts.run_from(first_number(key, *open)) < open->total) return;
  complete(key, *open);
  open_.erase(key);
}

// The same number with other octets: the reference came round again. Without a reference, WDP
// segments with another total are of another datagram too.
bool SmsAssembler::begins_another(const Open& open, const SmsSegment& segment) {
  const auto known = open.parts.find(segment.number);
  if (known && !std::ranges::equal(*known, segment.data)) return true;
  return !open.has_reference && open.total != segment.total;
}

SmsAssembler::Open* SmsAssembler::open_for(const Key& key, const SmsSegment& segment) {
  const bool is_new = open_.find(key) == nullptr;
  Open& open = open_.use(key, outlet_.budget);
  if (!is_new) return &open;
  open.total = segment.total;
  open.has_reference = segment.reference.has_value();
  open.losses = losses_of(key.sender);
  while (!open.charge.add(kEntryPrice)) {
    if (make_room()) continue;
    open_.erase(key);
    return nullptr;
  }
  return &open;
}

bool SmsAssembler::keep(Open& open, const SmsSegment& segment) {
  if (segment.number == 0) return true;
  if (open.parts.find(segment.number)) {
    outlet_.count(LeftOut::kSmsRepeated);
    return true;
  }
  while (!open.parts.add(segment.number, segment.data)) {
    if (!make_room()) return false;
  }
  return true;
}

// What is open and in hand was used last, so it is the last one that could go.
bool SmsAssembler::make_room() {
  if (completed_.forget_oldest(kForgotten, true)) return true;
  if (strays_.forget_oldest(kForgotten, true)) return true;
  return open_.size() > 1 && open_.forget_oldest(forget(), true);
}

void SmsAssembler::note_faults(const Key& key, Open& open, const SmsSegment& segment,
                               FrameRef place) {
  for (const BearerFinding& fault : segment.faults) add_fault(open.faults, fault);
  if (segment.total == open.total) return;
  open.totals_differ = true;
  if (open.losses == losses_of(key.sender)) {
    add_fault(open.faults, sms_fault("TRN-CDM-004"_rule, place, std::uint32_t{segment.total},
                                     " after ", std::uint32_t{open.total}));
  }
  open.total = std::min(open.total, segment.total);
}

// Segments of WDP that one counted from 1 are in the right order all the same.
unsigned SmsAssembler::first_number(const Key& key, const Open& open) {
  const bool may_be_late =
      key.joining == Joining::kWdp && has_fault(open.faults, "TRN-CDM-003"_rule);
  return may_be_late && !open.parts.empty() ? open.parts.first_number() : 1;
}

bool SmsAssembler::is_repeat(const Key& key, const SmsParts& parts) {
  const Completed* done = completed_.find(key);
  if (done == nullptr || parts.empty() || !parts.are_all_in(done->parts)) return false;
  outlet_.left_out.add(LeftOut::kSmsRepeated, parts.size());
  return true;
}

void SmsAssembler::complete(const Key& key, Open& open) {
  if (is_repeat(key, open.parts)) return;
  const bool is_wdp = key.joining == Joining::kWdp;
  if (is_wdp) judge_cuts(open.parts, open.stamp.completed_by, open.faults);
  if (open.has_reference && is_wdp && completed_.find(key) != nullptr) {
    add_fault(open.faults, sms_fault("TRN-CDM-010"_rule, open.stamp.completed_by, "MESSAGE_ID ",
                                     std::uint32_t{key.reference}, " again"));
  }
  const std::vector<std::uint8_t> octets = open.parts.joined_from(first_number(key, open));
  // How long a datagram is whose segments disagree about their number is not known; and where
  // octets were lost among its segments, the reference may have come round unseen.
  const bool is_whole = !open.totals_differ && open.losses == losses_of(key.sender);
  Datagram datagram{.octets = octets,
                    .port = open.port,
                    .complete = is_whole,
                    .frames = open.frames.span(),
                    .stamp = open.stamp,
                    .findings = std::move(open.faults)};
  const bool is_mm1 = deliver(key, datagram);
  if (!is_mm1 && !is_whole) outlet_.count(LeftOut::kSmsIncomplete);
  if (is_mm1 && open.id_before) {
    if (jumps_.size() == kMaxJumps) tell_first_jump();
    jumps_.push_back({key, *open.id_before, open.stamp, now_ns_ + kReorderTime});
  }
  strays_.erase(conversation_of(key));
  completed_.erase(key);
  Completed& done = completed_.use(key, outlet_.budget);
  done.charge = std::move(open.charge);
  done.parts = std::move(open.parts);
}

void SmsAssembler::give_up(const Key& key, Open& open, bool for_room) {
  if (is_repeat(key, open.parts)) return;
  outlet_.count(LeftOut::kSmsIncomplete);
  const std::vector<std::uint8_t> octets = open.parts.joined_from(first_number(key, open));
  bool is_mm1 = false;
  if (!octets.empty()) {
    if (key.joining == Joining::kWdp) {
      judge_cuts(open.parts, open.stamp.completed_by, open.faults);
      if (has_strayed(key, open)) {
        add_fault(open.faults,
                  sms_fault("TRN-CDM-007"_rule, open.stamp.completed_by, "MESSAGE_ID ",
                            std::uint32_t{key.reference}, " has ", std::uint64_t{open.parts.size()},
                            " of ", std::uint32_t{open.total}, " segments, and others the rest"));
      }
    }
    if (!for_room) {
      judge_missing(key.joining, open.parts, open.total, open.stamp.completed_by, open.faults);
    }
    Datagram datagram{.octets = octets,
                      .port = open.port,
                      .complete = false,
                      .frames = open.frames.span(),
                      .stamp = open.stamp,
                      .findings = std::move(open.faults)};
    is_mm1 = deliver(key, datagram);
  }
  // What lacks its beginning may have been a push.
  if (octets.empty() || (is_mm1 && for_room)) tell_loss(key, open.stamp);
}

bool SmsAssembler::deliver(const Key& key, Datagram& datagram) {
  const bool is_wdp = key.joining == Joining::kWdp;
  Octets octets = datagram.octets;
  if (is_wdp) {
    const WdpDatagram wdp = parse_wdp_datagram(octets).value_or(WdpDatagram{});
    datagram.port = wdp.destination_port;
    octets = wdp.data;
  }
  const bool is_push = datagram.port && is_push_port(*datagram.port);
  const auto pdu = octets.empty() ? std::nullopt : parse_wsp_pdu(octets.subspan(1));
  const bool is_mm1 =
      is_push ? pdu && pdu->kind == WspKind::kPush && carries_mm1(*pdu) : is_sure_push(octets);
  if (!is_mm1) {
    if (datagram.complete) {
      outlet_.count(is_push && !pdu ? LeftOut::kWspMalformed : LeftOut::kSmsOther);
    }
    return false;
  }
  judge_port(key.joining, datagram.port, datagram.complete, datagram.stamp.completed_by,
             datagram.findings);
  judge_push(*pdu, datagram.port, datagram.stamp.completed_by, datagram.findings);
  Carriage carriage{.kind = Carriage::Kind::kPush, .body = pdu->data};
  if (pdu->has_content_type) carriage.content_type = pdu->content_type;
  check_carriage(carriage, datagram.stamp.completed_by, datagram.findings);
  Message message;
  message.kind = is_no_pdu(pdu->data) ? MessageKind::kFinding : MessageKind::kPdu;
  message.complete = datagram.complete;
  message.frames = datagram.frames;
  message.content_type = pdu->content_type;
  message.findings = datagram.findings;
  if (message.kind == MessageKind::kPdu) {
    message.body = pdu->data;
    message.reported_length = reported_length(pdu->data.size(), datagram.complete);
  }
  send(key, datagram.stamp, message);
  return true;
}

void SmsAssembler::send(const Key& key, const net::Stamp& stamp, Message& message) {
  const std::string relay = key.sender.text();
  const std::string client = flow::number_of(key.destination).value_or(key.destination);
  set_place(message.context, stamp);
  message.context.bearer = flow::Bearer::kPushSms;
  message.context.direction = flow::Direction::kRelayToClient;
  message.context.client = client;
  message.context.client_name = flow::ClientName::kDestination;
  message.context.relay = relay;
  outlet_.sink.on_message(message);
}

void SmsAssembler::tell_loss(const Key& key, const net::Stamp& stamp) {
  Message loss;
  loss.kind = MessageKind::kLoss;
  loss.complete = false;
  send(key, stamp, loss);
}

void SmsAssembler::tell_first_jump() {
  const Jump jump = std::move(jumps_.front());
  jumps_.pop_front();
  const MessageIds* ids = senders_.find({jump.key.sender, jump.key.source});
  if (ids == nullptr || ids->follows_one(jump.key.reference)) return;
  const BearerFinding finding =
      sms_fault("TRN-CDM-010"_rule, jump.stamp.completed_by, "MESSAGE_ID ",
                std::uint32_t{jump.key.reference}, " after ", std::uint32_t{jump.before});
  Message message;
  message.kind = MessageKind::kFinding;
  message.findings = {&finding, 1};
  send(jump.key, jump.stamp, message);
}

SmsAssembler::Key SmsAssembler::conversation_of(const Key& key) {
  Key conversation = key;
  conversation.reference = 0;
  return conversation;
}

void SmsAssembler::note_stray(const Key& key, const SmsSegment& segment) {
  Strays& strays = strays_.use(conversation_of(key), outlet_.budget);
  const auto known = [&] {
    return std::ranges::find(strays.ids.span(), segment.number, &Strays::Stray::number);
  };
  const bool stale = strays.total != segment.total || now_ns_ - strays.last_ns > kTogether;
  const bool contradicted = known() != strays.ids.span().end() && known()->id != key.reference;
  if (stale || contradicted) strays.ids.clear();
  strays.total = segment.total;
  strays.last_ns = now_ns_;
  if (known() != strays.ids.span().end()) return;  // sent again
  const Strays::Stray stray{segment.number, key.reference};
  static_cast<void>(strays.ids.append({&stray, 1}));
}

// A datagram each of whose segments has come, under different MESSAGE_IDs, and none again under
// another. Lost segments of several datagrams look the same.
bool SmsAssembler::has_strayed(const Key& key, const Open& open) {
  const Strays* strays = strays_.find(conversation_of(key));
  if (strays == nullptr || open.losses != losses_of(key.sender) || strays->total != open.total)
    return false;
  std::vector<bool> here(open.total + std::size_t{1});
  bool has_this = false;
  for (const Strays::Stray& stray : strays->ids.span()) {
    if (stray.number < here.size()) here[stray.number] = true;
    has_this = has_this || stray.id == key.reference;
  }
  return has_this && std::ranges::count(here, true) == static_cast<std::ptrdiff_t>(open.total);
}

void SmsAssembler::on_loss(const net::IpAddress& sender) {
  losses_.use(sender) = ++last_loss_;
  jumps_.clear();
  senders_.finish(kForgotten);
}

// Numbers of losses never repeat: what was forgotten differs from what is remembered.
std::uint64_t SmsAssembler::losses_of(const net::IpAddress& sender) {
  const std::uint64_t* losses = losses_.find(sender);
  return losses == nullptr ? 0 : *losses;
}

void SmsAssembler::advance(std::int64_t now_ns) {
  now_ns_ = std::max(now_ns_, now_ns);
  open_.advance(now_ns, forget());
  completed_.advance(now_ns, kForgotten);
  strays_.advance(now_ns, kForgotten);
  senders_.advance(now_ns, kForgotten);
  losses_.advance(now_ns, kForgotten);
  while (!jumps_.empty() && jumps_.front().due_ns <= now_ns_) tell_first_jump();
}

void SmsAssembler::finish() {
  open_.finish(forget());
  while (!jumps_.empty()) tell_first_jump();
}

}  // namespace mm1::bearer
