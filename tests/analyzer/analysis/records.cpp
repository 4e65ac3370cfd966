#include "records.h"

#include <algorithm>

namespace mm1::analysis::test {

std::string describe(const flow::Transaction& transaction) {
  std::string line(flow::transaction_kind_name(transaction.kind));
  if (transaction.mode != flow::RetrievalMode::kNone) {
    line += ' ' + std::string(flow::retrieval_mode_name(transaction.mode));
  }
  line += ' ' + std::string(flow::outcome_name(transaction.outcome));
  line += ' ' + (transaction.status.empty() ? "-" : transaction.status);
  line += ' ' + transaction.client;
  line += ", " + std::to_string(transaction.pdus.size()) + " PDUs";
  return line;
}

std::string describe(const flow::Journey& journey) {
  std::string line;
  for (const auto& member : journey.transactions) {
    if (!line.empty()) line += ", ";
    line += std::to_string(member.transaction) + ' ';
    line += flow::journey_link_name(member.link);
  }
  line += ':';
  for (const auto& recipient : journey.recipients) {
    line += ' ';
    line += flow::delivery_state_name(recipient.state);
  }
  return line;
}

void Records::on_capture(const capture::FileInfo& file) {
  captures.push_back(file.path);
  order.push_back("capture");
}

void Records::on_pdu(const PduRecord& pdu) {
  pdus.push_back(pdu.view->type_name() + ' ' + std::string(pdu.message->context.client));
  frames.push_back(pdu.message->context.frame);
  order.push_back("pdu " + std::to_string(pdu.id));
}

void Records::on_violation(const ViolationRecord& violation) {
  static constexpr const char* kSides[] = {"sender", "client", "relay", "network"};
  violations.push_back(std::string(violation.rule->id) + ' ' +
                       kSides[static_cast<std::size_t>(violation.side)]);
  order.push_back("violation " + std::to_string(violation.pdu));
}

void Records::on_transaction(const flow::Transaction& transaction) {
  by_id_.emplace_back(transaction.id, describe(transaction));
  order.push_back("transaction " + std::to_string(transaction.id));
}

void Records::on_journey(const flow::Journey& journey) {
  journeys_by_id_.emplace_back(journey.id, describe(journey));
}

void Records::on_summary(const Summary& totals) {
  summary = totals;
  order.push_back("summary");
  std::sort(by_id_.begin(), by_id_.end());
  for (const auto& [id, line] : by_id_) transactions.push_back(line);
  std::sort(journeys_by_id_.begin(), journeys_by_id_.end());
  for (const auto& [id, line] : journeys_by_id_) journeys.push_back(line);
}

}  // namespace mm1::analysis::test
