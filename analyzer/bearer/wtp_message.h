// One message of a WTP transaction, Invoke or Result, put together from its packets.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "outlet.h"
#include "wtp_pdu.h"

namespace mm1::bearer {

class WtpMessage {
 public:
  enum class Taken : std::uint8_t { kNew, kRepeated, kNoMemory };

  explicit WtpMessage(Budget& budget) : budget_(&budget), frames_(budget) {}
  ~WtpMessage() { clear(); }
  WtpMessage(const WtpMessage&) = delete;
  WtpMessage& operator=(const WtpMessage&) = delete;

  Taken take(const WtpPdu& pdu, const net::Datagram& datagram);
  /// Whether the packet is the one that began this message, sent again.
  [[nodiscard]] bool began_with(Octets data) const;
  [[nodiscard]] bool started() const { return began_; }
  [[nodiscard]] bool open() const { return !packets_.empty(); }
  /// All packets from the first to the last are there.
  [[nodiscard]] bool complete() const;
  /// The packets from the first up to the first octet missing, joined. Of a message of several WSP
  /// PDUs (a method and Data Fragments, WAP-230 §8.2.3.4) the fragments' headers are left out.
  [[nodiscard]] std::vector<std::uint8_t> joined() const;
  /// All packets joined as if none were missing.
  [[nodiscard]] std::vector<std::uint8_t> joined_over_gaps() const;
  /// How many octets of the message are not in hand, at least; 0: none is missing.
  [[nodiscard]] std::size_t missing() const;
  /// Which packets are missing in a segmented message: "packets 2, 5 and the last"; empty: none.
  [[nodiscard]] std::string missing_packets() const;
  /// Whether a packet between two others is missing, though the last one is there.
  [[nodiscard]] bool has_gap_only() const;
  [[nodiscard]] const FrameList& frames() const { return frames_; }
  [[nodiscard]] const net::Stamp& latest() const { return latest_; }
  /// Octets in hand.
  [[nodiscard]] std::size_t size() const { return octets_; }
  /// Forgets the packets; which packet began the message is still known.
  void clear();

 private:
  void drop_beyond(std::uint32_t psn);

  struct Packet {
    std::vector<std::uint8_t> octets;
    std::size_t missing = 0;    // octets at its end that were not captured
    bool has_boundary = false;  // another WSP PDU begins with it or behind it
  };

  Budget* budget_;
  std::map<std::uint32_t, Packet> packets_;
  FrameList frames_;
  std::size_t octets_ = 0;
  std::size_t not_captured_ = 0;
  bool has_last_ = false;
  std::uint32_t last_psn_ = 0;
  bool began_ = false;
  std::size_t first_hash_ = 0;
  std::size_t first_size_ = 0;
  net::Stamp latest_;
};

}  // namespace mm1::bearer
