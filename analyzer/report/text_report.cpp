#include "mm1/report/text_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "mm1/mms/fields.h"
#include "mm1/report/printable.h"
#include "mm1/report/values.h"
#include "mm1/report/wrap.h"
#include "pdu_summary.h"
#include "percentiles.h"

namespace mm1::report {
namespace {

constexpr std::string_view kBold = "1";
constexpr std::string_view kFaint = "2";
constexpr std::string_view kGreen = "32";
constexpr std::string_view kRed = "31";
constexpr std::string_view kYellow = "33";

constexpr std::size_t kPduIndent = 4;
constexpr std::size_t kPduItems = 46;  // column of a PDU's values
constexpr std::size_t kFindingIndent = 8;
constexpr std::size_t kTidWidth = 40;
constexpr double kNanosecondsPerSecond = 1e9;

// In the order of rules::Severity.
constexpr std::array kSeverityColours = {kFaint, kYellow, kRed};

std::string_view outcome_colour(flow::Outcome outcome) {
  switch (outcome) {
    case flow::Outcome::kCompleted:
      return kGreen;
    case flow::Outcome::kDeferred:
    case flow::Outcome::kPartial:
    case flow::Outcome::kRejected:
    case flow::Outcome::kIncompleteCapture:
      return kYellow;
    default:
      return kRed;
  }
}

// "2026-11-22 14:35:06.123": the form people compare with Wireshark's columns.
std::string moment(std::int64_t time_ns) {
  constexpr std::size_t kToMilliseconds = 23;
  std::string text = time_text(time_ns).substr(0, kToMilliseconds);
  text[10] = ' ';
  return text;
}

std::string seconds(std::int64_t nanoseconds) {
  return fmt::format("{:.3f}", static_cast<double>(nanoseconds) / kNanosecondsPerSecond);
}

std::string plural(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string place_text(const analysis::ViolationRecord& violation) {
  if (violation.length == 0) return {};
  if (violation.length == 1) return fmt::format("octet {}", violation.offset);
  return fmt::format("octets {}–{}", violation.offset, violation.offset + violation.length - 1);
}

std::string kind_text(const flow::Transaction& transaction) {
  std::string text(flow::transaction_kind_name(transaction.kind));
  if (transaction.mode != flow::RetrievalMode::kNone) {
    text += fmt::format(" ({})", flow::retrieval_mode_name(transaction.mode));
  }
  return text;
}

std::string padded(std::string text, std::size_t width) {
  const std::size_t used = columns(text);
  if (used < width) text.append(width - used, ' ');
  return text;
}

// One relay's lines of the table; none when nothing was measured.
void append_times(std::string& table, std::string_view relay,
                  const analysis::MeasuredTimes::Distributions& distributions) {
  const std::size_t start = table.size();
  for (std::size_t i = 0; i < distributions.size(); ++i) {
    const analysis::Distribution& distribution = distributions[i];
    if (distribution.count() == 0) continue;
    std::string name(analysis::measure_name(static_cast<analysis::Measure>(i)));
    std::ranges::replace(name, '-', ' ');
    table += fmt::format("{:18}{:<34}{:>7}{:>10}", "", name, distribution.count(),
                         seconds(distribution.min()));
    for (const Percentile& percentile : kPercentiles) {
      table += fmt::format("{:>10}", seconds(distribution.percentile(percentile.percent)));
    }
    table += fmt::format("{:>10}\n", seconds(distribution.max()));
  }
  if (table.size() != start) table.insert(start, fmt::format("{:16}{}\n", "", relay));
}

}  // namespace

TextReport::TextReport(Output& output, TextOptions options) : output_(output), options_(options) {}

std::string TextReport::painted(std::string_view text, std::string_view colour) const {
  if (!options_.colour) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", colour, text);
}

std::string TextReport::file_text(std::string_view file) const {
  if (!options_.several_files) return {};
  return printable(std::filesystem::path(file).filename().string());
}

void TextReport::on_capture(const capture::FileInfo& file) {
  std::string types;
  for (const std::uint32_t type : file.link_types) {
    types += (types.empty() ? "" : "+") + capture::link_type_name(type);
  }
  const std::string packed = file.compression.empty() ? "" : " in " + file.compression;
  const std::string point = file.point.empty() ? "" : " at " + printable(file.point);
  std::string line = fmt::format("{}{}: {}{}, {}, {}", printable(file.path), point, file.format,
                                 packed, types, plural(file.packets, "packet"));
  if (file.packets != 0) {
    line += fmt::format(", {} to {}", moment(file.start_ns), moment(file.end_ns));
  }
  if (file.truncated_packets != 0) {
    line += fmt::format(", {} captured short", plural(file.truncated_packets, "packet"));
  }
  if (file.end != capture::End::kComplete) line += "; " + printable(file.problem);
  captures_.push_back(std::move(line));
}

// A PDU that passed another capture point already is shown in the line of its first sighting.
void TextReport::add_sighting(WaitingPdu& first, const analysis::PduRecord& pdu) const {
  const flow::Context& context = pdu.message->context;
  const std::string file = file_text(pdu.file);
  first.items.push_back(fmt::format("again at {}, frame {}{}{}, +{} s",
                                    pdu.point.empty() ? "another point" : printable(pdu.point),
                                    context.frame, file.empty() ? "" : " of ", file,
                                    seconds(context.time_ns - first.time_ns)));
}

void TextReport::on_pdu(const analysis::PduRecord& pdu) {
  const bearer::Message& message = *pdu.message;
  if (pdu.seen_before != 0) {
    const auto first = waiting_.find(pdu.seen_before);
    if (first != waiting_.end()) add_sighting(first->second, pdu);
    return;
  }
  WaitingPdu waiting;
  waiting.time_ns = message.context.time_ns;
  waiting.file = file_text(pdu.file);
  waiting.frame = message.context.frame;
  waiting.arrow = message.context.direction == flow::Direction::kClientToRelay ? "→" : "←";
  waiting.type = pdu.view->type_name();
  waiting.transaction_id = pdu.view->text(mms::number::kTransactionId);
  waiting.items = key_values(*pdu.view);
  waiting.items.push_back(plural(message.body.size(), "octet"));
  if (!message.complete) waiting.items.emplace_back("cut short");
  waiting.items.emplace_back(flow::bearer_name(message.context.bearer));
  if (!pdu.point.empty()) waiting.items.push_back("at " + printable(pdu.point));
  waiting_.emplace(pdu.id, std::move(waiting));
  if (waiting_.size() > options_.max_waiting) {
    show_alone(waiting_.begin()->second, "its transaction, if it has one, is open for long");
    waiting_.erase(waiting_.begin());
  }
}

void TextReport::on_violation(const analysis::ViolationRecord& violation) {
  FindingText finding{violation.severity,
                      violation.rule->id,
                      violation.rule->citation,
                      printable(violation.text),
                      {}};
  const auto waiting = waiting_.find(violation.pdu);
  if (waiting != waiting_.end()) {
    finding.place = place_text(violation);
    waiting->second.findings.push_back(std::move(finding));
    return;
  }
  if (violation.frame != 0) {
    const std::string file = file_text(violation.file);
    finding.place = fmt::format("frame {}{}{}", violation.frame, file.empty() ? "" : " of ", file);
  } else if (violation.pdu != 0) {
    finding.place = fmt::format("PDU p{}", violation.pdu);
  }
  if (violation.transaction != 0) {
    about_transaction_[violation.transaction].push_back(std::move(finding));
    return;
  }
  show_finding(finding, 0);
  output_.commit();
}

void TextReport::on_transaction(const flow::Transaction& transaction) {
  std::string file;
  if (!transaction.pdus.empty()) {
    const auto first = waiting_.find(transaction.pdus.front());
    if (first != waiting_.end()) file = first->second.file;
  }
  show_transaction(transaction, file);
  for (const std::uint64_t id : transaction.pdus) {
    const auto waiting = waiting_.find(id);
    if (waiting == waiting_.end()) continue;
    show_pdu(waiting->second, {transaction.start_ns, transaction.transaction_id, file});
    waiting_.erase(waiting);
  }
  const auto findings = about_transaction_.find(transaction.id);
  if (findings != about_transaction_.end()) {
    for (const FindingText& finding : findings->second) show_finding(finding, kPduIndent);
    about_transaction_.erase(findings);
  }
  output_.commit();
}

void TextReport::on_journey(const flow::Journey& journey) {
  const std::string head = fmt::format("{}  {} ", moment(journey.start_ns), padded("message", 21));
  std::vector<std::string> items;
  const std::string from =
      journey.originator.empty() ? std::string("?") : printable(journey.originator);
  for (const flow::Journey::Recipient& recipient : journey.recipients) {
    const std::string& name = recipient.address.empty() ? recipient.client : recipient.address;
    items.push_back(fmt::format("{} → {}: {}", from, printable(name),
                                flow::delivery_state_name(recipient.state)));
  }
  if (items.empty()) items.push_back(from + " → ?");
  if (!journey.subject.empty()) items.push_back("\"" + printable(journey.subject) + "\"");
  std::string members;
  for (const flow::Journey::Member& member : journey.transactions) {
    members += fmt::format("{}t{}{}", members.empty() ? "" : " ", member.transaction,
                           member.link == flow::JourneyLink::kWeighed ? " (weighed)" : "");
  }
  items.push_back(members);
  if (journey.forward_of != 0) items.push_back(fmt::format("forward of m{}", journey.forward_of));
  items.push_back(seconds(journey.end_ns - journey.start_ns) + " s");
  items.push_back(fmt::format("m{}", journey.id));
  std::string& out = output_.buffer();
  out += painted(head, kBold);
  append_wrapped(out, columns(head), kPduItems, items, "  ");
  output_.commit();
}

void TextReport::show_transaction(const flow::Transaction& transaction, const std::string& file) {
  const std::string head =
      fmt::format("{}  {} ", moment(transaction.start_ns), padded(kind_text(transaction), 21));
  std::string outcome(flow::outcome_name(transaction.outcome));
  if (!transaction.status.empty()) outcome += ": " + printable(transaction.status);
  outcome = padded(outcome, 18);
  std::vector<std::string> items = {
      fmt::format("{} → {}", printable(transaction.client),
                  transaction.relay.empty() ? "?" : printable(transaction.relay))};
  if (!transaction.transaction_id.empty()) {
    items.push_back("TID " + shortened(printable(transaction.transaction_id), kTidWidth));
  }
  items.push_back(seconds(transaction.end_ns - transaction.start_ns) + " s");
  items.push_back(fmt::format("t{}", transaction.id));
  if (!file.empty()) items.push_back(file);
  std::string& out = output_.buffer();
  out += painted(head, kBold) + painted(outcome, outcome_colour(transaction.outcome)) + "  ";
  append_wrapped(out, columns(head) + columns(outcome) + 2, kPduItems, items, "  ");
}

void TextReport::show_pdu(const WaitingPdu& pdu, const Told& told) {
  std::string& out = output_.buffer();
  const std::string head = fmt::format("{:{}}{:>9}  {:9} {} {:18} ", "", kPduIndent,
                                       "+" + seconds(pdu.time_ns - told.start_ns),
                                       fmt::format("frame {}", pdu.frame), pdu.arrow, pdu.type);
  std::vector<std::string> items = pdu.items;
  if (!pdu.transaction_id.empty() && pdu.transaction_id != told.transaction_id) {
    items.insert(items.begin(), "TID " + shortened(printable(pdu.transaction_id), kTidWidth));
  }
  if (pdu.file != told.file) items.push_back("in " + pdu.file);
  out += head;
  append_wrapped(out, columns(head), kPduItems, items, " · ");
  for (const FindingText& finding : pdu.findings) show_finding(finding, kFindingIndent);
}

void TextReport::show_alone(const WaitingPdu& pdu, std::string_view why) {
  output_.write(painted(moment(pdu.time_ns), kBold) + "  " + painted(why, kFaint) + "\n");
  show_pdu(pdu, {pdu.time_ns, "", ""});
}

void TextReport::show_finding(const FindingText& finding, std::size_t indent) {
  std::string& out = output_.buffer();
  const std::string_view severity = rules::severity_name(finding.severity);
  const std::size_t text_column = indent + 9 + finding.rule.size();
  out.append(indent, ' ');
  out += painted(padded(std::string(severity), 7),
                 kSeverityColours[static_cast<std::size_t>(finding.severity)]);
  out += fmt::format(" {} ", finding.rule);
  std::vector<std::string> text = words(finding.text);
  if (!finding.place.empty()) text.push_back("(" + finding.place + ")");
  const std::vector<std::string> spec = words(fmt::format("[{}]", finding.spec));
  text.insert(text.end(), spec.begin(), spec.end());
  append_wrapped(out, text_column, indent + 8, text, " ");
}

void TextReport::on_summary(const analysis::Summary& summary) {
  for (const auto& [id, pdu] : waiting_) show_alone(pdu, "outside any transaction");
  waiting_.clear();
  for (const auto& [id, findings] : about_transaction_) {
    output_.write(fmt::format("later, about transaction t{}\n", id));
    for (const FindingText& finding : findings) show_finding(finding, kPduIndent);
  }
  about_transaction_.clear();
  output_.write("\n" + painted("Summary", kBold) + "\n");
  show_captures();
  show_counts("PDUs", summary.pdus);
  show_counts("transactions", summary.transactions);
  show_counts("outcomes", summary.outcomes);
  show_times(summary.times);
  show_findings(summary);
  show_left_out(summary.left_out);
  output_.commit();
}

void TextReport::show_captures() {
  for (const std::string& line : captures_) {
    output_.write("  captured      ");
    append_wrapped(output_.buffer(), 16, 16, words(line), " ");
  }
}

void TextReport::show_counts(std::string_view title,
                             const std::map<std::string, std::uint64_t>& counts) {
  std::vector<std::string> items;
  std::uint64_t total = 0;
  for (const auto& [name, count] : counts) {
    items.push_back(fmt::format("{} {}", count, name));
    total += count;
  }
  items.insert(items.begin(), fmt::format("{}{}", total, items.empty() ? "" : ":"));
  output_.write(fmt::format("  {:<14}", title));
  append_wrapped(output_.buffer(), 16, 16, items, "  ");
}

void TextReport::show_times(const analysis::MeasuredTimes& times) {
  std::string table;
  for (const auto& [relay, distributions] : times.relays()) {
    append_times(table, relay.empty() ? "relay not known" : printable(relay), distributions);
  }
  append_times(table, "other relays", times.other_relays());
  if (table.empty()) return;
  output_.write(fmt::format("  {:<14}{:<36}{:>7}{:>10}", "times", "in seconds", "count", "min"));
  for (const Percentile& percentile : kPercentiles) {
    output_.write(fmt::format("{:>10}", percentile.name));
  }
  output_.write(fmt::format("{:>10}\n{}", "max", table));
}

void TextReport::show_findings(const analysis::Summary& summary) {
  show_counts("findings", summary.severities);
  for (const auto& [id, count] : summary.violations) {
    const rules::Rule* rule = rules::rule(id);
    output_.write(fmt::format("{:16}{:>5} × {} ", "", count, id));
    append_wrapped(output_.buffer(), 25 + id.size(), 24,
                   words(rule == nullptr ? std::string_view() : rule->title), " ");
  }
}

void TextReport::show_left_out(const capture::LeftOutCounts& left_out) {
  for (std::size_t i = 0; i < static_cast<std::size_t>(capture::LeftOut::kCount); ++i) {
    const auto reason = static_cast<capture::LeftOut>(i);
    if (left_out[reason] == 0) continue;
    output_.write(
        fmt::format("  left out      {} {}\n", left_out[reason], capture::left_out_text(reason)));
    if (reason != capture::LeftOut::kLinkTypeUnknown) continue;
    for (const auto& [link_type, packets] : left_out.unread_link_types()) {
      output_.write(
          fmt::format("{:16}{:>5} × {}\n", "", packets, capture::link_type_name(link_type)));
    }
  }
}

}  // namespace mm1::report
