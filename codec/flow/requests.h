// Transactions of a request and its confirmation: send, forward, MMBox, delete, cancel.
#pragma once

#include "book.h"
#include "judge.h"

namespace mm1::flow {

class Requests {
 public:
  Requests(Book& book, Judge& judge) : book_(book), judge_(judge) {}

  /// Each returns the transaction that the PDU joined or began.
  Open& request(const PduFacts& pdu, const PairRow& pair);
  Open& confirmation(const PduFacts& pdu, const PairRow& pair);
  /// An answer of HTTP or WSP where the confirmation should be.
  void answered_without_pdu(Open& open, const ExchangeEvent& event);

 private:
  [[nodiscard]] Open* resent(const PduFacts& pdu, const PairRow& pair);
  [[nodiscard]] Open* answered_before(const PduFacts& pdu, const PairRow& pair);
  [[nodiscard]] Open* only_one_pushed(const PduFacts& pdu, const PairRow& pair);
  [[nodiscard]] std::int64_t timeout(const Context& context, const PairRow& pair) const;
  Open& begin(const PduFacts& pdu, const PairRow& pair);
  [[nodiscard]] Open* awaiting(const PduFacts& pdu, const PairRow& pair);

  Book& book_;
  Judge& judge_;
};

}  // namespace mm1::flow
