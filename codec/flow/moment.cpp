#include "moment.h"

#include <string>

namespace mm1::flow {
namespace {

std::uint64_t id_of(const Open* open) { return open == nullptr ? 0 : open->transaction.id; }

/// The version in which the half of an exchange without PDU is answered.
mms::Version version_of(const Open* open) {
  if (open == nullptr) return mms::Version::kNone;
  if (const auto* facts = std::get_if<RequestFacts>(&open->facts)) return facts->request.version;
  if (const auto* facts = std::get_if<RetrievalFacts>(&open->facts)) {
    return facts->reaction().retrieved ? facts->reaction().retrieved.version
                                       : facts->notification.version;
  }
  return mms::Version::kNone;
}

/// A peer of an older version is not measured by a newer rule (rules.md §0.7).
bool measures(const rules::Rule& rule, mms::Version version) {
  return rule.since <= mms::Version::k10 || rule.since <= version;
}

}  // namespace

Moment::Moment(TrackerSink& sink, Peers& peers, const PduFacts& pdu, const Open* open)
    : sink_(&sink),
      peers_(&peers),
      client_(pdu.context().client),
      relay_(pdu.context().relay),
      version_(pdu.version()),
      time_ns_(pdu.context().time_ns),
      bearer_(pdu.context().bearer),
      transaction_(id_of(open)),
      pdu_(pdu.event().pdu),
      file_(pdu.context().file),
      frame_(pdu.context().frame) {}

Moment::Moment(TrackerSink& sink, Peers& peers, const ExchangeEvent& event, const Open* open)
    : sink_(&sink),
      peers_(&peers),
      client_(event.context.client),
      relay_(event.context.relay),
      version_(version_of(open)),
      time_ns_(event.context.time_ns),
      bearer_(event.context.bearer),
      transaction_(id_of(open)),
      file_(event.context.file),
      frame_(event.context.frame) {}

Moment::Moment(TrackerSink& sink, Peers& peers, const Seen& shown, const Open& open)
    : sink_(&sink),
      peers_(&peers),
      client_(open.transaction.client),
      relay_(open.transaction.relay),
      version_(shown.version),
      time_ns_(shown.time_ns),
      bearer_(open.bearer),
      transaction_(open.transaction.id),
      pdu_(shown.pdu),
      file_(shown.file),
      frame_(shown.frame) {}

Moment::Moment(TrackerSink& sink, Peers& peers, const Seen& shown, const Party& party)
    : sink_(&sink),
      peers_(&peers),
      client_(party.client),
      relay_(party.relay),
      version_(shown.version),
      time_ns_(shown.time_ns),
      bearer_(Bearer::kFile),
      transaction_(party.transaction),
      pdu_(shown.pdu),
      file_(shown.file),
      frame_(shown.frame) {}

Moment Moment::shown_by(const Seen& seen, std::uint64_t transaction) const {
  Moment other = shown_by(seen);
  other.transaction_ = transaction;
  return other;
}

Moment Moment::shown_by(const Seen& seen) const {
  Moment other = *this;
  other.pdu_ = seen.pdu;
  other.file_ = seen.file;
  other.frame_ = seen.frame;
  return other;
}

void Moment::report(const Fault& fault, rules::Detail detail) const {
  const rules::Rule& rule = rules::row_of(fault.rule);
  const mms::Version version = fault.version == mms::Version::kNone ? version_ : fault.version;
  if (fault.side != Side::kNetwork && !measures(rule, version)) return;
  if (version < mms::Version::k13 && rules::rests_on_13_alone(rule)) {
    detail.append(detail.text().empty() ? "(seen in 1.3 text)" : " (seen in 1.3 text)");
  }
  FlowFinding finding;
  finding.rule = &rule;
  finding.severity = fault.severity.value_or(rules::severity_for(rule, version));
  finding.side = fault.side;
  finding.pdu = pdu_;
  finding.transaction = transaction_;
  finding.file = file_;
  finding.frame = frame_;
  finding.detail = detail.text();
  sink_->on_finding(finding);
}

}  // namespace mm1::flow
