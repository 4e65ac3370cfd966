// Retrievals: a notification and everything that answers it, or a GET without one.
#pragma once

#include <string_view>

#include "book.h"
#include "known_uris.h"

namespace mm1::flow {

class Retrievals {
 public:
  explicit Retrievals(Book& book) : book_(book) {}

  /// Each returns the retrieval that the PDU joined or began.
  Open& notification(const PduEvent& event);
  Open& notify_response(const PduEvent& event);
  Open& retrieve_confirmation(const PduEvent& event);
  Open& acknowledgement(const PduEvent& event);

  /// A GET: remembered only when its URI is one that a relay gave out.
  void get(const ExchangeEvent& event);
  /// The answer to a GET without m-retrieve-conf.
  void answered_without_pdu(Open& open, const ExchangeEvent& event);
  /// An m-forward-req names a reference that was not retrieved.
  void forwarded(const PduEvent& event);
  /// References that a PDU gives out (Content-Location of MMBox confirmations and descriptors).
  void references(const PduEvent& event);

 private:
  Open& begin(const Context& context, std::string_view transaction_id, NormalUri uri);
  void add_id(Open& open, std::string_view transaction_id);
  void apply(Open& open, RetrievalEvent event, Verdict verdict);
  void schedule(Open& open);
  [[nodiscard]] Open* notified_before(const PduEvent& event, const NormalUri& uri);
  [[nodiscard]] Open* fetched_by(const Context& context, const NormalUri& uri);
  [[nodiscard]] Open* only_one_fetched(const Context& context);
  [[nodiscard]] Open* by_id(const Context& context, KeyKind kind, std::string_view id);

  Book& book_;
  KnownUris known_;
};

}  // namespace mm1::flow
