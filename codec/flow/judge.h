// The CTR rules (spec/rules.md §3): told of each moment in a transaction's life, they report what
// breaks them. Sections of rules lie in files of their own; each hears of the moments it needs.
#pragma once

#include "book.h"
#include "ctr_forward.h"
#include "ctr_mmbox.h"
#include "ctr_notification.h"
#include "ctr_reply_charging.h"
#include "ctr_reports.h"
#include "ctr_retrieval.h"
#include "ctr_send.h"
#include "ctr_versions.h"
#include "mail.h"
#include "moment.h"
#include "past.h"

namespace mm1::flow {

/// Each moment comes after the PDU has joined its transaction, and before anything later happens.
class Judge final : public Closing {
 public:
  Judge(TrackerSink& sink, Book& book, Past& past)
      : sink_(sink),
        past_(past),
        mail_(past.references),
        send_(book),
        notifications_(book, past),
        retrievals_(book, past),
        mailbox_(past.references),
        reports_(mail_),
        forward_(past.references),
        reply_charging_(mail_, past.references) {}

  /// Any PDU, before it joins a transaction.
  void spoke(const PduFacts& pdu);
  /// The same PDU with the transaction it joined, nullptr for none; `astray`: it travels against
  /// the direction of its type, or has no type known to us.
  void arrived(const PduFacts& pdu, Open* open, bool astray);
  /// Any answer without PDU, before its transaction takes it.
  void exchange_without_pdu(const ExchangeEvent& event, const Open* open);

  /// A GET, before it joins a transaction.
  void get(const ExchangeEvent& event);

  /// A request; `repeated` when the same octets were seen before.
  void request(const PduFacts& pdu, Open& open, bool repeated);
  void confirmation(const PduFacts& pdu, Open& open);
  /// A final answer of HTTP or WSP to a request, without PDU. `decided`: it had a confirmation.
  void answered_without_pdu(const ExchangeEvent& event, Open& open, bool decided);

  // The PDUs of a retrieval. `before` is the state that they met.
  void notification(const PduFacts& pdu, Open& open, const Announcement& how,
                    std::int64_t expires_ns);
  void notify_response(const PduFacts& pdu, Open& open, RetrievalState before);
  void get(const ExchangeEvent& event, Open& open, RetrievalState before);
  /// `known`: its URI was given out by a relay.
  void retrieved(const PduFacts& pdu, Open& open, RetrievalState before, bool known);
  void acknowledged(const PduFacts& pdu, Open& open, RetrievalState before);
  /// The GET was answered without m-retrieve-conf.
  void fetch_failed(const ExchangeEvent& event, Open& open);

  void closing(const Open& open, bool missing) override;

 private:
  [[nodiscard]] Moment at(const PduFacts& pdu, const Open* open) {
    return {sink_, past_.peers, pdu, open};
  }

  static void check_burst(const Moment& now, const PduFacts& pdu, Open& open);

  TrackerSink& sink_;
  Past& past_;
  Mail mail_;
  SendRules send_;
  NotificationRules notifications_;
  RetrievalRules retrievals_;
  VersionRules versions_;
  MailboxRules mailbox_;
  ReportRules reports_;
  ForwardRules forward_;
  ReplyChargingRules reply_charging_;
};

}  // namespace mm1::flow
