#include "protocol.h"

#include <array>

#include "http_head.h"
#include "smpp_pdu.h"

namespace mm1::bearer {
namespace {

using capture::Octets;

bool is_http(Octets octets) { return recognise_start_line(octets) != StartLine::kNo; }

bool is_smpp(Octets octets) { return could_be_smpp(octets); }

// A TLS record: content type 20–23 and the major version 3 (RFC 8446 §5.1).
bool is_tls(Octets octets) {
  return octets.size() >= 3 && octets[0] >= 20 && octets[0] <= 23 && octets[1] == 3 &&
         octets[2] <= 4;
}

struct Row {
  Protocol protocol;
  bool (*recognise)(Octets octets);
};

constexpr std::array kRows{
    Row{Protocol::kHttp, is_http},
    Row{Protocol::kTls, is_tls},
    Row{Protocol::kSmpp, is_smpp},
};

}  // namespace

Protocol recognise(Octets first) {
  for (const Row& row : kRows) {
    if (row.recognise(first)) return row.protocol;
  }
  return Protocol::kUnknown;
}

}  // namespace mm1::bearer
