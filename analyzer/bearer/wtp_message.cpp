#include "wtp_message.h"

#include <algorithm>

#include "mm1/net/keyed_hash.h"
#include "wsp_pdu.h"

namespace mm1::bearer {
namespace {

constexpr std::size_t kPacketOverhead = 96;  // memory of one buffered packet beside its octets
constexpr std::size_t kMaxListed = 8;        // missing packets named in a finding

std::size_t hash_of(Octets data) { return net::KeyedHash().add(data).value(); }

void append(std::vector<std::uint8_t>& octets, Octets more) {
  octets.insert(octets.end(), more.begin(), more.end());
}

}  // namespace

bool WtpMessage::began_with(Octets data) const {
  return began_ && first_size_ == data.size() && first_hash_ == hash_of(data);
}

WtpMessage::Taken WtpMessage::take(const WtpPdu& pdu, const net::Datagram& datagram) {
  if (packets_.contains(pdu.psn) || (has_last_ && pdu.psn > last_psn_)) return Taken::kRepeated;
  if (!budget_->take(pdu.data.size() + kPacketOverhead)) return Taken::kNoMemory;
  octets_ += pdu.data.size();
  not_captured_ += pdu.missing;
  if (pdu.is_first_of_message()) {
    began_ = true;
    first_hash_ = hash_of(pdu.data);
    first_size_ = pdu.data.size();
  }
  if (pdu.last) {
    has_last_ = true;
    last_psn_ = pdu.psn;
    drop_beyond(pdu.psn);
  }
  packets_.emplace(pdu.psn,
                   Packet{{pdu.data.begin(), pdu.data.end()}, pdu.missing, pdu.has_boundary});
  frames_.add(datagram.frames);
  latest_ = datagram.stamp;
  return Taken::kNew;
}

void WtpMessage::drop_beyond(std::uint32_t psn) {
  for (auto at = packets_.upper_bound(psn); at != packets_.end(); at = packets_.erase(at)) {
    octets_ -= at->second.octets.size();
    not_captured_ -= at->second.missing;
    budget_->give_back(at->second.octets.size() + kPacketOverhead);
  }
}

// Nothing lies beyond the last packet, so their number tells.
bool WtpMessage::complete() const {
  return has_last_ && packets_.size() == last_psn_ + std::size_t{1};
}

std::vector<std::uint8_t> WtpMessage::joined() const {
  std::vector<std::uint8_t> octets;
  octets.reserve(octets_);
  std::uint32_t expected = 0;
  bool may_begin_fragment = false;
  for (const auto& [psn, packet] : packets_) {
    if (psn != expected++) break;
    may_begin_fragment = may_begin_fragment || packet.has_boundary;
    const auto fragment =
        may_begin_fragment && psn > 0 ? parse_wsp_pdu(packet.octets) : std::nullopt;
    const bool begins_fragment = fragment && fragment->kind == WspKind::kFragment;
    append(octets, begins_fragment ? fragment->data : Octets(packet.octets));
    may_begin_fragment = packet.has_boundary && !begins_fragment;
    if (packet.missing != 0) break;
  }
  return octets;
}

std::vector<std::uint8_t> WtpMessage::joined_over_gaps() const {
  std::vector<std::uint8_t> octets;
  octets.reserve(octets_);
  for (const auto& [psn, packet] : packets_) append(octets, packet.octets);
  return octets;
}

std::size_t WtpMessage::missing() const {
  std::size_t in_hand = 0;
  std::uint32_t expected = 0;
  for (const auto& [psn, packet] : packets_) {
    if (psn != expected++) break;
    in_hand += packet.octets.size();
    if (packet.missing != 0) break;
  }
  const std::size_t known = octets_ + not_captured_ - in_hand;
  return complete() ? known : std::max<std::size_t>(known, 1);
}

std::string WtpMessage::missing_packets() const {
  std::string text;
  std::size_t listed = 0;
  std::uint32_t expected = 0;
  for (const auto& [psn, packet] : packets_) {
    for (; expected < psn && listed < kMaxListed; ++expected, ++listed) {
      text.append(text.empty() ? "packets " : ", ").append(std::to_string(expected));
    }
    if (listed == kMaxListed) return text.append(" …");
    expected = psn + 1;
  }
  if (!has_last_) text.append(text.empty() ? "the last packets" : " and the last");
  return text;
}

bool WtpMessage::has_gap_only() const {
  return has_last_ && not_captured_ == 0 && !complete() && packets_.contains(0);
}

void WtpMessage::clear() {
  budget_->give_back(octets_ + packets_.size() * kPacketOverhead);
  packets_.clear();
  frames_.clear();
  octets_ = 0;
  not_captured_ = 0;
  has_last_ = false;
}

}  // namespace mm1::bearer
