#include "moment.h"

#include <string>

namespace mm1::flow {
namespace {

std::uint64_t id_of(const Open* open) { return open == nullptr ? 0 : open->transaction.id; }

/// A peer that declares an older version is not measured by a newer rule, and one that declared
/// none yet only by those that hold for all (rules.md §0.7).
bool measures(const rules::Rule& rule, mms::Version version) {
  return rule.since <= mms::Version::k10 || rule.since <= version;
}

}  // namespace

Moment::Moment(TrackerSink& sink, Peers& peers, const PduFacts& pdu, const Open* open)
    : sink_(&sink),
      peers_(&peers),
      client_(pdu.context().client),
      relay_(pdu.context().relay),
      time_ns_(pdu.context().time_ns),
      transaction_(id_of(open)),
      pdu_(pdu.event().pdu),
      file_(pdu.context().file),
      frame_(pdu.context().frame) {}

Moment::Moment(TrackerSink& sink, Peers& peers, const ExchangeEvent& event, const Open* open)
    : sink_(&sink),
      peers_(&peers),
      client_(event.context.client),
      relay_(event.context.relay),
      time_ns_(event.context.time_ns),
      transaction_(id_of(open)),
      file_(event.context.file),
      frame_(event.context.frame) {}

Moment::Moment(TrackerSink& sink, Peers& peers, const Seen& shown, const Open& open)
    : sink_(&sink),
      peers_(&peers),
      client_(open.transaction.client),
      relay_(open.transaction.relay),
      time_ns_(shown.time_ns),
      transaction_(open.transaction.id),
      pdu_(shown.pdu),
      file_(shown.file),
      frame_(shown.frame) {}

Moment Moment::shown_by(const Seen& seen) const {
  Moment other = *this;
  other.pdu_ = seen.pdu;
  other.file_ = seen.file;
  other.frame_ = seen.frame;
  return other;
}

void Moment::report(const Fault& fault, rules::Detail detail) const {
  const rules::Rule& rule = rules::row_of(fault.rule);
  if (!measures(rule, fault.version)) return;
  if (fault.version < mms::Version::k13 && rules::rests_on_13_alone(rule)) {
    detail.append(detail.text().empty() ? "(seen in 1.3 text)" : " (seen in 1.3 text)");
  }
  FlowFinding finding;
  finding.rule = &rule;
  finding.severity = fault.severity.value_or(rules::severity_for(rule, fault.version));
  finding.side = fault.side;
  finding.pdu = pdu_;
  finding.transaction = transaction_;
  finding.file = file_;
  finding.frame = frame_;
  finding.detail = detail.text();
  sink_->on_finding(finding);
}

}  // namespace mm1::flow
