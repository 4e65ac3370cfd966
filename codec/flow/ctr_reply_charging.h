// CTR rules on replies that the sender of the first message pays for: RCH.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "mail.h"
#include "moment.h"
#include "references.h"

namespace mm1::flow {

class ReplyChargingRules {
 public:
  ReplyChargingRules(Mail& mail, References& references) : mail_(mail), references_(references) {}

  /// A PDU that travels the right way, after it joined its transaction and before it is remembered.
  void arrived(const Moment& now, const PduFacts& pdu, const Open& open);
  void closing(const Open& open) { beyond_.erase(open.transaction.id); }

 private:
  void reply(const Moment& now, const PduFacts& pdu, const Open& open);
  [[nodiscard]] bool beyond_limits(const Moment& now, const PduFacts& pdu, const Retrieved& offer);

  Mail& mail_;
  References& references_;
  std::unordered_map<std::uint64_t, std::uint32_t> beyond_;  // frames, by open transaction
};

}  // namespace mm1::flow
