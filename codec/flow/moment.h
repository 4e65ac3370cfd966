// A moment at which rules are asked, and the findings it gives.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "mm1/flow/tracker.h"
#include "mm1/rules/all_rules.h"
#include "mm1/rules/detail.h"
#include "open.h"
#include "pdu_facts.h"
#include "peers.h"

namespace mm1::flow {

using rules::operator""_rule;
using rules::RuleIndex;
using rules::Side;

/// Who speaks with whom in which transaction, and the PDU or frame that shows it. A rule reports
/// the side at fault by its name; whether the rule is older than that side's version, and how
/// severe it is then, is settled here. A side that has shown no version yet is taken to speak that
/// of the PDU in question. Valid for the call it is passed in.
class Moment {
 public:
  /// Who spoke with whom in a transaction that is over.
  struct Party {
    std::string_view client;
    std::string_view relay;
    std::uint64_t transaction;
  };

  /// A PDU arrived; `open` is its transaction, nullptr for none.
  Moment(TrackerSink& sink, Peers& peers, const PduFacts& pdu, const Open* open);
  /// Half of an exchange without PDU.
  Moment(TrackerSink& sink, Peers& peers, const ExchangeEvent& event, const Open* open);
  /// Nothing came, or an earlier PDU turns out to be at fault: shown by that one.
  Moment(TrackerSink& sink, Peers& peers, const Seen& shown, const Open& open);

  /// Long after: an earlier PDU of a transaction that is over turns out to be at fault. Addresses
  /// must outlive the call.
  Moment(TrackerSink& sink, Peers& peers, const Seen& shown, const Party& party);

  /// The same moment, shown by an earlier PDU.
  [[nodiscard]] Moment shown_by(const Seen& seen) const;
  /// The same, of another transaction.
  [[nodiscard]] Moment shown_by(const Seen& seen, std::uint64_t transaction) const;

  [[nodiscard]] std::int64_t time_ns() const { return time_ns_; }
  [[nodiscard]] Bearer bearer() const { return bearer_; }
  /// Its IP address, or its number.
  [[nodiscard]] std::string_view client_identity() const { return client_; }
  /// Versions that both sides showed last, `kNone` before the first PDU.
  [[nodiscard]] mms::Version client_version() const { return peers_->version(client_); }
  [[nodiscard]] mms::Version relay_version() const { return peers_->version(relay_); }
  /// Whether the client is a gateway or otherwise speaks for several subscribers.
  [[nodiscard]] bool client_speaks_for_many() const { return peers_->speaks_for_many(client_); }

  /// Reports a rule that the client, the relay or nobody in particular broke.
  template <typename... Parts>
  void client(RuleIndex rule, const Parts&... parts) const {
    report({rule, Side::kClient, client_version(), {}}, rules::Detail(parts...));
  }
  template <typename... Parts>
  void relay(RuleIndex rule, const Parts&... parts) const {
    report({rule, Side::kRelay, relay_version(), {}}, rules::Detail(parts...));
  }
  template <typename... Parts>
  void network(RuleIndex rule, const Parts&... parts) const {
    report({rule, Side::kNetwork, mms::Version::kNone, {}}, rules::Detail(parts...));
  }
  /// The same with a severity of its own where the row's does not fit.
  template <typename... Parts>
  void report_as(rules::Severity severity, Side side, RuleIndex rule, const Parts&... parts) const {
    const mms::Version version = side == Side::kClient ? client_version() : relay_version();
    report({rule, side, version, severity}, rules::Detail(parts...));
  }

 private:
  struct Fault {
    RuleIndex rule;
    Side side;
    mms::Version version;  // of the side at fault
    std::optional<rules::Severity> severity;
  };
  void report(const Fault& fault, rules::Detail detail) const;

  TrackerSink* sink_;
  Peers* peers_;
  std::string_view client_;
  std::string_view relay_;
  mms::Version version_;  // of the PDU in question
  std::int64_t time_ns_;
  Bearer bearer_;
  std::uint64_t transaction_;
  std::uint64_t pdu_ = 0;
  std::uint32_t file_;
  std::uint32_t frame_;
};

}  // namespace mm1::flow
