// CTR rules on requests and their confirmations: SND, and what the other pairs share with it.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "book.h"
#include "moment.h"
#include "remembered.h"

namespace mm1::flow {

class SendRules {
 public:
  explicit SendRules(Book& book) : book_(book) {}

  void request(const Moment& now, const PduFacts& pdu, Open& open, bool repeated);
  void confirmation(const Moment& now, const PduFacts& pdu, Open& open);
  void answered_without_pdu(const Moment& now, const ExchangeEvent& event, const Open& open);
  void closing(const Moment& last, const Open& open, bool missing);

 private:
  /// A request that was refused.
  struct Attempt {
    Seen request;
    std::uint64_t recipients = 0;  // print
    std::uint8_t status = 0;
    std::uint8_t visibility = 0;
  };
  /// Who was given a Message-ID.
  struct Given {
    std::uint64_t message;
    std::uint64_t pdu;  // the confirmation that gave it
  };

  void check_reuse(const Moment& now, const PduFacts& pdu, const Open& open);
  void check_resend(const Moment& now, const PduFacts& pdu, const Open& open);
  void check_message_id(const Moment& now, const PduFacts& pdu, const Open& open);
  void check_list(const Moment& now, const PduFacts& pdu, const Open& open);
  [[nodiscard]] bool seen_on_earlier_hop(const Open& open);
  [[nodiscard]] const Attempt* attempt_before(const PduFacts& pdu, const Open& open);
  void remember_refusal(const PduFacts& pdu, const Open& open);

  Book& book_;
  Remembered<Attempt> refused_;  // by client and message, and by client and TID
  std::unordered_map<std::uint64_t, std::uint64_t> recipients_;  // prints, by open transaction
  Remembered<Given> given_;                                      // by Message-ID
};

}  // namespace mm1::flow
