// Message journeys: what happened to one multimedia message, over all transactions about it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mm1::flow {

/// How far a message got on its way to one recipient, in rising order: a state that is reached is
/// not left for an earlier one.
enum class DeliveryState : std::uint8_t {
  kRefused,    // the relay did not take it
  kSubmitted,  // it was sent, as far as the capture shows
  kNotified,
  kDeferred,
  kRejected,
  kExpired,
  kUnreachable,
  kIndeterminate,
  kForwarded,
  kRetrieved,
  kDeletedUnread,
  kRead,
};
[[nodiscard]] std::string_view delivery_state_name(DeliveryState state);  // "refused", …

/// What shows that a transaction is about the message.
enum class JourneyLink : std::uint8_t {
  kFirst,            // the journey began with it
  kSamePdu,          // the same octets on another hop, as through a gateway
  kMessageId,        // Message-ID
  kContentLocation,  // Content-Location
  kWeighed,          // sender, subject, size and time fit this message and no other
};
[[nodiscard]] std::string_view journey_link_name(JourneyLink link);  // "first", "same-pdu", …

/// One multimedia message. Times are nanoseconds since 1970 UTC.
struct Journey {
  struct Recipient {
    std::string address;  // as the sender wrote it; empty when only the client is known
    std::string client;   // IP address or number of its client; empty when none was seen
    DeliveryState state = DeliveryState::kSubmitted;
    // First of their kind.
    std::optional<std::int64_t> notified_ns = {}, retrieved_ns = {};
    std::optional<std::int64_t> delivery_reported_ns = {},
                                read_reported_ns = {};  // m-read-orig-ind
  };
  struct Member {
    std::uint64_t transaction = 0;
    JourneyLink link = JourneyLink::kFirst;
  };

  std::uint64_t id = 0;  // from 1 in the order of the journeys' first events
  std::vector<std::string> message_ids;
  std::string originator;  // address, or the client's where no address was seen
  std::string subject;
  std::string relay;  // it was submitted to; else the first that the message was retrieved from
  std::vector<Recipient> recipients;
  std::vector<Member> transactions;  // in the order in which they joined
  std::uint64_t forward_of = 0;      // the journey of the message that this one forwards; 0: none
  std::uint64_t left_out = 0;        // transactions and recipients beyond what is kept
  std::int64_t start_ns = 0;
  std::int64_t end_ns = 0;
  // First of their kind.
  std::optional<std::int64_t> submitted_ns, confirmed_ns, notified_ns, retrieved_ns, reported_ns;
};

}  // namespace mm1::flow
