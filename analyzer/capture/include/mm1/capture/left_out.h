// What was not analyzed, counted by reason: nothing is dropped silently.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>

namespace mm1::capture {

/// A reason for leaving something out. One row of the table in left_out.cpp each.
enum class LeftOut : std::uint8_t {
  kOutsideWindow,        // packets before or after the times that were asked for
  kFiltered,             // packets that do not pass the filter
  kLinkTypeUnknown,      // packets
  kPacketTruncated,      // packets cut inside a header we need
  kNotIp,                // packets
  kWlanUnreadable,       // 802.11 frames: encrypted, or parts of a larger one
  kTunnelsTooDeep,       // packets in more tunnels than are followed
  kIpMalformed,          // packets
  kFragmentsIncomplete,  // datagrams whose fragments never all came
  kFragmentsEvicted,     // datagrams given up for memory
  kFragmentsContradict,  // fragments with other octets than those that came before
  kTransportOther,       // packets: neither TCP nor UDP (nor a tunnel)
  kUdpOther,             // datagrams that cannot carry MM1
  kTcpOther,             // flows that cannot carry MM1
  kTcpGap,               // gaps in flows that can
  kTcpEvicted,           // flows given up for memory
  kTcpOutOfWindow,       // segments and resets far from the octets of their connection
  kDuplicateFrames,      // packets seen twice (two taps of one link), but for TCP
  kHttpOther,            // HTTP messages without MM1
  kHttpMalformed,
  kHttpBodyCut,  // bodies cut short
  kHttp2,        // connections
  kTls,          // connections
  kWtls,         // connections
  kWtpMalformed,
  kWtpIncomplete,      // segmented messages that never completed
  kWtpRetransmission,  // repeated packets of a transaction, taken once
  kWspOther,           // WSP PDUs without MM1
  kWspMalformed,
  kSmppMalformed,
  kSmsOther,       // short messages without MM1
  kSmsIncomplete,  // concatenated messages that never completed
  kSmsRepeated,    // segments of a message that has them already
  kSeenBefore,     // PDUs that another capture point showed already
  kEvicted,        // other state given up for memory
  kCount,          // number of reasons
};

/// JSON key of a reason: "link-type-unknown".
[[nodiscard]] std::string_view left_out_name(LeftOut reason);
/// The same for people: "packets of an unknown link type".
[[nodiscard]] std::string_view left_out_text(LeftOut reason);

/// One counter for each reason.
class LeftOutCounts {
 public:
  void add(LeftOut reason, std::uint64_t count = 1) {
    counts_[static_cast<std::size_t>(reason)] += count;
  }
  /// A packet of kLinkTypeUnknown, whose type (a LINKTYPE_ number) is to be named.
  void add_unread_link_type(std::uint32_t link_type) {
    add(LeftOut::kLinkTypeUnknown);
    ++unread_link_types_[link_type];
  }
  [[nodiscard]] std::uint64_t operator[](LeftOut reason) const {
    return counts_[static_cast<std::size_t>(reason)];
  }
  /// Packets by LINKTYPE_ number.
  [[nodiscard]] const std::map<std::uint32_t, std::uint64_t>& unread_link_types() const {
    return unread_link_types_;
  }

 private:
  std::array<std::uint64_t, static_cast<std::size_t>(LeftOut::kCount)> counts_{};
  std::map<std::uint32_t, std::uint64_t> unread_link_types_;
};

}  // namespace mm1::capture
