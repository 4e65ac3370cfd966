// Retrievals: a notification and everything that answers it, or a GET without one.
#pragma once

#include <string_view>

#include "book.h"
#include "judge.h"
#include "past.h"

namespace mm1::flow {

class Retrievals {
 public:
  Retrievals(Book& book, Past& past, Judge& judge) : book_(book), past_(past), judge_(judge) {}

  /// Each returns the retrieval that the PDU joined or began.
  Open& notification(const PduFacts& pdu);
  Open& notify_response(const PduFacts& pdu);
  Open& retrieve_confirmation(const PduFacts& pdu);
  Open& acknowledgement(const PduFacts& pdu);

  /// A GET: remembered only when its URI is one that a relay gave out.
  void get(const ExchangeEvent& event);
  /// The answer to a GET without m-retrieve-conf.
  void answered_without_pdu(Open& open, const ExchangeEvent& event);
  /// An m-forward-req names a reference that was not retrieved.
  void forwarded(const PduFacts& pdu);
  /// References that a PDU gives out (Content-Location of MMBox confirmations and descriptors).
  void references(const PduFacts& pdu);

 private:
  Open& begin(const Context& context, std::string_view transaction_id, NormalUri uri);
  void add_id(Open& open, std::string_view transaction_id);
  void apply(Open& open, RetrievalEvent event, Verdict verdict);
  void schedule(Open& open);
  void turned_away(Open& open);
  static void measure(Open& open, const Context& context, bool success);
  [[nodiscard]] Open* notified_before(const PduFacts& pdu, const NormalUri& uri);
  [[nodiscard]] Open* fetched_by(const Context& context, const NormalUri& uri);
  [[nodiscard]] static bool may_be_acknowledged(const Open& open);
  [[nodiscard]] Open* only_one_fetched(const Context& context);
  [[nodiscard]] Open* by_id(const Context& context, KeyKind kind, std::string_view id);

  Book& book_;
  Past& past_;
  Judge& judge_;
};

}  // namespace mm1::flow
