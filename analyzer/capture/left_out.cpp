#include "mm1/capture/left_out.h"

namespace mm1::capture {
namespace {

struct Row {
  LeftOut reason;
  std::string_view name;
  std::string_view text;
};

constexpr std::array kRows = {
    Row{LeftOut::kOutsideWindow, "outside-window", "packets outside the time window"},
    Row{LeftOut::kFiltered, "filtered", "packets that do not pass the filter"},
    Row{LeftOut::kLinkTypeUnknown, "link-type-unknown", "packets of an unknown link type"},
    Row{LeftOut::kPacketTruncated, "packet-truncated", "packets cut inside a header"},
    Row{LeftOut::kNotIp, "not-ip", "packets that are not IP"},
    Row{LeftOut::kWlanUnreadable, "wlan-unreadable",
        "802.11 frames that are encrypted or in fragments"},
    Row{LeftOut::kTunnelsTooDeep, "tunnels-too-deep", "packets in more tunnels than are followed"},
    Row{LeftOut::kIpMalformed, "ip-malformed", "packets with a malformed IP, TCP or UDP header"},
    Row{LeftOut::kFragmentsIncomplete, "fragments-incomplete",
        "IP datagrams of which fragments never came"},
    Row{LeftOut::kFragmentsEvicted, "fragments-evicted",
        "IP datagrams in fragments, given up for memory"},
    Row{LeftOut::kFragmentsContradict, "fragments-contradict",
        "IP fragments with other octets than those before them"},
    Row{LeftOut::kTransportOther, "transport-other",
        "packets that are neither TCP nor UDP nor a tunnel"},
    Row{LeftOut::kUdpOther, "udp-other", "UDP datagrams that cannot carry MM1"},
    Row{LeftOut::kTcpOther, "tcp-other", "TCP connections that cannot carry MM1"},
    Row{LeftOut::kTcpGap, "tcp-gap", "gaps in TCP connections that can carry MM1"},
    Row{LeftOut::kTcpEvicted, "tcp-evicted", "TCP connections given up for memory"},
    Row{LeftOut::kTcpOutOfWindow, "tcp-out-of-window",
        "TCP segments far from all other octets of their connection"},
    Row{LeftOut::kDuplicateFrames, "duplicate-frames",
        "UDP datagrams and IP fragments captured twice"},
    Row{LeftOut::kHttpOther, "http-other", "HTTP messages without MM1"},
    Row{LeftOut::kHttpMalformed, "http-malformed", "malformed HTTP messages"},
    Row{LeftOut::kHttpBodyCut, "http-body-cut", "HTTP bodies cut short"},
    Row{LeftOut::kHttp2, "http2", "HTTP/2 connections"},
    Row{LeftOut::kTls, "tls", "TLS connections"},
    Row{LeftOut::kWtls, "wtls", "WTLS connections"},
    Row{LeftOut::kWtpMalformed, "wtp-malformed", "malformed WTP PDUs"},
    Row{LeftOut::kWtpIncomplete, "wtp-incomplete", "segmented WTP messages that never completed"},
    Row{LeftOut::kWtpRetransmission, "wtp-retransmission",
        "repeated WTP packets, each message taken once"},
    Row{LeftOut::kWspOther, "wsp-other", "WSP PDUs without MM1"},
    Row{LeftOut::kWspMalformed, "wsp-malformed", "malformed WSP PDUs"},
    Row{LeftOut::kSmppMalformed, "smpp-malformed", "malformed SMPP PDUs"},
    Row{LeftOut::kSmsOther, "sms-other", "short messages without MM1"},
    Row{LeftOut::kSmsIncomplete, "sms-incomplete",
        "concatenated short messages that never completed"},
    Row{LeftOut::kSmsRepeated, "sms-repeated",
        "repeated parts of short messages, each message taken once"},
    Row{LeftOut::kSeenBefore, "seen-before", "PDUs that another capture point showed already"},
    Row{LeftOut::kEvicted, "evicted", "open messages given up for memory"},
};

constexpr bool rows_follow_the_enumeration() {
  if (kRows.size() != static_cast<std::size_t>(LeftOut::kCount)) return false;
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    if (static_cast<std::size_t>(kRows[i].reason) != i) return false;
  }
  return true;
}
static_assert(rows_follow_the_enumeration());

}  // namespace

std::string_view left_out_name(LeftOut reason) {
  return kRows[static_cast<std::size_t>(reason)].name;
}

std::string_view left_out_text(LeftOut reason) {
  return kRows[static_cast<std::size_t>(reason)].text;
}

}  // namespace mm1::capture
