// CTR rules on the MMBox: MBX. What views return is judged in ctr_mmbox_view.cpp.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "mailbox_request.h"
#include "moment.h"
#include "references.h"
#include "remembered.h"

namespace mm1::flow {

class MailboxRules {
 public:
  explicit MailboxRules(References& references) : references_(references) {}

  /// A PDU that travels the right way, after it joined its transaction.
  void arrived(const Moment& now, const PduFacts& pdu, const Open& open);
  /// A GET, with whatever transaction it belongs to.
  void get(const ExchangeEvent& event);
  void closing(const Open& open) { requests_.erase(open.transaction.id); }

 private:
  void requested(const Moment& now, const PduFacts& pdu, const Open& open);
  void confirmed(const Moment& now, const PduFacts& pdu, const Open& open);
  void retrieved(const Moment& now, const PduFacts& pdu);

  void check_reference(const Moment& now, const PduFacts& pdu, const MailboxRequest& request);
  void check_after_partial(const Moment& now, const PduFacts& pdu, const MailboxRequest& request);
  void check_stored(const Moment& now, const PduFacts& pdu, const MailboxRequest& request);
  void check_deleted(const Moment& now, const PduFacts& pdu, const Open& open,
                     const MailboxRequest& request);
  void check_view(const Moment& now, const PduFacts& pdu, const MailboxRequest& request);
  void check_states(const Moment& now, const PduFacts& pdu, const Open& open,
                    const MailboxRequest& request);
  void note_stored(const PduFacts& pdu, const MailboxRequest& request);

  References& references_;
  std::unordered_map<std::uint64_t, MailboxRequest> requests_;  // by open transaction
  // Frames, by client and TID; of deletions, by what they name too.
  Remembered<std::uint32_t> partial_{std::size_t{1} << 14};
  Remembered<std::uint32_t> succeeded_{std::size_t{1} << 16};  // frames, by client and reference
  Remembered<std::uint32_t> gets_{std::size_t{1} << 12};       // of what is deleted, by exchange
};

/// CTR-MBX-003 to -009, -015 and -018: what a successful view returns against what it was asked.
void check_view_content(const Moment& now, const PduFacts& pdu, const MailboxRequest& request);

/// The descriptors in a view confirmation, in order: tape indices of their PDUs.
[[nodiscard]] std::vector<std::size_t> descriptors(const mms::PduView& view);

}  // namespace mm1::flow
