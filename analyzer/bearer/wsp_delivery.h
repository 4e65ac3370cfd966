// WSP PDUs to messages: what connectionless and connection-mode WSP have in common.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "outlet.h"
#include "wap_peers.h"
#include "wsp_pdu.h"
#include "wsp_session.h"

namespace mm1::bearer {

/// A method and what its reply will be told about it.
struct WspExchange {
  explicit WspExchange(Budget& budget) : uri_(budget) {}

  std::uint64_t number = 0;
  bool is_get = false;
  bool carried_mm1 = false;         // the request did
  bool is_mm1 = false;              // request or reply did: its findings are to be told
  std::string_view method;          // a name in a table
  std::string client_number;        // by a header of the request; empty: none
  std::uint8_t pdu_type = 0;        // type octet of its PDU; 0: none
  std::vector<BearerFinding> held;  // until it is known to carry MM1

  /// One finding of a rule and side is enough, also when it was told already.
  void hold(BearerFinding finding);
  /// Keeps the URI for the reply; false when there is no memory for it.
  [[nodiscard]] bool remember(std::string_view uri);
  [[nodiscard]] std::string_view uri() const { return {uri_.span().data(), uri_.size()}; }

 private:
  MeteredVector<char> uri_;
  std::vector<std::pair<rules::RuleIndex, rules::Side>> found_;
};

/// How a WSP PDU came.
struct WspCarriage {
  flow::Bearer bearer;  // of methods and replies
  flow::Bearer push_bearer;
  net::Endpoint sender;
  net::Endpoint receiver;
  net::Stamp stamp;                                    // of the frame that completed it
  std::span<const FrameRef> frames;                    // that carried it
  std::size_t missing = 0;                             // octets at its end that were not captured
  std::optional<std::uint8_t> transaction_class = {};  // of the Invoke, where it was captured
  WspSession* session = nullptr;                       // where its Connect was captured
};

/// Delivers what the PDU holds, or counts it as WSP without MM1. A request fills `exchange` (but
/// for its number), a reply reads it, a push only uses its number. Findings held by the exchange
/// are told with the first PDU. Returns whether it carried one.
bool deliver_wsp(Outlet& outlet, const WspPdu& pdu, const WspCarriage& carriage,
                 WspExchange& exchange);

}  // namespace mm1::bearer
