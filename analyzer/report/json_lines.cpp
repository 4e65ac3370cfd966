#include "mm1/report/json_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "fields.h"
#include "mm1/report/json_writer.h"
#include "mm1/report/values.h"
#include "names.h"
#include "pdu_json.h"
#include "percentiles.h"

namespace mm1::report {
namespace {

constexpr std::array<std::string_view, 5> kRecordNames = {"capture", "pdu", "transaction",
                                                          "message", "violation"};

std::string record_id(char prefix, std::uint64_t id) {
  return id == 0 ? std::string() : fmt::format("{}{}", prefix, id);
}

void begin_record(JsonWriter& json, std::string_view name) {
  json.begin_object();
  json.string("record", name);
}

// A frame is a number within its file. Frames of another file than the record's are named with it.
void write_frames(JsonWriter& json, const bearer::Message& message,
                  std::span<const std::string> files) {
  const std::uint32_t file = message.context.file;
  json.begin_array("frames");
  for (const capture::FrameRef& ref : message.frames) {
    if (ref.file == file) json.number(ref.frame);
  }
  json.end_array();
  const bool elsewhere =
      std::any_of(message.frames.begin(), message.frames.end(),
                  [file](const capture::FrameRef& ref) { return ref.file != file; });
  if (!elsewhere) return;
  json.begin_array("frames_of_other_files");
  for (const capture::FrameRef& ref : message.frames) {
    if (ref.file == file) continue;
    json.begin_object();
    json.string("file", ref.file < files.size() ? files[ref.file] : std::string());
    json.number("frame", ref.frame);
    json.end_object();
  }
  json.end_array();
}

void write_counts(JsonWriter& json, std::string_view name,
                  const std::map<std::string, std::uint64_t>& counts) {
  json.begin_object(name);
  for (const auto& [key, count] : counts) json.number(key, count);
  json.end_object();
}

void write_left_out(JsonWriter& json, const capture::LeftOutCounts& left_out) {
  json.begin_object("left_out");
  for (std::size_t i = 0; i < static_cast<std::size_t>(capture::LeftOut::kCount); ++i) {
    const auto reason = static_cast<capture::LeftOut>(i);
    if (left_out[reason] != 0) json.number(capture::left_out_name(reason), left_out[reason]);
  }
  json.end_object();
  if (left_out.unread_link_types().empty()) return;
  json.begin_object("unread_link_types");
  for (const auto& [link_type, packets] : left_out.unread_link_types()) {
    json.number(capture::link_type_name(link_type), packets);
  }
  json.end_object();
}

void write_duration(JsonWriter& json, std::string_view name,
                    std::optional<std::int64_t> duration_ns) {
  if (!duration_ns) return;
  json.key(name);
  json.milliseconds(*duration_ns);
}

/// The time between two events that were both seen, in this order.
void write_duration(JsonWriter& json, std::string_view name, std::optional<std::int64_t> from_ns,
                    std::optional<std::int64_t> to_ns) {
  if (!from_ns || !to_ns || *to_ns < *from_ns) return;
  write_duration(json, name, *to_ns - *from_ns);
}

void write_times(JsonWriter& json, std::optional<std::string_view> relay,
                 const analysis::MeasuredTimes::Distributions& distributions) {
  for (std::size_t i = 0; i < distributions.size(); ++i) {
    const analysis::Distribution& distribution = distributions[i];
    if (distribution.count() == 0) continue;
    json.begin_object();
    if (relay) json.string("relay", *relay);
    json.string("measure", analysis::measure_name(static_cast<analysis::Measure>(i)));
    json.number("count", distribution.count());
    write_duration(json, "min_ms", distribution.min());
    for (const Percentile& percentile : kPercentiles) {
      write_duration(json, fmt::format("{}_ms", percentile.name),
                     distribution.percentile(percentile.percent));
    }
    write_duration(json, "max_ms", distribution.max());
    json.end_object();
  }
}

void write_times(JsonWriter& json, const analysis::MeasuredTimes& times) {
  json.begin_array("times");
  for (const auto& [relay, distributions] : times.relays()) write_times(json, relay, distributions);
  write_times(json, std::nullopt, times.other_relays());
  json.end_array();
}

}  // namespace

void JsonLinesReport::end_line() {
  output_.write("\n");
  output_.commit();
}

void JsonLinesReport::on_capture(const capture::FileInfo& file) {
  ++records_[kCapture];
  JsonWriter json(output_.buffer());
  begin_record(json, kRecordNames[kCapture]);
  json.number("schema", kSchemaVersion);
  json.string("file", file.path);
  json.optional("point", file.point);
  json.begin_array("link_types");
  for (const std::uint32_t type : file.link_types) json.string(capture::link_type_name(type));
  json.end_array();
  json.number("packets", file.packets);
  json.number("bytes", file.bytes);
  if (file.packets != 0) {
    json.string("start", time_text(file.start_ns));
    json.string("end", time_text(file.end_ns));
  }
  json.number("truncated_packets", file.truncated_packets);
  if (file.end != capture::End::kComplete) json.string("problem", file.problem);
  json.end_object();
  end_line();
}

void JsonLinesReport::on_pdu(const analysis::PduRecord& pdu) {
  ++records_[kPdu];
  const bearer::Message& message = *pdu.message;
  const flow::Context& context = message.context;
  const mms::PduView& view = *pdu.view;
  JsonWriter json(output_.buffer());
  begin_record(json, kRecordNames[kPdu]);
  json.string("id", record_id('p', pdu.id));
  json.optional("seen_before", record_id('p', pdu.seen_before));
  json.string("file", pdu.file);
  json.optional("point", pdu.point);
  json.number("frame", context.frame);
  write_frames(json, message, pdu.files);
  json.string("time", time_text(context.time_ns));
  json.string("bearer", flow::bearer_name(context.bearer));
  json.string("client", context.client);
  json.optional("client_address", context.client_address);
  json.string("relay", context.relay);
  json.string("direction", flow::direction_name(context.direction));
  json.string("type", view.type_name());
  json.optional("version", version_text(view.version()));
  json.optional("transaction_id", view.text(mms::number::kTransactionId));
  json.optional("message_id", view.text(mms::number::kMessageId));
  json.number("size", message.body.size());
  json.string("sha256", sha256(message.body));
  json.boolean("complete", message.complete);
  json.optional("uri", context.uri);
  json.optional("status", status_of(view));
  write_content(json, view);
  json.end_object();
  end_line();
}

void JsonLinesReport::on_transaction(const flow::Transaction& transaction) {
  ++records_[kTransaction];
  JsonWriter json(output_.buffer());
  begin_record(json, kRecordNames[kTransaction]);
  json.string("id", record_id('t', transaction.id));
  json.string("kind", flow::transaction_kind_name(transaction.kind));
  if (transaction.mode != flow::RetrievalMode::kNone) {
    json.string("mode", flow::retrieval_mode_name(transaction.mode));
  }
  json.string("outcome", flow::outcome_name(transaction.outcome));
  json.string("client", transaction.client);
  json.string("relay", transaction.relay);
  json.begin_array("pdus");
  for (const std::uint64_t pdu : transaction.pdus) json.string(record_id('p', pdu));
  json.end_array();
  json.string("start", time_text(transaction.start_ns));
  json.string("end", time_text(transaction.end_ns));
  json.key("duration_ms");
  json.milliseconds(transaction.end_ns - transaction.start_ns);
  write_duration(json, "answer_ms", transaction.answer_ns);
  write_duration(json, "retrieval_ms", transaction.retrieval_ns);
  json.optional("status", transaction.status);
  json.end_object();
  end_line();
}

void JsonLinesReport::on_journey(const flow::Journey& journey) {
  ++records_[kMessage];
  JsonWriter json(output_.buffer());
  begin_record(json, kRecordNames[kMessage]);
  json.string("id", record_id('m', journey.id));
  json.begin_array("message_ids");
  for (const std::string& id : journey.message_ids) json.string(id);
  json.end_array();
  json.begin_array("transactions");
  for (const auto& member : journey.transactions) json.string(record_id('t', member.transaction));
  json.end_array();
  json.begin_array("links");
  for (const auto& member : journey.transactions) json.string(flow::journey_link_name(member.link));
  json.end_array();
  json.optional("forward_of", record_id('m', journey.forward_of));
  json.optional("originator", journey.originator);
  json.optional("subject", journey.subject);
  json.optional("relay", journey.relay);
  json.begin_array("recipients");
  for (const flow::Journey::Recipient& recipient : journey.recipients) {
    json.begin_object();
    json.optional("address", recipient.address);
    json.optional("client", recipient.client);
    json.string("state", flow::delivery_state_name(recipient.state));
    write_duration(json, "notification_ms", journey.submitted_ns, recipient.notified_ns);
    write_duration(json, "retrieval_ms", recipient.notified_ns, recipient.retrieved_ns);
    write_duration(json, "delivery_report_ms", recipient.retrieved_ns,
                   recipient.delivery_reported_ns);
    write_duration(json, "read_report_ms", recipient.retrieved_ns, recipient.read_reported_ns);
    json.end_object();
  }
  json.end_array();
  if (journey.left_out != 0) json.number("left_out", journey.left_out);
  json.string("start", time_text(journey.start_ns));
  json.string("end", time_text(journey.end_ns));
  write_duration(json, "submission_ms", journey.submitted_ns, journey.confirmed_ns);
  write_duration(json, "retrieval_ms", journey.notified_ns, journey.retrieved_ns);
  write_duration(json, "report_ms", journey.retrieved_ns, journey.reported_ns);
  json.end_object();
  end_line();
}

void JsonLinesReport::on_violation(const analysis::ViolationRecord& violation) {
  ++records_[kViolation];
  JsonWriter json(output_.buffer());
  begin_record(json, kRecordNames[kViolation]);
  json.string("rule", violation.rule->id);
  json.string("severity", rules::severity_name(violation.severity));
  json.string("text", violation.text);
  json.string("spec", violation.rule->citation);
  json.optional("file", violation.file);
  if (violation.frame != 0) json.number("frame", violation.frame);
  json.optional("pdu", record_id('p', violation.pdu));
  json.optional("transaction", record_id('t', violation.transaction));
  if (violation.pdu != 0) {
    json.number("offset", violation.offset);
    json.number("length", violation.length);
  }
  json.string("side", side_name(violation.side));
  json.end_object();
  end_line();
}

void JsonLinesReport::on_summary(const analysis::Summary& summary) {
  JsonWriter json(output_.buffer());
  begin_record(json, "summary");
  json.number("files", summary.files);
  json.number("packets", summary.packets);
  json.number("bytes", summary.bytes);
  json.begin_object("records");
  for (std::size_t i = 0; i < kRecordCount; ++i) json.number(kRecordNames[i], records_[i]);
  json.end_object();
  write_counts(json, "pdus", summary.pdus);
  write_counts(json, "transactions", summary.transactions);
  write_counts(json, "outcomes", summary.outcomes);
  write_counts(json, "violations", summary.violations);
  write_counts(json, "severities", summary.severities);
  write_times(json, summary.times);
  write_left_out(json, summary.left_out);
  json.end_object();
  end_line();
}

}  // namespace mm1::report
