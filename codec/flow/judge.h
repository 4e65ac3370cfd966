// The CTR rules (spec/rules.md §3): told of each moment in a transaction's life, they report what
// breaks them. Sections of rules lie in files of their own; each hears of the moments it needs.
#pragma once

#include "book.h"
#include "ctr_mmbox.h"
#include "ctr_send.h"
#include "ctr_versions.h"
#include "moment.h"
#include "past.h"

namespace mm1::flow {

/// Each moment comes after the PDU has joined its transaction, and before anything later happens.
class Judge final : public Closing {
 public:
  Judge(TrackerSink& sink, Book& book, Past& past)
      : sink_(sink), past_(past), send_(book), mailbox_(past.references) {}

  /// Any PDU, before it joins a transaction.
  void spoke(const PduFacts& pdu);
  /// The same PDU with the transaction it joined, nullptr for none; `astray`: it travels against
  /// the direction of its type, or has no type known to us.
  void arrived(const PduFacts& pdu, const Open* open, bool astray);
  /// Any answer without PDU, before its transaction takes it.
  void exchange_without_pdu(const ExchangeEvent& event, const Open* open);

  /// A GET, before it joins a transaction.
  void get(const ExchangeEvent& event);

  /// A request; `repeated` when the same octets were seen before.
  void request(const PduFacts& pdu, Open& open, bool repeated);
  void confirmation(const PduFacts& pdu, Open& open);
  /// A final answer of HTTP or WSP to a request, without PDU. `decided`: it had a confirmation.
  void answered_without_pdu(const ExchangeEvent& event, Open& open, bool decided);

  void closing(const Open& open, bool missing) override;

 private:
  [[nodiscard]] Moment at(const PduFacts& pdu, const Open* open) {
    return {sink_, past_.peers, pdu, open};
  }

  TrackerSink& sink_;
  Past& past_;
  SendRules send_;
  VersionRules versions_;
  MailboxRules mailbox_;
};

}  // namespace mm1::flow
