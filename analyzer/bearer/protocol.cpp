#include "protocol.h"

#include <array>

#include "mm1/http/head.h"
#include "smpp_pdu.h"

namespace mm1::bearer {
namespace {

using capture::Octets;

bool is_http(Octets octets) { return http::recognise_start_line(octets) != http::StartLine::kNo; }

bool is_smpp(Octets octets) { return could_be_smpp(octets); }

// A TLS record: content type 20–23 and the major version 3 (RFC 8446 §5.1). Nothing that we read
// begins alike, so that the first octet is enough.
bool is_tls(Octets octets) {
  return !octets.empty() && octets[0] >= 20 && octets[0] <= 23 &&
         (octets.size() < 2 || octets[1] == 3) && (octets.size() < 3 || octets[2] <= 4);
}

// What a server of HTTP/2 says first: SETTINGS of stream 0, each of six octets (RFC 9113 §3.4,
// §6.5). A client's preface is told by the reader of HTTP/1, which it imitates.
bool is_http2(Octets octets) {
  constexpr std::size_t kFrameHead = 9;
  constexpr std::uint8_t kSettings = 4;
  constexpr int kSetting = 6;
  return octets.size() >= kFrameHead && octets[0] == 0 && octets[1] == 0 &&
         octets[2] % kSetting == 0 && octets[3] == kSettings && octets[4] == 0 && octets[5] == 0 &&
         octets[6] == 0 && octets[7] == 0 && octets[8] == 0;
}

struct Row {
  Protocol protocol;
  bool (*recognise)(Octets octets);
  bool readable;
  capture::LeftOut left_out_as;
};

constexpr std::array kRows{
    Row{Protocol::kHttp, is_http, true, capture::LeftOut::kTcpOther},
    Row{Protocol::kTls, is_tls, false, capture::LeftOut::kTls},
    Row{Protocol::kHttp2, is_http2, false, capture::LeftOut::kHttp2},
    Row{Protocol::kSmpp, is_smpp, true, capture::LeftOut::kTcpOther},
};

const Row* row_of(Protocol protocol) {
  for (const Row& row : kRows) {
    if (row.protocol == protocol) return &row;
  }
  return nullptr;
}

}  // namespace

Protocol recognise(Octets first) {
  for (const Row& row : kRows) {
    if (row.recognise(first)) return row.protocol;
  }
  return Protocol::kUnknown;
}

capture::LeftOut left_out_as(Protocol protocol) {
  const Row* row = row_of(protocol);
  return row == nullptr ? capture::LeftOut::kTcpOther : row->left_out_as;
}

bool is_unreadable(Protocol protocol) {
  const Row* row = row_of(protocol);
  return row != nullptr && !row->readable;
}

}  // namespace mm1::bearer
