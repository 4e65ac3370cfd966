#include "wtp_rules.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "mm1/rules/detail.h"

namespace mm1::bearer {
namespace {

using rules::Detail;
using rules::Hex;
using rules::Side;
using rules::operator""_rule;

constexpr std::size_t kMaxRetransmissions = 8;  // appendix A, on IP

struct Reason {
  std::uint8_t code;
  std::string_view name;
};
// WAP-224 Table 19, of WTP itself.
constexpr std::array kProviderReasons{
    Reason{0x00, "UNKNOWN"},
    Reason{0x01, "PROTOERR"},
    Reason{0x02, "INVALIDTID"},
    Reason{0x03, "NOTIMPLEMENTEDCL2"},
    Reason{0x04, "NOTIMPLEMENTEDSAR"},
    Reason{0x05, "NOTIMPLEMENTEDUACK"},
    Reason{0x06, "WTPVERSIONONE"},
    Reason{0x07, "CAPTEMPEXCEEDED"},
    Reason{0x08, "NORESPONSE"},
    Reason{0x09, "MESSAGETOOLARGE"},
    Reason{0x0a, "NOTIMPLEMENTEDESAR"},
};
// WAP-230 Table 35, of WSP.
constexpr std::array kUserReasons{
    Reason{0xe0, "PROTOERR"},    Reason{0xe1, "DISCONNECT"},  Reason{0xe2, "SUSPEND"},
    Reason{0xe3, "RESUME"},      Reason{0xe4, "CONGESTION"},  Reason{0xe5, "CONNECTERR"},
    Reason{0xe6, "MRUEXCEEDED"}, Reason{0xe7, "MOREXCEEDED"}, Reason{0xe8, "PEERREQ"},
    Reason{0xe9, "NETERR"},      Reason{0xea, "USERREQ"},     Reason{0xeb, "USERRFS"},
    Reason{0xec, "USERPND"},     Reason{0xed, "USERDCR"},     Reason{0xee, "USERDCU"},
};

std::string_view reason_name(std::span<const Reason> reasons, std::uint8_t code) {
  const auto row = std::ranges::find(reasons, code, &Reason::code);
  return row == reasons.end() ? std::string_view("not assigned") : row->name;
}

bool apart(const WtpFact& one, const WtpFact& other) {
  return std::abs(one.time_ns - other.time_ns) >= kReorderTime;
}

using Copies = std::vector<const WtpFact*>;

bool is_nack(const WtpFact* fact) { return fact->type == WtpType::kNack; }
// An Ack that is about a message, and not about a TID.
bool is_ack(const WtpFact* fact) { return fact->type == WtpType::kAck && !fact->verifies; }
bool is_bare_ack(const WtpFact* fact) { return is_ack(fact) && !fact->has_psn_item; }
bool offers_groups(const WtpFact* fact) { return fact->offers_groups; }

/// The packets of one message, Invoke or Result, and what its receiver said.
struct MessageFacts {
  MessageFacts(const WtpLog& log, bool is_of_result) : is_result(is_of_result) {
    for (const WtpFact& fact : log.facts()) {
      if (fact.from_initiator == is_result) {
        answers.push_back(&fact);
      } else if (fact.is_data()) {
        packets[fact.psn].push_back(&fact);
        if (fact.last) last_psn = fact.psn;
      }
    }
    whole = log.is_whole() && last_psn && packets.rbegin()->first == *last_psn &&
            packets.size() == *last_psn + std::size_t{1};
  }

  [[nodiscard]] bool is_segmented() const { return packets.size() > 1; }
  [[nodiscard]] const WtpFact* first_of(std::uint32_t psn) const {
    const auto copies = packets.find(psn);
    return copies == packets.end() ? nullptr : copies->second.front();
  }
  /// Whether a packet, if it was captured, is the last of its group or message.
  [[nodiscard]] bool ends_group(std::uint32_t psn) const {
    const auto copies = packets.find(psn);
    return copies != packets.end() && std::ranges::any_of(copies->second, [](const WtpFact* fact) {
             return fact->ends_group || fact->last;
           });
  }
  [[nodiscard]] bool was_asked_again() const { return std::ranges::any_of(answers, is_nack); }

  std::map<std::uint32_t, Copies> packets;  // by their number
  Copies answers;                           // packets of the receiver
  std::optional<std::uint32_t> last_psn;    // of the packet with TTR
  bool is_result;
  bool whole = false;  // each packet was captured
};

/// One message under judgement.
class Judge {
 public:
  Judge(const MessageFacts& message, Side sender, Side receiver, WspExchange& exchange)
      : message_(message), sender_(sender), receiver_(receiver), exchange_(exchange) {}

  void check() const {
    for (const auto& [psn, copies] : message_.packets) {
      check_repeats_without_mark(copies);
      check_mark_of_first(copies);
      check_number_of_repeats(copies);
    }
    if (!message_.is_segmented()) return;
    check_groups();
    check_psn_items();
    check_acknowledged_packets();
    check_bare_acknowledgements();
    check_nacks();
  }

 private:
  template <typename... Parts>
  void find(rules::RuleIndex rule, Side side, const WtpFact& fact, const Parts&... parts) const {
    exchange_.hold(found(rule, side, fact.place, std::string(Detail(parts...).text())));
  }

  // Copies less than a moment apart are the network's or the capture's: timers are longer.
  void check_repeats_without_mark(const Copies& copies) const {
    const WtpFact* first = nullptr;
    for (const WtpFact* copy : copies) {
      if (copy->retransmitted) continue;
      if (first == nullptr) first = copy;
      if (!apart(*first, *copy) || copy->data_hash != first->data_hash) continue;
      return find("TRN-WTP-008"_rule, sender_, *copy, "packet ", copy->psn,
                  " was sent again with RID 0");
    }
  }

  // Between two packets that follow one another faster than any timer nothing can have been sent
  // and lost, unless the receiver asked for it.
  void check_mark_of_first(const Copies& copies) const {
    const WtpFact& packet = *copies.front();
    if (packet.psn == 0 || !packet.retransmitted || copies.size() != 1) return;
    const WtpFact* before = message_.first_of(packet.psn - 1);
    if (before == nullptr || before->retransmitted || apart(packet, *before)) return;
    if (message_.was_asked_again()) return;
    find("TRN-WTP-008"_rule, sender_, packet, "packet ", packet.psn, " has RID 1 when first sent");
  }

  void check_number_of_repeats(const Copies& copies) const {
    std::size_t sendings = 0;
    const WtpFact* counted = nullptr;
    for (const WtpFact* copy : copies) {
      if (counted != nullptr && !apart(*counted, *copy)) continue;
      counted = copy;
      ++sendings;
    }
    if (sendings <= kMaxRetransmissions + 1) return;
    find("TRN-WTP-015"_rule, sender_, *counted, std::uint64_t{sendings - 1}, " retransmissions");
  }

  // The Ack that let the sender go on behind a group was captured late; or there was none for any
  // group of a message that was captured whole, and the next packet came as fast as those of the
  // group. One Ack missing among others was lost by the capture.
  void check_groups() const {
    if (std::ranges::any_of(message_.answers, is_bare_ack)) return;
    const WtpFact* ahead = nullptr;  // sent behind a group that nobody acknowledged
    bool any_acknowledged = false;
    for (const auto& [psn, copies] : message_.packets) {
      const WtpFact* next = message_.first_of(psn + 1);
      if (next == nullptr || next->retransmitted || !message_.ends_group(psn)) continue;
      const WtpFact* ack = acknowledgement_from(psn);
      any_acknowledged = any_acknowledged || ack != nullptr;
      if (ack == nullptr && ahead == nullptr && followed_at_once(psn)) ahead = next;
      if (ack != nullptr && ack->time_ns - next->time_ns > kReorderTime) {
        return find_unacknowledged(*next);
      }
    }
    const bool receiver_captured = std::ranges::any_of(message_.answers, [](const WtpFact* fact) {
      return is_ack(fact) || (fact->is_data() && fact->type == WtpType::kResult);
    });
    if (ahead != nullptr && !any_acknowledged && message_.whole && receiver_captured) {
      find_unacknowledged(*ahead);
    }
  }

  // Whether no Ack can have come between a packet and the next one: they are not further apart than
  // packets that wait for nothing.
  [[nodiscard]] bool followed_at_once(std::uint32_t psn) const {
    const WtpFact* before = psn == 0 ? nullptr : message_.first_of(psn - 1);
    if (before == nullptr || message_.ends_group(psn - 1)) return false;
    const std::int64_t packet = message_.first_of(psn)->time_ns;
    const std::int64_t step = packet - before->time_ns;
    const std::int64_t pause = message_.first_of(psn + 1)->time_ns - packet;
    return pause >= 0 && pause <= step + step / 2;
  }

  void find_unacknowledged(const WtpFact& ahead) const {
    const auto offers = [](const auto& packet) {
      return std::ranges::any_of(packet.second, offers_groups);
    };
    const bool offered = std::ranges::any_of(message_.packets, offers);
    const bool agreed = std::ranges::any_of(message_.answers, offers_groups);
    if (offered && agreed) return;
    if (offered) {
      return find("TRN-WTP-017"_rule, sender_, ahead, "packet ", ahead.psn,
                  " was sent before NumGroups was confirmed");
    }
    find("TRN-WTP-007"_rule, sender_, ahead, "packet ", ahead.psn,
         " was sent before the Ack of packet ", ahead.psn - 1);
  }

  // The first Ack of this packet or of a later one.
  [[nodiscard]] const WtpFact* acknowledgement_from(std::uint32_t psn) const {
    const auto ack = std::ranges::find_if(message_.answers, [psn](const WtpFact* fact) {
      return is_ack(fact) && fact->has_psn_item && fact->psn >= psn;
    });
    return ack == message_.answers.end() ? nullptr : *ack;
  }

  void check_psn_items() const {
    if (!message_.packets.contains(0)) return;  // NumGroups may have been in it
    const WtpFact* extended = nullptr;
    for (const auto& [psn, copies] : message_.packets) {
      if (std::ranges::any_of(copies, offers_groups)) return;
      if (extended == nullptr && copies.front()->has_psn_item) extended = copies.front();
    }
    if (extended == nullptr || std::ranges::any_of(message_.answers, offers_groups)) return;
    find("TRN-WTP-017"_rule, sender_, *extended, "packet ", extended->psn,
         " has a PSN item, NumGroups was not offered");
  }

  void check_acknowledged_packets() const {
    for (const WtpFact* ack : message_.answers) {
      if (!is_ack(ack) || !ack->has_psn_item || message_.ends_group(ack->psn)) continue;
      const bool known = message_.first_of(ack->psn) != nullptr;
      const bool beyond = message_.last_psn && ack->psn > *message_.last_psn;
      if (!known && !beyond) continue;  // its packet was not captured
      return find("TRN-WTP-009"_rule, receiver_, *ack, "it names packet ", ack->psn,
                  ", which ends no group");
    }
  }

  /// Where the Ack of a group belongs, in capture time: behind its last packet, before the next.
  struct Pause {
    std::uint32_t psn;
    std::int64_t after_ns;
    std::optional<std::int64_t> before_ns;  // nothing: the message ends, or the next was lost
  };
  // Of the groups that no Ack names, nor one behind them.
  [[nodiscard]] std::vector<Pause> unnamed_pauses() const {
    std::optional<std::uint32_t> named;
    for (const WtpFact* ack : message_.answers) {
      if (is_ack(ack) && ack->has_psn_item) named = std::max(named.value_or(0), ack->psn);
    }
    std::vector<Pause> pauses;
    for (const auto& [psn, copies] : message_.packets) {
      // A responder may also hold the initiator on with a bare Ack, behind the whole Invoke.
      const bool is_last = psn == message_.last_psn;
      if (!message_.ends_group(psn) || (is_last && !message_.is_result)) continue;
      if (named && psn <= *named) continue;
      Pause pause{psn, copies.front()->time_ns - kReorderTime, {}};
      const WtpFact* next = message_.first_of(psn + 1);
      if (next != nullptr) pause.before_ns = next->time_ns + kReorderTime;
      pauses.push_back(pause);
    }
    return pauses;
  }

  void check_bare_acknowledgements() const {
    const std::vector<Pause> pauses = unnamed_pauses();
    for (const WtpFact* ack : message_.answers) {
      if (!is_bare_ack(ack)) continue;
      const auto pause = std::ranges::find_if(pauses, [ack](const Pause& each) {
        return ack->time_ns > each.after_ns && (!each.before_ns || ack->time_ns < *each.before_ns);
      });
      if (pause == pauses.end()) continue;
      return find("TRN-WTP-009"_rule, receiver_, *ack, "the group ends with packet ", pause->psn,
                  ", its Ack names none");
    }
  }

  void check_nacks() const {
    for (const WtpFact* nack : message_.answers) {
      if (!is_nack(nack)) continue;
      const std::uint32_t asked = nack->abort_reason_or_asked;
      const WtpFact* packet = message_.first_of(asked);
      const bool beyond = message_.last_psn && asked > *message_.last_psn;
      const bool too_early = packet != nullptr && !packet->retransmitted &&
                             packet->time_ns - nack->time_ns >= kReorderTime;
      if (!beyond && !too_early) continue;
      return find("TRN-WTP-016"_rule, receiver_, *nack, "it asks for packet ", asked,
                  beyond ? ", the message ends before" : ", which was not yet sent");
    }
  }

  const MessageFacts& message_;
  Side sender_;
  Side receiver_;
  WspExchange& exchange_;
};

void check_aborts(const WtpLog& log, Side initiator, Side responder, WspExchange& exchange) {
  for (const WtpFact& fact : log.facts()) {
    if (fact.type != WtpType::kAbort) continue;
    const std::uint8_t code = fact.abort_reason_or_asked;
    const std::string_view name = fact.aborted_by_user ? reason_name(kUserReasons, code)
                                                       : reason_name(kProviderReasons, code);
    const Detail detail(fact.aborted_by_user ? "WSP" : "WTP", " reason ", Hex{code}, " ", name);
    exchange.hold(found("TRN-WTP-014"_rule, fact.from_initiator ? initiator : responder, fact.place,
                        std::string(detail.text())));
  }
}

// Which of the two TIDs has the top bit is not judged, only that they differ in it.
void check_tids(const WtpLog& log, Side responder, WspExchange& exchange) {
  const auto facts = log.facts();
  const auto invoke = std::ranges::find_if(
      facts, [](const WtpFact& fact) { return fact.from_initiator && fact.is_data(); });
  if (invoke == facts.end()) return;
  const auto answer = std::ranges::find_if(facts, [&invoke](const WtpFact& fact) {
    return !fact.from_initiator && fact.has_initiator_tid == invoke->has_initiator_tid;
  });
  if (answer == facts.end()) return;
  exchange.hold(found(
      "TRN-WTP-005"_rule, responder, answer->place,
      answer->has_initiator_tid ? "both have the top bit clear" : "both have the top bit set"));
}

}  // namespace

void check_wtp(const WtpLog& log, Side initiator, WspExchange& exchange) {
  const Side responder = initiator == Side::kClient ? Side::kRelay : Side::kClient;
  const MessageFacts invoke(log, false);
  const MessageFacts result(log, true);
  Judge(invoke, initiator, responder, exchange).check();
  Judge(result, responder, initiator, exchange).check();
  check_tids(log, responder, exchange);
  check_aborts(log, initiator, responder, exchange);
}

}  // namespace mm1::bearer
