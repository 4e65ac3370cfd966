// What is known of multimedia messages by their Message-ID: who sent them to whom, and who
// retrieved them, as far as later PDUs are compared with it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "open.h"
#include "pdu_facts.h"
#include "references.h"
#include "remembered.h"
#include "shelf.h"

namespace mm1::flow {

/// A message that a relay accepted.
struct Submitted {
  std::uint32_t frame = 0;                // of its request
  std::uint8_t delivery_report = 0;       // octet, 0: absent
  bool all_recipients = false;            // all are below, so that others are none
  bool disputed = false;                  // its Message-ID was given to several messages
  std::uint64_t message = 0;              // PduFacts::message_print of the request
  std::vector<std::uint64_t> recipients;  // address prints
};

template <typename Archive>
void fields(Archive& archive, Submitted& submitted) {
  auto& [frame, delivery_report, all_recipients, disputed, message, recipients] = submitted;
  archive(frame, delivery_report, all_recipients, disputed, message, recipients);
}

/// A message that a client retrieved.
struct Retrieved {
  Seen confirmation;
  std::uint8_t read_report = 0;
  std::uint8_t message_class = 0;
  std::uint8_t reply_charging = 0;
  bool announced_reply = false;  // its notification offered to pay for a reply
  bool reported = false;         // by an m-read-rec-ind
  std::uint64_t from = 0;        // address print, 0: absent
  std::uint64_t reply_size = ~std::uint64_t{0};
  std::int64_t reply_deadline_ns = kForever;
};

class Mail {
 public:
  explicit Mail(References& references) : references_(references) {}

  /// A PDU that travels the right way, after the rules have looked at what was known before it.
  void arrived(const PduFacts& pdu, const Open& open);
  void closing(const Open& open) { requests_.erase(open.transaction.id); }

  [[nodiscard]] Submitted* submitted(std::string_view message_id);
  [[nodiscard]] Retrieved* retrieved(std::string_view client, std::string_view message_id);
  /// Whether anybody retrieved it.
  [[nodiscard]] bool is_retrieved(std::string_view message_id);
  /// A message that the client got from this sender and has not reported as read.
  [[nodiscard]] Retrieved* unreported(std::string_view client, std::uint64_t sender);
  /// A message that the client got lately and whose Message-ID stands in this text.
  [[nodiscard]] Retrieved* quoted(std::string_view client, std::string_view text);

  /// Whether not finding a submitted, or a retrieved, message means anything: some were seen, and
  /// none is forgotten.
  [[nodiscard]] bool knows_submitted() const { return any_submitted_ && submitted_.complete(); }
  [[nodiscard]] bool knows_retrieved() const { return any_retrieved_ && anybody_.complete(); }

 private:
  void request(const PduFacts& pdu, const Open& open);
  void confirmation(const PduFacts& pdu, const Open& open);
  void retrieval(const PduFacts& pdu, const Open& open);

  References& references_;
  bool any_submitted_ = false;
  bool any_retrieved_ = false;
  Shelf<Submitted> requests_;                                          // by open transaction
  Remembered<Submitted> submitted_{std::size_t{1} << 17};              // by Message-ID
  Remembered<Retrieved> retrieved_{std::size_t{1} << 17};              // by client and Message-ID
  Remembered<std::uint8_t> anybody_{std::size_t{1} << 17};             // by Message-ID
  Remembered<std::vector<std::string>> latest_{std::size_t{1} << 14};  // Message-IDs, by client
};

/// Whether an m-retrieve-conf brings its message.
[[nodiscard]] bool brings_message(const PduFacts& retrieve_conf);

}  // namespace mm1::flow
