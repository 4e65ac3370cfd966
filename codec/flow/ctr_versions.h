// CTR rules on versions, directions and which PDU answers which: VER and DIR.
#pragma once

#include <cstdint>

#include "moment.h"
#include "remembered.h"

namespace mm1::flow {

class VersionRules {
 public:
  /// Any PDU, whether it joins a transaction or not. `astray`: against the direction of its type.
  void arrived(const Moment& now, const PduFacts& pdu, bool astray);
  /// The answer to an exchange has no PDU.
  void answered_without_pdu(const Moment& now, const ExchangeEvent& event);
  void notify_response(const Moment& now, const PduFacts& pdu, const Seen& notification);
  void acknowledged(const Moment& now, const PduFacts& pdu, const Seen& retrieved);

  /// Whether the exchange carried a PDU of the client, of whatever type.
  [[nodiscard]] bool has_post(std::uint64_t exchange) { return posts_.find(exchange) != nullptr; }
  /// Whether a PDU of a type unknown to us was pushed to this client under this TID.
  [[nodiscard]] bool has_stranger(const PduFacts& answer);
  /// Whether a version or type that the relay cannot know explains the lack of a confirmation.
  [[nodiscard]] bool refuses(std::uint64_t exchange);

 private:
  /// What a client posted.
  struct Post {
    Seen request;
    std::uint8_t type = 0;
  };

  void check_direction(const Moment& now, const PduFacts& pdu);
  void check_answer(const Moment& now, const PduFacts& pdu, const Post& post);
  void check_age(const Moment& now, const PduFacts& pdu);

  Remembered<Post> posts_{std::size_t{1} << 16};              // by exchange
  Remembered<std::uint8_t> strangers_{std::size_t{1} << 12};  // types, by client and TID
};

}  // namespace mm1::flow
