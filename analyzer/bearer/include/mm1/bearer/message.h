// What bearers deliver: one `Message` for each MM1 body, and the halves of exchanges without one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "mm1/capture/packet.h"
#include "mm1/flow/context.h"
#include "mm1/rules/catalogue.h"

namespace mm1::bearer {

using capture::FrameRef;
using capture::Octets;

enum class MessageKind : std::uint8_t {
  kPdu,       // octets of an MM1 PDU
  kRequest,   // a request without MM1 body (GET)
  kResponse,  // a response without MM1 body
  kLoss,      // octets of this client and bearer are missing around here; without a client (SMPP):
              // of all clients of this relay and bearer
  kFinding,   // nothing but findings, about packets that gave no message
};

/// A TRN rule that fired on the way of a message.
struct BearerFinding {
  rules::RuleIndex rule{};
  rules::Severity severity = rules::Severity::kNote;
  rules::Side side = rules::Side::kSender;  // kSender: who sent the message that carries it
  FrameRef place;                           // frame that shows it
  std::string detail;                       // what was found instead, with the actual values
};

/// Everything is valid for the call only.
struct Message {
  MessageKind kind = MessageKind::kPdu;
  flow::Context context;
  Octets body;                       // kPdu: the PDU, content encodings undone
  std::size_t reported_length = 0;   // kPdu: what the bearer announced; more than `body` when cut,
                                     // by one when it announced no length
  bool complete = true;              // all octets are there (of the PDU, or of the response)
  std::span<const FrameRef> frames;  // frames that carried the message, rising
  std::string_view method;           // requests: "GET", "POST"
  int status = 0;                    // responses, HTTP numbers (WSP statuses translated)
  std::string_view content_type;     // as the bearer had it, without parameters
  std::span<const BearerFinding> findings;
};

class MessageSink {
 public:
  virtual ~MessageSink() = default;
  virtual void on_message(const Message& message) = 0;
};

}  // namespace mm1::bearer
