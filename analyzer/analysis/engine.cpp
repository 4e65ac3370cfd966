#include "engine.h"

#include <algorithm>

#include "mm1/mms/decode.h"
#include "mm1/rules/all_rules.h"

namespace mm1::analysis {
namespace {

using flow::Direction;
using rules::Side;

constexpr std::int64_t kSecond = 1'000'000'000;

Side side_at_fault(Side side, Direction direction) {
  if (side != Side::kSender) return side;
  return direction == Direction::kClientToRelay ? Side::kClient : Side::kRelay;
}

}  // namespace

std::string_view Engine::path(std::uint32_t file) const {
  return file < paths_.size() ? std::string_view(paths_[file]) : std::string_view();
}

void Engine::on_message(const bearer::Message& message) {
  using bearer::MessageKind;
  const bool passes_points = message.kind == MessageKind::kPdu ||
                             message.kind == MessageKind::kRequest ||
                             message.kind == MessageKind::kResponse;
  if (!across_points_ || !passes_points) {
    first_sighting(message);
    return;
  }
  if (const auto sighting = across_points_->seen(message)) {
    another_sighting(message, sighting->pdu);
    return;
  }
  bearer::Message numbered = message;
  numbered.context.exchange = across_points_->exchange(message);
  across_points_->note(message, first_sighting(numbered));
}

std::uint64_t Engine::first_sighting(const bearer::Message& message) {
  Joined joined;
  switch (message.kind) {
    case bearer::MessageKind::kPdu:
      joined = pdu(message);
      break;
    case bearer::MessageKind::kRequest:
    case bearer::MessageKind::kResponse:
      exchange(message);
      break;
    case bearer::MessageKind::kLoss:
      tracker_.loss({message.context});
      break;
    case bearer::MessageKind::kFinding:
      break;
  }
  violations_of_bearer(message, joined);
  return joined.pdu;
}

// It was judged and tracked where it was seen first. What its way to here did to it is news.
void Engine::another_sighting(const bearer::Message& message, std::uint64_t pdu) {
  Joined joined;
  if (pdu != 0) {
    arena_.reset();
    const wsp::Tape tape = decoded(message);
    const mms::PduView view(tape);
    PduRecord record = next_record(message, view);
    record.seen_before = pdu;
    ++seen_before_;
    records_.on_pdu(record);
    joined.pdu = record.id;
  }
  violations_of_bearer(message, joined);
}

void Engine::violations_of_bearer(const bearer::Message& message, Joined joined) {
  for (const bearer::BearerFinding& finding : message.findings) {
    if (across_points_ && across_points_->found_before(finding, message)) continue;
    violation(finding, message, joined);
  }
}

wsp::Tape Engine::decoded(const bearer::Message& message) {
  mms::DecodeOptions options;
  // What the capture lacks is not held against the sender.
  if (!message.complete) {
    options.reported_length = std::max(message.reported_length, message.body.size() + 1);
  }
  return mms::decode(message.body, arena_.allocator(), options);
}

PduRecord Engine::next_record(const bearer::Message& message, const mms::PduView& view) {
  PduRecord record;
  record.id = ++pdus_;
  record.message = &message;
  record.view = &view;
  record.file = path(message.context.file);
  record.files = paths_;
  if (message.context.file < points_.of_file.size()) {
    record.point = points_.names[points_.of_file[message.context.file]];
  }
  return record;
}

Engine::Joined Engine::pdu(const bearer::Message& message) {
  arena_.reset();
  const wsp::Tape tape = decoded(message);
  if (tape.elements().empty()) return {};
  const mms::PduView view(tape);
  const PduRecord record = next_record(message, view);
  ++summary_.pdus[view.type_name()];
  records_.on_pdu(record);

  const auto findings =
      rules::check(tape, arena_.allocator(), {.captured_at = message.context.time_ns / kSecond});
  flow::PduEvent event;
  event.context = message.context;
  event.pdu = record.id;
  event.view = &view;
  event.complete = message.complete;
  event.broken = rules::breaks_structure(tape);
  const std::uint64_t transaction = tracker_.pdu(event);
  for (const rules::Finding& finding : findings) violation(finding, record, transaction);
  if (!event.broken) {
    if (const auto finding = linking_.pdu(message, view)) {
      violation(*finding, message, {event.pdu, transaction});
    }
  }
  return {event.pdu, transaction};
}

void Engine::exchange(const bearer::Message& message) {
  flow::ExchangeEvent event;
  event.context = message.context;
  event.half = message.kind == bearer::MessageKind::kRequest ? flow::ExchangeEvent::Half::kRequest
                                                             : flow::ExchangeEvent::Half::kResponse;
  event.method = message.method;
  event.status = message.status;
  event.content_type = message.content_type;
  event.body_length = message.body.size();
  event.complete = message.complete;
  tracker_.exchange(event);
  if (message.kind == bearer::MessageKind::kRequest) {
    if (const auto finding = linking_.request(message)) violation(*finding, message, {});
  }
}

void Engine::violation(const rules::Finding& finding, const PduRecord& pdu,
                       std::uint64_t transaction) {
  ViolationRecord record;
  record.rule = finding.rule;
  record.severity = finding.severity;
  record.side = side_at_fault(Side::kSender, pdu.message->context.direction);
  record.file = pdu.file;
  record.frame = pdu.message->context.frame;
  record.pdu = pdu.id;
  record.transaction = transaction;
  record.offset = finding.offset;
  record.length = finding.length;
  report(record, finding.detail);
}

void Engine::violation(const bearer::BearerFinding& finding, const bearer::Message& message,
                       Joined joined) {
  ViolationRecord record;
  record.rule = &rules::row_of(finding.rule);
  record.severity = finding.severity;
  record.side = side_at_fault(finding.side, message.context.direction);
  record.file = path(finding.place.file);
  record.frame = finding.place.frame;
  record.pdu = joined.pdu;
  record.transaction = joined.transaction;
  report(record, finding.detail);
}

void Engine::on_finding(const flow::FlowFinding& finding) {
  ViolationRecord record;
  record.rule = finding.rule;
  record.severity = finding.severity;
  record.side = finding.side;
  record.file = finding.frame == 0 ? std::string_view() : path(finding.file);
  record.frame = finding.frame;
  record.pdu = finding.pdu;
  record.transaction = finding.transaction;
  report(record, finding.detail);
}

void Engine::report(ViolationRecord record, std::string_view detail) {
  std::string text(record.rule->title);
  if (!detail.empty()) text.append(": ").append(detail);
  record.text = text;
  ++result_.violations[static_cast<std::size_t>(record.severity)];
  ++summary_.violations[std::string(record.rule->id)];
  ++summary_.severities[std::string(rules::severity_name(record.severity))];
  records_.on_violation(record);
}

void Engine::on_transaction(const flow::Transaction& transaction) {
  ++summary_.transactions[std::string(flow::transaction_kind_name(transaction.kind))];
  ++summary_.outcomes[std::string(flow::outcome_name(transaction.outcome))];
  summary_.times.add(transaction);
  records_.on_transaction(transaction);
}

void Engine::on_journey(const flow::Journey& journey) {
  summary_.times.add(journey);
  records_.on_journey(journey);
}

void Engine::file_read(const capture::FileInfo& info) {
  ++summary_.files;
  summary_.packets += info.packets;
  summary_.bytes += info.bytes;
  records_.on_capture(info);
}

void Engine::finish(const capture::LeftOutCounts& left_out) {
  tracker_.finish();
  summary_.left_out = left_out;
  summary_.left_out.add(capture::LeftOut::kSeenBefore, seen_before_);
  records_.on_summary(summary_);
}

}  // namespace mm1::analysis
