// Requests of one HTTP connection that wait for their responses, which come in the same order.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>

#include "ota_push.h"

namespace mm1::bearer {

/// A request and what its response will be told about it.
struct HttpExchange {
  std::uint64_t number = 0;
  std::string method;  // empty: the request is not known
  std::string uri;
  bool carried_mm1 = false;
  std::uint8_t pdu_type = 0;  // type octet of its PDU; 0: none
  PushKind push = PushKind::kNone;
  OtaRequest ota;             // of an OTA-HTTP push
  PushedTo pushed_to;         // of a PAP push: the terminal that its PDU is for
  std::string client_number;  // by a header of the request; empty: none
  /// False where requests or responses were lost before, so that the two may not belong together.
  bool sure = true;

  [[nodiscard]] bool is_get() const { return method == "GET"; }
};

class HttpExchanges {
 public:
  /// A request came.
  void remember(std::shared_ptr<HttpExchange> exchange);
  /// A response comes: its request; nullptr when none waits. `after_loss`: responses may be missing
  /// just before.
  [[nodiscard]] std::shared_ptr<HttpExchange> match(bool after_loss);
  /// Requests or responses may be missing here.
  void lose() { lost_ = true; }
  [[nodiscard]] bool lost() const { return lost_; }

 private:
  std::deque<std::shared_ptr<HttpExchange>> waiting_;  // oldest first
  bool lost_ = false;
};

}  // namespace mm1::bearer
