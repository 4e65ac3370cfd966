// WSP sessions (WAP-230 §7.1.2, §8.2.2): what their two ends agreed on, as far as methods need it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "mm1/net/keyed_hash.h"
#include "outlet.h"
#include "recent.h"
#include "wap_peers.h"
#include "wsp_pdu.h"

namespace mm1::bearer {

/// The Encoding-Version among headers (no Content-Type in front): 0x13 for 1.3; 0: none for code
/// page 1 that can be read.
[[nodiscard]] std::uint8_t encoding_version(Octets headers);

struct WspSession {
  bool begun = false;  // its Connect was captured whole
  // Encoding-Version among the session's headers, which hold for each PDU of that side; 0: none.
  std::uint8_t client_version = 0;
  std::uint8_t relay_version = 0;
  std::string client_number;                    // by a header of its Connect; empty: none
  bool version_missed = false;                  // TRN-WSP-006 was found once
  std::map<std::uint8_t, std::string> methods;  // names of extended methods by their PDU type
};

/// The sessions between each two endpoints: one at a time, as the client's port belongs to it.
class WspSessions {
 public:
  explicit WspSessions(Outlet& outlet);

  void advance(std::int64_t now_ns);
  /// Takes Connect, ConnectReply, Resume or Disconnect, from its type octet on, all octets there.
  void on_pdu(const WapPair& pair, Octets pdu, std::int64_t now_ns);
  /// The session between the two, nullptr when it was not captured.
  [[nodiscard]] WspSession* find(const WapPair& pair) { return sessions_.find(pair); }

 private:
  /// Ids count up from the same number at each server.
  struct Id {
    net::IpAddress server;
    std::uint32_t number;
    friend bool operator==(const Id&, const Id&) = default;
  };
  struct IdHash {
    std::size_t operator()(const Id& id) const {
      return net::KeyedHash().add(id.server.octets).add(id.number).value();
    }
  };

  void connect(const WapPair& pair, Octets pdu);
  void connect_reply(const WapPair& pair, Octets pdu);
  void resume(const WapPair& pair, Octets pdu);
  void name(const Id& id, const WapPair& pair);

  Outlet& outlet_;
  RecentMap<WapPair, WspSession, WapPairHash> sessions_;
  RecentMap<Id, WapPair, IdHash> ids_;  // where a suspended session was, for its Resume
};

}  // namespace mm1::bearer
