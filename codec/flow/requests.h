// Transactions of a request and its confirmation: send, forward, MMBox, delete, cancel.
#pragma once

#include "book.h"

namespace mm1::flow {

class Requests {
 public:
  explicit Requests(Book& book) : book_(book) {}

  /// Each returns the transaction that the PDU joined or began.
  Open& request(const PduEvent& event, const PairRow& pair);
  Open& confirmation(const PduEvent& event, const PairRow& pair);
  /// An answer of HTTP or WSP where the confirmation should be.
  void answered_without_pdu(Open& open, const ExchangeEvent& event);

 private:
  [[nodiscard]] Open* resent(const PduEvent& event, const PairRow& pair, std::uint64_t print);
  [[nodiscard]] Open* answered_before(const PduEvent& event, const PairRow& pair);
  Open& begin(const PduEvent& event, const PairRow& pair);
  [[nodiscard]] Open* awaiting(const PduEvent& event, const PairRow& pair);

  Book& book_;
};

}  // namespace mm1::flow
