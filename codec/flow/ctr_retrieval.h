// CTR rules on retrievals and their acknowledgement: RTV.
#pragma once

#include <cstdint>
#include <string_view>

#include "book.h"
#include "moment.h"
#include "past.h"

namespace mm1::flow {

class RetrievalRules {
 public:
  RetrievalRules(Book& book, Past& past) : book_(book), past_(past) {}

  /// A GET.
  void fetched(const Moment& now, const Open& open);
  /// An m-retrieve-conf; `known` says that its URI was given out by a relay.
  void retrieved(const Moment& now, const PduFacts& pdu, Open& open, RetrievalState before,
                 bool known, bool notifications_seen);
  /// The GET was answered without m-retrieve-conf.
  void failed(const Moment& now, const ExchangeEvent& event, Open& open);
  /// What says that the MM arrived: m-notifyresp-ind Retrieved or m-acknowledge-ind. `before` is
  /// the state that it met, as everywhere here.
  void confirmed(const Moment& now, const PduFacts& pdu, Open& open, RetrievalState before);
  /// `explained`: a rule spoke of how the retrieval was closed before this PDU came.
  void acknowledged(const Moment& now, const PduFacts& pdu, Open& open, RetrievalState before,
                    bool explained);
  void closing(const Moment& last, const Open& open, bool missing);

 private:
  void check_early_close(const Moment& now, const PduFacts& pdu, const Open& open);
  void check_transaction_id(const Moment& now, const PduFacts& pdu, const Open& open,
                            RetrievalState before);
  void check_message(const Moment& now, const PduFacts& pdu, const Open& open);
  void check_description(const Moment& now, const PduFacts& pdu, const Open& open);
  void check_mailbox(const Moment& now, const PduFacts& pdu, const Open& open);
  void check_address(const Moment& now, const PduFacts& pdu, const Open& open, bool known,
                     bool notifications_seen);

  Book& book_;
  Past& past_;
};

}  // namespace mm1::flow
