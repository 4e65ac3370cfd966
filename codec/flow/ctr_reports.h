// CTR rules on delivery and read reports: DLV and RRP, and on what names an earlier message.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "mail.h"
#include "moment.h"
#include "remembered.h"

namespace mm1::flow {

class ReportRules {
 public:
  explicit ReportRules(Mail& mail) : mail_(mail) {}

  /// A PDU that travels the right way, after it joined its transaction and before it is remembered.
  void arrived(const Moment& now, const PduFacts& pdu, const Open& open);
  void closing(const Moment& last, const Open& open);

  /// Whether a client's PDU answers a report, which has no answer. `open`: what it joined.
  [[nodiscard]] bool answers_report(const PduFacts& pdu, const Open& open);

 private:
  /// A report whose message is not known yet.
  struct Unknown {
    Seen report;
    mms::PduType type;
    std::string message_id;
    std::string client;
    std::uint64_t to;
  };
  /// The last final delivery report about one recipient.
  struct Final {
    std::uint64_t print;
    std::uint8_t status;
    std::uint32_t frame;
  };

  void delivery_report(const Moment& now, const PduFacts& pdu, const Open& open);
  void check_recipient(const Moment& now, const PduFacts& pdu, const Submitted& submitted);
  void check_second(const Moment& now, const PduFacts& pdu);
  void read_report(const Moment& now, const PduFacts& pdu, const Open& open);
  void report_message(const Moment& now, const PduFacts& pdu);
  void retrieved(const Moment& now, const PduFacts& pdu, const Open& open);
  void check_named(const Moment& now, const PduFacts& pdu, std::uint8_t number);
  void remember_unknown(const PduFacts& pdu, const Open& open);
  void remember_report(const PduFacts& pdu);

  Mail& mail_;
  std::unordered_map<std::uint64_t, Unknown> unknown_;       // by open transaction
  Remembered<Final> final_{std::size_t{1} << 16};            // by Message-ID and recipient
  Remembered<Seen> read_{std::size_t{1} << 16};              // by client, Message-ID, reader
  Remembered<Seen> too_early_{std::size_t{1} << 12};         // by client and Message-ID
  Remembered<std::uint64_t> reports_{std::size_t{1} << 14};  // clients, by what an answer shows
  Remembered<std::uint8_t> named_{std::size_t{1} << 12};     // Cancel- and Replace-IDs
};

}  // namespace mm1::flow
