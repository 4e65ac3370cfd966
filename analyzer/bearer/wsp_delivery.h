// WSP PDUs to messages: what connectionless and connection-mode WSP have in common.
#pragma once

#include <cstdint>
#include <string>

#include "outlet.h"
#include "wsp_pdu.h"

namespace mm1::bearer {

/// A method and what its reply will be told about it.
struct WspExchange {
  std::uint64_t number = 0;
  bool is_get = false;
  bool carried_mm1 = false;
  std::string_view method;    // a name in a table
  std::uint8_t pdu_type = 0;  // type octet of its PDU; 0: none
  std::string uri;
};

/// How a WSP PDU came.
struct WspCarriage {
  flow::Bearer bearer;  // of methods and replies
  flow::Bearer push_bearer;
  net::IpAddress sender;
  net::IpAddress receiver;
  net::Stamp stamp;                  // of the frame that completed it
  std::span<const FrameRef> frames;  // that carried it
  std::size_t missing = 0;           // octets at its end that were not captured
};

/// Delivers what the PDU holds, or counts it as WSP without MM1. A request fills `exchange` (but
/// for its number), a reply reads it, a push only uses its number.
void deliver_wsp(Outlet& outlet, const WspPdu& pdu, const WspCarriage& carriage,
                 WspExchange& exchange);

}  // namespace mm1::bearer
