// CTR rules on forwarding without retrieval: FWD.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>

#include "moment.h"
#include "references.h"
#include "remembered.h"

namespace mm1::flow {

class ForwardRules {
 public:
  explicit ForwardRules(References& references) : references_(references) {}

  /// A PDU that travels the right way, after it joined its transaction.
  void arrived(const Moment& now, const PduFacts& pdu, const Open& open);
  void closing(const Open& open) { forwards_.erase(open.transaction.id); }

 private:
  /// A message that offers to pay for replies, as it was announced.
  struct Offer {
    std::uint64_t from;  // address print
    std::uint64_t subject;
    std::uint64_t size;
    std::uint64_t reference;
    std::uint32_t frame = 0;  // of the m-forward-conf, when it was forwarded
  };

  void notified(const Moment& now, const PduFacts& pdu);
  void requested(const Moment& now, const PduFacts& pdu, const Open& open);
  void confirmed(const Moment& now, const PduFacts& pdu, std::optional<Offer>& offer);

  References& references_;
  Remembered<Offer> offers_{std::size_t{1} << 14};     // by reference
  Remembered<Offer> forwarded_{std::size_t{1} << 12};  // by subject
  // By open transaction; without an offer for a message that was announced without one.
  std::unordered_map<std::uint64_t, std::optional<Offer>> forwards_;
};

}  // namespace mm1::flow
