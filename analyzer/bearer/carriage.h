// How HTTP and WSP carry MM1 alike: content type, method and status of what holds a PDU
// (rules TRN-CTY and TRN-MTH; spec/transactions.md §1).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "mm1/bearer/message.h"

namespace mm1::bearer {

/// What a bearer knows of a message with data that was taken for an MM1 PDU, by its type or by its
/// octets.
struct Carriage {
  enum class Kind : std::uint8_t { kRequest, kAnswer, kPush };

  Kind kind = Kind::kRequest;
  /// Of the request, for an answer too; empty when the request was not captured.
  std::string_view method = {};
  int status = 0;  // of an answer, as an HTTP number; 0: not readable
  /// Without parameters. Nothing: the message has none; empty: it has one that names no type.
  std::optional<std::string_view> content_type = {};
  Octets body = {};  // with content codings undone
  /// Type octet of the PDU in the request that an answer belongs to; 0: none, or not captured.
  std::uint8_t request_type = 0;
};

/// Whether the data cannot be a PDU, although its type says so: up to X-Mms-Message-Type or their
/// end they hold something else than header fields. It is delivered as a PDU nevertheless, being
/// announced as one. A PDU that begins with another field is one in disorder, which the codec
/// judges (ENC-ORD-001).
[[nodiscard]] bool is_no_pdu(Octets body);

/// The type octet of the PDU in `body`, 0 when it does not begin as one.
[[nodiscard]] std::uint8_t pdu_type_octet(Octets body);

/// Judges a message by the rules TRN-CTY-001 … -003 and TRN-MTH-001 … -006, and adds what it finds
/// to `findings`. `body` is not empty.
void check_carriage(const Carriage& carriage, FrameRef place, std::vector<BearerFinding>& findings);

}  // namespace mm1::bearer
